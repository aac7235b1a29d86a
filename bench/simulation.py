"""How long draws take, how much memory they need, and how well they are spread, against plain loops and plain luck.

Run it with `python -m bench.simulation`.
"""

import json
import resource
import statistics
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import numpy as np

from bench.timer import median_seconds
from core.domain.case.case import Case
from core.engine.model.input_values import DrawnValues
from core.engine.model.inputs import Inputs
from core.engine.model.people import Reach, reach_of, stocks_of
from core.engine.model.times_paid import times_paid
from core.engine.model.uncertain_inputs import inputs_of
from core.engine.model.yearly import run
from core.engine.simulation.draws import PlannedOption, adopted_in, figures_drawn, planned_options, values_with
from core.engine.simulation.present_values import run_draws
from core.engine.simulation.simulate import simulate
from core.engine.simulation.sobol import BLOCK, uniform_blocks
from core.engine.simulation.streamed_summary import summary_of_draws
from core.engine.simulation.summary import simulation_dict
from tests.case_files import assumptions, read_case
from tests.reference.plain_simulation import simulate_in_loops

CASE = "bench"
DRAWS = 10_000
MANY = 1_000_000
PLAIN_DRAWS = 6
BALANCED = 4_096
SEEDS = 16
REFERENCE_DRAWS, REFERENCE_SEEDS = 2**16, 4
RUNS = 5
FAR_BYTES = 256 * 2**20  # more than any cache holds


def measure() -> list[dict[str, Any]]:
    """Measure the simulation of the benchmark case.

    Returns:
        Rows with name and, where they apply, seconds, baseline, baseline_seconds, ratio, and figures of their own.
    """
    case = read_case(CASE)
    simulate(case, assumptions(), BLOCK, 1)  # the first run pays for what Python, NumPy and the quantile tables load once
    return [_against_loops(case), *_threads(case), _many(), _error(case), *_growth(case), *_stages(case)]


def _median(work: Callable[[], object], runs: int = RUNS) -> float:
    return median_seconds(work, runs)


def _against_loops(case: Case) -> dict[str, Any]:
    rates = assumptions()
    pairs = [
        (_median(lambda: simulate(case, rates, DRAWS, 1), 1), _median(lambda: simulate_in_loops(case, rates, PLAIN_DRAWS, 1), 1))
        for _ in range(RUNS)
    ]
    seconds, loops = (statistics.median(times) for times in zip(*pairs, strict=True))
    return {
        "name": f"{DRAWS:,} draws of the benchmark case, all options",
        "seconds": seconds,
        "baseline": "the same in plain Python loops, by what a few draws take",
        "baseline_seconds": loops * DRAWS / PLAIN_DRAWS,
        "ratio": loops * DRAWS / PLAIN_DRAWS / seconds,
    }


def _threads(case: Case) -> list[dict[str, Any]]:
    one, two = (_median(lambda threads=threads: simulate(case, assumptions(), DRAWS, 1, threads=threads)) for threads in (1, 2))
    summary = simulate(case, assumptions(), DRAWS, 1)
    return [
        {"name": "two threads", "seconds": two, "baseline": "one thread", "baseline_seconds": one, "ratio": one / two},
        {"name": f"summary of {DRAWS:,} draws", "seconds": _median(lambda: simulation_dict(summary))},
    ]


def _many() -> dict[str, Any]:
    """Time and memory of many draws in a process of their own, Python and the case included."""
    told = subprocess.run([sys.executable, "-m", "bench.simulation", "--many"], capture_output=True, text=True, check=True)
    return {"name": f"{MANY:,} draws summed up as they come, in a process of its own", **json.loads(told.stdout)}


