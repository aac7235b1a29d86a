"""How large is right."""

import itertools
import json
from typing import Any

import pytest

from core.domain.case.case import Case
from core.engine.appraisal import appraise
from core.engine.scale.right_scale import right_scale
from tests.case_files import CASES, assumptions, read_case
from tests.small_case import WARD, small_case

PUBLISHED: dict[str, Any] = json.loads((CASES / "published.json").read_text(encoding="utf-8"))["right_scale"]
ASSUMPTIONS = assumptions()


def published_case(*people_of_segments: tuple[float, ...]) -> Case:
    """Places of each segment, with so many people each. A place is one team for each 100 people.

    Places carry one factor for all their costs, so the factor of a segment is that of a place of 100 people.
    """
    first = _cost_of_100(PUBLISHED["segments_size_effect_cost"][0])
    sites, option_sites = [], []
    for number, (sizes, segment) in enumerate(zip(people_of_segments, PUBLISHED["segments_size_effect_cost"], strict=False)):
        for place, people in enumerate(sizes):
            site_id = f"segment_{number}_place_{place}"
            factors = {"effect_factor": segment[1], "cost_factor": _cost_of_100(segment) / first}
            sites.append({"site_id": site_id, "people_per_year": people, "is_prototype": not sites, **factors})
            option_sites.append({"site_id": site_id, "end_year": 0})
    return small_case(
        programme={"horizon_years": 1},
        benefit={"unit_value_gbp": PUBLISHED["unit_value"]},
        sites=tuple(sites),
        option_sites=tuple(option_sites),
        costs=(
            {"driver": "programme_one_off", "amount_gbp": PUBLISHED["fixed"]},
            {"driver": "team_yearly", "amount_gbp": PUBLISHED["team_cost"], "people_per_team": PUBLISHED["team_capacity"]},
            {"driver": "per_person", "amount_gbp": PUBLISHED["segments_size_effect_cost"][0][2]},
        ),
    )


def _cost_of_100(segment: list[float]) -> float:
    return float(100 * segment[2] + PUBLISHED["team_cost"])


def test_the_published_curve_comes_out() -> None:
    found = right_scale(published_case((100,) * 2, (100,) * 3, (100,) * 5), ASSUMPTIONS, "out")
    rows = {100 * row.places: row for row in found.best_first.rows}
    for people in (100, 200, 300, 500, 1000):
        assert rows[people].npsv_gbp == pytest.approx(PUBLISHED["npsv"][str(people)], abs=1e-4)
    for people, cost in PUBLISHED["avg_cost"].items():
        assert rows[int(people)].average_cost_gbp == pytest.approx(cost)
    assert 100 * found.best_first.best_places == PUBLISHED["best_scale"]
    assert found.best_first.viable == ((2, 3),)  # 200 and exactly 300
    assert found.best_first.smaller_is_better
    assert [row.has_prototype for row in found.best_first.rows] == [True] + [False] * 9
    assert rows[300].marginal_cost_gbp == pytest.approx((900 * 100 + 60_000) / 100)


@pytest.mark.parametrize("people", [100, 150, 169, 170, 200])
def test_the_published_curve_between_whole_teams(people: int) -> None:
    (row,) = right_scale(published_case((people,)), ASSUMPTIONS, "out").best_first.rows
    if str(people) in PUBLISHED["npsv"]:
        assert row.npsv_gbp == pytest.approx(PUBLISHED["npsv"][str(people)], abs=1e-4)
    assert (row.npsv_gbp >= -1e-4) == (people >= 170)  # viable from 170


def test_the_best_next_place_is_found_by_trying_all() -> None:
    case = read_case("made_304")
    found = right_scale(case, ASSUMPTIONS, "scale_out")
    order = [row.site_ids[0] for row in found.best_first.rows]
    for size in range(3):
        values = {}
        for site_id in sorted(set(order) - set(order[:size])):
            values[site_id] = _npsv_with(case, "scale_out", {*order[:size], site_id})
        assert max(values, key=lambda site_id: values[site_id]) == order[size]


def _npsv_with(case: Case, option_id: str, sites: set[str]) -> float:
    rows = tuple(row for row in case.option_sites if row.option_id != option_id or row.site_id in sites)
    changed = case.model_copy(update={"option_sites": rows})
    return appraise(changed, ASSUMPTIONS).options[option_id].expected.measures.npsv_gbp


@pytest.mark.parametrize("option_id", ["do_minimum", "scale_out", "out_then_up"])
def test_all_places_are_the_appraisal_and_what_each_adds_adds_up(option_id: str) -> None:
    case = read_case("bench")
    found = right_scale(case, ASSUMPTIONS, option_id)
    measures = appraise(case, ASSUMPTIONS).options[option_id].expected.measures
    for curve in (found.best_first, found.roll_out):
        last = curve.rows[-1]
        assert last.npsv_gbp == pytest.approx(measures.npsv_gbp, rel=1e-12)
        assert last.cash_released_gbp == pytest.approx(measures.pv_cash_released_gbp, rel=1e-12)
        added = found.npsv_without_gbp + sum(row.marginal_npsv_gbp for row in curve.rows)
        assert added == pytest.approx(measures.npsv_gbp, rel=1e-9)
        assert [row.places for row in curve.rows] == list(range(1, len(curve.rows) + 1))


def test_the_roll_out_goes_by_start_year_and_then_by_the_file() -> None:
    sites = tuple({"site_id": name} for name in ("b", "a", "c"))
    starts = ({"site_id": "b", "start_year": 1}, {"site_id": "a", "start_year": 1}, {"site_id": "c", "start_year": 0})
    found = right_scale(small_case(sites=sites, option_sites=starts), ASSUMPTIONS, "out")
    assert [row.site_ids for row in found.roll_out.rows] == [("c",), ("b",), ("a",)]


def test_cash_appears_with_the_lump() -> None:
    step = {"variable_share": 0, "step_share": 1, "lump_units": 250, "release_agreed": True}
    sites = tuple({"site_id": name} for name in "abcde")
    case = small_case(benefit=step, sites=sites, option_sites=tuple({"site_id": name} for name in "abcde"), **WARD)
    rows = right_scale(case, ASSUMPTIONS, "out").roll_out.rows
    assert [row.steps for row in rows] == [0, 0, 1, 1, 2]
    assert [row.cash_released_gbp > 0 for row in rows] == [False, False, True, True, True]


def test_no_place_at_all_is_best_when_none_pays() -> None:
    case = small_case(costs=({"driver": "per_person", "amount_gbp": 2_000},))
    found = right_scale(case, ASSUMPTIONS, "out").best_first
    assert found.best_places == 0 and found.viable == () and found.smaller_is_better


def test_many_places_are_ordered_by_what_each_brings_alone_and_added_in_groups() -> None:
    ids = [f"s{number:03}" for number in range(130)]
    sites = tuple({"site_id": each, "people_per_year": 10 + number} for number, each in enumerate(ids))
    found = right_scale(small_case(sites=sites, option_sites=tuple({"site_id": each} for each in ids)), ASSUMPTIONS, "out")
    assert found.is_by_single_site and found.sites_a_step == 3
    assert list(itertools.chain.from_iterable(row.site_ids for row in found.best_first.rows)) == ids[::-1]
    assert len(found.best_first.rows) == 44 and found.best_first.rows[-1].places == 130


def test_an_option_without_sites_has_no_scale() -> None:
    with pytest.raises(ValueError, match="scale_up reaches nobody at sites"):
        right_scale(read_case("bench"), ASSUMPTIONS, "scale_up")
