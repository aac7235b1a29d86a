"""Version comparison: which inputs moved, by whom and why, and what each did to an option's net figures in pounds.

Inputs are moved from the older version to the newer one after another, in the order of the files, and the option is worked
out after each. What a step moved is the difference to the step before, so that the steps add up to the whole difference.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import pandas as pd

from core.access.versions import as_shown, must_see_version
from core.domain.case.case import Case
from core.domain.people import Doing, Person
from core.engine.appraisal import appraise
from core.ingest.case import build_case
from core.reports.appraisals import Loaded
from core.reports.versions.moved_inputs import Atom, Moved, moved_between
from core.store.database import Database
from core.store.tables.tables import read_tables
from core.store.tables.versions import Version, every_version

MOST_STEPS = 40
COLUMNS = (
    *("step", "table", "row", "column", "before", "after"),
    *("npsv_change_gbp", "cash_change_gbp", "number", "made_by", "what", "note"),
)
TOGETHER = "Worked out together: one cannot stand without the other"


@dataclass(frozen=True)
class Net:
    """An option's net present social value and net cash, present values in real GBP."""

    npsv_gbp: float
    cash_gbp: float


@dataclass(frozen=True)
class Comparison:
    """What lies between two versions. `rows`: one row per input that moved, in the order it was moved, with COLUMNS.

    The two changes stand on the first row of a step and are missing on rows worked out together with it. `grouped` says how
    inputs were put together where there were too many, or too much detail, to show each.
    """

    older: Version
    newer: Version
    option_id: str
    before: Net
    after: Net
    rows: pd.DataFrame
    grouped: str


def compare_versions(
    db: Database, older: Loaded, newer: Loaded, option_id: str, *, person: Person, today: date | None = None
) -> Comparison:
    """Version comparison: what moved between two versions of a programme, and what each input did to one option.

    A person who may not see every partner's detail sees which tables moved and their effect, and no cell.

    Raises:
        NotAllowed: the person may not see the programme.
        UnknownVersion: one of the two is not the person's to open.
        ValueError: the versions are of two programmes.
    """
    programme_id = newer.version.programme_id
    for each in (older, newer):
        must_see_version(db, person, each.version.programme_id, each.version.number, today)
    if older.version.programme_id != programme_id:
        raise ValueError("versions of two programmes are not compared")
    readers = [as_shown(db, person, programme_id, each.version.number, today) for each in (older, newer)]
    in_detail = all(reader.may(Doing.see_detail, programme_id) for reader in readers)
    moved = moved_between(older.tables, newer.tables)
    groups, grouped = _groups(moved.atoms, in_detail)
    start = _net(older.case, older, option_id)
    steps = list(_one_after_another(groups, moved, newer, option_id, start))
    after = steps[-1][1] if steps else start
    made_by = _who_moved(db, moved, older.version, newer.version)
    rows = [row for number, step in enumerate(steps, 1) for row in _rows(number, step, moved, made_by, in_detail)]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    return Comparison(older.version, newer.version, option_id, start, after, _with_changes(frame, start, steps), grouped)


Group = tuple[Atom, ...]
Step = tuple[tuple[Group, ...], Net]


def _groups(atoms: Sequence[Atom], in_detail: bool) -> tuple[list[Group], str]:
    """Put the inputs that moved into steps: each by itself, or by row or table where there are too many."""
    if not in_detail:
        return _by(atoms, rows=False), "You see which tables moved: the rows are for those who may see every partner's detail."
    if len(atoms) <= MOST_STEPS:
        return [(atom,) for atom in atoms], ""
    rows = _by(atoms, rows=True)
    if len(rows) <= MOST_STEPS:
        return rows, f"{len(atoms):,} cells moved: those of one row are worked out together."
    return _by(atoms, rows=False), f"{len(rows):,} rows moved: those of one table are worked out together."


def _by(atoms: Iterable[Atom], *, rows: bool) -> list[Group]:
    groups: dict[tuple[object, ...], list[Atom]] = {}
    for atom in atoms:
        groups.setdefault((atom.table, atom.key) if rows else (atom.table,), []).append(atom)
    return [tuple(group) for group in groups.values()]


