"""Choice of the organisation: whose page it is, and its address to pass on."""

from urllib.parse import urlencode, urlsplit

import streamlit as st

from core.domain.papers import FORMAT_TITLES, FORMATS, PaperKind, PaperOrder
from core.domain.people import Doing
from core.reports.organisation.cash import organisations
from pages.components.paper_download import paper_button
from pages.components.pickers import Chosen
from pages.shell import identity, url_state
from pages.shell.user_text import plain


def partner(chosen: Chosen, titles: dict[str, str]) -> str:
    """Draw the picker of partners: the person's own comes first, else the one that leads the programme."""
    if not titles:
        st.info("Your access here is to no partner of this version. An administrator can change that under People and access.")
        st.stop()
    key = key_of(chosen.programme_id)
    url_state.start_with(key, url_state.wanted_of(chosen.programme_id, "partner"), list(titles), _first(chosen, titles))
    if len(titles) == 1:
        return next(iter(titles))
    picked: str = st.selectbox(
        "Organisation", list(titles), format_func=titles.__getitem__, key=key, persist_state="session", width=420,
        label_visibility="collapsed",
    )  # fmt: skip
    return picked


def key_of(programme_id: str) -> str:
    """Key of the picker."""
    return f"organisation-{programme_id}"


def title_of(chosen: Chosen, partner_id: str) -> str:
    """Name the page: my organisation, or another's where it is not the reader's own."""
    title = organisations(identity.person(), chosen.appraised)[partner_id]
    own = identity.person().partners(Doing.see_agreed_view, chosen.programme_id)
    return f"My organisation: {plain(title)}" if own is not None else plain(title)


def sees_detail(chosen: Chosen, partner_id: str) -> bool:
    """True where the person sees the partner's own rows."""
    return chosen.reader.may(Doing.see_detail, chosen.programme_id, partner_id)


def share() -> None:
    """Offer the address of this page, with everything chosen on it, to pass on."""
    with st.popover("Share this page", icon=":material/link:"):
        st.markdown("People with access to it here open the same page, with the same choices. It shows the latest version.")
        st.code(_address(), language=None, wrap_lines=True)


def board_paper(chosen: Chosen, option_id: str, partner_id: str) -> None:
    """Offer the paper of this organisation's own board, to people who see its detail; it is written when a button is pressed."""
    if not sees_detail(chosen, partner_id):
        return
    order = PaperOrder(PaperKind.board_paper, chosen.programme_id, chosen.number, option_id, partner_id)
    for written_as in FORMATS[PaperKind.board_paper]:
        paper_button(order, written_as, f"Its board paper: {FORMAT_TITLES[written_as]}", key=f"own-board-paper-{written_as}")


def _address() -> str:
    url = st.context.url
    parts = urlsplit(url) if isinstance(url, str) else None
    site = f"{parts.scheme}://{parts.netloc}{parts.path}" if parts and parts.netloc else "/organisation"
    return f"{site}?{urlencode(st.query_params.to_dict())}"


def _first(chosen: Chosen, titles: dict[str, str]) -> str:
    lead = chosen.loaded.case.programme.lead_partner_id or ""
    return lead if lead in titles else next(iter(titles))
