"""Observations: effects worked out from observed rows, and results against predictions."""

from datetime import UTC, date, datetime

import pandas as pd
import streamlit as st

from core.access.redaction import of_partners_seen
from core.domain.case.evidence import Design
from core.domain.errors import Refused
from core.engine.evidence.aggregates import Aggregate, Kind
from core.engine.evidence.effects import Estimate, Refusal
from core.reports.changes.correct_effect import carry_into_effects
from core.reports.changes.effects import what_tables_move
from core.reports.changes.table_edits import table_of, with_rows
from core.reports.evidence.effects import aggregates_from, as_evidence, balance_before, likely_measure, one_effect
from core.reports.evidence.observations import arms, observation_loads, outcomes_observed
from core.reports.evidence.predictions import Carried, carried_into_scale, variance, variance_by
from pages.components.evidence_tables import (
    balance_table,
    estimate_table,
    row_table,
    variance_sums_table,
    variance_table,
    words,
)
from pages.components.layout import download, text_table
from pages.components.pickers import Chosen
from pages.sections.evidence import accept_effect
from pages.sections.evidence.accept_effect import Found
from pages.sections.evidence.studies import outcome_titles, rules
from pages.shell import store
from pages.shell.errors import refused
from pages.shell.page_list import PAGES
from pages.shell.user_text import plain

USES = {"evidence": "Make it evidence", "case": "Take it into the case"}
KINDS = {Kind.proportion: "A share of people", Kind.mean: "An amount"}


def effects(chosen: Chosen, outcome_id: str) -> None:
    """Effect: work one out from the observations of one outcome; let it become evidence, or be taken into the case."""
    st.header("What was observed", anchor=False)
    try:
        seen = outcomes_observed(store.database(), chosen.loaded.version)
        sums = {name: arms(store.database(), chosen.loaded.version, name) for name in dict.fromkeys(seen.outcome_id)}
        loads = observation_loads(store.database(), chosen.loaded.version)
    except Refused as refusal:
        refused(refusal)
        return
    if outcome_id not in sums:
        others = [outcome_titles(chosen)[name] for name in sums]
        st.markdown(plain(f"Nothing was observed of this outcome{f'; there is of {_listed(others)}' if others else ''}."))
        st.page_link(str(PAGES / "data.py"), label="Bring observations on the Data page", icon=":material/upload_file:")
        return
    cohorts = _cohorts(chosen, sums[outcome_id])
    aggregates = [row for name, frame in sums.items() for row in _added_up(name, frame, cohorts)]
    before, after = _periods(chosen, outcome_id, [row for row in aggregates if row.outcome_id == outcome_id])
    if set(before) & set(after):
        st.warning("A period cannot lie both before and after the start: take it out of one of them.", icon=":material/warning:")
        return
    if not after:
        st.markdown("Choose at least one period after the start.")
        return
    estimate = _estimated(outcome_id, aggregates, before, after)
    if isinstance(estimate, Refusal):
        st.warning(plain(f"No effect is given: {estimate.reason}."), icon=":material/block:")
        return
    text_table(estimate_table(estimate), figures="estimate")
    for told in estimate.notes:
        st.markdown(f"- {plain(told)}")
    balance = balance_before(aggregates, before, rules())
    if before:
        st.subheader("Were the arms alike before?", anchor=False)
        text_table(balance_table(balance, outcome_titles(chosen)))
    _use(chosen, estimate, after, ", ".join(loads.file) or "observations.csv")


def _use(chosen: Chosen, found: Estimate, after: list[str], file: str) -> None:
    """Let the effect become a row of evidence, or be taken into the case: one at a time."""
    st.header("Use this effect", anchor=False)
    use = st.segmented_control("What to do with it", list(USES), format_func=USES.__getitem__, key=f"take-use-{found.outcome_id}")
    if use == "evidence":
        st.caption("A row of evidence.csv: it is then held against what partners agreed beforehand.")
        _becomes_evidence(chosen, found, file)
    elif use == "case":
        st.caption("It replaces the outcome's value, range, grade and source.")
        source = f"Observations in {file}, after: {', '.join(after)}"
        effect = Found("The effect observed", found.effect, found.standard_error, found.scale, source)
        accept_effect.one_of(chosen, found.outcome_id, [effect])
    else:
        st.caption("Nothing is saved before you confirm.")


def expected_and_seen(chosen: Chosen, outcome_id: str) -> None:
    """Predictions: set what was expected before the test against the result, and let it correct the scale estimate."""
    st.header("What was expected, and what came", anchor=False)
    frame = of_partners_seen(variance(chosen.loaded.real_case), chosen.scope)
    if frame.empty:
        st.markdown("Nothing was expected or seen yet. Write down what you expect before the test, and what came after it.")
        st.page_link(str(PAGES / "data.py"), label="Add predictions.csv and actuals.csv on the Data page",
                     icon=":material/upload_file:")  # fmt: skip
        return
    st.caption("Year 0 is the base year. Expected counts as said beforehand when it was recorded before the first result.")
    text_table(variance_table(frame))
    download("Download what was expected and seen", frame, "expected-and-seen")
    sums = variance_by(frame, ["side", "partner"])
    st.subheader("By partner", anchor=False)
    st.caption("Only lines that were expected beforehand and seen.")
    if sums.empty:
        st.markdown("No line has both yet.")
    else:
        text_table(variance_sums_table(sums))
    if chosen.scope.is_whole:  # the lines of every partner stand in it
        _carry(chosen, outcome_id, carried_into_scale(chosen.loaded.real_case, outcome_id))