def _one_after_another(groups: Sequence[Group], moved: Moved, newer: Loaded, option_id: str, start: Net) -> Iterable[Step]:
    """Move group after group; one that breaks a rule by itself waits for others, and is moved together with those it needs."""
    applied: frozenset[Atom] = frozenset()
    waiting = list(groups)
    while waiting:
        step = _first_that_stands(waiting, applied, moved)
        if step is None:
            raise ValueError("the newer version does not make a case, which no kept version may do")
        together, case = step
        applied |= {atom for group in together for atom in group}
        waiting = [group for group in waiting if group not in together]
        yield together, _net(case, newer, option_id)


def _first_that_stands(waiting: Sequence[Group], applied: frozenset[Atom], moved: Moved) -> tuple[tuple[Group, ...], Case] | None:
    for together in _attempts(waiting):
        reading = build_case(moved.tables_at(applied | {atom for group in together for atom in group}))
        if reading.case is not None:
            return together, reading.case
    return None


def _attempts(waiting: Sequence[Group]) -> Iterable[tuple[Group, ...]]:
    """List what to try: each alone, the first with each other, those of the first's table, and at last all of them."""
    yield from ((group,) for group in waiting)
    first = waiting[0]
    yield from ((first, other) for other in waiting[1:])
    same_row = tuple(group for group in waiting if (group[0].table, group[0].key) == (first[0].table, first[0].key))
    same_table = tuple(group for group in waiting if group[0].table == first[0].table)
    yield from (together for together in (same_row, same_table) if len(together) > 2)
    yield tuple(waiting)


def _net(case: Case, loaded: Loaded, option_id: str) -> Net:
    """Work one option out; an option that is not there counts as nothing."""
    result = appraise(case, loaded.assumptions).options.get(option_id)
    if result is None:
        return Net(0.0, 0.0)
    own = result.expected.measures
    return Net(own.npsv_gbp, own.pv_cash_released_gbp - own.pv_public_cost_gbp)


def _rows(number: int, step: Step, moved: Moved, made_by: dict[Atom, Version], in_detail: bool) -> Iterable[tuple[object, ...]]:
    together, _ = step
    for group in together:
        told = moved.told(group) if in_detail else ("", "", "", "")
        makers = {made_by[atom].number: made_by[atom] for atom in group}
        note = TOGETHER if len(together) > 1 else ""
        yield (
            *(number, group[0].table, *told, None, None),
            max(makers),
            ", ".join(dict.fromkeys(version.made_by for version in makers.values())),
            " ".join(dict.fromkeys(version.what for version in makers.values())),
            note,
        )


def _with_changes(frame: pd.DataFrame, start: Net, steps: Sequence[Step]) -> pd.DataFrame:
    """Put what each step moved on its first row."""
    nets = [start, *(net for _, net in steps)]
    is_first = ~frame["step"].duplicated()
    changes = {
        "npsv_change_gbp": [now.npsv_gbp - was.npsv_gbp for was, now in pairwise(nets)],
        "cash_change_gbp": [now.cash_gbp - was.cash_gbp for was, now in pairwise(nets)],
    }
    told = frame.astype(dict.fromkeys(changes, "float64"))
    for name, amounts in changes.items():
        told.loc[is_first, name] = amounts
    return told


def _who_moved(db: Database, moved: Moved, older: Version, newer: Version) -> dict[Atom, Version]:
    """Find the last version on the way from the older to the newer that changed each input; else the newer itself."""
    made_by = dict.fromkeys(moved.atoms, newer)
    way = _way(every_version(db, newer.programme_id), older, newer)
    if len(way) == 1:
        return made_by
    before = read_tables(db, older.version_id)
    for version in way:
        after = read_tables(db, version.version_id)
        changed = set(moved_between(before, after).atoms)
        made_by.update({atom: version for atom in moved.atoms if atom in changed})
        before = after
    return made_by


def _way(versions: Sequence[Version], older: Version, newer: Version) -> list[Version]:
    """List the versions made one from another that lead from the older (left out) to the newer, in that order."""
    numbered = {version.number: version for version in versions}
    way, at = [newer], newer
    while at.base_version is not None and at.base_version > older.number:
        at = numbered[at.base_version]
        way.append(at)
    return way[::-1]