def _alone() -> dict[str, float]:
    case = read_case(CASE)
    simulate(case, assumptions(), BLOCK, 1)
    seconds = _median(lambda: summary_of_draws(case, assumptions(), MANY, 1), 1)
    return {"seconds": seconds, "resident_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def _error(case: Case) -> dict[str, Any]:
    """Error of the mean over several seeds, against that of as many plain draws, for the option where it helps least."""
    rates = assumptions()
    far = [simulate(case, rates, REFERENCE_DRAWS, 1_000 + seed).npsv_gbp.mean(axis=0) for seed in range(REFERENCE_SEEDS)]
    runs = [simulate(case, rates, BALANCED, seed).npsv_gbp for seed in range(SEEDS)]
    error = np.sqrt(np.mean([(each.mean(axis=0) - np.mean(far, axis=0)) ** 2 for each in runs], axis=0))
    plain = runs[0].std(axis=0) / np.sqrt(BALANCED)
    moving = plain > 0
    ratios = plain[moving] / error[moving]
    return {
        "name": f"error of the mean at {BALANCED:,} draws",
        "baseline": "plain Monte Carlo, by the standard deviation of the draws",
        "ratio": float(ratios.min()),
        "best_ratio": float(ratios.max()),
    }


def _growth(case: Case) -> list[dict[str, Any]]:
    """Twice the draws, options or years against once: about 2 where time grows in proportion, less where there are fixed parts."""
    rates = assumptions()
    twice_options = case.model_copy(
        update={
            "options": case.options + tuple(_copy(each) for each in case.options[1:]),
            **{table: getattr(case, table) + tuple(_copy(row) for row in getattr(case, table)) for table in ("option_sites",)},
            "levers": case.levers
            + tuple(_copy(row).model_copy(update={"lever_id": f"{row.lever_id}_again"}) for row in case.levers),
            "costs": case.costs + tuple(_copy(row).model_copy(update={"cost_id": f"{row.cost_id}_again"}) for row in case.costs),
        }
    )
    half_years = {"horizon_years": case.programme.horizon_years // 2}
    half = case.model_copy(update={"programme": case.programme.model_copy(update=half_years)})
    pairs = {
        "twice the draws": (lambda: simulate(case, rates, 2 * DRAWS, 1), lambda: simulate(case, rates, DRAWS, 1)),
        "twice the options": (lambda: simulate(twice_options, rates, DRAWS, 1), lambda: simulate(case, rates, DRAWS, 1)),
        "twice the years": (lambda: simulate(case, rates, DRAWS, 1), lambda: simulate(half, rates, DRAWS, 1)),
    }
    return [{"name": name, "ratio": _median(much) / _median(little)} for name, (much, little) in pairs.items()]


def _copy(row: Any) -> Any:
    return row.model_copy(update={"option_id": f"{row.option_id}_again"})


def _stages(case: Case) -> list[dict[str, Any]]:
    """Share of one thread's time in each stage of a block, and memory moved a second against a plain copy."""
    options, inputs = planned_options(case, assumptions(), frozenset()), inputs_of(case)
    blocks = list(uniform_blocks(inputs.dimensions, BLOCK * 4, 1))
    spent = dict.fromkeys(("uniform numbers", "ranges", "laying out", "people", "units and cash", "costs", "adding up"), 0.0)
    spent["uniform numbers"] = _median(lambda: list(uniform_blocks(inputs.dimensions, BLOCK * 4, 1)))
    for uniform in blocks:
        drawn = figures_drawn(inputs.uncertain, uniform)
        spent["ranges"] += _median(lambda uniform=uniform: figures_drawn(inputs.uncertain, uniform))
        changes = [(target, each) for figure, each in zip(inputs.uncertain, drawn, strict=True) for target in figure.targets]
        for planned in options:
            values, p_adopted = values_with(planned, changes, BLOCK)
            adopted = adopted_in(planned, inputs, uniform, p_adopted)
            plan = planned.plan
            reach = _reach(planned, values, adopted)
            spent["laying out"] += _median(lambda planned=planned, changes=changes: values_with(planned, changes, BLOCK))
            people = _median(lambda planned=planned, values=values, adopted=adopted: _reach(planned, values, adopted))
            costs = _median(lambda plan=plan, reach=reach: times_paid(plan.option, reach))
            years = _median(lambda plan=plan, values=values, adopted=adopted: run(plan.case, plan.option, values, adopted))
            whole = _median(lambda plan=plan, values=values, adopted=adopted: run_draws(plan, values, adopted))
            spent["people"] += people
            spent["costs"] += costs
            spent["units and cash"] += max(0.0, years - people - costs)
            spent["adding up"] += max(0.0, whole - years)
    total = sum(spent.values())
    shares = [{"name": f"share of time: {name}", "seconds": each, "share": each / total} for name, each in spent.items()]
    return [*shares, _bandwidth(options, inputs, blocks[0])]


def _reach(planned: PlannedOption, values: DrawnValues, adopted: Any) -> Reach:
    case, option = planned.plan.case, planned.plan.option
    return reach_of(case, option, values, stocks_of(case, option, values, adopted).left)


class _Counted(np.ndarray):  # type: ignore[type-arg]
    """An array that counts what every step on it reads and writes."""

    moved = 0

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **given: Any) -> Any:
        plain = [_plain(each) for each in inputs]
        given = {name: tuple(map(_plain, each)) if isinstance(each, tuple) else _plain(each) for name, each in given.items()}
        found = getattr(ufunc, method)(*plain, **given)
        _Counted.moved += sum(each.nbytes for each in (*plain, found) if isinstance(each, np.ndarray))
        return found.view(_Counted) if isinstance(found, np.ndarray) else found

    def __array_function__(self, function: Any, types: Any, inputs: Any, given: Any) -> Any:
        _Counted.moved += sum(each.nbytes for each in inputs if isinstance(each, np.ndarray))
        return super().__array_function__(function, types, inputs, given)


def _plain(each: Any) -> Any:
    return each.view(np.ndarray) if isinstance(each, _Counted) else each


def _bandwidth(options: tuple[PlannedOption, ...], inputs: Inputs, uniform: np.ndarray[Any, Any]) -> dict[str, Any]:
    """Bytes a second that the sum of one block reads and writes, one thread, against plain copies in and beyond the cache."""
    drawn = figures_drawn(inputs.uncertain, uniform)
    changes = [(target, each) for figure, each in zip(inputs.uncertain, drawn, strict=True) for target in figure.targets]
    ready = []
    for planned in options:
        values, p_adopted = values_with(planned, changes, BLOCK)
        ready.append((planned.plan, values, adopted_in(planned, inputs, uniform, p_adopted)))
    seconds = _median(lambda: [run_draws(*each) for each in ready], 20)
    _Counted.moved = 0
    for plan, values, adopted in ready:
        counted = {name: getattr(values, name).view(_Counted) for name in DrawnValues.__dataclass_fields__}
        run_draws(plan, DrawnValues(**counted), adopted.view(_Counted))
    near, far = np.ones((options[0].plan.case.years, BLOCK)), np.ones(FAR_BYTES // 8)
    copied_near, copied_far = np.empty_like(near), np.empty_like(far)
    in_cache = 2 * near.nbytes / _median(lambda: np.copyto(copied_near, near), 500) / 1e9
    through_memory = 2 * far.nbytes / _median(lambda: np.copyto(copied_far, far), 20) / 1e9
    achieved = _Counted.moved / seconds / 1e9
    return {
        "name": f"gigabytes a second read and written in a block of {BLOCK} draws, one thread",
        "gb_per_second": achieved,
        "baseline": "a plain copy through memory",
        "baseline_gb_per_second": through_memory,
        "ratio": achieved / through_memory,
        "copy_in_cache_gb_per_second": in_cache,
    }


if __name__ == "__main__":
    if "--many" in sys.argv:
        print(json.dumps(_alone()))
    else:
        print(json.dumps(measure(), indent=2))
