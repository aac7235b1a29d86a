"""Shares of a line: choose who first, then numbers only where there are two or more; what is left to place is said."""

import streamlit as st

from core.domain.drafts import AddRow, Change, Draft, PutCell, TakeRow
from core.domain.titles import unique_titles
from core.reports.drafts.answers import Kind, shown
from core.reports.drafts.shares import placed_so_far, rest_cell
from pages.sections.drafts.cells import box, keep
from pages.shell.user_text import plain

COLUMNS = {"cost_shares": ("cost_id", "pay_share"), "benefit_falls": ("benefit_id", "fall_share")}


def who(draft: Draft, table: str, line: str, label: str) -> None:
    """Ask among which partners a line is shared, and in what shares."""
    column, _ = COLUMNS[table]
    titles = unique_titles(draft.titles("partners"))
    sharing = [row["partner_id"] for row in draft.of(table) if row[column] == line]
    name = f"draft-{draft.draft_id}-{table}-{line}-who"
    if st.session_state.get(name) is None or set(st.session_state[name]) != set(sharing):
        st.session_state[name] = sharing
    st.multiselect(
        label, list(titles), format_func=titles.__getitem__, key=name, select_all=False, on_change=_share_anew,
        args=(draft, table, line, name), placeholder="Choose one or several",
    )  # fmt: skip
    if len(sharing) > 1:
        _numbers(draft, table, line, sharing, titles)


def _numbers(draft: Draft, table: str, line: str, sharing: list[str], titles: dict[str, str]) -> None:
    share = COLUMNS[table][1]
    for partner_id, column in zip(sharing, st.columns(min(len(sharing), 3)) * len(sharing), strict=False):
        with column:
            box(draft, table, (line, partner_id), share, f"{titles[partner_id]}: share", placeholder="60%")
    total = placed_so_far(draft, table, line)
    if total == 1:
        st.caption(":material/check: 100% is placed.")
        return
    st.caption(
        plain(f"{shown(Kind.share, f'{total:.10g}')} is placed, {shown(Kind.share, f'{1 - total:.10g}')} is still to be placed.")
    )
    empty = next((one for one in sharing if not (draft.row(table, line, one) or {}).get(share)), sharing[-1])
    if total < 1:
        change = PutCell(table, (line, empty), share, rest_cell(draft, table, line, empty))
        st.button(
            plain(f"Give the rest to {titles[empty]}"), key=f"draft-{draft.draft_id}-{table}-{line}-rest",
            on_click=keep, args=(draft.draft_id, (change,)),
        )  # fmt: skip


def _share_anew(draft: Draft, table: str, line: str, name: str) -> None:
    """Take those who left out and those who came in; one alone has all of it, and several are asked for numbers."""
    column, share = COLUMNS[table]
    chosen = list(st.session_state[name])
    before = [row["partner_id"] for row in draft.of(table) if row[column] == line]
    changes: list[Change] = [TakeRow(table, (line, one)) for one in before if one not in chosen]
    changes += [AddRow(table, {column: line, "partner_id": one}) for one in chosen if one not in before]
    if len(chosen) == 1:
        changes.append(PutCell(table, (line, chosen[0]), share, "1"))
    elif len(before) == 1:
        changes += [PutCell(table, (line, one), share, "") for one in before if one in chosen]
    keep(draft.draft_id, changes)
