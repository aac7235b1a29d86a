"""Steps of a grid: what was checked so far in one table of one version, so that the last step can be undone."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import streamlit as st

from core.reports.changes.table_grid import WINDOW, TableGrid

TypedRow = tuple[str, dict[str, str]]
Place = tuple[str, int, str]
MOST_STEPS = 50
_STEPS = "grid.steps"


@dataclass
class Steps:
    """The rows of each check, how often the grid was drawn from other rows, and which rows of the table the grid shows.

    `base` are the rows the grid was drawn from, so that a row is known by its place in the frame whatever was checked since.
    """

    place: Place
    grid: TableGrid
    checked: list[list[TypedRow]] = field(default_factory=list)
    rounds: int = 0
    shown: tuple[int, ...] = ()
    base: list[TypedRow] | None = None

    @property
    def rows(self) -> list[TypedRow] | None:
        """The rows as they were checked last; None where nothing was."""
        return self.checked[-1] if self.checked else None

    def count(self) -> int:
        """How many rows the table has by now."""
        return len(self.grid.held) if self.base is None else len(self.base)

    def all_rows(self) -> list[TypedRow]:
        """The rows the grid is drawn from: as they were drawn anew last, else as they are held."""
        if self.base is None:
            return [(id_, dict(row)) for id_, row in zip(self.grid.ids, self.grid.rows, strict=True)]
        return self.base

    def window(self, words: str, first: int) -> list[TypedRow]:
        """The rows that are shown: some hundreds of those in which some words stand, from one of them on."""
        if self.base is None:
            places = self.grid.places(words)
        else:
            sought = words.strip().lower()
            places = [at for at, (_, row) in enumerate(self.base) if any(sought in cell.lower() for cell in row.values())]
        self.shown = tuple(places[first : first + WINDOW])
        if self.base is None:
            return [(self.grid.ids[at], self.grid.row(at)) for at in self.shown]
        return [self.base[at] for at in self.shown]

    def found(self, words: str) -> int:
        """How many rows have some words in them."""
        if not words.strip():
            return self.count()
        if self.base is None:
            return len(self.grid.places(words))
        sought = words.strip().lower()
        return sum(any(sought in cell.lower() for cell in row.values()) for _, row in self.base)

    def with_window(self, typed: Sequence[tuple[int | None, dict[str, str]]]) -> list[TypedRow]:
        """All rows with those of the window as they were typed: a place in the window and its cells, None for a new row."""
        before, here = self.all_rows(), set(self.shown)
        kept = {self.shown[at]: cells for at, cells in typed if at is not None}
        rows = [
            (id_, kept[place]) if place in kept else (id_, row)
            for place, (id_, row) in enumerate(before)
            if place in kept or place not in here
        ]
        return [*rows, *(("", cells) for at, cells in typed if at is None)]

    def check(self, rows: list[TypedRow], *, draw_anew: bool = False) -> None:
        """Take rows as checked; the grid is drawn from them where they were not typed in it."""
        self.checked = [*self.checked, rows][-MOST_STEPS:]
        if draw_anew:
            self.draw_anew()

    def draw_anew(self) -> None:
        """Draw the grid from the rows as they were checked last, or as they are held."""
        self.base, self.rounds = self.rows, self.rounds + 1

    def undo(self) -> None:
        """Go back to the check before the last one, or to the rows as they are held."""
        self.checked.pop()
        self.draw_anew()


def steps_of(place: Place, grid: TableGrid) -> Steps:
    """The steps taken in a table; none where another table or version was edited last."""
    kept: Steps | None = st.session_state.get(_STEPS)
    if kept is None or kept.place != place:
        kept = st.session_state[_STEPS] = Steps(place, grid)
    return kept


def held_steps(place: Place) -> Steps | None:
    """The steps taken in a table so far; None where it was not opened, or another was since."""
    kept: Steps | None = st.session_state.get(_STEPS)
    return kept if kept is not None and kept.place == place else None


def forget() -> None:
    """Let go of the steps, because they were saved."""
    st.session_state.pop(_STEPS, None)
