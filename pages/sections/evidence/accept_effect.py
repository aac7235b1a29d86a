"""Accept an effect: what taking a figure into the case would change, in pounds, and only then a new version."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import pandas as pd
import streamlit as st

from core.actions.programmes import replace_tables
from core.domain.case.evidence import EffectScale
from core.domain.errors import Refused
from core.domain.people import Doing
from core.domain.tables import Table
from core.domain.wording import counted
from core.engine.evidence.scales import Baseline
from core.reports.changes.accept_effect import RANGES, accept_effect, what_accepting_moves
from core.reports.changes.effects import Moves
from core.reports.changes.upload import rows_not_theirs
from pages.components import pickers
from pages.components.evidence_tables import cells_table, effect_table
from pages.components.layout import text_table
from pages.components.pickers import Chosen
from pages.shell import identity, store
from pages.shell.user_text import plain

GRADES = (1, 2, 3, 4, 5, 6)
GRADE_HELP = "1: trials drawn by lot, repeated. 3: some comparison. 6: a guess. It sets how wide the figure is taken to be."
MOST_PROBLEMS = 10
HAPPENED = "evidence.happened"


@dataclass(frozen=True)
class Found:
    """Effect to accept: an effect that may be taken into the case, and where it comes from."""

    name: str
    effect: float
    standard_error: float
    scale: EffectScale
    source: str


def effect(chosen: Chosen, outcome_id: str, offered: Sequence[Found], baseline: Baseline | None = None) -> None:
    """Let a person take one of the effects offered into the case."""
    st.header("Take an effect into the case", anchor=False)
    if not st.toggle("Show what it would change", key=f"take-effect-{outcome_id}"):
        st.caption("It replaces the outcome's value, range, grade and source. Nothing is saved before you confirm.")
        return
    one_of(chosen, outcome_id, offered, baseline)


def one_of(chosen: Chosen, outcome_id: str, offered: Sequence[Found], baseline: Baseline | None = None) -> None:
    """Ask how an effect is to be taken into the case, show what it would change, and save it when confirmed."""
    by_name = {effect_offered.name: effect_offered for effect_offered in offered}
    effect_offered = offered[0]
    if len(by_name) > 1:
        effect_offered = by_name[st.radio("Which effect", list(by_name), key=f"which-effect-{outcome_id}", horizontal=True)]
    grade, coverage = _grade(chosen, outcome_id), _coverage(outcome_id)
    source = st.text_input(
        "Where it comes from", effect_offered.source, max_chars=1_000, key=f"source-{outcome_id}-{effect_offered.name}"
    )
    try:
        effects = accept_effect(
            chosen.loaded.tables, outcome_id, effect_offered.effect, effect_offered.standard_error, grade=grade, source=source,
            scale=effect_offered.scale, baseline=baseline, coverage=coverage,
        )  # fmt: skip
    except ValueError as reason:
        st.warning(plain(_sentence(str(reason))), icon=":material/warning:")
        return
    moved = what_accepting_moves(chosen.loaded, effects)
    title = next(row.title for row in chosen.loaded.case.outcomes if row.outcome_id == outcome_id)
    what = f"Took an effect into the case: {effect_offered.name.lower()}, on {title}."
    _confirm(chosen, Moves({"effects": effects}, moved.problems, pd.DataFrame(), moved.cells, moved.effect), what)


def tables_move(chosen: Chosen, moves: Moves, what: str) -> None:
    """Show what new tables would change, and save them when confirmed.

    Args:
        chosen: the version they would change.
        moves: the tables and what they move.
        what: what is done, as a sentence for the history.
    """
    if moves.changes_nothing:
        st.info("The case says exactly this already: there is nothing to save.", icon=":material/check:")
        return
    _confirm(chosen, moves, what)


def _confirm(chosen: Chosen, moves: Moves, what: str) -> None:
    """Show the pounds and the cells, or the problems; save when confirmed."""
    if moves.problems:
        st.error(f"It cannot be taken into the case: {counted(len(moves.problems), 'problem')}.", icon=":material/error:")
        for problem in moves.problems[:MOST_PROBLEMS]:
            st.markdown(f"- {plain(problem.sentence)}")
        return
    st.subheader("What it would move", anchor=False)
    st.caption("Net present values, as entered now and with the change. A payment that only moves money does not count.")
    text_table(effect_table(moves.effect), figures="moves")
    if not moves.cells.empty:
        st.subheader("Cells that would change", anchor=False)
        text_table(cells_table(moves.cells))
    _save_button(chosen, moves, what)


def grade_of(chosen: Chosen, outcome_id: str) -> int | None:
    """The confidence grade an outcome's effect has now."""
    return next((row.confidence_grade for row in chosen.loaded.case.effects if row.outcome_id == outcome_id), None)


def note(kind: str, sentence: str) -> None:
    """Keep a message for the next drawing of the page."""
    st.session_state[HAPPENED] = (kind, sentence)


def say_what_happened() -> None:
    """Last action: say what the last press of a button did."""
    kind, sentence = st.session_state.pop(HAPPENED, ("", ""))
    if kind == "success":
        st.success(plain(sentence), icon=":material/check_circle:")
    elif kind == "error":
        st.error(plain(sentence), icon=":material/error:")


def grade_picker(chosen: Chosen, outcome_id: str, key: str) -> int:
    """Let a person say how good the evidence is; as it is now until they do."""
    now = grade_of(chosen, outcome_id) or GRADES[-1]
    picked: int = st.selectbox("Confidence grade", GRADES, GRADES.index(now), key=key, help=GRADE_HELP)
    return picked


def _grade(chosen: Chosen, outcome_id: str) -> int:
    return grade_picker(chosen, outcome_id, f"grade-{outcome_id}")


def _coverage(outcome_id: str) -> float:
    picked: float = st.radio(
        "Range that is entered", RANGES, RANGES.index(0.95), "{:.0%}".format, key=f"coverage-{outcome_id}", horizontal=True
    )
    return picked


def _save_button(chosen: Chosen, moves: Moves, what: str) -> None:
    if not chosen.is_latest:
        st.warning("This is not the latest version: open the latest one to save a change.", icon=":material/history:")
        return
    closed = pickers.why_not(Doing.edit_rows, chosen, "Saving a change") or _not_their_own(chosen, moves)
    if closed is not None:
        st.info(plain(closed), icon=":material/lock:")
        return
    st.button("Save as a new version", type="primary", on_click=_save, args=(chosen, moves.tables, what), icon=":material/save:")
    st.caption("It can be taken back under Data, History.")


def _not_their_own(chosen: Chosen, moves: Moves) -> str | None:
    """Row of another partner: say which row is not the person's to edit, where there is one; saving it would be refused."""
    rows = rows_not_theirs(chosen.loaded, moves.tables, person=identity.person())
    return rows[0].sentence if rows else None


def _save(chosen: Chosen, tables: dict[str, Table], what: str) -> None:
    try:
        saved = replace_tables(
            store.database(), chosen.programme_id, tables, read_version=chosen.number, by=identity.person(), at=datetime.now(UTC),
            what=what,
        )  # fmt: skip
    except Refused as refusal:
        note("error", refusal.sentence)
        return
    note("success", f"{saved.sentence} It can be taken back under Data, History.")
    for key in [key for key in st.session_state if str(key).startswith(("take-", "add-"))]:
        del st.session_state[key]


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
