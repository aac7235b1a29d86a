"""Recording what became of promised cash: by the partner whose budget it is."""

from datetime import date, datetime

from core.domain.case import Case
from core.domain.people import Doing, Person
from core.domain.realised import Realised, RealisedKind
from core.reports.appraisals import load_version
from core.reports.permission import must_be_allowed
from core.reports.realisation import FIRST_MONTH
from core.store import audit, realised
from core.store.database import Database, all_or_nothing
from core.store.realised import Said
from core.store.refusals import NotRecorded


def record_realised(db: Database, programme_id: str, what: Realised, *, read_version: int, by: Person, at: datetime) -> Said:
    """Keep what a partner says of a line: cash out of a budget, units that fell away, or what is expected of them.

    Args:
        db: the open store.
        programme_id: the programme.
        what: what is said.
        read_version: of what the person saw of the same thing; 0 where nothing had been said.
        by: who says it.
        at: when, in UTC.

    Raises:
        NotAllowed: the person may not speak for that partner.
        NotRecorded: it names a line, partner, place or year that cannot be; the sentence says which.
        StaleRow: somebody recorded the same thing meanwhile.
    """
    must_be_allowed(by, Doing.track_benefits, programme_id, what.partner_id)
    loaded = load_version(db, programme_id)
    _must_fit(loaded.case, what, at.date())
    with all_or_nothing(db) as connection:
        said = realised.add(connection, programme_id, what, read_version=read_version, at=at, by=by.name)
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


def _must_be_a_year(case: Case, what: Realised, today: date) -> None:
    programme = case.programme
    if what.year > programme.horizon_years:
        raise NotRecorded(
            f"Year {what.year} is after the last year of the case, year {programme.horizon_years}. "
            "Nothing was recorded: choose a year within it."
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
