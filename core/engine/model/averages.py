"""The years of one option on average over its draws: adoption of its levers makes several, each with a probability."""

from dataclasses import dataclass

import numpy as np

from core.engine.arrays import Floats
from core.engine.model.case_arrays import CaseArrays
from core.engine.model.centre_cash import Part
from core.engine.model.input_values import DrawnValues
from core.engine.model.option_arrays import OptionArrays
from core.engine.model.yearly import Yearly


@dataclass(frozen=True)
class Average:
    """Everything by year, real GBP and units."""

    referred: Floats  # (years, sites) people
    engaged: Floats  # (years, sites)
    completing: Floats  # (years, sites)
    site_units: Floats  # (years, outcomes)
    lever_units: Floats  # (years, outcomes)
    row_units: Floats  # (years, rows) units of each line at each of its centres
    free_units: Floats  # (years, centres) units that stay away for the notice and can close steps, 0 or more
    steps: Floats  # (years, centres)
    moving_gbp: Floats  # (years, centres) closing and reopening steps
    gross_gbp: Floats  # (years, benefits)
    avoidable_gbp: Floats  # (years, benefits) of that, what can be avoided
    cash_gbp: Floats  # (years, benefits)
    cost_gbp: Floats  # (years, costs)


def average_of(case: CaseArrays, option: OptionArrays, values: DrawnValues, yearly: Yearly, weights: Floats) -> Average:
    """Average one option over its draws.

    Args:
        case: what all options share.
        option: the option.
        values: its uncertain figures, one set for all draws.
        yearly: what it comes to in each draw.
        weights: (draws,) which add to 1.
    """
    worth = _worth(case, values)
    amounts = values.amount_gbp[0] * option.costs.factor
    outcomes, rows = range(len(case.outcomes.ids)), case.places.rows
    totals = [yearly.units.total(outcome) for outcome in outcomes] if not option.does_nothing else []
    referred, engaged = _people(option, values, yearly, weights)
    years = case.years

    def mean(series: Floats | None) -> Floats:
        return np.zeros(years) if series is None else _mean(series, weights)

    def columns(series: list[Floats | None], count: int) -> Floats:
        return np.stack([mean(each) for each in series], axis=1) if series else np.zeros((years, count))

    falls = [] if option.does_nothing else [yearly.units.at(row.outcome, row.fall) for row in rows]
    return Average(
        referred=referred,
        engaged=engaged,
        completing=engaged * values.retention[0],
        site_units=columns([total.sites for total in totals], len(outcomes)),
        lever_units=columns([total.levers for total in totals], len(outcomes)),
        row_units=columns(falls, len(rows)),
        free_units=columns([None if each.free is None else np.maximum(each.free, 0.0) for each in yearly.centres], 0),
        steps=columns([each.steps for each in yearly.centres], 0),
        moving_gbp=columns([each.moving_gbp for each in yearly.centres], 0),
        gross_gbp=_by_line(case, yearly.gross, weights) * worth,
        avoidable_gbp=_avoidable(case, yearly.gross, weights) * worth,
        cash_gbp=cash_of(case, values, yearly.cash, weights),
        cost_gbp=columns(list(yearly.times), 0) * amounts,
    )


def cash_of(case: CaseArrays, values: DrawnValues, parts: tuple[Part, ...], weights: Floats) -> Floats:
    """(years, benefits) cash of each line on average over draws, real GBP; of one centre where its parts alone are given."""
    return _by_line(case, parts, weights) * _worth(case, values)


def _worth(case: CaseArrays, values: DrawnValues) -> Floats:
    """(years, benefits) what a unit of each line is worth, real GBP."""
    return np.asarray(values.unit_value_gbp[0] * case.benefits.price_factor * case.benefits.growth)


def mean_of(series: Floats, weights: Floats) -> Floats:
    """(years,) mean over draws of (years, draws); one draw stands for all."""
    return _mean(series, weights)


def _mean(series: Floats, weights: Floats) -> Floats:
    """(years,) mean over draws; one draw stands for all."""
    return np.asarray(series[:, 0] * weights.sum() if series.shape[1] == 1 else series @ weights)


def _by_line(case: CaseArrays, parts: tuple[Part, ...], weights: Floats) -> Floats:
    """(years, benefits) units that count for each line."""
    found = np.zeros((case.years, len(case.benefits.ids)))
    for part in parts:
        mean = _mean(part.units, weights)
        for line, share in part.lines:
            found[:, line] += share * mean
    return found


def _avoidable(case: CaseArrays, parts: tuple[Part, ...], weights: Floats) -> Floats:
    """(years, benefits) units of which the money can be avoided: in each draw a line gains or is harmed, and counts so.

    Source:
        docs/method.md#standing-tests
    """
    whole: dict[int, Floats] = {}
    for part in parts:
        for line, share in part.lines:
            own = part.units * share
            whole[line] = whole[line] + own if line in whole else own
    found = np.zeros((case.years, len(case.benefits.ids)))
    for line, units in whole.items():
        gain, harm = case.benefits.gain_share[line], case.benefits.harm_share[line]
        found[:, line] = _mean(np.where(units > 0, gain, harm) * units, weights)
    return found


def _people(option: OptionArrays, values: DrawnValues, yearly: Yearly, weights: Floats) -> tuple[Floats, Floats]:
    """(years, sites) people referred and engaged."""
    reach, people = yearly.reach, option.sites.reach_people
    share = np.ones(len(people)) if reach.share is None else _mean(reach.share, weights)
    referred = people * values.affected_share[0] * share[:, None]
    engaged = referred * values.engagement[0]
    for site, over in reach.excess.items():
        engaged[:, site] -= _mean(over, weights)
    return referred, engaged
