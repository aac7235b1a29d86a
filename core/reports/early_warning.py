"""How far each cost centre is from its next step of cash, by what was seen, and what growth of demand has eaten."""

from collections.abc import Mapping
from datetime import date

import numpy as np
import pandas as pd

from core.domain.case import Case
from core.domain.people import Doing, Person
from core.domain.realised import RealisedKind
from core.reports.appraisals import Appraised
from core.reports.benefits import real_value
from core.reports.permission import must_be_allowed
from core.reports.realisation import year_of
from core.store.realised import Key, Said

COLUMNS = (
    "partner_id", "partner", "line_id", "line", "cost_centre_id", "centre", "unit", "lump_units", "year", "expected_units",
    "seen_units", "eaten_units", "standing_units", "to_next_units", "waiting_gbp", "is_agreed", "steps_now", "next_step_year",
)  # fmt: skip


def early_warning(person: Person, now: Appraised, option_id: str, said: Mapping[Key, Said], today: date) -> pd.DataFrame:
    """Say for each stepped line and cost centre where it stands this year.

    Args:
        person: who asks; places of partners whose detail they may not see are left out.
        now: the current version, worked out.
        option_id: the option.
        said: what partners have said, as `said_of` gives it.
        today: the day of asking; a day before the case begins counts as its first year.

    Returns:
        one row per stepped line of cash x cost centre: COLUMNS. expected_units is what the case says falls away this year;
        seen_units what was recorded last (not a number when nothing was); eaten_units what growth of demand takes of it;
        standing_units what is left of the one or the other; to_next_units what is missing to the next whole step;
        waiting_gbp the cash a year on that step; is_agreed False where nobody has agreed to release it; next_step_year the
        first year in which the case closes a further step (None when none within it).

    Raises:
        NotAllowed: the person may not see this programme.
    """
    case = now.case
    programme_id = case.programme.programme_id
    must_be_allowed(person, Doing.see_agreed_view, programme_id)
    mine = person.partners(Doing.see_detail, programme_id)
    year = min(max(year_of(case, today), 0), case.programme.horizon_years)
    released = now.option(option_id).expected.centres
    benefits = {row.benefit_id: row for row in case.benefits}
    rows = []
    for place, (line_id, centre_id) in enumerate(zip(released.benefit_ids, released.cost_centre_ids, strict=True)):
        benefit = benefits[line_id]
        owner = _owner(case, line_id, centre_id)
        if not (benefit.step_share and benefit.can_be_cash and benefit.lump_units) or not (mine is None or owner in mine):
            continue
        seen = _seen(said, line_id, centre_id)
        eaten = _eaten(case, centre_id, year)
        expected = float(released.units[year, place])
        stands = max(0.0, (expected if np.isnan(seen) else seen) - eaten)
        steps = np.floor(stands / benefit.lump_units + 1e-9)
        rows.append(
            {
                "partner_id": owner,
                "partner": next((row.title for row in case.partners if row.partner_id == owner), ""),
                "line_id": line_id,
                "line": benefit.name,
                "cost_centre_id": centre_id,
                "centre": next((row.name for row in case.cost_centres if row.cost_centre_id == centre_id), "The whole place"),
                "unit": next(row.unit for row in case.outcomes if row.outcome_id == benefit.outcome_id),
                "lump_units": benefit.lump_units,
                "year": year,
                "expected_units": expected,
                "seen_units": seen,
                "eaten_units": eaten,
                "standing_units": stands,
                "to_next_units": benefit.lump_units * (steps + 1) - stands,
                "waiting_gbp": real_value(case, benefit) * benefit.step_share * benefit.lump_units,
                "is_agreed": bool(benefit.release_agreed),
                "steps_now": float(steps),
                "next_step_year": _next_step(released.steps[:, place], year),
            }
        )
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _owner(case: Case, line_id: str, centre_id: str) -> str:
    """Whose place it is; the partner the line falls to most where the line has no places."""
    owner = next((row.partner_id for row in case.cost_centres if row.cost_centre_id == centre_id), None)
    falls = [(row.fall_share, row.partner_id) for row in case.benefit_falls if row.benefit_id == line_id]
    return owner or max(falls, default=(0.0, ""))[1]


def _seen(said: Mapping[Key, Said], line_id: str, centre_id: str) -> float:
    """The units recorded for the latest year; not a number when none were."""
    found = [
        (row.what.year, row.what.units)
        for row in said.values()
        if row.what.kind is RealisedKind.actual
        and row.what.units is not None
        and (row.what.benefit_id, row.what.cost_centre_id) == (line_id, centre_id)
    ]
    return float(max(found)[1]) if found else float("nan")


def _eaten(case: Case, centre_id: str, year: int) -> float:
    """What growth of demand takes, as docs/method.md#cash has it: baseline x ((1 + growth)^year - 1)."""
    centre = next((row for row in case.cost_centres if row.cost_centre_id == centre_id), None)
    if centre is None:
        return 0.0
    return float((centre.baseline_units or 0.0) * ((1 + (centre.demand_growth_rate or 0.0)) ** year - 1))


def _next_step(steps: np.ndarray, year: int) -> int | None:
    later = [
        later
        for later in range(year, len(steps))
        if np.floor(steps[later] + 1e-9) > np.floor(steps[year] + 1e-9) or (later == year and steps[year] >= 1)
    ]
    return later[0] if later else None
