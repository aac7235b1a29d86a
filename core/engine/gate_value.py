"""Gate value (out then up): what going on is worth, what being able to stop is worth, and what waiting costs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.domain.assumptions import Assumptions
from core.domain.case.case import Case
from core.domain.case.costs import Cost, Driver
from core.domain.case.options import Option, OptionSite
from core.engine.arrays import Floats
from core.engine.model.adoption import combinations_of
from core.engine.model.break_even_adoption import break_even_adoption, expected_value
from core.engine.sensitivity.one_at_a_time import planned_option
from core.engine.simulation.draws import PlannedOption
from core.engine.simulation.expected import expected_values, npsv_by_combination

MOST_GATE_YEARS = 10
_TOLERANCE = 1e-6
_OF_THE_PROGRAMME = (Driver.programme_one_off, Driver.programme_yearly)


@dataclass(frozen=True)
class GateSignal:
    """One thing partners may learn by the gate: how likely it is, and the chance of adoption of every lever if so."""

    chance: float
    p_adopted: float


@dataclass(frozen=True)
class GateYear:
    """An out-then-up option with its gate in one year, present values in real GBP."""

    gate_year: int
    committed_npsv_gbp: float  # going on whatever is learnt
    gated_npsv_gbp: float  # going on only where that adds value


@dataclass(frozen=True)
class GateValue:
    """What an out-then-up option comes to, present values in real GBP."""

    option_id: str
    gate_year: int
    stop_npsv_gbp: float  # never going on: with its sites, or without those that start later, whichever is worth more
    stops_sites: bool  # True where stopping the sites that have not started is worth more
    committed_npsv_gbp: float
    gated_npsv_gbp: float
    stopping_gbp: float  # value of being able to stop: gated less committed
    break_even_going_on: float | None  # chance of adoption from which going on adds value; None when it never does
    p_entered: float | None  # the one chance of adoption that says what the levers' entries say; None where no one chance does
    at_once_npsv_gbp: float  # the rival of waiting: the same option with its gate in year 0
    p_needed: float | None  # the one chance from which waiting is worth as much; None when it never is
    readiness_gain: float | None  # how far p_needed lies above p_entered, 0 where no gain is needed
    by_gate_year: tuple[GateYear, ...]


def gate_value(
    case: Case,
    assumptions: Assumptions,
    option_id: str,
    signals: Sequence[GateSignal] = (),
    *,
    closed_centres: frozenset[str] = frozenset(),
) -> GateValue:
    """Work out what an out-then-up option is worth with and without being able to stop at its gate.

    Without signals nothing is learnt, and the gated value is the committed one.

    Args:
        case: the programme.
        assumptions: discount rates and confidence grades.
        option_id: an option with a gate.
        signals: what may be learnt by the gate, chances adding to 1; they must say what the entry says, so that the chances of
            adoption, each times its own chance, add up to p_adopted.
        closed_centres: cost centres that do not take part.

    Raises:
        ValueError: when the case has no such option, it has no gate, the chances do not add to 1, or the signals say another
            chance of adoption than is entered.

    Source:
        docs/method.md#gate
    """
    _must_be_chances(signals)
    option = _option_with_a_gate(case, option_id)
    gate = option.gate_year or 0
    planned = planned_option(case, assumptions, option_id, closed_centres)
    p_entered = _p_entered(planned)
    _must_say_what_the_entry_says(signals, p_entered)
    stop, stops_sites = _stop(case, assumptions, option, closed_centres)
    at_gate = _valued(planned, stop, gate, signals)
    last = min(case.programme.horizon_years, max(MOST_GATE_YEARS, gate))
    moved = [(_gate_moved(case, option, year), year) for year in range(last + 1)]
    by_year = tuple(_at_gate(each, assumptions, option_id, year, signals, closed_centres=closed_centres) for each, year in moved)
    at_once = by_year[0].committed_npsv_gbp
    p_needed = _from_which(planned, at_once)
    return GateValue(
        option_id=option_id,
        gate_year=gate,
        stop_npsv_gbp=stop,
        stops_sites=stops_sites,
        committed_npsv_gbp=at_gate.committed_npsv_gbp,
        gated_npsv_gbp=at_gate.gated_npsv_gbp,
        stopping_gbp=at_gate.gated_npsv_gbp - at_gate.committed_npsv_gbp,
        break_even_going_on=_from_which(planned, stop),
        p_entered=p_entered,
        at_once_npsv_gbp=at_once,
        p_needed=p_needed,
        readiness_gain=None if p_needed is None or p_entered is None else max(0.0, p_needed - p_entered),
        by_gate_year=by_year,
    )


def _must_be_chances(signals: Sequence[GateSignal]) -> None:
    for signal in signals:
        if not (0 <= signal.chance <= 1 and 0 <= signal.p_adopted <= 1):
            raise ValueError(f"a signal has chance {signal.chance:g} and p_adopted {signal.p_adopted:g}: give both from 0 to 1")
    total = sum(signal.chance for signal in signals)
    if signals and abs(total - 1) > _TOLERANCE:
        raise ValueError(f"the chances of the signals add to {total:g}: make them add to 1")


def _p_entered(planned: PlannedOption) -> float | None:
    """The one chance of adoption that says what the entries say: theirs where they agree, else the one that is worth as much."""
    chances = sorted({float(chance) for chance in planned.p_adopted})
    return chances[0] if len(chances) == 1 else _from_which(planned, _expected(planned))


def _must_say_what_the_entry_says(signals: Sequence[GateSignal], p_entered: float | None) -> None:
    told = sum(signal.chance * signal.p_adopted for signal in signals)
    if signals and (p_entered is None or abs(told - p_entered) > _TOLERANCE):
        entered = "no one chance" if p_entered is None else f"{p_entered:.6g}"
        raise ValueError(
            f"the signals say a chance of adoption of {told:.6g}, and {entered} is entered: what may be learnt must say on average "
            "what the entry says"
        )


def _at_gate(
    case: Case,
    assumptions: Assumptions,
    option_id: str,
    year: int,
    signals: Sequence[GateSignal],
    *,
    closed_centres: frozenset[str],
) -> GateYear:
    """The option of a case with its gate in one year."""
    stop, _ = _stop(case, assumptions, _option_with_a_gate(case, option_id), closed_centres)
    return _valued(planned_option(case, assumptions, option_id, closed_centres), stop, year, signals)


def _option_with_a_gate(case: Case, option_id: str) -> Option:
    for option in case.options:
        if option.option_id == option_id:
            if option.gate_year is None:
                raise ValueError(f"{option_id} has no gate_year: there is no gate to decide at")
            return option
    raise ValueError(f"{option_id} is not an option of this programme")


def _stop(case: Case, assumptions: Assumptions, option: Option, closed_centres: frozenset[str]) -> tuple[float, bool]:
    """Value of the option when it never goes on, and whether that is without the sites that have not started at the gate.

    It has no levers and none of the costs of going on.
    """
    stopped = case.model_copy(
        update={
            "levers": tuple(lever for lever in case.levers if lever.option_id != option.option_id),
            "costs": tuple(cost for cost in case.costs if not _is_for_going_on(cost, option)),
        }
    )
    with_sites = _expected(planned_option(stopped, assumptions, option.option_id, closed_centres))
    started = tuple(row for row in case.option_sites if not _is_yet_to_start(row, option))
    if len(started) == len(case.option_sites):
        return with_sites, False
    fewer = stopped.model_copy(update={"option_sites": started})
    without = _expected(planned_option(fewer, assumptions, option.option_id, closed_centres))
    return max(with_sites, without), without > with_sites


def _is_yet_to_start(row: OptionSite, option: Option) -> bool:
    return row.option_id == option.option_id and row.start_year >= (option.gate_year or 0)


def _is_for_going_on(cost: Cost, option: Option) -> bool:
    """A programme cost that starts at the gate or later is spent only by those who go on."""
    is_own = cost.option_id == option.option_id and cost.driver in _OF_THE_PROGRAMME
    return is_own and cost.start_year is not None and cost.start_year >= (option.gate_year or 0)


def _valued(planned: PlannedOption, stop_gbp: float, gate_year: int, signals: Sequence[GateSignal]) -> GateYear:
    if not signals:
        committed = _expected(planned)
        return GateYear(gate_year, committed, committed)
    sums = _sums(planned, npsv_by_combination(planned))
    going_on = [(signal.chance, expected_value(sums, signal.p_adopted)) for signal in signals]
    committed = sum(chance * value for chance, value in going_on)
    return GateYear(gate_year, committed, sum(chance * max(value, stop_gbp) for chance, value in going_on))


def _expected(planned: PlannedOption) -> float:
    return float(expected_values(planned, (), 1).npsv_gbp[0])


def _sums(planned: PlannedOption, npsv_gbp: Floats) -> Floats:
    """(levers + 1,) values of combinations added up by how many levers are adopted."""
    return np.bincount(combinations_of(planned.p_adopted).levers_adopted, weights=npsv_gbp).astype(np.float64)


def _from_which(planned: PlannedOption, amount_gbp: float) -> float | None:
    """The one chance of adoption from which an option returns an amount."""
    return break_even_adoption(npsv_by_combination(planned) - amount_gbp, combinations_of(planned.p_adopted).levers_adopted)


def _gate_moved(case: Case, option: Option, year: int) -> Case:
    """Move the gate, and with it the costs of going on; adoption is counted from the gate, and so moves too."""
    by = year - (option.gate_year or 0)
    moved = {option.option_id: option.model_copy(update={"gate_year": year})}
    return case.model_copy(
        update={
            "options": tuple(moved.get(each.option_id, each) for each in case.options),
            "costs": tuple(_cost_moved(each, by) if _is_for_going_on(each, option) else each for each in case.costs),
        }
    )


def _cost_moved(cost: Cost, by: int) -> Cost:
    changes: dict[str, Any] = {"start_year": (cost.start_year or 0) + by}
    if cost.end_year is not None:
        changes["end_year"] = cost.end_year + by
    return cost.model_copy(update=changes)
