"""Realisation: a partner records what has come of promised cash in its own budget."""

from collections.abc import Mapping
from datetime import date, datetime

from core.access.permission import must_be_allowed
from core.domain.case.case import Case
from core.domain.errors import NotRecorded
from core.domain.people import Doing, Person
from core.domain.realisation import Key, Realised, RealisedKind, Said
from core.engine.real_terms import real_amount
from core.reports.appraisals import Loaded, load_version
from core.reports.realisation.tracking import FIRST_MONTH
from core.store import audit, realisation
from core.store.database import Database, all_or_nothing

MOST_GBP, MOST_UNITS = 1e12, 1e9


def record_realised(db: Database, programme_id: str, what: Realised, *, read_version: int, by: Person, at: datetime) -> Said:
    """Record realisation: cash out of a budget, units that fell away, or what is expected of them.

    Args:
        db: the open store.
        programme_id: the programme.
        what: what is said.
        read_version: of what the person saw of the same thing; 0 where nothing had been said.
        by: who says it.
        at: when, in UTC.

    Raises:
        NotAllowed: the person may not speak for that partner.
        NotRecorded: it names a line, partner, place or year that cannot be, is beyond belief, or would count cash twice; the
            sentence says which.
        StaleRow: another person recorded the same thing meanwhile.
    """
    must_be_allowed(by, Doing.track_benefits, programme_id, what.partner_id)
    _must_be_believable(what)
    loaded = load_version(db, programme_id)
    _must_fit(loaded.case, what, at.date())
    _must_have_an_index(loaded, what)
    with all_or_nothing(db) as connection:
        _must_not_count_twice(realisation.latest(connection, programme_id), what)
        said = realisation.add(connection, programme_id, what, read_version=read_version, at=at, by=by.name)
        audit.add(
            connection,
            at=at,
            by=by,
            action="record_realised",
            programme_id=programme_id,
            version_id=loaded.version.version_id,
            detail={"what": _told(loaded.case, what), "partner_id": what.partner_id, **what.model_dump(mode="json")},
        )
    return said


def _must_fit(case: Case, what: Realised, today: date) -> None:
    benefit = next((row for row in case.benefits if row.benefit_id == what.benefit_id), None)
    if benefit is None:
        raise NotRecorded(
            f'There is no line of benefit "{what.benefit_id}" in this programme. Nothing was recorded: choose one of its lines.'
        )
    if all((fall.benefit_id, fall.partner_id) != (what.benefit_id, what.partner_id) for fall in case.benefit_falls):
        raise NotRecorded(
            f"{benefit.name} does not fall to that partner. Nothing was recorded: choose one of the partner's own lines."
        )
    if what.amount_gbp and not benefit.can_be_cash:
        raise NotRecorded(
            f"{benefit.name} frees capacity and no cash, because no budget is to be removed for it. "
            "Nothing was recorded: leave the cash empty, or change the line's release route on the Data page first."
        )
    centres = {row.cost_centre_id for row in case.benefit_centres if row.benefit_id == what.benefit_id}
    if what.cost_centre_id and what.cost_centre_id not in centres:
        raise NotRecorded(f"{benefit.name} is not released at that place. Nothing was recorded: choose one of its cost centres.")
    _must_be_a_year(case, what, today)


def _must_be_believable(what: Realised) -> None:
    """Refuse amounts that no programme can have: they come of a wrong unit or of a key held down."""
    if (what.amount_gbp or 0.0) > MOST_GBP:
        raise NotRecorded("The cash is over £1 trillion. Nothing was recorded: give it in pounds.")
    if (what.units or 0.0) > MOST_UNITS:
        raise NotRecorded("There are over a thousand million units. Nothing was recorded: look at the figure again.")


def _must_have_an_index(loaded: Loaded, what: Realised) -> None:
    try:
        real_amount(0.0, what.price_basis, what.year, loaded.case.programme, loaded.prices)
    except ValueError as missing:
        raise NotRecorded(
            f"Money of the day of that year cannot be compared: {missing}. Nothing was recorded: give the cash in real money, or "
            "add the year to deflators.csv first."
        ) from missing


def _must_not_count_twice(said: Mapping[Key, Said], what: Realised) -> None:
    """Keep cash of a line either as a whole or place by place in one year: both would be added up."""
    if not what.amount_gbp:
        return
    for held in (row.what for row in said.values() if row.what.amount_gbp):
        is_same = held.key[:2] + held.key[3:] == what.key[:2] + what.key[3:]
        if is_same and bool(held.cost_centre_id) != bool(what.cost_centre_id):
            there = "place by place" if held.cost_centre_id else "for the line as a whole"
            raise NotRecorded(
                f"Cash of this line and year is recorded {there} already, so it would count twice. Nothing was recorded: correct "
                "what is there, or give only the units here and leave the cash empty."
            )


def _must_be_a_year(case: Case, what: Realised, today: date) -> None:
    programme = case.programme
    if what.year > programme.horizon_years:
        raise NotRecorded(
            f"Year {what.year} is after the last year of the case, year {programme.horizon_years}. "
            "Nothing was recorded: choose a year within it."
        )
    ends = date(programme.base_year + what.year + 1, FIRST_MONTH, 1)
    if what.kind is RealisedKind.forecast and ends <= today:
        raise NotRecorded(
            f"That year ended before {ends.day} {ends:%B %Y}, and nothing more is expected of it. "
            "Nothing was recorded: record what has happened, or choose a year that is not over."
        )
    starts = date(programme.base_year + what.year, FIRST_MONTH, 1)
    if what.kind is RealisedKind.actual and starts > today:
        raise NotRecorded(
            f"That year begins on {starts.day} {starts:%B %Y}, which is still to come. "
            "Nothing was recorded: record it as a forecast, or choose a year that has begun."
        )


def _told(case: Case, what: Realised) -> str:
    names = {row.partner_id: row.title for row in case.partners} | {row.benefit_id: row.name for row in case.benefits}
    cash = [] if what.amount_gbp is None else [f"£{what.amount_gbp:,.0f}"]
    units = [] if what.units is None else [f"{what.units:g} units"]
    verb = "expects" if what.kind is RealisedKind.forecast else "recorded"
    year = case.programme.base_year + what.year
    amounts = " and ".join([*cash, *units])
    return f"{names[what.partner_id]} {verb} {amounts} of {names[what.benefit_id]} in {year}/{(year + 1) % 100:02d}."
