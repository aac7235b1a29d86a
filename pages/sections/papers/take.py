"""Papers to take away: the choices of one, its files, and what it will say."""

import streamlit as st

from core.domain.errors import Refused
from core.domain.papers import FORMATS, KIND_TITLES, OF_ONE_READER, VERB_WORDS, PaperKind, PaperOrder, Verb
from core.domain.people import Doing
from core.papers.content.paper import Sentence, Voice
from core.reports.flows import partner_titles
from pages.components import money_basis
from pages.components.paper_download import paper_button
from pages.components.pickers import Chosen
from pages.shell import cached_reads, identity, url_state
from pages.shell.errors import refused
from pages.shell.user_text import plain

WHOLE = "whole"
_PREVIEWED = frozenset({Voice.finding, Voice.number, Voice.missing})


def asked_for(chosen: Chosen, option_id: str) -> PaperOrder:
    """Draw the choices of a paper, and give what was chosen; stop where no paper can be made for the person."""
    first, second = st.columns(2)
    with first:
        kind = _kind(chosen)
    with second:
        reader = _reader(chosen, kind)
    basis = money_basis.switch(chosen.appraised)
    verb = Verb.decide
    if kind is PaperKind.board_paper:
        verb = st.selectbox(
            "What the board is asked", list(Verb), format_func=VERB_WORDS.__getitem__, key="paper.verb", persist_state="session",
            help="You choose the word. The amounts and conditions are filled in; the product recommends nothing.",
        )  # fmt: skip
    dated = st.date_input("Date on the paper", chosen.loaded.version.made_at.date(), format="DD/MM/YYYY", key="paper.date")
    return PaperOrder(kind, chosen.programme_id, chosen.number, option_id, reader, basis, verb, dated)


def files(order: PaperOrder) -> None:
    """Offer the paper in each of its kinds of file; it is written when a button is pressed, which takes some seconds."""
    st.header("Take it away", anchor=False)
    with st.container(horizontal=True):
        for written_as in FORMATS[order.kind]:
            paper_button(order, written_as, key=f"paper-{order.kind}-{written_as}")
    st.caption("It is written when you press, which takes some seconds. The same version gives the same file each time.")


def what_it_says(order: PaperOrder) -> None:
    """Show the headings of the paper with what each finds, and what it cannot say."""
    if order.kind in (PaperKind.slides, PaperKind.workbook, PaperKind.figures) or not st.toggle(
        "Show what it will say", key="paper.preview"
    ):
        return
    try:
        with st.spinner("Working out what it says"):
            paper = cached_reads.paper_content(order, identity.person())
    except Refused as refusal:
        refused(refusal)
        return
    for section in paper.sections:
        said = [block for block in section.blocks if isinstance(block, Sentence) and block.voice in _PREVIEWED]
        if section.level > 1 and not said:
            continue
        if section.level == 1:
            st.subheader(plain(section.heading), anchor=False)
        for sentence in said:
            mark = ":material/help: " if sentence.voice is Voice.missing else ""
            st.markdown(f"{mark}{plain(sentence.words)}")
    left = paper.said(Voice.to_complete)
    st.caption(f"{len(left)} parts are left for people to complete." if left else "Nothing is left for people to complete.")


def _kind(chosen: Chosen) -> PaperKind:
    kinds = [kind for kind in FORMATS if _may_be_written(kind, chosen)]
    if not kinds:
        st.info("Papers of one organisation are written for those who see its detail. An administrator can give you that access.")
        st.stop()
    url_state.start_with("paper.kind", _wanted_kind(), kinds, kinds[0])
    picked: PaperKind = st.selectbox(
        "Paper", kinds, format_func=KIND_TITLES.__getitem__, key="paper.kind", persist_state="session"
    )  # fmt: skip
    return picked


def _may_be_written(kind: PaperKind, chosen: Chosen) -> bool:
    """The workbook holds every partner's rows, and a board paper those of one."""
    if kind is PaperKind.workbook:
        return chosen.scope.is_whole
    return kind not in OF_ONE_READER or bool(_readers(chosen))


def _wanted_kind() -> PaperKind | None:
    wanted = url_state.wanted("paper")
    return next((kind for kind in PaperKind if kind.value == wanted), None)


def _reader(chosen: Chosen, kind: PaperKind) -> str | None:
    readers = _readers(chosen)
    choices = list(readers) if kind in OF_ONE_READER else [WHOLE, *readers]
    key = f"paper.reader.{chosen.programme_id}.{'one' if kind in OF_ONE_READER else 'any'}"
    url_state.start_with(key, url_state.wanted_of(chosen.programme_id, "reader"), choices, choices[0])
    picked: str = st.selectbox(
        "Who reads it", choices, format_func=lambda one: readers.get(one, "The whole partnership"), key=key, persist_state="session"
    )  # fmt: skip
    return None if picked == WHOLE else picked


def _readers(chosen: Chosen) -> dict[str, str]:
    """Partners for whom the person may have a paper written: those whose detail they see."""
    person, titles = chosen.reader, partner_titles(chosen.loaded.case)
    return {one: title for one, title in titles.items() if person.may(Doing.see_detail, chosen.programme_id, one)}
