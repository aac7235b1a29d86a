"""Many draws of the whole programme: every option in every draw, on the same numbers."""

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from core.domain.assumptions import Assumptions
from core.domain.case.case import Case
from core.engine.appraisal import METHOD_VERSION
from core.engine.arrays import Flags, Floats
from core.engine.model.inputs import Inputs
from core.engine.model.uncertain_inputs import inputs_of
from core.engine.simulation.draws import PlannedOption, adopted_in, figures_drawn, happened_in, planned_options, values_with
from core.engine.simulation.present_values import DrawTotals, run_draws
from core.engine.simulation.sobol import uniform_blocks

THREADS = 2
BLOCKS_AT_ONCE = 8
MOST_BYTES = 100_000_000  # of uniform numbers that wait at once


@dataclass(frozen=True)
class Simulation:
    """What every option comes to in every draw. Options and partners in the order of their files."""

    programme_id: str
    method_version: str
    seed: int
    draws: int
    inputs: Inputs
    option_ids: tuple[str, ...]
    partner_ids: tuple[str, ...]
    payback_limit_years: tuple[float | None, ...]  # one for each partner
    npsv_gbp: Floats  # (draws, options)
    cash_cost_gbp: Floats  # (draws, options)
    net_cash_gbp: Floats  # (draws, options) cash released less cash cost
    partner_net_cash_gbp: Floats  # (draws, options, partners)
    payback_met: Flags  # (draws, options, partners) cash back within the partner's limit; True for one without a limit

    def option(self, option_id: str) -> int:
        """Find the column of an option."""
        return self.option_ids.index(option_id)


def simulate(
    case: Case,
    assumptions: Assumptions,
    draws: int,
    seed: int,
    closed_centres: frozenset[str] = frozenset(),
    *,
    threads: int = THREADS,
    blocks_at_once: int = BLOCKS_AT_ONCE,
    factors: Floats | None = None,
) -> Simulation:
    """Draw every uncertain figure, every adoption and every risk, and work out every option in each draw.

    The same seed gives the same figures to the last digit, whatever the threads and blocks.

    Args:
        case: the programme, checked.
        assumptions: discount rates and confidence grades.
        draws: how many; powers of two are covered most evenly.
        seed: of the draws.
        closed_centres: cost centres that do not take part.
        threads: how many blocks of draws are worked out side by side.
        blocks_at_once: how many blocks may wait in memory.
        factors: (years,) what real money of each year is multiplied by in every sum; None for discounting. The draws are the same.

    Raises:
        ValueError: when there are no draws, a price year has no index, or a year no discount rate.

    Source:
        docs/method.md#simulation
    """
    if draws < 1:
        raise ValueError(f"{draws} draws were asked for: ask for 1 or more")
    options, inputs = planned_options(case, assumptions, closed_centres, factors), inputs_of(case)
    totals = _Totals(len(options), len(case.partners), draws)
    for start, found in _in_order(options, inputs, draws, seed, threads=threads, blocks_at_once=blocks_at_once):
        totals.keep(start, found, options)
    order = [sorted(partner.partner_id for partner in case.partners).index(partner.partner_id) for partner in case.partners]
    return Simulation(
        programme_id=case.programme.programme_id,
        method_version=METHOD_VERSION,
        seed=seed,
        draws=draws,
        inputs=inputs,
        option_ids=tuple(option.option_id for option in case.options),
        partner_ids=tuple(partner.partner_id for partner in case.partners),
        payback_limit_years=tuple(partner.payback_limit_years for partner in case.partners),
        npsv_gbp=totals.npsv.T,
        cash_cost_gbp=totals.cash_cost.T,
        net_cash_gbp=totals.net_cash.T,
        partner_net_cash_gbp=totals.partners[:, order].transpose(2, 0, 1),
        payback_met=totals.met[:, order].transpose(2, 0, 1),
    )


def blocks_of_draws(
    case: Case, assumptions: Assumptions, draws: int, seed: int, *, threads: int = THREADS, blocks_at_once: int = BLOCKS_AT_ONCE
) -> Iterator[tuple[int, list[DrawTotals]]]:
    """Work draws out block by block, none kept: the first draw of each block, and what every option comes to in it.

    Raises:
        ValueError: when there are no draws, a price year has no index, or a year no discount rate.
    """
    if draws < 1:
        raise ValueError(f"{draws} draws were asked for: ask for 1 or more")
    options, inputs = planned_options(case, assumptions, frozenset()), inputs_of(case)
    yield from _in_order(options, inputs, draws, seed, threads=threads, blocks_at_once=blocks_at_once)


class _Totals:
    """Room for the figures of all draws: draws run along memory."""

    def __init__(self, options: int, partners: int, draws: int) -> None:
        self.npsv = np.empty((options, draws))
        self.cash_cost = np.empty((options, draws))
        self.net_cash = np.empty((options, draws))
        self.partners = np.empty((options, partners, draws))
        self.met = np.ones((options, partners, draws), dtype=bool)

    def keep(self, start: int, found: list[DrawTotals], options: tuple[PlannedOption, ...]) -> None:
        """Put one block of draws in its place."""
        for at, (totals, planned) in enumerate(zip(found, options, strict=True)):
            where = slice(start, start + len(totals.npsv_gbp))
            self.npsv[at, where] = totals.npsv_gbp
            self.cash_cost[at, where] = totals.cash_cost_gbp
            self.net_cash[at, where] = totals.net_cash_gbp
            self.partners[at, :, where] = totals.partner_net_cash_gbp
            for row, limit in enumerate(planned.plan.limits):
                self.met[at, limit.partner, where] = totals.payback_met[row]


def _in_order(
    options: tuple[PlannedOption, ...], inputs: Inputs, draws: int, seed: int, *, threads: int, blocks_at_once: int
) -> Iterator[tuple[int, list[DrawTotals]]]:
    """Work the blocks out side by side, and give them back in order; only a few wait in memory."""
    start = 0
    waiting: deque[tuple[int, Future[list[DrawTotals]]]] = deque()
    with ThreadPoolExecutor(max_workers=threads) as pool:
        for uniform in uniform_blocks(inputs.dimensions, draws, seed):
            if len(waiting) >= max(1, min(blocks_at_once, MOST_BYTES // uniform.nbytes)):
                began, future = waiting.popleft()
                yield began, future.result()
            waiting.append((start, pool.submit(run_block, options, inputs, uniform)))
            start += uniform.shape[1]
        while waiting:
            began, future = waiting.popleft()
            yield began, future.result()


def run_block(options: tuple[PlannedOption, ...], inputs: Inputs, uniform: Floats) -> list[DrawTotals]:
    """Work out every option in one block of draws.

    Args:
        options: ready for draws.
        inputs: what is drawn.
        uniform: (dimensions, draws) uniform numbers.
    """
    draws = uniform.shape[1]
    drawn = figures_drawn(inputs.uncertain, uniform)
    changes = [(target, figures) for each, figures in zip(inputs.uncertain, drawn, strict=True) for target in each.targets]
    found = []
    for planned in options:
        values, p_adopted = values_with(planned, changes, draws)
        adopted = adopted_in(planned, inputs, uniform, p_adopted)
        found.append(run_draws(planned.plan, values, adopted, happened_in(planned, uniform)))
    return found
