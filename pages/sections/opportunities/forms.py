"""Opportunities: raising one, screening it with the checklist, turning it into an option, or declining it."""

import pandas as pd
import streamlit as st

from core.actions.opportunities import (
    MAY_BECOME,
    decline_opportunity,
    edit_opportunity,
    make_option,
    raise_opportunity,
    screen_opportunity,
)
from core.domain.case.options import OptionKind
from core.domain.opportunities import Answer, KeptOpportunity, OpportunityState, Said
from core.domain.people import Doing
from core.reports.flows import partner_titles
from core.reports.opportunities import ANSWER_WORDS, Seen, answers_given, checklist_of, gaps_sentence
from core.reports.options import KIND_WORDS
from pages.components import form_feedback
from pages.components.layout import text_table
from pages.components.open_version import let_go, opened_at
from pages.components.pickers import Chosen
from pages.sections.gates.tables import day_words
from pages.shell import identity, live_updates, store
from pages.shell.user_text import plain

CLOSED = (OpportunityState.option, OpportunityState.declined)
FIELDS = ("title", "problem", "who_benefits")
TO_RAISE = ("Title", "What is the problem?", "Who would benefit?", "For which partner")
TO_REWORD = ("New title", "The problem, reworded", "Who would benefit, reworded", "For which partner it is now")
_RAISED = "opportunities.raised"


def raise_form(chosen: Chosen) -> None:
    """Let a partner's people raise an opportunity."""
    if not identity.person().may(Doing.raise_opportunity, chosen.programme_id):
        st.caption("Partners' people raise opportunities; you can see what became of them.")
        return
    live_updates.has_editor()
    st.header("Raise an opportunity", anchor=False)
    with st.form(f"raise-{chosen.programme_id}", enter_to_submit=False):
        raised = st.session_state.setdefault(_RAISED, 0)
        typed = _said_of(chosen, None, key=f"raise-{chosen.programme_id}-{raised}")
        if not st.form_submit_button("Raise it", type="primary"):
            return
    form_feedback.record(lambda: _raise(chosen, typed), "Raised the opportunity.")


def _raise(chosen: Chosen, typed: dict[str, str]) -> None:
    raise_opportunity(store.database(), chosen.programme_id, **typed, by=identity.person(), at=form_feedback.now())
    st.session_state[_RAISED] += 1  # so that the next one begins with empty fields


def details(seen: Seen, partner: str) -> None:
    """Opportunity: its words, what the checklist shows, and the option it became."""
    row, checklist = seen.opportunity, checklist_of()
    st.header(plain(row.title), anchor=False)
    st.caption(plain(f"Raised by {row.raised_by} for {partner} on {day_words(row.raised_at)}."))
    st.markdown(f"**The problem.** {plain(row.problem)}")
    st.markdown(f"**Who benefits.** {plain(row.who_benefits)}")
    if row.state is OpportunityState.declined:
        st.warning(plain(f"Declined: {row.reason}"), icon=":material/block:")
    answers = dict(row.answers)
    st.markdown(f"**Checklist.** {plain(gaps_sentence(checklist, answers))}")
    if answers:
        with st.expander("Every answer"):
            st.caption(checklist.wording)
            text_table(_answers_table(answers_given(checklist, answers)))
    with st.expander(f"What was done: {len(seen.changes)}"):
        for change in seen.changes:
            st.markdown(plain(f"{day_words(change.at)}, {change.by}: {change.what}"))


def forms(chosen: Chosen, row: KeptOpportunity) -> None:
    """Next steps of an opportunity, for the people who may take them."""
    person = identity.person()
    if row.state in CLOSED:
        return
    if person.may(Doing.raise_opportunity, chosen.programme_id):
        _edit(chosen, row)
    if not person.may(Doing.screen_opportunity, chosen.programme_id):
        st.caption("Analysts and board members screen opportunities.")
        return
    _screen(chosen, row)
    _make(chosen, row)
    _decline(chosen, row)


def _edit(chosen: Chosen, row: KeptOpportunity) -> None:
    name = f"edit-{row.opportunity_id}"
    with st.expander("Reword it"):
        opened = opened_at(name, row.version)
        with st.form(f"{name}-{opened}", enter_to_submit=False):
            typed = _said_of(chosen, row, key=f"{name}-{opened}")
            pressed = st.form_submit_button("Save the wording")
        if pressed:
            form_feedback.record(lambda: _reword(chosen, row, typed, opened, name), "Saved the wording.")


def _reword(chosen: Chosen, row: KeptOpportunity, typed: dict[str, str], opened: int, name: str) -> None:
    edit_opportunity(
        store.database(), chosen.programme_id, row.opportunity_id, **typed, read_version=opened, by=identity.person(),
        at=form_feedback.now(),
    )  # fmt: skip
    let_go(name)


