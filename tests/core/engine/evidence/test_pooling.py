"""Pooling against published figures, against the sample's own independent sum, and in cases one can see through."""

import csv
import json
import math
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.engine.evidence.distributions import student_quantile
from core.engine.evidence.pooling import Method, Pooled, pool, pool_by_group
from tests.conftest import ROOT, SHARED
from tests.data import pooling as written_for_the_sample

# Colditz and others (1994), Journal of the American Medical Association 271, 698-702: cases and others among the vaccinated,
# then among the not vaccinated, in the 13 trials of BCG.
BCG = (
    (4, 119, 11, 128),
    (6, 300, 29, 274),
    (3, 228, 11, 209),
    (62, 13536, 248, 12619),
    (33, 5036, 47, 5761),
    (180, 1361, 372, 1079),
    (8, 2537, 10, 619),
    (505, 87886, 499, 87892),
    (29, 7470, 45, 7232),
    (17, 1699, 65, 1600),
    (186, 50448, 141, 27197),
    (5, 2493, 3, 2338),
    (27, 16886, 29, 17825),
)
PUBLISHED = json.loads((ROOT / "tests" / "cases" / "published.json").read_text(encoding="utf-8"))["meta_analysis"]
SAMPLE = ROOT / "data" / "samples" / "cbt_probation" / "evidence.csv"


def bcg(method: Method) -> Pooled:
    ratios = [math.log(a / (a + b)) - math.log(c / (c + d)) for a, b, c, d in BCG]
    errors = [math.sqrt(1 / a - 1 / (a + b) + 1 / c - 1 / (c + d)) for a, b, c, d in BCG]
    return pool(ratios, errors, method)


@cache
def sample_studies() -> tuple[list[float], list[float], list[str]]:
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    groups = [next(kind for kind in ("demonstration", "research", "routine practice") if kind in row["title"]) for row in rows]
    return [float(row["effect"]) for row in rows], [float(row["standard_error"]) for row in rows], groups


