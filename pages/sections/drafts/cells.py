"""Cells: boxes and picks of a draft. Each answer is kept the moment it is given, and what cannot be read stays as it was typed."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

import streamlit as st

from core.actions.drafts import change_draft
from core.domain.drafts import Change, Draft, PutCell, TakeRow
from core.domain.errors import Refused
from core.domain.tables import Key
from core.domain.titles import unique_titles
from core.reports.drafts.answers import Kind, read_answer, shown, wrong_in
from core.reports.drafts.boxes import kind_of
from pages.shell import identity, store
from pages.shell.user_text import plain

REFUSED = "draft.refused"
LONGEST_TITLE = 200


def keep(draft_id: int, changes: Sequence[Change]) -> bool:
    """Keep answers at once; where they are refused, the page says why on its next run. True where they were kept."""
    try:
        change_draft(store.database(), draft_id, changes, by=identity.person(), at=datetime.now(UTC))
    except Refused as refusal:
        st.session_state[REFUSED] = refusal.sentence
        return False
    return True


def say_what_was_refused() -> None:
    """Say once why the last answer was not kept."""
    told = st.session_state.pop(REFUSED, "")
    if told:
        st.warning(plain(told), icon=":material/sync_problem:")


def add_by(draft_id: int, make: Callable[[], Sequence[Change]]) -> bool:
    """Add what an answer makes; a sentence instead where it cannot be made."""
    try:
        changes = make()
    except ValueError as wrong:
        st.session_state[REFUSED] = str(wrong)
        return False
    return keep(draft_id, changes)


def box(
    draft: Draft, table: str, key: Key, column: str, label: str, *, help: str | None = None, placeholder: str | None = None,  # noqa: A002
    is_live: bool = False, is_hidden: bool = False,
) -> str:  # fmt: skip
    """Draw the box of a cell and give the cell; under it, what is wrong with it."""
    name, cell, kind = _name(draft, table, key, column), cell_of(draft, table, key, column), kind_of(table, column)
    _follow(name, cell, shown(kind, cell))
    st.text_input(
        label, key=name, help=help, placeholder=placeholder, max_chars=LONGEST_TITLE if column != "question" else 1_000,
        label_visibility="collapsed" if is_hidden else "visible", live="400ms" if is_live else False,
        on_change=_put, args=(draft.draft_id, table, key, column, name),
    )  # fmt: skip
    if wrong := wrong_in(kind, cell):
        st.warning(plain(wrong), icon=":material/error:")
    return cell


def pick(
    draft: Draft, table: str, key: Key, column: str, label: str, *, among: Mapping[str, str], help: str | None = None,  # noqa: A002
    is_hidden: bool = False, otherwise: str = "", also: Callable[[str], Sequence[Change]] | None = None,
) -> str:  # fmt: skip
    """Draw the pick of a cell among titles by value, and give the value; titles that are alike are told apart.

    Args:
        draft: the draft.
        table: of the cell.
        key: of its row.
        column: of the cell.
        label: what is asked.
        among: what may be picked: titles by value.
        help: more about it.
        is_hidden: True where the label is for screen readers alone.
        otherwise: what is shown as picked while the cell is empty.
        also: what else changes with a value.
    """
    name, cell = _name(draft, table, key, column), cell_of(draft, table, key, column)
    words = unique_titles({**({cell: cell} if cell and cell not in among else {}), **among})
    _follow(name, cell, cell or otherwise or ("" if "" in among else None))
    picked: str | None = st.selectbox(
        label, list(words), format_func=lambda value: words.get(value, value), key=name, help=help,
        label_visibility="collapsed" if is_hidden else "visible", placeholder="Choose one",
        on_change=_put_pick, args=(draft.draft_id, (table, key, column), name, also),
    )  # fmt: skip
    return picked or ""


def tick(draft: Draft, table: str, key: Key, column: str, label: str, *, help: str | None = None) -> bool:  # noqa: A002
    """Draw the tick of a cell that is true or false, and give it."""
    name, cell = _name(draft, table, key, column), cell_of(draft, table, key, column)
    _follow(name, cell, cell == "true")
    return st.checkbox(
        label, key=name, help=help, on_change=_put_tick, args=(draft.draft_id, table, key, column, name)
    )  # fmt: skip


def take_out(draft: Draft, table: str, key: Key, title: str) -> None:
    """Draw the button that takes a row out."""
    st.button(
        f":gray[Take out {plain(title)}]", key=f"{_name(draft, table, key, 'row')}-out", icon=":material/delete:",
        on_click=keep, args=(draft.draft_id, (TakeRow(table, key),)), type="tertiary",
    )  # fmt: skip


def cell_of(draft: Draft, table: str, key: Key, column: str) -> str:
    """The cell of a row, empty where it was not answered yet."""
    row = draft.row(table, *key)
    return "" if row is None else row.get(column, "")


def _name(draft: Draft, table: str, key: Key, column: str) -> str:
    return f"draft-{draft.draft_id}-{table}-{'.'.join(key)}-{column}"


def _follow(name: str, cell: str, value: object) -> None:
    """Show the cell as it is kept, unless it is what this page put there: then what was typed stays to the letter."""
    if name not in st.session_state or st.session_state.get(f"{name}-seen") != cell:
        st.session_state[name] = value
    st.session_state[f"{name}-seen"] = cell


def _put(draft_id: int, table: str, key: Key, column: str, name: str) -> None:
    kind = kind_of(table, column)
    answered = read_answer(kind, str(st.session_state[name] or ""))
    change = PutCell(table, key, column, answered.cell, st.session_state.get(f"{name}-seen", ""))
    if keep(draft_id, (change,)):
        st.session_state[f"{name}-seen"] = answered.cell
        if kind is not Kind.text:
            st.session_state[name] = shown(kind, answered.cell)
    else:
        st.session_state.pop(f"{name}-seen", None)


def _put_pick(draft_id: int, where: tuple[str, Key, str], name: str, also: Callable[[str], Sequence[Change]] | None) -> None:
    picked = str(st.session_state[name] or "")
    more = also(picked) if also is not None else ()
    _keep_or_follow(draft_id, name, picked, (PutCell(*where, picked, st.session_state.get(f"{name}-seen")), *more))


def _put_tick(draft_id: int, table: str, key: Key, column: str, name: str) -> None:
    cell = "true" if st.session_state[name] else "false"
    _keep_or_follow(draft_id, name, cell, (PutCell(table, key, column, cell),))


def _keep_or_follow(draft_id: int, name: str, cell: str, changes: Sequence[Change]) -> None:
    if keep(draft_id, changes):
        st.session_state[f"{name}-seen"] = cell
    else:
        st.session_state.pop(f"{name}-seen", None)
