"""Gate cards: what each gate asks, what the data say, what was decided; and the forms with which a board decides them."""

from dataclasses import dataclass
from datetime import date

import streamlit as st

from core.actions.gates import agree_problem, decide_gate
from core.domain.case.options import Option
from core.domain.gates import CHANGES_THE_SYSTEM, Ruling, State
from core.domain.people import Doing
from core.reports.flows import option_titles
from core.reports.gates.standing import GateStanding, decision_history
from pages.components import form_feedback
from pages.components.layout import text_table
from pages.components.pickers import Chosen
from pages.sections.gates.pathway import findings, links
from pages.sections.gates.tables import day_words, decisions_table
from pages.shell import identity, live_updates, store
from pages.shell.user_text import plain

COMPUTED = {
    State.met: "The data bear it out.",
    State.unmet: "The data do not bear it out.",
    State.unknown: "Not enough is known.",
    State.note: "",
}
RULINGS = {Ruling.met: "Met", Ruling.not_met: "Not met", Ruling.overridden: "Override: pass it against what the data say"}


@dataclass(frozen=True)
class _Typed:
    """Form values: what the person has typed in the form."""

    ruling: Ruling | None
    evidence: list[str]
    reason: str
    review_by: date | None


def cards(gates: tuple[GateStanding, ...]) -> None:
    """Show every gate: what it asks, what the data say, the evidence named, and the decision."""
    for stands in gates:
        with st.container(border=True):
            st.subheader(stands.gate.title, anchor=False)
            st.caption(stands.gate.asks if not stands.branch else stands.branch)
            st.markdown(f"**{COMPUTED[stands.computed]}**")
            findings(stands.findings)
            links(stands.open_findings)
            _decided(stands)


def decide_form(chosen: Chosen, option: Option, gates: tuple[GateStanding, ...]) -> None:
    """Decide a gate: the board's form; others see why they cannot."""
    st.header("Decide a gate", anchor=False)
    if not identity.person().may(Doing.decide_gate, chosen.programme_id):
        st.markdown("Gates are decided by the board. You can see what was decided, and on what.")
        return
    if not chosen.is_latest:
        st.markdown("This is not the latest version: gates are decided on the latest.")
        return
    live_updates.has_editor()
    titles = {stands.gate.key: stands.gate.title for stands in gates}
    key = st.selectbox("Gate to decide", list(titles), format_func=titles.__getitem__, key=f"gate-{chosen.programme_id}")
    stands = next(row for row in gates if row.gate.key is key)
    name = f"{key}-{chosen.programme_id}-{option.option_id}"
    with st.form(f"decide-{name}", enter_to_submit=False):
        typed = _typed(stands)
        pressed = st.form_submit_button("Record the decision", type="primary")
    last = stands.decision.decision_id if stands.decision else 0
    seen = form_feedback.seen(f"decision-{name}", last, is_sent=pressed)
    number = form_feedback.seen(f"version-{name}", chosen.number, is_sent=pressed)
    if pressed and typed.ruling is None:
        st.error("Choose what was decided: met, not met, or override.", icon=":material/error:")
    elif pressed:
        form_feedback.record(lambda: _decide(chosen, option, stands, typed, number=number, seen=seen), "Recorded the decision.")


def history(chosen: Chosen) -> None:
    """Show every decision ever made on a gate."""
    decisions = decision_history(store.database(), identity.person(), chosen.programme_id)
    with st.expander(f"Every decision on a gate: {len(decisions)}"):
        if not decisions:
            st.markdown("None yet.")
            return
        text_table(decisions_table(decisions, option_titles(chosen.loaded.case)))


def agreed_problem(chosen: Chosen, option: Option) -> None:
    """Agreed problem: show it as stated and as seen anew; the board records who agreed. Only for what changes the system."""
    if option.kind not in CHANGES_THE_SYSTEM:
        return
    programme = chosen.loaded.case.programme
    st.header("The problem, seen anew", anchor=False)
    st.markdown(f"**As first stated.** {plain(programme.problem_statement or 'Not written down.')}")
    st.markdown(f"**As seen from the whole system.** {plain(programme.reframed_problem or 'Not written down.')}")
    if not identity.person().may(Doing.decide_gate, chosen.programme_id) or not chosen.is_latest:
        st.caption("The board records who agreed to these words, on the latest version.")
        return
    with st.expander("Record who agreed to these words"), st.form(f"agree-{chosen.programme_id}"):
        agreed_by = st.text_input("Words agreed by", max_chars=300, help="A name, or a body that met.")
        agreed_on = form_feedback.day("Words agreed on", None)
        if st.form_submit_button("Record the agreement"):
            if agreed_on is None:
                st.error("Say on which day it was agreed.", icon=":material/error:")
                return
            form_feedback.record(
                lambda: agree_problem(
                    store.database(), chosen.programme_id, agreed_by=agreed_by, agreed_on=agreed_on,
                    read_version=chosen.number, by=identity.person(), at=form_feedback.now(),
                ),
                "Recorded the agreement.",
            )  # fmt: skip


def _typed(stands: GateStanding) -> _Typed:
    named = {item.key: item.title for item in stands.evidence}
    ruling = st.radio("Decision", list(RULINGS), index=None, format_func=RULINGS.__getitem__)
    evidence = st.multiselect("Evidence it rests on", list(named), format_func=named.__getitem__, placeholder="None named",
                              help="What this version holds. A gate cannot be met without it.")  # fmt: skip
    reason = st.text_area("Reason", max_chars=2000, help="An override needs one. It stands on every page of the case.")
    review_by = form_feedback.day("Look again by", None, help="An override ends: it needs the day by which it is looked at again.")
    return _Typed(ruling, evidence, reason, review_by)


def _decide(chosen: Chosen, option: Option, stands: GateStanding, typed: _Typed, *, number: int, seen: int) -> str:
    if typed.ruling is None:
        raise ValueError("nothing was decided")
    return decide_gate(
        store.database(), chosen.programme_id, stands.gate.key, option.option_id, typed.ruling, evidence=typed.evidence,
        reason=typed.reason, review_by=typed.review_by, read_version=number, read_decision=seen, by=identity.person(),
        at=form_feedback.now(),
    )  # fmt: skip


def _decided(stands: GateStanding) -> None:
    decision = stands.decision
    if decision is None:
        st.markdown("**Not decided.** Whoever sits on the board can decide it below.")
        return
    by = f"by {plain(decision.decided_by)} on {day_words(decision.decided_at)}, on version {decision.number}"
    st.markdown(f"**Decided: {stands.words}**, {by}." + (f" {plain(decision.reason)}" if decision.reason else ""))
    names = {item.key: item.title for item in stands.evidence}
    if decision.evidence:
        st.caption("Evidence named: " + plain("; ".join(names.get(key, f"{key} (no longer held)") for key in decision.evidence)))
    if decision.ruling is Ruling.overridden:
        st.warning(f"Passed against what the data say. To be looked at again by {day_words(decision.review_by)}.",
                   icon=":material/report:")  # fmt: skip
    if stands.look_again:
        st.warning(plain(stands.look_again), icon=":material/update:")
