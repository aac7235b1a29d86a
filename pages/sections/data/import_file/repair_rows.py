"""Repair rows, the third step: faults gathered by how they are put right, and a grid of the failing cells alone."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from core.domain.tables import SPEC_OF
from core.domain.wording import counted, printable
from core.ingest.messy import (
    ACCEPT,
    LEAVE_ROW_OUT,
    Answer,
    Choose,
    Conversion,
    PersonalFinding,
    Repair,
    RepairKind,
    to_fix_workbook,
    value,
)
from pages.components.layout import text_table
from pages.sections.data.import_file.draft import Work
from pages.shell.user_text import plain

MOST_SHOWN = 8
MOST_IN_GRID = 500
LONGEST_CELL = 2_000
NEW = "New value"


@dataclass(frozen=True)
class Place:
    """One cell that may be written anew: its row's key, row as in Excel, our column, what stands there and what is wrong."""

    key: int
    row: int
    column: str
    found: str
    what: str
    suggestion: str


def personal(work: Work, findings: Sequence[PersonalFinding]) -> None:
    """Personal data: stop, and say what to do; the person may say that a value belongs to an office and to no person."""
    st.error("This file seems to hold personal data: it goes no further, and nothing of it was stored.", icon=":material/block:")
    for found in findings:
        st.markdown(f"- {plain(found.sentence)}")
        if found.may_be_an_office:
            st.button(
                f"{plain(found.column)}: these belong to no person", key=work.key(found.finding_id), on_click=work.say,
                args=(found.finding_id, ACCEPT, f"{found.column}: {found.kind} belong to no person"),
            )  # fmt: skip


def draw(work: Work, done: Conversion) -> None:
    """Show each group of problems with its answers, the grid, and the workbook to mend elsewhere."""
    rows = {cell.row for repair in done.repairs for cell in repair.cells}
    st.markdown(
        f"{counted(len(rows), 'row')} cannot be taken in yet, for {counted(len(done.repairs), 'reason')}. "
        "One answer mends a whole group; nothing is changed in your file."
    )
    for repair in done.repairs:
        _group(work, repair)
    _grid(work, done)
    st.download_button(
        "Download to-fix workbook", lambda: to_fix_workbook(done), "to-fix.xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", icon=":material/download:", on_click="ignore",
    )  # fmt: skip


def answers_so_far(work: Work) -> None:
    """Answers: list those given so far, each with a way back."""
    if not work.said and not work.edits:
        return
    with st.expander(f"What you said so far: {counted(len(work.said) + len(work.edits), 'answer')}"):
        for what, words in list(work.said.items()):
            _said(work, words, what)
        for (row, column), text in list(work.edits.items()):
            left, right = st.columns([4, 1])
            left.markdown(plain(f'Row {row:,}, {column}: "{printable(text, 80)}"'))
            right.button("Take back", key=work.key("edit", row, column), on_click=work.edits.pop, args=((row, column), None))


def _said(work: Work, words: str, what: str) -> None:
    left, right = st.columns([4, 1])
    left.markdown(plain(words))
    right.button("Take back", key=work.key("back", what), on_click=work.take_back, args=(what,))


def _group(work: Work, repair: Repair) -> None:
    with st.container(border=True):
        st.markdown(f"**{plain(repair.sentence)}**")
        shown = [
            {
                "Row": f"{cell.row:,}",
                "Column": f"{repair.source or repair.column or 'the row'}" + (f" ({cell.letter})" if cell.letter else ""),
                "Value": printable(cell.value, 80),
                "Suggestion": _suggested(cell.suggestion),
            }
            for cell in repair.cells[:MOST_SHOWN]
        ]
        text_table(pd.DataFrame(shown))
        if repair.count > MOST_SHOWN:
            st.caption(f"The first {MOST_SHOWN} of {repair.count:,} are shown.")
        _choices(work, repair)


def _suggested(suggestion: str | None) -> str:
    return "none" if suggestion is None else suggestion or "leave empty"