def _cohorts(chosen: Chosen, sums: pd.DataFrame) -> list[str]:
    """Cohorts: ask which are meant where there are several; all of them until the person says."""
    every = sorted(set(sums.cohort))
    if len(every) < 2:
        return every
    return st.multiselect("Cohorts", every, every, key=f"cohorts-{chosen.programme_id}", placeholder="None")


def _added_up(outcome_id: str, sums: pd.DataFrame, cohorts: list[str]) -> list[Aggregate]:
    return aggregates_from(sums[sums.cohort.isin(cohorts)].assign(outcome_id=outcome_id))


def _periods(chosen: Chosen, outcome_id: str, aggregates: list[Aggregate]) -> tuple[list[str], list[str]]:
    """Periods: ask which lie before the start and which after; the last alone lies after until the person says."""
    every = sorted({row.period for row in aggregates})
    columns, of = st.columns(2), f"{chosen.programme_id}-{outcome_id}"
    before = columns[0].multiselect("Periods before the start", every, every[:-1], key=f"before-{of}", placeholder="None")
    after = columns[1].multiselect("Periods after it", every, every[-1:], key=f"after-{of}", placeholder="None")
    return before, after


def _estimated(outcome_id: str, aggregates: list[Aggregate], before: list[str], after: list[str]) -> Estimate | Refusal:
    likely = likely_measure(aggregates, outcome_id, before, after)
    kind = st.segmented_control(
        "A value is", list(KINDS), format_func=KINDS.__getitem__, default=likely, key=f"kind-{outcome_id}", required=True
    )
    fewer = st.checkbox("Less of it is the aim", key=f"observed-fewer-{outcome_id}")
    return one_effect(aggregates, outcome_id, kind, rules(), before=before, after=after, fewer_is_better=fewer)


def _becomes_evidence(chosen: Chosen, found: Estimate, source: str) -> None:
    columns = st.columns(2)
    evidence_id = columns[0].text_input("Short name", f"observed_{found.outcome_id}", max_chars=100)
    title = columns[1].text_input("Name shown on pages", f"Own observations of {found.outcome_id}", max_chars=200)
    measured_on: date = columns[0].date_input("Last measured on", datetime.now(UTC).date(), format="DD/MM/YYYY")
    designs = list(Design)
    likely = designs.index(found.design) if found.design else designs.index(Design.other)
    design = columns[1].selectbox("How people came into the arms", designs, likely, words)
    routine = st.checkbox("It was routine practice, not a demonstration")
    cells = as_evidence(found, evidence_id.strip(), title, measured_on, design, in_routine_practice=routine, source=source)
    text_table(row_table(cells))
    evidence = with_rows(table_of(chosen.loaded.tables, "evidence"), [cells])
    what = f"Made the observations of {outcome_titles(chosen)[found.outcome_id]} evidence: {title}."
    accept_effect.tables_move(chosen, what_tables_move(chosen.loaded, {"evidence": evidence}), what)


def _carry(chosen: Chosen, outcome_id: str, carried: Carried | str) -> None:
    st.header("Carry it into the scale estimate", anchor=False)
    title = outcome_titles(chosen)[outcome_id]
    if isinstance(carried, str):
        st.markdown(plain(f"{title}: {carried}."))
        return
    st.markdown(plain(f"{title}: {carried.sentence}."))
    if carried.left_out:
        st.caption(f"{carried.left_out:,} lines are left out, because nothing was expected of them beforehand.")
    if not st.toggle("Show what it would change", key=f"take-carried-{outcome_id}"):
        return
    grade = accept_effect.grade_picker(chosen, outcome_id, f"carried-grade-{outcome_id}")
    source = st.text_input("Where it comes from", _source(chosen, outcome_id, carried), key=f"carried-source-{outcome_id}")
    if not source.strip():
        st.warning("Say where the correction comes from.", icon=":material/warning:")
        return
    effects_table = carry_into_effects(chosen.loaded.tables, carried, grade=grade, source=source)
    what = f"Carried what came of what was expected into the estimate of {title}."
    accept_effect.tables_move(chosen, what_tables_move(chosen.loaded, {"effects": effects_table}), what)


def _source(chosen: Chosen, outcome_id: str, carried: Carried) -> str:
    before = next((row.source for row in chosen.loaded.case.effects if row.outcome_id == outcome_id), None)
    return f"Corrected by what came of what was expected ({carried.sentence}); before: {before or 'no source'}"


def _listed(names: list[str]) -> str:
    return ", ".join(names)
