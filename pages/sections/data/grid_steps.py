"""Steps of a grid: what was checked so far in one table of one version, so that the last step can be undone."""

from dataclasses import dataclass, field

import streamlit as st

from core.reports.changes.table_grid import TableGrid

TypedRow = tuple[str, dict[str, str]]
Place = tuple[str, int, str]
MOST_STEPS = 50
_STEPS = "grid.steps"


@dataclass
class Steps:
    """Rows the grid is drawn from, the rows of each check, and how often the grid was drawn from other rows."""

    place: Place
    base: list[TypedRow]
    checked: list[list[TypedRow]] = field(default_factory=list)
    rounds: int = 0

    @property
    def rows(self) -> list[TypedRow] | None:
        """The rows as they were checked last; None where nothing was."""
        return self.checked[-1] if self.checked else None

    def check(self, rows: list[TypedRow], *, draw_anew: bool = False) -> None:
        """Take rows as checked; the grid is drawn from them where they were not typed in it."""
        self.checked = [*self.checked, rows][-MOST_STEPS:]
        if draw_anew:
            self.base, self.rounds = rows, self.rounds + 1

    def undo(self, held: list[TypedRow]) -> None:
        """Go back to the check before the last one, or to the rows as they are held."""
        self.checked.pop()
        self.base, self.rounds = self.rows or held, self.rounds + 1


def held_rows(grid: TableGrid) -> list[TypedRow]:
    """The rows of a table as they are held."""
    return [(id_, dict(row)) for id_, row in zip(grid.ids, grid.rows, strict=True)]


def steps_of(place: Place, grid: TableGrid) -> Steps:
    """The steps taken in a table; none where another table or version was edited last."""
    kept: Steps | None = st.session_state.get(_STEPS)
    if kept is None or kept.place != place:
        kept = st.session_state[_STEPS] = Steps(place, held_rows(grid))
    return kept


def forget() -> None:
    """Let go of the steps, because they were saved."""
    st.session_state.pop(_STEPS, None)
