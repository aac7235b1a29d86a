"""What was done with a file that the person who brings it should look at, in whole sentences."""

import re
from collections import Counter
from collections.abc import Iterable

from core.domain.wording import counted, joined, printable
from core.ingest.messy.cells.result import TRIMMED
from core.ingest.messy.conversion import Conversion
from core.ingest.messy.grids import Reason
from core.ingest.messy.questions import cells_under
from core.ingest.messy.read_rows import CellChange
from core.ingest.messy.survey import warnings_with

_FIGURES = re.compile(r"(?<=year )[0-9/]+")


def warnings_of(ended: Conversion) -> tuple[str, ...]:
    """Say what was left out, kept out, said once for all rows, and read otherwise than it stands."""
    known = warnings_with(ended.survey, ended.sheet)
    moved = [told for told in ended.sheet.grid.told if not any(one.endswith(told) for one in known)]
    return (
        *known,
        *moved,
        *_kept_out(ended),
        *_totals_kept(ended),
        *_said_once(ended),
        *_changed(ended),
        *_asked(ended),
    )


def _kept_out(ended: Conversion) -> Iterable[str]:
    used = {source for how in ended.mapping.columns.values() for source in how.sources}
    sheet = ended.sheet
    others = [heading for heading in sheet.layout.headings if heading not in used and any(cells_under(sheet, heading)[0])]
    if others:
        yield f"{counted(len(others), 'column')} kept out: {joined(others)}."


def _totals_kept(ended: Conversion) -> Iterable[str]:
    kept = [row for row in ended.kept_totals if row not in {one.row for one in ended.left_out}]
    if kept:
        yield f"{counted(len(kept), 'row')} labelled as a total and read as a row like the others: {joined(kept)}."


def _said_once(ended: Conversion) -> Iterable[str]:
    for name, how in ended.mapping.columns.items():
        if not how.sources:
            yield f'{name} is "{printable(how.constant or "", 60)}" in every row, as you said.'


def _changed(ended: Conversion) -> Iterable[str]:
    """Count the cells that were read otherwise than they stand, by column and reason."""
    counts: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], CellChange] = {}
    several: set[tuple[str, str]] = set()
    for change in ended.cells:
        if change.why != TRIMMED:
            group = (change.column, _FIGURES.sub("", change.why))
            counts[group] += 1
            if first.setdefault(group, change).why != change.why:
                several.add(group)
    for group, count in counts.items():
        one = first[group]
        column, why = one.column, one.why + (" and so on" if group in several else "")
        shown = f'"{printable(one.before.strip(), 40)}" in row {one.row:,} became "{printable(one.after, 40)}"'
        yield f"{column}: {counted(count, 'cell')} changed, {why}; {shown}."


def _asked(ended: Conversion) -> Iterable[str]:
    for reason in (Reason.part_of_year, Reason.other_words):
        rows = [one.row for one in ended.left_out if one.reason is reason]
        if rows:
            yield f"{counted(len(rows), 'row')} left out as {reason}: {joined(rows)}."
    rows = [one.row for one in ended.left_out if one.reason is Reason.asked]
    if rows:
        yield f"{counted(len(rows), 'row')} left out as you asked: {joined(rows)}."
