"""Partner grid: one figure for each partner. Typed figures stay when the rule changes and when another person saves a version."""

import math
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from core.reports.deals.shares import Parties
from pages.shell.user_text import plain

Figures = dict[str, float | None]
_KEPT = "partner_grid.kept."
_PARTNER = "Partner"


@dataclass
class _Kept:
    """Kept grid: what a grid began with, what it holds, and what it was last drawn from; `turn` is new whenever it begins again."""

    begun_with: Figures
    typed: Figures
    drawn_from: Figures
    titles: dict[str, str]
    turn: int = 0


def grid(name: str, found: Parties, column: str, start: Figures, help_text: str | None = None) -> Figures:
    """Draw the grid and give its figures by partner; empty cells give None.

    Where what the grid would begin with has changed since, because another person saved a version or another offer stands,
    figures that were typed stay, the page says so, and a button begins again. A partner that came or went leaves the others'
    figures as they were typed.

    Args:
        name: of the grid, unique in the service: it holds the programme and the option.
        found: the partners who pay or gain cash.
        column: heading of the figures.
        start: what each begins with, None for empty.
        help_text: what the heading says when it is pointed at.
    """
    kept = st.session_state.setdefault(_KEPT + name, _Kept(start, start, start, found.titles))
    if kept.begun_with != start or kept.titles != found.titles:
        _moved_on(name, kept, start, found.titles)
    key = f"{name}-{kept.turn}"
    if key not in st.session_state:  # drawn for the first time, or again after another rule was looked at
        kept.drawn_from = kept.typed
    edited = st.data_editor(
        pd.DataFrame({_PARTNER: list(kept.titles.values()), column: list(kept.drawn_from.values())}).astype({column: "float64"}),
        disabled=[_PARTNER], hide_index=True, key=key,
        column_config={column: st.column_config.NumberColumn(format="localized", help=help_text)},
    )  # fmt: skip
    kept.typed = {one: None if pd.isna(value) else float(value) for one, value in zip(kept.titles, edited[column], strict=True)}
    return kept.typed


def _moved_on(name: str, kept: _Kept, start: Figures, titles: dict[str, str]) -> None:
    """Take up the new beginning where nothing was typed; else keep what was typed and say so."""
    if _same(kept.typed, kept.begun_with) or _same(kept.typed, start):  # nothing is typed that is not saved
        _begin(kept, start, titles)
        return
    if kept.titles != titles:
        held = {one: kept.typed.get(one, value) for one, value in start.items()}
        begun_with = {one: kept.begun_with.get(one, value) for one, value in start.items()}
        _begin(kept, held, titles)
        kept.begun_with = begun_with
    st.info(
        plain(
            "The figures this grid began with have changed since: another version was saved, or another offer stands. "
            "What you typed is kept here and is not saved."
        ),
        icon=":material/update:",
    )
    st.button("Begin again from the latest figures", on_click=_begin, args=(kept, start, titles), key=f"begin-again-{name}")


def _same(one: Figures, other: Figures) -> bool:
    return one.keys() == other.keys() and all(
        (value is None and other[key] is None)
        or (value is not None and (against := other[key]) is not None and math.isclose(value, against, rel_tol=1e-6))
        for key, value in one.items()
    )


def _begin(kept: _Kept, figures: Figures, titles: dict[str, str]) -> None:
    kept.begun_with = kept.typed = kept.drawn_from = figures
    kept.titles = titles
    kept.turn += 1
