"""Shared links: making one, showing its address once, listing and ending them, and the rules for small numbers."""

import io
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pandas as pd
import segno
import streamlit as st

from core.actions.links import end_link, set_small_numbers
from core.domain.errors import Refused
from core.domain.links import (
    LEAST_ROUNDING,
    LEAST_THRESHOLD,
    MOST_ASK_CHARACTERS,
    MOST_DAYS,
    MOST_RULE,
    MOST_TITLE_CHARACTERS,
    TOKEN_BYTES,
    USUAL_DAYS,
    Link,
    LinkOrder,
    LinkState,
)
from core.domain.people import Doing
from core.domain.wording import date_words
from core.papers.shared_page import share, shared_figures
from core.reports.data.csv_download import as_csv
from core.reports.flows import option_titles
from core.reports.leader import shared_table
from core.reports.links import links_of, small_number_rules
from pages.components import money_basis, pickers
from pages.components.layout import done_or_refused, text_table
from pages.components.pickers import Chosen
from pages.sections.versions import assurance
from pages.shell import identity, store
from pages.shell.errors import refused
from pages.shell.user_text import plain

NEW, SAID = "links.new", "links.said"
STATE_WORDS = {LinkState.open: "Open", LinkState.ended: "Ended", LinkState.expired: "Run out"}


def new_link() -> None:
    """Address of a new link: shown once, since it is kept nowhere and cannot be shown again."""
    said = st.session_state.pop(SAID, None)
    if said:
        st.success(plain(said), icon=":material/check:")
    if NEW not in st.session_state:
        return
    title, where = st.session_state[NEW]
    with st.container(border=True):
        st.markdown(f"**{plain(title)}** is shared. Copy its address now: it is not kept, and is shown only this once.")
        st.code(where, language=None, wrap_lines=True)
        st.image(_qr(where), width=180, alt=f"QR code of the address of {title}")
        st.button("I have copied it", on_click=_forget, icon=":material/check:")


def make(chosen: Chosen) -> None:
    """Draw the form of a new link, and a download of the same figures as a table."""
    numbers = {row.version.number: row for row in assurance.standings(chosen.programme_id) if not row.version.is_undone}
    option_id, basis = pickers.option(chosen), money_basis.switch(chosen.appraised)
    with st.form("new-link", enter_to_submit=False):
        number = st.selectbox("Version", list(numbers), format_func=lambda one: f"Version {one}: {numbers[one].words}")
        title = st.text_input("Title of the page", chosen.loaded.case.programme.title, max_chars=MOST_TITLE_CHARACTERS)
        ask = st.text_area(
            "The ask (optional)", max_chars=MOST_ASK_CHARACTERS, help="The programme's question stands there when nothing is given."
        )
        days = st.number_input("Days until it ends", 1, MOST_DAYS, USUAL_DAYS)
        embeddable = st.checkbox("Let the sites this service names show it inside their own pages")
        made = st.form_submit_button("Make the link", type="primary")
    order = LinkOrder(chosen.programme_id, number, option_id, title, ask, int(days), embeddable, basis)
    if made:
        _make(order)
    st.download_button(
        "Download the same figures as a table (CSV)", _table_of(order), f"shared-{chosen.programme_id}.csv", "text/csv",
        on_click="ignore", type="tertiary", icon=":material/download:",
    )  # fmt: skip


def every_link(chosen: Chosen) -> None:
    """List of links: the person's own, or all of them for an administrator, with a way to end each that is open."""
    links = links_of(store.database(), chosen.programme_id, person=identity.person())
    if not links:
        st.markdown("No link has been made yet.")
        return
    now, titles = _now(), option_titles(chosen.loaded.case)
    text_table(
        pd.DataFrame(
            {
                "Page": [link.title for link in links],
                "State": [STATE_WORDS[link.state(now)] for link in links],
                "Opened": [f"{link.views:,} times" if link.views != 1 else "once" for link in links],
                "Version": [str(link.number) for link in links],
                "Option": [titles.get(link.option_id, link.option_id) for link in links],
                "Made by": [link.made_by_name for link in links],
                "Made": [date_words(link.made_at) for link in links],
                "Ends": [date_words(link.ended_at or link.ends_at) for link in links],
            }
        )
    )
    for link in links:
        if link.state(now) is LinkState.open:
            _way_to_end(link)


def small_numbers(chosen: Chosen) -> None:
    """Disclosure control: say how small numbers are hidden on shared pages; an administrator may change it."""
    rules, version = small_number_rules(store.database(), chosen.programme_id, person=identity.person())
    st.markdown(
        f"On shared pages and their tables, numbers of people below {rules.threshold} are not shown and others are rounded to "
        f"{rules.rounding}. Money that stands for so few people is shown as a limit. Pages already shared stay as they are."
    )
    if not identity.person().may(Doing.manage_people, chosen.programme_id):
        return
    with st.expander("Change the rules"), st.form("small-numbers", enter_to_submit=False):
        threshold = st.number_input("Not shown below", LEAST_THRESHOLD, MOST_RULE, rules.threshold)
        rounding = st.number_input("Rounded to", LEAST_ROUNDING, MOST_RULE, rules.rounding)
        if st.form_submit_button("Save the rules"):
            done_or_refused(SAID, "The rules for small numbers are saved.", lambda: set_small_numbers(
                store.database(), chosen.programme_id, int(threshold), int(rounding), read_version=version,
                by=identity.person(), at=_now()))  # fmt: skip


def _make(order: LinkOrder) -> None:
    token = secrets.token_urlsafe(TOKEN_BYTES)
    try:
        with st.spinner("Working the page out"):
            link = share(store.database(), order, token=token, by=identity.person(), at=_now())
    except Refused as refusal:
        refused(refusal)
        return
    st.session_state[NEW] = (link.title, f"{site()}/s/{token}")
    st.rerun()


def _way_to_end(link: Link) -> None:
    label = f"End: {plain(link.title)}, version {link.number}, made {date_words(link.made_at)}"
    with st.popover(label, icon=":material/link_off:", key=f"end-{link.link_id}"):
        st.markdown("Its address then opens nothing. A page that was printed or saved stays with whoever has it.")
        if st.button("End this link now", key=f"end-now-{link.link_id}"):
            done_or_refused(SAID, f'The link "{link.title}" is ended.', lambda: end_link(
                store.database(), link.link_id, read_version=link.version, by=identity.person(), at=_now()))  # fmt: skip


def _table_of(order: LinkOrder) -> Callable[[], bytes]:
    asks, db = identity.on_press(), store.database()
    return lambda: as_csv(shared_table(shared_figures(db, order, by=asks(), today=_now().date())))


def _qr(where: str) -> str:
    """Draw an address as a QR code, in SVG with a quiet margin on white."""
    written = io.BytesIO()
    segno.make(where, error="m").save(written, kind="svg", scale=4, border=4, light="#FFFFFF", xmldecl=False)
    return written.getvalue().decode()


def site() -> str:
    """The address of this service as the person reached it; nothing where that is not known."""
    url = st.context.url
    parts = urlsplit(url) if isinstance(url, str) else None
    return f"{parts.scheme}://{parts.netloc}" if parts and parts.netloc else ""


def _forget() -> None:
    st.session_state.pop(NEW, None)


def _now() -> datetime:
    return datetime.now(UTC)
