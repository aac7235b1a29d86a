"""Who and where, step 2: the partners, the places and how many people each could be offered it."""

import re

import streamlit as st

from core.domain.case.programme import PartnerKind
from core.domain.columns.dictionary import word_label
from core.domain.drafts import Draft, PutCell
from core.domain.titles import unique_titles
from core.reports.drafts.answers import Kind, read_answer
from core.reports.drafts.library import councils
from core.reports.drafts.new_rows import lead_of, level_of, new_partner, new_places
from pages.sections.drafts.cells import add_by, box, pick, take_out, tick

_AT_A_TAB = re.compile(r"\t|;|,(?=\s*[\d,.]+\s*$)")
KINDS = {kind.value: word_label(kind.value) for kind in PartnerKind}


def draw(draft: Draft) -> None:
    """Ask who takes part and where."""
    st.header("Partners", anchor=False)
    for row in draft.of("partners"):
        _partner(draft, row["partner_id"], row.get("title", ""))
    with st.form(f"draft-{draft.draft_id}-new-partner", clear_on_submit=True, border=False):
        typed, add = st.columns([3, 1], vertical_alignment="bottom")
        name = typed.text_input(
            "Add a partner", key=f"draft-{draft.draft_id}-partner-name", max_chars=200, placeholder="NHS Greater Manchester",
            help="Everyone who pays, delivers or may save. Its kind is guessed from its name: put it right beside it.",
        )  # fmt: skip
        is_sent = add.form_submit_button("Add partner", icon=":material/add:")
    if is_sent and add_by(draft.draft_id, lambda: new_partner(draft, name)):
        st.rerun()
    if len(draft.of("partners")) > 1:
        pick(
            draft, "programme", (), "lead_partner_id", "Who leads?", among=draft.titles("partners"), otherwise=lead_of(draft) or ""
        )
        _limits(draft)
    st.header("Places", anchor=False)
    _pick_places(draft)
    for row in draft.of("sites"):
        _place(draft, row["site_id"], row.get("title", ""))


def _partner(draft: Draft, partner_id: str, title: str) -> None:
    name, kind, out = st.columns([3, 2, 1], vertical_alignment="bottom")
    with name:
        box(draft, "partners", (partner_id,), "title", "Partner")
    with kind:
        pick(
            draft, "partners", (partner_id,), "kind", f"What kind of body is {title}?", among=KINDS, is_hidden=True,
            also=lambda value: (PutCell("partners", (partner_id,), "level", level_of(PartnerKind(value))),),
        )  # fmt: skip
    with out:
        take_out(draft, "partners", (partner_id,), title)


def _limits(draft: Draft) -> None:
    """What each partner has said it can bear; nothing is assumed where it has not."""
    with st.expander("What each partner can bear (can wait)"):
        for partner_id, title in unique_titles(draft.titles("partners")).items():
            back, most = st.columns(2, vertical_alignment="bottom")
            with back:
                box(
                    draft,
                    "partners",
                    (partner_id,),
                    "payback_limit_years",
                    f"Years until its cash is back: {title}",
                    placeholder="5",
                )
            with most:
                box(draft, "partners", (partner_id,), "affordability_gbp_per_year", f"Most it can pay a year: {title}")


def _pick_places(draft: Draft) -> None:
    there = {row.get("title", "").lower() for row in draft.of("sites")}
    name = f"draft-{draft.draft_id}-places"
    st.multiselect(
        "Pick places, or type your own", [one.name for one in councils() if one.name.lower() not in there], key=name,
        accept_new_options=True, select_all=False, placeholder="Bolton", on_change=_add_picked, args=(draft, name),
        help="Council areas come with their official code. A ward or a hospital can be typed.",
    )  # fmt: skip
    with st.expander("Paste a list"), st.form(f"draft-{draft.draft_id}-paste", clear_on_submit=True, border=False):
        text = st.text_area("One place a line, people a year after a tab", key=f"draft-{draft.draft_id}-pasted", max_chars=20_000)
        is_sent = st.form_submit_button("Take these places")
    if is_sent and add_by(draft.draft_id, lambda: new_places(draft, _lines(text))):
        st.rerun()


def _add_picked(draft: Draft, name: str) -> None:
    picked = [(str(one), "") for one in st.session_state[name]]
    if add_by(draft.draft_id, lambda: new_places(draft, picked)):
        st.session_state[name] = []


def _lines(text: str) -> list[tuple[str, str]]:
    """Places of a pasted list, each with its people; what is no number is kept as it was typed, and named beside its box."""
    found = []
    for line in text.splitlines():
        title, *people = _AT_A_TAB.split(line.strip(), maxsplit=1)
        found.append((title.strip(), read_answer(Kind.people, people[0]).cell if people else ""))
    return found


def _place(draft: Draft, site_id: str, title: str) -> None:
    name, people, first, out = st.columns([3, 3, 3, 1], vertical_alignment="bottom")
    with name:
        box(draft, "sites", (site_id,), "title", "Place")
    with people:
        box(
            draft, "sites", (site_id,), "people_per_year", f"People a year in {title}", placeholder="32",
        )  # fmt: skip
    with first:
        tick(draft, "sites", (site_id,), "is_prototype", "Tried here first")
    with out:
        take_out(draft, "sites", (site_id,), title)