def _screen(chosen: Chosen, row: KeptOpportunity) -> None:
    checklist, given = checklist_of(), dict(row.answers)
    live_updates.has_editor()
    with st.expander(f"Screen it with the checklist: {checklist.title}"):
        st.caption(f"{checklist.wording} Answers are never added up: what is not a yes shows as a gap.")
        with st.form(f"screen-{row.opportunity_id}", enter_to_submit=False):
            answers = {}
            for area in checklist.areas:
                st.markdown(f"**{area.title}**")
                for question in area.questions:
                    said = _answer(row, question.key, question.text, given.get(question.key))
                    answers |= {question.key: said} if said else {}
            pressed = st.form_submit_button("Save the answers")
        seen = form_feedback.seen(f"screen-{row.opportunity_id}", row.version, is_sent=pressed)
        if pressed:
            form_feedback.record(
                lambda: screen_opportunity(
                    store.database(), chosen.programme_id, row.opportunity_id, answers, read_version=seen,
                    by=identity.person(), at=form_feedback.now(),
                ),
                "Saved the answers.",
            )  # fmt: skip


def _answer(row: KeptOpportunity, key: str, text: str, before: Said | None) -> Said | None:
    words = list(ANSWER_WORDS)
    at = None if before is None else words.index(before.answer)
    picked: Answer | None = st.radio(
        text, words, at, format_func=ANSWER_WORDS.__getitem__, horizontal=True, key=f"{key}-{row.opportunity_id}"
    )
    note = st.text_input(f"Note: {text}", "" if before is None else before.note, max_chars=1000, label_visibility="collapsed",
                         placeholder="Note", key=f"note-{key}-{row.opportunity_id}")  # fmt: skip
    return None if picked is None else Said(answer=picked, note=note)


def _make(chosen: Chosen, row: KeptOpportunity) -> None:
    if not identity.person().may(Doing.edit_rows, chosen.programme_id):
        st.caption("Whoever may change the programme's tables turns an opportunity into an option.")
        return
    if not chosen.is_latest:
        st.caption("This is not the latest version: an option is added to the latest.")
        return
    with st.expander("Turn it into an option"):
        st.caption("Makes a new version of the programme with one more option. Its sites, costs and levers are added as tables.")
        with st.form(f"make-{row.opportunity_id}", enter_to_submit=False):
            kind = st.selectbox("Kind", MAY_BECOME, format_func=KIND_WORDS.__getitem__)
            title = st.text_input("Name of the option", row.title, max_chars=200)
            gate_year = st.number_input("Year of the gate, counted from year 0 (out then up)", 0, 200, None)
            pressed = st.form_submit_button("Make it an option")
        seen = form_feedback.seen(f"make-{row.opportunity_id}", row.version, is_sent=pressed)
        number = form_feedback.seen(f"make-version-{row.opportunity_id}", chosen.number, is_sent=pressed)
        if pressed:
            form_feedback.record(
                lambda: make_option(
                    store.database(), chosen.programme_id, row.opportunity_id, kind=kind, title=title,
                    gate_year=gate_year if kind is OptionKind.out_then_up else None, read_opportunity=seen,
                    read_version=number, by=identity.person(), at=form_feedback.now(),
                ),
                "Made it an option, in a new version.",
            )  # fmt: skip


def _decline(chosen: Chosen, row: KeptOpportunity) -> None:
    with st.expander("Decline it"):
        with st.form(f"decline-{row.opportunity_id}", enter_to_submit=False):
            reason = st.text_area("Reason", max_chars=2000, help="Whoever raised it will read it.")
            pressed = st.form_submit_button("Decline it")
        seen = form_feedback.seen(f"decline-{row.opportunity_id}", row.version, is_sent=pressed)
        if pressed:
            form_feedback.record(
                lambda: decline_opportunity(
                    store.database(), chosen.programme_id, row.opportunity_id, reason, read_version=seen,
                    by=identity.person(), at=form_feedback.now(),
                ),
                "Declined it.",
            )  # fmt: skip


def _said_of(chosen: Chosen, row: KeptOpportunity | None, *, key: str) -> dict[str, str]:
    titles = partner_titles(chosen.loaded.case)
    before = {name: "" if row is None else getattr(row, name) for name in FIELDS}
    at = 0 if row is None or row.partner_id not in titles else list(titles).index(row.partner_id)
    names = TO_RAISE if row is None else TO_REWORD  # both forms stand on the page: no two boxes have one name
    title = st.text_input(names[0], before["title"], max_chars=200, key=f"{key}-title")
    problem = st.text_area(names[1], before["problem"], max_chars=5000, key=f"{key}-problem")
    who = st.text_area(names[2], before["who_benefits"], max_chars=5000, key=f"{key}-who")
    partner = st.selectbox(names[3], list(titles), at, format_func=titles.__getitem__, key=f"{key}-partner")
    return {"title": title, "problem": problem, "who_benefits": who, "partner_id": partner}


def _answers_table(frame: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame({"Area": frame.area, "Question": frame.question, "Answer": frame.answer, "Note": frame.note})
