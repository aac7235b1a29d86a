"""The engine's draws and plain ones, made apart from each other, agree within the error of the plain ones."""

import math
import statistics
from collections.abc import Sequence

import numpy as np
import pytest

from core.domain.case.case import Case
from core.engine.simulation.simulate import simulate
from core.engine.simulation.summary import chance_best
from tests.case_files import assumptions, read_case
from tests.reference.plain_simulation import PlainDraws, simulate_in_loops

ASSUMPTIONS = assumptions()
PLAIN, DRAWS = 300, 8_192
MOST_ERRORS = 4.0  # standard errors


def within_error(plain: Sequence[float], mean: float) -> bool:
    error = statistics.stdev(plain) / math.sqrt(len(plain))
    return abs(statistics.fmean(plain) - mean) <= MOST_ERRORS * error + 1e-6 * abs(mean) + 1e-3


def chance_within_error(plain: Sequence[bool], chance: float) -> bool:
    """Rare events may not come up at all in the plain draws: the error is that of the chance itself."""
    error = math.sqrt(chance * (1 - chance) / len(plain))
    return abs(statistics.fmean(plain) - chance) <= MOST_ERRORS * error + 2 / len(plain)


def case_with_limits(name: str) -> Case:
    case = read_case(name)
    partners = tuple(each.model_copy(update={"payback_limit_years": 6.0}) for each in case.partners)
    return case.model_copy(update={"partners": partners})


def best_of(plain: PlainDraws, option_id: str) -> list[float]:
    """1 in each draw in which an option is the only best one, shared where several are."""
    rows = list(zip(*plain.npsv_gbp.values(), strict=True))
    own = plain.npsv_gbp[option_id]
    return [float(value == max(row)) / row.count(max(row)) for value, row in zip(own, rows, strict=True)]


@pytest.mark.parametrize("name", [pytest.param("made_300", marks=pytest.mark.thorough), "made_304", "made_309"])
def test_both_agree(name: str) -> None:
    case = case_with_limits(name)
    plain, found = simulate_in_loops(case, ASSUMPTIONS, PLAIN, 20), simulate(case, ASSUMPTIONS, DRAWS, 30)
    best = chance_best(found)
    for at, option_id in enumerate(found.option_ids):
        npsv, net_cash = found.npsv_gbp[:, at], found.net_cash_gbp[:, at]
        assert within_error(plain.npsv_gbp[option_id], npsv.mean()), option_id
        assert within_error(plain.net_cash_gbp[option_id], net_cash.mean()), option_id
        assert within_error([value**2 for value in plain.npsv_gbp[option_id]], (npsv**2).mean()), option_id
        assert chance_within_error([value > 0 for value in plain.npsv_gbp[option_id]], (npsv > 0).mean()), option_id
        assert within_error(best_of(plain, option_id), best[option_id]), option_id
        for tenth in (0.1, 0.5, 0.9):
            amount = float(np.quantile(npsv, tenth)) + 1  # clear of the rounding of a figure many draws share
            assert chance_within_error([value <= amount for value in plain.npsv_gbp[option_id]], (npsv <= amount).mean())
        for partner, partner_id in enumerate(found.partner_ids):
            in_time = plain.cash_back[option_id, partner_id]
            assert chance_within_error(in_time, found.payback_met[:, at, partner].mean()), (option_id, partner_id)
