"""One option in a block of draws: what it brings, costs and releases by year. No averages are taken here."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.engine.arrays import Flags, Floats
from core.engine.model.case_arrays import CaseArrays
from core.engine.model.centre_cash import CentreCash, Part, cash_at
from core.engine.model.input_values import DrawnValues
from core.engine.model.line_units import cheaper_units, gross_parts, loose_cash
from core.engine.model.option_arrays import OptionArrays
from core.engine.model.outcome_units import OutcomeUnits
from core.engine.model.people import Reach, reach_of, stocks_of
from core.engine.model.times_paid import times_paid


@dataclass(frozen=True)
class Yearly:
    """What one option comes to, by year and draw; an axis of draws of 1 stands for all draws.

    Money of a line is its units x what a unit of it is worth in the year, so that years or draws can be added up before
    the units are valued.
    """

    reach: Reach
    units: OutcomeUnits
    gross: tuple[Part, ...]  # units of lines of benefit
    cash: tuple[Part, ...]  # units of lines that are cash, harm below 0
    centres: tuple[CentreCash, ...]  # in the order of the case
    times: tuple[Floats, ...]  # how often each line of cost is paid


def run(case: CaseArrays, option: OptionArrays, values: DrawnValues, adopted: Flags) -> Yearly:
    """Work out an option.

    Args:
        case: what all options share.
        option: the option's sites, levers and costs.
        values: uncertain figures, one set a draw, or one for all.
        adopted: (draws, levers) which levers are adopted in each draw.

    Source:
        docs/method.md
    """
    stocks = stocks_of(case, option, values, adopted)
    reach = reach_of(case, option, values, stocks.left)
    units = OutcomeUnits(case, option, values, stocks, reach)
    return yearly_of(units, () if option.does_nothing else tuple(cash_at(centre, units) for centre in case.places.centres))


def yearly_of(units: OutcomeUnits, centres: Sequence[CentreCash]) -> Yearly:
    """Gather the years of an option from its units and what its centres release.

    Args:
        units: of the option.
        centres: in the order of the case; none for an option that does nothing.
    """
    case, option, reach = units.case, units.option, units.reach
    times = tuple(times_paid(option, reach))
    if option.does_nothing:
        return Yearly(reach, units, (), (), tuple(CentreCash((), None, None, None) for _ in case.places.centres), times)
    cheaper = cheaper_units(case, units)
    at_centres = [part for centre in centres for part in centre.cash]
    return Yearly(
        reach=reach,
        units=units,
        gross=tuple(gross_parts(case, units, cheaper)),
        cash=(*loose_cash(case, units, cheaper), *at_centres),
        centres=tuple(centres),
        times=times,
    )
