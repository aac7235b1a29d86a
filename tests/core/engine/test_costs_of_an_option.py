import pytest

from core.domain.case.costs import Deflator
from core.engine.formulas.optimism_bias import by_grade, cost_uplift
from core.engine.formulas.prices import price_factor
from tests.small_case import POPULATION, cost, figures, small_case


def test_programme_costs_fall_in_their_years() -> None:
    once = {"driver": "programme_one_off", "start_year": 2}
    yearly = {"driver": "programme_yearly", "start_year": 1, "end_year": 3}
    assert cost(small_case(costs=(once,))) == [0, 0, 10, 0, 0, 0]
    assert cost(small_case(costs=(yearly,))) == [0, 10, 10, 10, 0, 0]
    assert cost(small_case(costs=({"driver": "programme_yearly"},))) == [10] * 6


def test_a_cost_that_starts_after_the_horizon_does_nothing() -> None:
    assert cost(small_case(costs=({"driver": "programme_one_off", "start_year": 60},))) == [0] * 6


def test_site_costs_follow_the_site_and_its_cost_factor() -> None:
    site = {"sites": ({"cost_factor": 1.5},), "option_sites": ({"start_year": 1, "end_year": 3, "ramp": (0.5, 1)},)}
    assert cost(small_case(**site, costs=({"driver": "site_one_off"},))) == [0, 15, 0, 0, 0, 0]
    assert cost(small_case(**site, costs=({"driver": "site_yearly"},))) == [0, 15, 15, 15, 0, 0]
    assert cost(small_case(**site, costs=({"driver": "per_person"},))) == [0, 750, 1500, 1500, 0, 0]


def test_a_site_cost_with_years_of_its_own_counts_only_in_them() -> None:
    for driver, full in (("site_yearly", 10), ("per_person", 1000)):
        assert cost(small_case(costs=({"driver": driver, "start_year": 1, "end_year": 2},))) == [0, full, full, 0, 0, 0]


def test_teams_are_whole() -> None:
    assert cost(small_case(costs=({"driver": "team_yearly", "people_per_team": 60},)))[0] == 20
    assert cost(small_case(costs=({"driver": "team_yearly", "people_per_team": 50},)))[0] == 20
    two = ({"site_id": "north"}, {"site_id": "south"})
    assert cost(small_case(sites=two, option_sites=two, costs=({"driver": "team_yearly", "people_per_team": 150},)))[0] == 20


def test_teams_are_counted_from_the_people_who_engage() -> None:
    case = small_case(option={"engagement": 0.5}, costs=({"driver": "team_yearly", "people_per_team": 50},))
    assert cost(case)[0] == 10


def test_a_person_costs_less_as_experience_grows() -> None:
    learned = cost(small_case(costs=({"driver": "per_person", "progress_ratio": 0.9},)))
    assert learned[0] == 1000
    assert learned[1] == pytest.approx(900)
    assert learned[3] == pytest.approx(810)


def test_a_grade_raises_a_cost_unless_a_bias_is_entered() -> None:
    yearly = {"driver": "programme_yearly", "confidence_grade": 4}
    assert cost(small_case(costs=(yearly,)))[0] == 11.5
    assert cost(small_case(costs=({**yearly, "optimism_bias": 0.24, "mitigation": 0.5},)))[0] == 11.2
    assert cost(small_case(costs=({**yearly, "optimism_bias": 0},)))[0] == 10


def test_no_grade_means_no_allowance() -> None:
    assert by_grade((0.1,) * 6, None) == 0
    assert cost_uplift((0.1,) * 6, None, None, 0) == 0


def test_money_of_other_years_is_brought_to_the_same_prices() -> None:
    prices = (Deflator(year=2024, index=80), Deflator(year=2026, index=100))
    case = small_case(costs=({"driver": "programme_yearly", "price_year": 2024},), benefit={"price_year": 2024}, deflators=prices)
    assert cost(case)[0] == 12.5
    assert figures(case).lines.gross_gbp[0, 0] == 125_000


def test_a_year_without_an_index_is_named() -> None:
    with pytest.raises(ValueError, match=r"no index for 2019 \(2019/20\): add a row"):
        price_factor({2026: 100.0}, 2019, 2026)


def test_prices_of_the_same_year_need_no_index() -> None:
    assert price_factor({}, 2026, 2026) == price_factor({}, None, 2026) == 1


def test_in_kind_counts_in_public_value_but_not_in_cash() -> None:
    case = small_case(benefit={"variable_share": 0}, costs=({"driver": "programme_yearly", "cost_type": "in_kind"},))
    found = figures(case)
    assert found.measures.pv_cost_gbp > 0
    assert found.measures.pv_public_cost_gbp == 0
    assert found.measures.peak_funding_gbp == 0
    assert found.measures.froi is None
    assert found.measures.npsv_gbp == pytest.approx(found.measures.pv_public_value_gbp - found.measures.pv_cost_gbp)
    assert found.partners["council"].pv_cost_gbp == pytest.approx(found.measures.pv_cost_gbp)
    assert found.partners["council"].net_cash_gbp == 0


def test_people_prevented_cost_nothing_to_treat() -> None:
    case = small_case(population=POPULATION, levers=({"p_adopted": 1},), costs=({"driver": "per_person"},))
    assert cost(case)[:3] == [1000, 900, 820]
