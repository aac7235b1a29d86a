"""The method once more, in plain Python loops: slow, simple, and written apart from the engine, to check it.

Nothing here comes from core/engine. It reads a Case and gives the same dictionary as the command line's JSON.
"""

import itertools
from dataclasses import replace
from typing import Any

from core.domain.assumptions import Assumptions
from core.domain.case.case import Case
from core.domain.case.options import Lever, Option, OptionKind
from tests.reference.plain_cash import Worth, money_of_lines
from tests.reference.plain_costs import cost_by_year, price_factor
from tests.reference.plain_measures import Lines, figures, standing_npsv
from tests.reference.plain_people import Run, engaged_people
from tests.reference.plain_units import units_of_outcomes


def appraise_in_loops(case: Case, assumptions: Assumptions, closed_centres: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Work out every option of a case."""
    options = {}
    for option in case.options:
        options[option.option_id] = _option(case, assumptions, option, closed_centres)
    return {"programme_id": case.programme.programme_id, "options": options}


def one_draw_in_loops(
    case: Case, assumptions: Assumptions, option: Option, in_force: list[Lever], closed_centres: frozenset[str] = frozenset()
) -> dict[str, Any]:
    """Work out one option with the levers in force named, without averages."""
    return figures(case, assumptions, lines_of(Run(case, option, tuple(in_force), 0, closed_centres), assumptions))


def _option(case: Case, assumptions: Assumptions, option: Option, closed: frozenset[str]) -> dict[str, Any]:
    levers = sorted(case.levers_of(option), key=lambda lever: lever.lever_id)
    if option.kind is OptionKind.business_as_usual:
        levers = []
    runs, late_runs = [], []
    for adopted in itertools.product((False, True), repeat=len(levers)):
        chance = 1.0
        for lever, is_adopted in zip(levers, adopted, strict=True):
            chance *= lever.p_adopted if is_adopted else 1 - lever.p_adopted
        in_force = tuple(lever for lever, is_adopted in zip(levers, adopted, strict=True) if is_adopted)
        run = Run(case, option, in_force, 0, closed)
        runs.append((sum(adopted), chance, lines_of(run, assumptions)))
        late_runs.append((chance, lines_of(replace(run, late=1), assumptions)))
    expected = mean_of([(chance, lines) for _, chance, lines in runs])
    late = figures(case, assumptions, mean_of(late_runs))
    found: dict[str, Any] = {"kind": str(option.kind), **figures(case, assumptions, expected)}
    found["standing"] = {
        "avoidable_only": {"npsv_gbp": standing_npsv(case, assumptions, expected)},
        "one_year_late": {
            "npsv_gbp": late["npsv_gbp"],
            "net_cash_gbp": late["pv_cash_released_gbp"] - late["pv_public_cost_gbp"],
        },
    }
    if levers:
        npsv = [(count, figures(case, assumptions, lines)["npsv_gbp"]) for count, _, lines in runs]
        found["if_adopted"] = figures(case, assumptions, runs[-1][2])
        found["if_not_adopted"] = figures(case, assumptions, runs[0][2])
        found["break_even_adoption"] = _break_even(npsv, len(levers))
    return found


def lines_of(run: Run, assumptions: Assumptions) -> Lines:
    """Yearly money of every line of benefit, line of cost and cost centre in one run."""
    case = run.case
    if run.option.kind is OptionKind.business_as_usual:
        nothing = [0.0 for _ in run.years]
        by_line = {line.benefit_id: nothing for line in case.benefits}
        return {
            "gross": by_line,
            "avoidable": by_line,
            "cash": by_line,
            "cost": {cost.cost_id: nothing for cost in case.costs},
            "closing": {centre.cost_centre_id: nothing for centre in case.cost_centres},
        }
    engaged = engaged_people(run)
    values = {}
    for line in case.benefits:
        value = line.unit_value_gbp * price_factor(case, assumptions, line.price_year)
        values[line.benefit_id] = [value * (1 + line.real_growth_rate) ** t for t in run.years]
    prices = {centre.cost_centre_id: price_factor(case, assumptions, centre.price_year) for centre in case.cost_centres}
    money = money_of_lines(run, units_of_outcomes(run, assumptions, engaged), Worth(values, prices))
    gross, avoidable = {}, {}
    for line in case.benefits:
        units, worth = money.units[line.benefit_id], values[line.benefit_id]
        gross[line.benefit_id] = [each * value for each, value in zip(units, worth, strict=True)]
        moves = (line.variable_share or 0.0) + (line.step_share or 0.0), 1 - (line.fixed_share or 0.0)
        avoidable[line.benefit_id] = [
            each if line.benefit_class != "fiscal" else each * (moves[0] if each > 0 else moves[1])
            for each in gross[line.benefit_id]
        ]
    cost = {}
    for row in case.costs:
        is_own = row.option_id == run.option.option_id
        cost[row.cost_id] = cost_by_year(case, assumptions, row, engaged) if is_own else [0.0 for _ in run.years]
    return {"gross": gross, "avoidable": avoidable, "cash": money.cash, "cost": cost, "closing": money.closing}


def mean_of(weighted: list[tuple[float, Lines]]) -> Lines:
    """Average the yearly series of several runs."""
    first = weighted[0][1]
    return {
        kind: {
            line: [sum(weight * lines[kind][line][t] for weight, lines in weighted) for t in range(len(series))]
            for line, series in first[kind].items()
        }
        for kind in first
    }


def _break_even(npsv: list[tuple[int, float]], levers: int) -> float | None:
    """Walk p from 0 to 1 in small steps until the value turns, then halve the step."""

    def value(p: float) -> float:
        return sum(p**count * (1 - p) ** (levers - count) * each for count, each in npsv)

    steps = 2000
    if value(0.0) >= 0:
        return 0.0
    for step in range(1, steps + 1):
        if value(step / steps) >= 0:
            low, high = (step - 1) / steps, step / steps
            for _ in range(60):
                middle = (low + high) / 2
                low, high = (low, middle) if value(middle) >= 0 else (middle, high)
            return high
    return None