def shared_studies() -> tuple[list[float], list[float], list[str]]:
    with (SHARED / "data" / "landenberger2005.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [float(row["yi"]) for row in rows], [math.sqrt(float(row["vi"])) for row in rows], [row["program"] for row in rows]


def test_the_bcg_trials_by_restricted_maximum_likelihood() -> None:
    found = bcg(Method.reml)
    assert (round(found.effect, 6), round(found.standard_error, 6), round(found.tau2, 6)) == (-0.714532, 0.179782, 0.313243)
    told = PUBLISHED["bcg"]
    assert (round(found.effect, 4), round(found.standard_error, 4), round(found.tau2, 4)) == (told["b"], told["se"], told["tau2"])


def test_the_bcg_trials_by_dersimonian_and_laird() -> None:
    found, told = bcg(Method.dersimonian_laird), PUBLISHED["bcg_DL"]
    assert (round(found.effect, 4), round(found.standard_error, 4), round(found.tau2, 4)) == (told["b"], told["se"], told["tau2"])
    assert found.q == pytest.approx(152.2330, abs=1e-4)
    assert found.i2 == pytest.approx(100 * (found.q - 12) / found.q)


@pytest.mark.shared
def test_the_58_evaluations_to_published_precision() -> None:
    effects, errors, _ = shared_studies()
    found, told = pool(effects, errors), PUBLISHED["landenberger2005_logOR_REML"]
    assert found.studies == told["k"]
    # The published figures stop at a step of 1e-5 in the variance between studies.
    assert found.effect == pytest.approx(told["b"], abs=1e-7)
    assert found.standard_error == pytest.approx(told["se"], abs=1e-7)
    assert found.tau2 == pytest.approx(told["tau2"], abs=1e-6)
    assert found.i2 == pytest.approx(told["I2"], abs=1e-4)
    assert found.prediction() == pytest.approx(told["pi"], abs=1e-6)


@pytest.mark.shared
def test_demonstrations_and_routine_practice_to_published_precision() -> None:
    found, told = pool_by_group(*shared_studies()), PUBLISHED["landenberger2005_mods_program"]
    assert found.groups["demo"].effect == pytest.approx(told["demo"], abs=1e-6)
    gap, _, chance = found.difference("practice", "demo")
    assert (gap, chance) == (
        pytest.approx(told["practice_minus_demo"], abs=1e-6),
        pytest.approx(told["p"], abs=1e-6),
    )
    assert found.difference("research", "demo")[0] == pytest.approx(told["research_minus_demo"], abs=1e-6)


def test_the_evaluations_of_the_sample_give_the_published_figures_as_far_as_their_digits_go() -> None:
    effects, errors, groups = sample_studies()
    found, told = pool(effects, errors), PUBLISHED["landenberger2005_logOR_REML"]
    assert (round(found.effect, 4), round(found.standard_error, 4)) == (round(told["b"], 4), round(told["se"], 4))
    by_group = pool_by_group(effects, errors, groups).groups
    assert round(by_group["demonstration"].effect, 3) == 0.638
    assert round(by_group["routine practice"].effect, 3) == 0.308


def test_groups_agree_with_the_sum_written_for_the_sample_by_another_route() -> None:
    effects, errors, groups = sample_studies()
    other = written_for_the_sample.pool_by_group(np.array(effects), np.array(errors) ** 2, groups)
    for name, found in pool_by_group(effects, errors, groups).groups.items():
        assert found.effect == pytest.approx(other[name].log_odds_ratio, abs=1e-9)
        assert found.standard_error == pytest.approx(other[name].standard_error, abs=1e-9)


@pytest.mark.parametrize("method", Method)
def test_studies_that_agree_are_weighted_by_their_precision_and_have_nothing_between_them(method: Method) -> None:
    found = pool([0.5, 0.5, 0.5], [0.1, 0.2, 0.2], method)
    assert (found.effect, found.tau2, found.i2) == (pytest.approx(0.5), 0.0, 0.0)
    assert found.standard_error == pytest.approx(1 / math.sqrt(100 + 25 + 25))


@pytest.mark.parametrize("method", Method)
def test_two_studies_of_one_precision_meet_in_the_middle(method: Method) -> None:
    found = pool([0.0, 2.0], [0.1, 0.1], method)
    # The variance of two values is 2; what the studies' own errors do not explain lies between them.
    assert (found.effect, found.tau2) == (pytest.approx(1.0), pytest.approx(2.0 - 0.01))


@pytest.mark.parametrize("method", Method)
def test_the_order_of_studies_changes_nothing(method: Method) -> None:
    effects, errors, _ = sample_studies()
    assert pool(effects[::-1], errors[::-1], method).effect == pytest.approx(pool(effects, errors, method).effect, abs=1e-12)


def test_a_prediction_for_few_studies_is_wider_by_students_t() -> None:
    found = pool([0.1, 0.5, 0.9], [0.1, 0.1, 0.1])
    low, high = found.prediction()
    cautious = found.cautious_prediction()
    assert cautious is not None
    assert (cautious[1] - cautious[0]) / (high - low) == pytest.approx(12.7062 / 1.959964, rel=1e-4)
    assert pool([0.1, 0.5], [0.1, 0.1]).cautious_prediction() is None


STUDIES = st.lists(st.tuples(st.floats(-3, 3), st.floats(0.05, 2)), min_size=2, max_size=12)


@settings(max_examples=60, deadline=None)
@given(STUDIES, st.floats(-5, 5), st.floats(0.1, 10), st.sampled_from(Method))
def test_effects_moved_and_stretched_pool_to_the_mean_moved_and_stretched(
    studies: list[tuple[float, float]], moved: float, stretched: float, method: Method
) -> None:
    effects, errors = zip(*studies, strict=True)
    found = pool(effects, errors, method)
    other = pool([moved + stretched * effect for effect in effects], [stretched * error for error in errors], method)
    assert other.effect == pytest.approx(moved + stretched * found.effect, abs=1e-6)
    assert other.standard_error == pytest.approx(stretched * found.standard_error, rel=1e-6)
    assert other.tau2 == pytest.approx(stretched**2 * found.tau2, rel=1e-6, abs=1e-6)
    assert min(effects) - 1e-9 <= found.effect <= max(effects) + 1e-9


@pytest.mark.parametrize(
    ("effects", "errors", "groups", "says"),
    [
        ([0.1], [0.1], ["a"], "1 studies in 1 groups"),
        ([0.1, 0.2], [0.1, 0.1], ["a", "b"], "more than groups"),
        ([0.1, 0.2, 0.3], [0.1, 0.0, 0.1], ["a"] * 3, "standard error above 0"),
        ([0.1, math.nan, 0.3], [0.1, 0.1, 0.1], ["a"] * 3, "finite effect"),
    ],
)
def test_what_cannot_be_pooled_is_refused(effects: list[float], errors: list[float], groups: list[str], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        pool_by_group(effects, errors, groups)


def test_students_t_has_its_tabled_values_and_becomes_the_normal() -> None:
    tabled = {1: 12.7062, 2: 4.3027, 10: 2.2281, 30: 2.0423, math.inf: 1.95996}
    assert {degrees: round(student_quantile(0.975, degrees), 4) for degrees in tabled} == {
        k: round(v, 4) for k, v in tabled.items()
    }


def test_the_figures_this_page_reads_are_the_projects_own() -> None:
    assert Path(SAMPLE).is_file()
    assert len(sample_studies()[0]) == 58
