"""Editing a table in a grid: titles in place of ids, the effect in pounds before anything is saved, a reason with every save."""

from datetime import UTC, datetime

import pandas as pd
import streamlit as st

from core.actions.programmes import replace_tables
from core.domain.people import Doing
from core.domain.tables import SPEC_OF
from core.reports.changes.table_grid import WINDOW, TableGrid, prepare_grid, table_grid
from core.reports.changes.workbook import PreparedBook
from pages.components import form_feedback, pickers
from pages.components.pickers import Chosen
from pages.sections.data import cards, paste
from pages.sections.data.grid_steps import Steps, TypedRow, forget, held_steps, steps_of
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
    place = (chosen.programme_id, chosen.number, name)
    steps = held_steps(place) or steps_of(place, table_grid(chosen.loaded.tables, chosen.scope, name))
    st.caption(
        "Rows of other tables stand here by their titles. Pick, type or paste; add a row at the end, tick rows to delete them."
    )
    with st.container(key=f"wide-grid-{name}"):
        window = _window(steps)
        with st.form(f"grid-{'-'.join(map(str, place))}", enter_to_submit=False):
            typed = _editor(steps, window)
            if st.form_submit_button("Check the changes", icon=":material/rule:"):
                steps.check(steps.with_window(_rows(window, typed)))
    with st.container(key=f"narrow-grid-{name}"):
        cards.draw(steps)
    paste.box(steps)
    if steps.rows is not None:
        st.button("Undo the last change", key=f"grid-undo-{name}", icon=":material/undo:", on_click=steps.undo)
        _confirm(chosen, prepare_grid(steps.grid, steps.rows, chosen.loaded, person=identity.person()))


def _window(steps: Steps) -> list[TypedRow]:
    """The rows that are shown: all of a short table; of a long one some hundreds, found by words and turned like pages."""
    if steps.count() <= WINDOW:
        return steps.window("", 0)
    name = f"grid-{steps.place[2]}"
    find, turn = st.columns([3, 2], vertical_alignment="bottom")
    words = find.text_input(
        "Find the rows to edit", key=f"{name}-find", max_chars=100, help="What you changed and did not check is let go of.",
    )  # fmt: skip
    found = steps.found(words)
    pages = max(1, -(-found // WINDOW))
    at = turn.number_input(f"Page of {WINDOW} rows", 1, pages, 1, key=f"{name}-page-{words}") if pages > 1 else 1
    st.caption(f"{found:,} of {steps.count():,} rows are found; up to {WINDOW} are shown at a time.")
    if st.session_state.get("grid.looked_at") != (steps.place, words, at):
        st.session_state["grid.looked_at"] = (steps.place, words, at)
        if steps.rows is not None:
            steps.draw_anew()
    return steps.window(words, (int(at) - 1) * WINDOW)


def _editor(steps: Steps, window: list[TypedRow]) -> pd.DataFrame:
    grid = steps.grid
    labels = [entry.label for entry in grid.columns]
    frame = pd.DataFrame([cells for _, cells in window], columns=labels, dtype=object)
    config = {entry.label: _column(grid, entry.label, entry.help_text, window) for entry in grid.columns}
    first = steps.shown[0] if steps.shown else 0
    key = f"editor-{'-'.join(map(str, steps.place))}-{steps.rounds}-{first}-{len(window)}"
    edited: pd.DataFrame = st.data_editor(frame, column_config=config, num_rows="dynamic", hide_index=True, key=key)
    return edited


def _column(grid: TableGrid, label: str, help_text: str, window: list[TypedRow]) -> object:
    options = grid.choices.get(label)
    if options:
        there = dict.fromkeys([*options, *(row[label] for _, row in window if row.get(label))])
        return st.column_config.SelectboxColumn(help=plain(help_text), options=list(there))
    return st.column_config.TextColumn(help=plain(help_text), width=_WIDE if label in ("Title", "Source") else None)


def _rows(window: list[TypedRow], typed: pd.DataFrame) -> list[tuple[int | None, dict[str, str]]]:
    """Rows as they are to be, each with its place in the window; None for a new one."""
    rows: list[tuple[int | None, dict[str, str]]] = []
    for at, cells in typed.iterrows():
        own = at if isinstance(at, int) and 0 <= at < len(window) else None
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
