"""Row form: one row of a table as a form, a field for each column, made from the dictionary of columns; read as the grid is."""

from collections.abc import Mapping, Sequence

import streamlit as st

from core.actions.programmes import replace_tables
from core.domain.columns.dictionary import Entry
from core.domain.columns.schema import Kind
from core.reports.changes.table_grid import TableGrid, prepare_grid, table_grid
from pages.components import form_feedback
from pages.components.pickers import Chosen
from pages.shell import identity, store
from pages.shell.user_text import plain

TypedRow = tuple[str, dict[str, str]]


def add_row(chosen: Chosen, table: str, label: str, *, also_needed: Sequence[str] = (), what: str) -> None:
    """Draw a form for a new row, and save it as a new version.

    Args:
        chosen: the programme.
        table: of the row.
        label: what the button says.
        also_needed: columns that are asked first although the table can do without them.
        what: what is done, as a sentence for the history.
    """
    grid = table_grid(chosen.loaded.tables, chosen.scope, table)
    name = f"row-{table}-{chosen.programme_id}-{chosen.number}"
    with st.form(name, enter_to_submit=False):
        typed = fields(grid, {}, name, also_needed)
        is_sent = st.form_submit_button(label, type="primary", icon=":material/save:")
    if not is_sent:
        return
    rows: list[TypedRow] = [(id_, dict(row)) for id_, row in zip(grid.ids, grid.rows, strict=True)]
    prepared = prepare_grid(grid, [*rows, ("", typed)], chosen.loaded, person=identity.person())
    for problem in prepared.problems:
        st.error(plain(problem.sentence), icon=":material/error:")
    if prepared.problems or prepared.changes_nothing:
        return
    form_feedback.record(
        lambda: replace_tables(
            store.database(), chosen.programme_id, prepared.tables, read_version=chosen.number, by=identity.person(),
            at=form_feedback.now(), what=what,
        ).sentence,
        "Saved.",
    )  # fmt: skip


def fields(grid: TableGrid, row: Mapping[str, str], name: str, also_needed: Sequence[str] = ()) -> dict[str, str]:
    """Draw a field for each column of a row, those that are needed or filled first; gives what stands in them by label."""
    needed = [entry for entry in grid.columns if entry.column.required or entry.column.name in also_needed or row.get(entry.label)]
    rest = [entry for entry in grid.columns if entry not in needed]
    typed = {entry.label: _field(grid, entry, row.get(entry.label, ""), name) for entry in needed}
    if rest:
        with st.expander(f"{len(rest)} more, all may stay empty"):
            typed |= {entry.label: _field(grid, entry, row.get(entry.label, ""), name) for entry in rest}
    return typed


def _field(grid: TableGrid, entry: Entry, value: str, name: str) -> str:
    key, choices = f"{name}-{entry.column.name}", grid.choices.get(entry.label, ())
    if choices:
        options = [*([] if entry.column.required else [""]), *dict.fromkeys([*choices, *([value] if value else [])])]
        place = options.index(value) if value in options else None
        picked: str | None = st.selectbox(
            entry.label, options, place, key=key, help=plain(entry.help_text), placeholder="Choose one",
            format_func=lambda one: one or "Not said",
        )  # fmt: skip
        return picked or ""
    hint = "2026-11-22" if entry.column.kind is Kind.date else entry.example or None
    return st.text_input(entry.label, value, key=key, help=plain(entry.help_text), placeholder=hint, max_chars=5_000)
