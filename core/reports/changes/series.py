"""Index series: years that mean something only together, compared where they overlap and never merged row by row."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

from core.domain.tables import Table
from core.ingest.numbers import plain_number
from core.reports.changes.doubts import Choice, Doubt
from core.reports.changes.merge import Mode

SERIES = "deflators"
BASE = f"base:{SERIES}"
REPLACE, REBASE, SAME = "replace", "rebase", "same"
_SAME_FIGURE, _SAME_RATIO = 1e-4, 2e-2
_FALLS, _RISES = -0.2, 0.5
_DIGITS = 12


def series_doubt(old: Table | None, new: Table, mode: Mode, answers: Mapping[str, str]) -> Doubt | None:
    """Base of an index in doubt: a question while a file's index is to be added to another; None once it is answered.

    Args:
        old: the stored series, None where there is none.
        new: the file's series.
        mode: whether the stored rows stay or go; a series that replaces the whole is not compared.
        answers: what the person said.
    """
    if new.name != SERIES or old is None or mode is Mode.replace_all or answers.get(BASE) in (REPLACE, REBASE, SAME):
        return None
    held, sent = index_of(old), index_of(new)
    both = sorted(held.keys() & sent.keys(), reverse=True)
    whole = Choice(REPLACE, "replace the whole series by the file's")
    if not both:
        told = "no year is both in the file and in the stored series, so their bases cannot be compared. Which base is the file on?"
        return Doubt(BASE, told, (whole, Choice(SAME, "the file is on the stored base: add its years")))
    ratios = {year: held[year] / sent[year] for year in both}
    if all(abs(ratio - 1) <= _SAME_FIGURE for ratio in ratios.values()):
        return None
    shown = f"{both[0]}: {sent[both[0]]:,.10g} in the file, {held[both[0]]:,.10g} stored; ratio {ratios[both[0]]:.4g}"
    if max(ratios.values()) <= min(ratios.values()) * (1 + _SAME_RATIO):
        others = "".join(f", {ratios[year]:.4g} for {year}" for year in both[1:4])
        told = f"the file's index is on another base ({shown}{others}). Replace all, or bring the file to the stored base?"
        return Doubt(BASE, told, (whole, Choice(REBASE, f"bring the file to the stored base, times {ratios[both[0]]:.6g}")))
    other = f"{both[-1]}: ratio {ratios[both[-1]]:.4g}"
    told = f"the file's index is another series than the stored one ({shown}; {other}), and the two cannot be mixed."
    return Doubt(BASE, told, (whole,))


def settled_series(old: Table | None, new: Table, mode: Mode, answers: Mapping[str, str]) -> tuple[Table, Mode]:
    """Series as answered: the file's rows, brought to the stored base where that was said, and the mode that was meant."""
    said = answers.get(BASE)
    if new.name != SERIES or old is None or said is None or mode is Mode.replace_all:
        return new, mode
    if said == REPLACE:
        return new, Mode.replace_all
    held, sent = index_of(old), index_of(new)
    both = sorted(held.keys() & sent.keys())
    if said == REBASE and both:
        return _times(new, held[both[-1]] / sent[both[-1]], held), Mode.add
    return new, Mode.add


def _times(table: Table, ratio: float, held: Mapping[int, float]) -> Table:
    """Multiply an index by a ratio; years that are stored take the stored figure, which is the same but for rounding."""
    year, index = table.columns.index("year"), table.columns.index("index")

    def rebased(row: tuple[str, ...]) -> tuple[str, ...]:
        whole = int(plain_number(row[year].strip()) or 0)
        figure = held.get(whole, (plain_number(row[index].strip()) or 0.0) * ratio)
        return (*row[:index], f"{figure:.{_DIGITS}g}", *row[index + 1 :])

    return replace(table, rows=tuple(map(rebased, table.rows)))


def index_of(table: Table) -> dict[int, float]:
    """Index by year, of the rows that say both."""
    found = {}
    for row in table.dicts():
        year, index = plain_number(row.get("year", "").strip()), plain_number(row.get("index", "").strip())
        if year is not None and index:
            found[int(year)] = index
    return found


def jumps_in(table: Table) -> Iterator[str]:
    """Leaps of an index: sentences about years between which prices fall by more than 20% or rise by more than 50% a year."""
    if table.name != SERIES:
        return
    for (before, low), (after, high) in pairwise(sorted(index_of(table).items())):
        change = (high / low) ** (1 / (after - before)) - 1
        if not _FALLS <= change <= _RISES:
            yield f"From {before} to {after} the index goes from {low:,.6g} to {high:,.6g}, {change:+.0%} a year: is it one series?"
