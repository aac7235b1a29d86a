"""Early warning: how far each cost centre is from its next step of cash, by recorded units, and the part growth of demand takes."""

from collections.abc import Mapping
from datetime import date

import numpy as np
import pandas as pd

from core.access.permission import must_be_allowed
from core.domain.case.case import Case
from core.domain.people import Doing, Person
from core.domain.realisation import Key, RealisedKind, Said
from core.reports.appraisals import Appraised
from core.reports.benefits import NO_CENTRE, waiting_gbp
from core.reports.realisation.tracking import year_of

COLUMNS = (
    "partner_id", "partner", "line_id", "line", "cost_centre_id", "centre", "unit", "lump_units", "year", "expected_units",
    "seen_units", "eaten_units", "standing_units", "to_next_units", "waiting_gbp", "is_agreed", "steps_now", "next_step_year",
)  # fmt: skip


def early_warning(person: Person, now: Appraised, option_id: str, said: Mapping[Key, Said], today: date) -> pd.DataFrame:
    """Early warning: where each stepped line and cost centre stands this year.

    Args:
        person: who asks; places of partners whose detail they may not see are left out.
        now: the current version, worked out.
        option_id: the option.
        said: what partners have said, as `said_of` gives it.
        today: the day of asking; a day before the case begins counts as its first year.

    Returns:
        one row per stepped line of cash x cost centre: COLUMNS. expected_units is what the case says falls away this year;
        seen_units what was recorded last (not a number when nothing was); eaten_units what growth of demand takes of it;
        standing_units what is left of the one or the other, with what other lines bring to the centre;
        to_next_units what is missing to the next whole step;
        waiting_gbp the cash a year on that step; is_agreed False where its release is not agreed; next_step_year the
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
    for index, (line_id, centre_id) in enumerate(zip(released.benefit_ids, released.cost_centre_ids, strict=True)):
        benefit = benefits[line_id]
        owner = _owner(case, line_id, centre_id)
        lump = float(released.lump_units[index])
        if not (benefit.step_share and benefit.can_be_cash) or np.isnan(lump) or not (mine is None or owner in mine):
            continue
        seen = _seen(said, line_id, centre_id)
        eaten = _eaten(case, centre_id, year)
        expected = float(released.units[year, index])
        stands = max(0.0, (expected if np.isnan(seen) else seen) + _others(now, option_id, index, year) - eaten)
        steps = np.floor(stands / lump + 1e-9)
        rows.append(
            {
                "partner_id": owner,
                "partner": next((row.title for row in case.partners if row.partner_id == owner), ""),
                "line_id": line_id,
                "line": benefit.name,
                "cost_centre_id": centre_id,
                "centre": next((row.name for row in case.cost_centres if row.cost_centre_id == centre_id), NO_CENTRE),
                "unit": next(row.unit for row in case.outcomes if row.outcome_id == benefit.outcome_id),
                "lump_units": lump,
                "year": year,
                "expected_units": expected,
                "seen_units": seen,
                "eaten_units": eaten,
                "standing_units": stands,
                "to_next_units": lump * (steps + 1) - stands,
                "waiting_gbp": waiting_gbp(now, option_id, index),
                "is_agreed": bool(benefit.release_agreed),
                "steps_now": float(steps),
                "next_step_year": _next_step(released.steps[:, index], year),
            }
        )
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _others(now: Appraised, option_id: str, place: int, year: int) -> float:
    """Units that other outcomes bring to the centre this year, by the case: it counts all of its stepped lines together."""
    released = now.option(option_id).expected.centres
    of = {row.benefit_id: row for row in now.case.benefits}
    own, centre_id = of[released.benefit_ids[place]], released.cost_centre_ids[place]
    units = {
        of[line].outcome_id: float(released.units[year, at])
        for at, (line, there) in enumerate(zip(released.benefit_ids, released.cost_centre_ids, strict=True))
        if there == centre_id and centre_id and of[line].is_releasing and of[line].step_share
    }
    return sum(each for outcome_id, each in units.items() if outcome_id != own.outcome_id)


def _owner(case: Case, line_id: str, centre_id: str) -> str:
    """Whose place it is; the partner the line falls to most where the line has no places."""
    owner = next((row.partner_id for row in case.cost_centres if row.cost_centre_id == centre_id), None)
    falls = [(row.fall_share, row.partner_id) for row in case.benefit_falls if row.benefit_id == line_id]
    return owner or max(falls, default=(0.0, ""))[1]


def _seen(said: Mapping[Key, Said], line_id: str, centre_id: str) -> float:
    """The units recorded for the latest year; not a number when none were."""
    entries = [
        (row.what.year, row.what.units)
        for row in said.values()
        if row.what.kind is RealisedKind.actual
        and row.what.units is not None
        and (row.what.benefit_id, row.what.cost_centre_id) == (line_id, centre_id)
    ]
    return float(max(entries)[1]) if entries else float("nan")


def _eaten(case: Case, centre_id: str, year: int) -> float:
    """What growth of demand takes, as docs/method.md#cash has it: baseline x ((1 + growth)^year - 1), where it grows."""
    centre = next((row for row in case.cost_centres if row.cost_centre_id == centre_id), None)
    if centre is None:
        return 0.0
    return max(0.0, float((centre.baseline_units or 0.0) * ((1 + (centre.demand_growth_rate or 0.0)) ** year - 1)))


def _next_step(steps: np.ndarray, year: int) -> int | None:
    later = [
        later
        for later in range(year, len(steps))
        if np.floor(steps[later] + 1e-9) > np.floor(steps[year] + 1e-9) or (later == year and steps[year] >= 1)
    ]
    return later[0] if later else None
