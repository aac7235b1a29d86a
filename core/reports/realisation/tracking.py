"""Tracking: what was promised, what is expected now, and what is really out of budgets."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from core.access.permission import must_be_allowed
from core.domain.case.case import Case
from core.domain.people import Doing, Person
from core.domain.prices import MoneyBasis
from core.domain.realisation import Key, Realisation, RealisationStatus, RealisedKind, Said
from core.engine.real_terms import real_amount
from core.reports.appraisals import Appraised
from core.reports.cache import worked_once
from core.reports.flows import flows
from core.reports.prices import basis_factors
from core.reports.realisation.owners import has_left
from core.store import realisation
from core.store.database import Database

TRACK_COLUMNS = ("partner_id", "partner", "year", "promised_gbp", "forecast_gbp", "actual_gbp", "is_past")
ACTION_COLUMNS = (
    "partner_id", "partner", "line_id", "line", "pv_cash_gbp", "yearly_gbp", "action", "level", "owner", "due_on", "status",
    "held_status", "days_late", "trouble",
)  # fmt: skip
FIRST_MONTH = 4
OVERDUE, UNOWNED, GONE = "overdue", "nobody", "gone"
Amounts = Mapping[tuple[str, str, int], float]


@dataclass(frozen=True)
class Standing:
    """Where the promise stands today, in the money of the track."""

    promised_to_date_gbp: float
    actual_to_date_gbp: float
    promised_gbp: float
    forecast_gbp: float
    overdue: int
    lost: int
    unowned: int


def said_of(db: Database, person: Person, programme_id: str) -> Mapping[Key, Said]:
    """Read what partners have said of their lines, as far as this person may see it line by line.

    Raises:
        NotAllowed: the person may not see this programme.
    """
    must_be_allowed(person, Doing.see_agreed_view, programme_id)
    mine = person.partners(Doing.see_detail, programme_id)
    said = realisation.latest(db, programme_id)
    return {key: row for key, row in said.items() if mine is None or row.what.partner_id in mine}


def year_of(case: Case, today: date) -> int:
    """The year of the case that a day falls in; below 0 before the case begins. Financial years begin on 1 April."""
    return today.year - (today.month < FIRST_MONTH) - case.programme.base_year


def track(
    db: Database,
    person: Person,
    promised: Appraised,
    now: Appraised,
    option_id: str,
    *,
    today: date,
    basis: MoneyBasis = MoneyBasis.real,
) -> pd.DataFrame:
    """Set promise, forecast and what came beside each other. Partners' totals are part of the agreed view.

    The promise is the cash of the version that was decided on. The forecast of a year that is over, or of a line that is lost,
    is what was recorded; else what a partner expects where it said so; else the cash of the current case, without
    years that end before the line's action is due. It is never less than what is out of budgets already.

    Args:
        db: the open store.
        person: who asks.
        promised: the version that was decided on, worked out.
        now: the current version, worked out.
        option_id: the option, in both.
        today: the day of asking.
        basis: the money the amounts are shown in.

    Returns:
        one row per partner with cash x year: TRACK_COLUMNS, in the money of the basis. actual_gbp is not a number where nothing
        was recorded.

    Raises:
        NotAllowed: the person may not see this programme.
    """
    programme_id = now.case.programme.programme_id
    must_be_allowed(person, Doing.see_agreed_view, programme_id)
    said = realisation.latest(db, programme_id)
    actual, expected = (_amounts(said, kind, now) for kind in (RealisedKind.actual, RealisedKind.forecast))
    before, after = _cash(promised, option_id), _cash(now, option_id)
    this_year = year_of(now.case, today)
    forecast = {
        key: _forecast(key, now.case, this_year, case_cash=after, actual=actual, expected=expected)
        for key in {*after, *actual, *expected}
    }
    sums = [_by_partner(amounts) for amounts in (before, forecast, actual)]
    names = {row.partner_id: row.title for row in now.case.partners}
    partners = [partner_id for partner_id in names if any(key[0] == partner_id for one in sums for key in one)]
    years = range(now.case.programme.horizon_years + 1)
    rows = [
        (
            partner_id,
            names[partner_id],
            year,
            sums[0].get((partner_id, year), 0.0),
            sums[1].get((partner_id, year), 0.0),
            sums[2].get((partner_id, year), np.nan),
            year < this_year,
        )
        for partner_id in partners
        for year in years
    ]
    frame = pd.DataFrame(rows, columns=list(TRACK_COLUMNS))
    factors = basis_factors(now, basis)[frame.year.to_numpy(dtype=int)]
    return frame.assign(**{name: frame[name] * factors for name in ("promised_gbp", "forecast_gbp", "actual_gbp")})


def standing(tracked: pd.DataFrame, actions: pd.DataFrame) -> Standing:
    """Add the track up. `to date` counts the years that are over."""
    past = tracked[tracked.is_past.astype(bool)]
    return Standing(
        promised_to_date_gbp=float(past.promised_gbp.sum()),
        actual_to_date_gbp=float(tracked.actual_gbp.sum()),
        promised_gbp=float(tracked.promised_gbp.sum()),
        forecast_gbp=float(tracked.forecast_gbp.sum()),
        overdue=int((actions.status == OVERDUE).sum()),
        lost=int((actions.status == RealisationStatus.lost.value).sum()),
        unowned=int((actions.trouble == UNOWNED).sum()),
    )


def running(tracked: pd.DataFrame, this_year: int) -> pd.DataFrame:
    """Run the totals up year by year, for the chart.

    Returns:
        one row per series x year: option (Promised, Forecast, Out of budgets), year, running_gbp. What is out of budgets runs
        up to the last year in which anything was recorded, or to this year.
    """
    sums = tracked.groupby("year", as_index=False)[["promised_gbp", "forecast_gbp", "actual_gbp"]].sum()
    seen = tracked.loc[tracked.actual_gbp.notna(), "year"].max()
    last = max(min(this_year, int(sums.year.max())), 0 if pd.isna(seen) else int(seen)) if len(sums) else 0
    told = (
        ("Promised", "promised_gbp", sums),
        ("Forecast", "forecast_gbp", sums),
        ("Out of budgets", "actual_gbp", sums[sums.year <= last]),
    )
    frames = [
        pd.DataFrame({"option": name, "year": rows.year, "running_gbp": rows[column].cumsum()}) for name, column, rows in told
    ]
    return pd.concat(frames, ignore_index=True)


def release_actions(
    person: Person, now: Appraised, option_id: str, today: date, gone: frozenset[str] = frozenset()
) -> pd.DataFrame:
    """Say for each line of cash and partner what is to be done, by whom, and whether it is late.

    Args:
        person: who asks; lines of partners whose detail they may not see are left out.
        now: the current version, worked out.
        option_id: the option.
        today: the day of asking.
        gone: names as `core.reports.realisation.owners.names_gone` gives them.

    Returns:
        one row per cash line x partner: ACTION_COLUMNS. status is `overdue` for an action whose day is past and which is
        neither released nor lost; trouble is `nobody` where no action, owner or date is named, `gone` where the owner's
        account is disabled, else empty.

    Raises:
        NotAllowed: the person may not see this programme.
    """
    programme_id = now.case.programme.programme_id
    must_be_allowed(person, Doing.see_agreed_view, programme_id)
    mine = person.partners(Doing.see_detail, programme_id)
    sums = _cash_lines(now, option_id)
    plans = {(row.benefit_id, row.partner_id): row for row in now.case.realisation}
    names = {row.partner_id: row.title for row in now.case.partners}
    lines = zip(*(sums[name].tolist() for name in ("partner_id", "line_id", "line", "pv_cash_gbp", "cash_gbp")), strict=True)
    rows = [
        (partner_id, names[partner_id], line_id, line, pv_gbp, most_gbp, *_planned(plans.get((line_id, partner_id)), today, gone))
        for partner_id, line_id, line, pv_gbp, most_gbp in lines
        if mine is None or partner_id in mine
    ]
    return pd.DataFrame(rows, columns=list(ACTION_COLUMNS))


@worked_once
def _cash_lines(appraised: Appraised, option_id: str) -> pd.DataFrame:
    """Lines of cash: one row per partner and line: its present value, and the most of a year."""
    flow = flows(appraised, option_id)
    cash = flow[(flow.side == "gains") & flow.is_cash.astype(bool) & flow.partner_id.astype(bool)]
    return cash.groupby(["partner_id", "line_id", "line"], as_index=False, sort=False)[["pv_cash_gbp", "cash_gbp"]].agg(
        {"pv_cash_gbp": "sum", "cash_gbp": "max"}
    )


def _planned(plan: Realisation | None, today: date, gone: frozenset[str]) -> tuple[object, ...]:
    if plan is None:
        return ("", "", "", None, "", "", 0, UNOWNED)
    is_open = plan.status not in (RealisationStatus.released, RealisationStatus.lost)
    late = max(0, (today - plan.due_on).days) if is_open else 0
    status = OVERDUE if late else plan.status.value
    trouble = GONE if is_open and has_left(plan.owner, gone) else ""
    return (plan.release_action, plan.level.value, plan.owner, plan.due_on, status, plan.status.value, late, trouble)


def _cash(appraised: Appraised, option_id: str) -> dict[tuple[str, str, int], float]:
    """Cash by partner, line and year."""
    flow = flows(appraised, option_id)
    cash = flow[(flow.side == "gains") & flow.is_cash.astype(bool) & flow.partner_id.astype(bool)]
    columns = (cash[name].tolist() for name in ("partner_id", "line_id", "year", "cash_gbp"))
    found: dict[tuple[str, str, int], float] = {}
    for partner_id, line_id, year, gbp in zip(*columns, strict=True):
        found[partner_id, line_id, year] = found.get((partner_id, line_id, year), 0.0) + gbp
    return found


def _amounts(said: Mapping[Key, Said], kind: RealisedKind, now: Appraised) -> dict[tuple[str, str, int], float]:
    """Cash that was recorded, in real money: what was said in money of the day is turned."""
    programme, prices = now.case.programme, now.loaded.prices
    amounts: dict[tuple[str, str, int], float] = {}
    for row in said.values():
        if row.what.kind is kind and row.what.amount_gbp is not None:
            key = (row.what.partner_id, row.what.benefit_id, row.what.year)
            gbp = real_amount(row.what.amount_gbp, row.what.price_basis, row.what.year, programme, prices)
            amounts[key] = amounts.get(key, 0.0) + gbp
    return amounts


def _forecast(
    key: tuple[str, str, int], case: Case, this_year: int, *, case_cash: Amounts, actual: Amounts, expected: Amounts
) -> float:
    partner_id, line_id, year = key
    if year < this_year:
        return actual.get(key, 0.0)
    plan = next((row for row in case.realisation if (row.benefit_id, row.partner_id) == (line_id, partner_id)), None)
    if plan is not None and plan.status is RealisationStatus.lost:
        return actual.get(key, 0.0)
    if key in expected:
        return max(expected[key], actual.get(key, 0.0))
    if plan is not None and year < year_of(case, plan.due_on):
        return actual.get(key, 0.0)
    return max(case_cash.get(key, 0.0), actual.get(key, 0.0))


def _by_partner(amounts: Amounts) -> dict[tuple[str, int], float]:
    sums: dict[tuple[str, int], float] = {}
    for (partner_id, _, year), gbp in amounts.items():
        sums[partner_id, year] = sums.get((partner_id, year), 0.0) + gbp
    return sums
