"""What programmes say of the things they share, and the cases that take the place's word for it."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from core.domain.case.case import Case
from core.domain.fields import Row
from core.domain.places.place import Member, Place
from core.domain.places.rows import SharedKind

# Columns that all programmes must agree in, or the place says.
SAID: Mapping[SharedKind, tuple[str, ...]] = {
    SharedKind.cost_centre: (
        "baseline_units",
        "demand_growth_rate",
        "lump_units",
        "notice_years",
        "closing_gbp",
        "reopening_gbp",
        "price_year",
    ),
    SharedKind.population: ("people_with_problem", "inflow_per_year", "exit_rate"),
    SharedKind.site: ("people_per_year",),
    SharedKind.outcome: ("units_per_person_year",),
    SharedKind.lever: ("p_adopted",),
}
IN_UNITS = ("baseline_units", "lump_units", "units_per_person_year")

_KEY = {
    SharedKind.cost_centre: ("cost_centres", "cost_centre_id"),
    SharedKind.site: ("sites", "site_id"),
    SharedKind.outcome: ("effects", "outcome_id"),
    SharedKind.lever: ("levers", "lever_id"),
    SharedKind.partner: ("partners", "partner_id"),
}


def row_of(case: Case, kind: SharedKind, local_id: str) -> Row | None:
    """The row in which a programme speaks of something it shares; None where it has none."""
    if kind is SharedKind.population:
        return case.population
    if kind not in _KEY:
        return None
    table, key = _KEY[kind]
    rows: tuple[Row, ...] = getattr(case, table)
    return next((row for row in rows if getattr(row, key) == local_id), None)


def said_of(place: Place, kind: SharedKind, shared_id: str, column: str) -> list[tuple[Member, float]]:
    """What each programme says of a shared thing in one column, in the place's units."""
    found = []
    by_id = {member.programme_id: member for member in place.members}
    for match in place.same:
        if (match.kind, match.shared_id) != (kind, shared_id) or match.programme_id not in by_id:
            continue
        row = row_of(by_id[match.programme_id].case, kind, match.local_id)
        if row is not None and column in row.model_fields_set and getattr(row, column) is not None:
            factor = match.unit_factor if column in IN_UNITS else 1.0
            found.append((by_id[match.programme_id], getattr(row, column) * factor))
    return found


def case_in_place(place: Place, member: Member) -> Case:
    """The case of a programme with the place's word for everything that it shares with another.

    A figure that the place says stands for the programme's own; one that only another programme says is taken from there.
    """
    case = member.case
    for match in place.same:
        if match.programme_id != member.programme_id or match.kind not in SAID:
            continue
        changes = _changes(place, match.kind, match.shared_id, match.unit_factor)
        row = row_of(case, match.kind, match.local_id)
        if row is not None:
            moved = {column: value for column, value in changes.items() if getattr(row, column) != value}
            case = _with(case, match.kind, row, moved) if moved else case
    return case


def _changes(place: Place, kind: SharedKind, shared_id: str, factor: float) -> dict[str, float]:
    value = place.value_for(kind, shared_id)
    found = {}
    for column in SAID[kind]:
        given = None if value is None else getattr(value, column)
        said = [each for _, each in said_of(place, kind, shared_id, column)]
        agreed = given if given is not None else said[0] if said else None
        if agreed is not None:
            found[column] = agreed / factor if column in IN_UNITS and factor != 1 else agreed
    return found


def _with(case: Case, kind: SharedKind, row: Row, moved: Mapping[str, float]) -> Case:
    changed = row.model_copy(update=dict(moved))
    if kind is SharedKind.population:
        return case.model_copy(update={"population": changed})
    table, _ = _KEY[kind]
    return case.model_copy(update={table: _exchanged(getattr(case, table), lambda each: each is row, changed)})


def _exchanged(rows: Iterable[Row], is_meant: Callable[[Row], bool], changed: Row) -> tuple[Row, ...]:
    return tuple(changed if is_meant(row) else row for row in rows)


def case_in_frame(place: Place, case: Case) -> Case:
    """A case in the place's years, prices and discount rates; the same case where they are its own already."""
    programme = case.programme
    changes: dict[str, Any] = {}
    if programme.horizon_years != place.horizon_years:
        changes["horizon_years"] = place.horizon_years
    schedule = place.frame.discount_schedule
    if schedule is not None and schedule is not programme.discount_schedule:
        changes["discount_schedule"] = schedule
    if programme.prices_of != place.price_year:
        case = _in_prices_said(case, programme.prices_of)
        changes["price_year"] = place.price_year
    return case.model_copy(update={"programme": programme.model_copy(update=changes)}) if changes else case


def _in_prices_said(case: Case, price_year: int) -> Case:
    """Write the programme's price year into every row that leaves it empty."""
    tables = {name: getattr(case, name) for name in ("benefits", "costs", "cost_centres")}
    said = {
        name: tuple(row if row.price_year is not None else row.model_copy(update={"price_year": price_year}) for row in rows)
        for name, rows in tables.items()
    }
    return case.model_copy(update=said)
