"""A decision that was just recorded: its minute on the same screen, to copy."""

import streamlit as st

from core.domain.case.case import Case
from core.domain.decisions import StoredDecision
from core.domain.papers import PaperFormat, PaperKind, PaperOrder
from core.papers.minutes import minute_text
from core.reports.appraisals import compared_options
from core.reports.decisions import decisions_of
from pages.components.paper_download import paper_button
from pages.shell import cached_reads, identity, store
from pages.shell.page_list import PAGES

MINUTE_HEIGHT = 380
_FLASH = "decisions.recorded"


def keep(programme_id: str, decision_id: int) -> None:
    """Remember which decision this window recorded last, until that was told."""
    st.session_state[f"{_FLASH}.{programme_id}"] = decision_id


def just_recorded(programme_id: str) -> int | None:
    """Last decision: the id of the decision this window recorded last and has not yet confirmed to the person."""
    decision_id: int | None = st.session_state.pop(f"{_FLASH}.{programme_id}", None)
    return decision_id


def is_told(programme_id: str) -> bool:
    """Confirmation: after a decision was recorded in the meeting, its minute stands in place of the form, to copy."""
    decision_id = st.session_state.get(f"{_FLASH}.{programme_id}")
    if decision_id is None:
        return False
    st.success(f"Decision {decision_id} is recorded, with the figures on the screens.", icon=":material/check:")
    found = decisions_of(store.database(), identity.person(), programme_id)
    decision = next((each for each in found if each.decision_id == decision_id), None)
    case = None if decision is None else cached_reads.loaded(programme_id, decision.frozen.version_number).case
    if decision is not None and case is not None:
        st.code(minute_text(decision, case.programme.title), language=None, wrap_lines=True, height=MINUTE_HEIGHT)
    with st.container(horizontal=True, vertical_alignment="center"):
        if decision is not None and case is not None:
            in_word(decision, case)
        st.page_link(str(PAGES / "decisions.py"), label="The decision with its kept figures", icon=":material/gavel:",
                     query_params={"programme": programme_id, "decision": str(decision_id)})  # fmt: skip
        st.button("Record another decision", on_click=st.session_state.pop, args=(f"{_FLASH}.{programme_id}", None))
    return True


def in_word(decision: StoredDecision, case: Case) -> None:
    """Draw the button that gives the minute as a Word file; a decision for business as usual has its text alone."""
    if decision.option_id not in compared_options(case):
        return
    number, decided_on = decision.frozen.version_number, decision.decided_on
    order = PaperOrder(
        PaperKind.minutes, decision.programme_id, number, decision.option_id, dated=decided_on, decision_id=decision.decision_id
    )
    paper_button(order, PaperFormat.docx, "Minute as Word", key=f"minute-word-{decision.decision_id}")