def _choices(work: Work, repair: Repair) -> None:
    key = work.key("repair", repair.repair_id, work.rounds, "value")
    many = counted(repair.count, "row" if repair.column is None else "cell")
    many = f"all {many}" if repair.count > 1 else f"the {many.removeprefix('1 ')}"
    for column, choice in zip(st.columns(len(repair.choices), vertical_alignment="bottom"), repair.choices, strict=True):
        with column:
            if choice is Choose.accept:
                words = repair.suggestion or "leave empty"
                _button(work, repair, f"Suggestion for {many}: {printable(words, 40)}", ACCEPT)
            elif choice is Choose.leave_row_out:
                _button(work, repair, f"Leave {counted(len(repair.rows), 'row')} out", LEAVE_ROW_OUT)
            else:
                st.text_input(
                    f"A value for {many}, in our units", key=key, on_change=_own_value, args=(work, repair, key),
                    max_chars=LONGEST_CELL,
                )  # fmt: skip


def _button(work: Work, repair: Repair, label: str, answer: Answer) -> None:
    words = f"{_about(repair)}: {label[:1].lower()}{label[1:]}"
    key = work.key("repair", repair.repair_id, work.rounds, answer.choose)
    st.button(plain(label), key=key, on_click=work.say, args=(repair.repair_id, answer, words))


def _own_value(work: Work, repair: Repair, key: str) -> None:
    text = str(st.session_state.get(key) or "")
    if text.strip():
        work.say(repair.repair_id, value(text), f'{_about(repair)}: "{printable(text, 80)}" in {counted(repair.count, "cell")}')


def _about(repair: Repair) -> str:
    return f"{repair.column or 'Rows'}, {repair.what}"


def places_in(done: Conversion) -> list[Place]:
    """Cells to repair: those that fail, and the key where a key stands twice."""
    key = SPEC_OF[done.mapping.table].key
    places: dict[tuple[int, str], Place] = {}
    for repair in done.repairs:
        columns = (repair.column,) if repair.column else key if repair.kind is RepairKind.key_twice else ()
        for cell in repair.cells:
            for column in columns:
                places.setdefault(
                    (cell.key, column), Place(cell.key, cell.row, column, cell.value, repair.what, _suggested(cell.suggestion))
                )
    return sorted(places.values(), key=lambda place: (place.key, place.column))[:MOST_IN_GRID]


def edits_in(edited: Mapping[Any, Mapping[str, Any]], places: Sequence[Place]) -> dict[tuple[int, str], str]:
    """Take from what a grid sent back the new values of the places that were offered, and nothing else."""
    edits = {}
    for number, cells in edited.items():
        text = cells.get(NEW)
        is_ours = re.fullmatch(r"\d{1,6}", str(number)) is not None and int(number) < len(places)
        if is_ours and isinstance(text, str) and len(text) <= LONGEST_CELL:
            place = places[int(number)]
            edits[place.key, place.column] = text
    return edits


def _grid(work: Work, done: Conversion) -> None:
    places = places_in(done)
    if not places:
        return
    st.subheader("Or write cells anew", anchor=False)
    st.caption("Only what fails is shown, in our units. Your values are checked again with all other rows.")
    key = work.key("grid", work.rounds)
    frame = pd.DataFrame(
        {
            "Row": [place.row for place in places],
            "Column": [place.column for place in places],
            "Found": [printable(place.found, 200) for place in places],
            "What is wrong": [place.what for place in places],
            NEW: pd.Series([None] * len(places), dtype="object"),
            "Row begins": [_begins(done, place.key) for place in places],
        }
    )
    fixed = [name for name in frame.columns if name != NEW]
    column = st.column_config.TextColumn(NEW, max_chars=LONGEST_CELL, width="medium")
    with st.form(work.key("grid-form", work.rounds), border=False):
        st.data_editor(frame, key=key, disabled=fixed, hide_index=True, num_rows="fixed", column_config={NEW: column})
        st.form_submit_button("Check these values", on_click=_take_edits, args=(work, key, places), icon=":material/rule:")


def _begins(done: Conversion, key: int) -> str:
    grid = done.sheet.grid
    cells = grid.rows[bisect_left(grid.row_keys, key)]
    return printable(", ".join(cell for cell in cells[:3] if cell), 80)


def _take_edits(work: Work, key: str, places: list[Place]) -> None:
    work.edit(edits_in(st.session_state.get(key, {}).get("edited_rows", {}), places))
