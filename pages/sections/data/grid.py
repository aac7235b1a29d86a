"""Editing a table in a grid: titles in place of ids, the effect in pounds before anything is saved, a reason with every save."""

from datetime import UTC, datetime

import pandas as pd
import streamlit as st

from core.actions.programmes import replace_tables
from core.domain.people import Doing
from core.domain.tables import SPEC_OF
from core.reports.changes.table_grid import MOST_ROWS, TableGrid, prepare_grid, table_grid
from core.reports.changes.workbook import PreparedBook
from pages.components import form_feedback, pickers
from pages.components.pickers import Chosen
from pages.sections.data import cards
from pages.sections.data.grid_steps import Steps, TypedRow, forget, held_rows, steps_of
from pages.sections.data.import_file.confirm import what_would_change
from pages.sections.data.import_file.messages import refuse, warn
from pages.shell import identity, store
from pages.shell.user_text import plain

_WIDE = 260


def edit(chosen: Chosen, name: str) -> None:
    """Offer the grid of a table to those who edit rows of the programme."""
    if pickers.why_not(Doing.edit_rows, chosen, "Editing") is not None or SPEC_OF[name].bulk:
        return
    if not chosen.is_latest:
        st.caption("Only the latest version is edited.")
        return
    if not st.toggle("Edit this table", key=f"grid-open-{name}"):
        return
    grid = table_grid(chosen.loaded.tables, chosen.scope, name)
    if len(grid.rows) > MOST_ROWS:
        st.info(f"This table has more than {MOST_ROWS} rows: edit it in the workbook, or bring a file.")
        return
    st.caption(
        "Rows of other tables stand here by their titles. Pick, type or paste; add a row at the end, tick rows to delete them."
    )
    place = (chosen.programme_id, chosen.number, name)
    steps = steps_of(place, grid)
    with st.container(key=f"wide-grid-{name}"), st.form(f"grid-{'-'.join(map(str, place))}", enter_to_submit=False):
        typed = _editor(grid, steps)
        if st.form_submit_button("Check the changes", icon=":material/rule:"):
            steps.check(_rows(steps, typed))
    with st.container(key=f"narrow-grid-{name}"):
        cards.draw(grid, steps)
    if steps.rows is not None:
        st.button(
            "Undo the last change", key=f"grid-undo-{name}", icon=":material/undo:", on_click=steps.undo, args=(held_rows(grid),)
        )
        _confirm(chosen, prepare_grid(grid, steps.rows, chosen.loaded, person=identity.person()))


def _editor(grid: TableGrid, steps: Steps) -> pd.DataFrame:
    labels = [entry.label for entry in grid.columns]
    frame = pd.DataFrame([cells for _, cells in steps.base], columns=labels, dtype=object)
    config = {entry.label: _column(grid, entry.label, entry.help_text) for entry in grid.columns}
    key = f"editor-{'-'.join(map(str, steps.place))}-{steps.rounds}"
    edited: pd.DataFrame = st.data_editor(frame, column_config=config, num_rows="dynamic", hide_index=True, key=key)
    return edited


def _column(grid: TableGrid, label: str, help_text: str) -> object:
    options = grid.choices.get(label)
    if options:
        there = dict.fromkeys([*options, *(row[label] for row in grid.rows if row[label])])
        return st.column_config.SelectboxColumn(help=plain(help_text), options=list(there))
    return st.column_config.TextColumn(help=plain(help_text), width=_WIDE if label in ("Title", "Source") else None)


def _rows(steps: Steps, typed: pd.DataFrame) -> list[TypedRow]:
    """Rows as they are to be: those that were there keep their ids by their place in the frame they were shown in."""
    rows = []
    for at, cells in typed.iterrows():
        own = steps.base[at][0] if isinstance(at, int) and 0 <= at < len(steps.base) else ""
        rows.append((own, {str(label): "" if pd.isna(cell) else str(cell) for label, cell in cells.items()}))
    return rows


def _confirm(chosen: Chosen, prepared: PreparedBook) -> None:
    warn(prepared.warnings)
    if prepared.problems:
        refuse(prepared)
        return
    if prepared.changes_nothing:
        st.info("Every row is as it is held already: there is nothing to save.", icon=":material/check:")
        return
    st.header("What this would change", anchor=False)
    what_would_change(prepared)
    with st.form("grid-save", enter_to_submit=False):
        reason = st.text_input("Reason for the change", max_chars=300, key="grid-reason")
        if st.form_submit_button("Save as a new version", type="primary", icon=":material/save:"):
            form_feedback.record(lambda: _save(chosen, prepared, reason), "Saved.")


def _save(chosen: Chosen, prepared: PreparedBook, reason: str) -> str:
    what = reason.strip() or f"Edited {', '.join(sorted(prepared.tables))} in the grid."
    saved = replace_tables(
        store.database(), chosen.programme_id, prepared.tables, read_version=chosen.number, by=identity.person(),
        at=datetime.now(UTC), what=what,
    )  # fmt: skip
    forget()
    return saved.sentence
