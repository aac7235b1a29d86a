import numpy as np
import pytest

from core.domain.case.benefits import BenefitCentre, SiteCentre
from core.engine.formulas.cash_steps import lowest_over_notice, whole_steps
from tests.small_case import POPULATION, STEPPED, WARD, cash, figures, gross, small_case

TWO = ({"cost_centre_id": "a"}, {"cost_centre_id": "b"})


def places(*shares: float | None) -> tuple[BenefitCentre, ...]:
    return tuple(BenefitCentre(benefit_id="beds", cost_centre_id=c, place_share=s) for c, s in zip("ab", shares, strict=True))


def flow(centre: str, share: float, site: str = "north") -> SiteCentre:
    return SiteCentre(benefit_id="beds", site_id=site, cost_centre_id=centre, flow_share=share)


def test_half_a_ward_saves_nothing() -> None:
    assert whole_steps(np.array([[6_999.0]]), lump_units=7_000).item() == 0


def test_a_whole_ward_made_of_many_small_parts_still_closes() -> None:
    parts = sum([0.1] * 70_000)
    assert parts != 7_000
    assert whole_steps(np.array([[parts]]), 7_000).item() == 1


def test_a_ward_that_is_filled_closes_no_steps() -> None:
    assert whole_steps(np.array([[-7_001.0]]), 7_000).item() == 0


def test_variable_value_falls_with_every_unit() -> None:
    assert cash(small_case(benefit={"variable_share": 0.3, "fixed_share": 0.7})) == [30] * 6


def test_a_stepped_value_falls_in_whole_lumps() -> None:
    assert cash(small_case(benefit=STEPPED, **WARD)) == [80] * 6
    assert gross(small_case(benefit=STEPPED, **WARD)) == [100] * 6


def test_no_step_closes_where_nobody_says_which_ward_it_is() -> None:
    assert cash(small_case(benefit=STEPPED)) == [0] * 6


@pytest.mark.parametrize(
    "change",
    [
        {"release_agreed": False},
        {"release_route": None},
        {"release_route": "redeployed_named_use"},
        {"release_route": "cost_growth_avoided"},
        {"benefit_class": "economic"},
        {"variable_share": None, "step_share": None},
    ],
)
@pytest.mark.parametrize("shares", [STEPPED, {"variable_share": 1}])
def test_what_is_not_known_to_be_cash_is_no_cash(change: dict[str, object], shares: dict[str, object]) -> None:
    assert cash(small_case(benefit={**shares, **change}, **WARD)) == [0] * 6


def test_a_step_closes_only_after_its_notice() -> None:
    assert cash(small_case(benefit={**STEPPED, "notice_years": 2}, **WARD)) == [0, 0, 80, 80, 80, 80]


def test_notice_and_lump_of_the_ward_come_before_those_of_the_line() -> None:
    ward = ({"cost_centre_id": "ward", "notice_years": 1, "lump_units": 30},)
    case = small_case(benefit={**STEPPED, "notice_years": 3}, centres=ward, places=WARD["places"])
    assert cash(case) == [0, 90, 90, 90, 90, 90]


def test_notice_longer_than_the_horizon_never_ends() -> None:
    assert cash(small_case(benefit={**STEPPED, "notice_years": 60}, **WARD)) == [0] * 6


def test_a_dip_within_the_notice_keeps_the_ward_open() -> None:
    units = np.array([[9.0], [9.0], [2.0], [9.0], [9.0], [9.0]])
    assert lowest_over_notice(units, 2).ravel().tolist() == [0, 0, 2, 2, 2, 9]


def test_growth_of_demand_is_met_before_anything_is_released() -> None:
    growing = ({"cost_centre_id": "a", "baseline_units": 1000, "demand_growth_rate": 0.02},)
    case = small_case(centres=growing, flows=(flow("a", 1),))
    assert cash(case)[:3] == [100, 80, 59.6]
    assert gross(case) == [100] * 6


def test_two_centres_with_half_each_close_nothing() -> None:
    assert cash(small_case(benefit=STEPPED, centres=TWO, flows=(flow("a", 0.5), flow("b", 0.5)))) == [0] * 6


def test_a_site_that_is_not_listed_falls_at_no_particular_centre() -> None:
    case = small_case(centres=TWO, flows=(flow("b", 1, site="elsewhere"),), places=places(0.5, 0.5))
    rows = figures(case).centres
    assert dict(zip(rows.cost_centre_ids, rows.units[0].tolist(), strict=True)) == {"a": 0, "b": 0}
    assert cash(case) == [100] * 6


def test_a_site_that_is_not_listed_goes_to_the_only_centre_of_its_line() -> None:
    rows = figures(small_case(**WARD)).centres
    assert dict(zip(rows.cost_centre_ids, rows.units[0].tolist(), strict=True)) == {"ward": 100}


def test_a_gain_that_names_no_centre_for_a_part_counts_that_part_in_gross_only() -> None:
    case = small_case(centres=TWO, flows=(flow("a", 0.6),))
    assert cash(case) == [60] * 6
    assert gross(case) == [100] * 6


def test_a_harm_that_names_no_centre_for_a_part_costs_money_there_too() -> None:
    case = small_case(effect={"impact": -1}, benefit={"variable_share": 1}, centres=TWO, flows=(flow("a", 0.6),))
    assert cash(case) == [-100] * 6


def test_a_line_without_centres_is_one_row_and_closes_no_steps() -> None:
    rows = figures(small_case(benefit=STEPPED)).centres
    assert rows.cost_centre_ids == ("",)
    assert rows.units[:, 0].tolist() == [100] * 6
    assert rows.steps[:, 0].tolist() == [0] * 6


def test_a_step_is_closed_once_and_its_cost_is_paid_by_the_ward() -> None:
    ward = ({"cost_centre_id": "ward", "closing_gbp": 5_000, "reopening_gbp": 2_000},)
    case = small_case(benefit=STEPPED, centres=ward, places=WARD["places"], option_sites=({"end_year": 2},))
    assert figures(case).lines.moving_gbp[:, 0].tolist() == [5_000, 0, 0, 2_000, 0, 0]
    assert figures(case).yearly.partner_cash_cost_gbp[:, 0].tolist() == [5_000, 0, 0, 2_000, 0, 0]


@pytest.mark.parametrize(
    ("shares", "expected"),
    [((None, None), {"a": 0.5, "b": 0.5}), ((0.7, 0.3), {"a": 0.7, "b": 0.3}), ((0.7, None), {"a": 0.7, "b": 0.0})],
)
def test_a_scale_up_is_spread_by_place_share(shares: tuple[float | None, ...], expected: dict[str, float]) -> None:
    case = small_case(
        effect={"units_per_person_year": 1},
        option={"kind": "scale_up"},
        option_sites=(),
        centres=TWO,
        places=places(*shares),
        levers=({"full_effect": 1, "p_adopted": 1},),
        population=POPULATION,
    )
    rows = figures(case).centres
    total = 200.0
    assert dict(zip(rows.cost_centre_ids, (rows.units[1] / total).tolist(), strict=True)) == pytest.approx(expected)


def test_a_closed_centre_releases_no_cash_and_keeps_its_gross() -> None:
    case = small_case(centres=TWO, flows=(flow("a", 0.5), flow("b", 0.5)))
    assert cash(case, frozenset({"a"})) == [50] * 6
    assert figures(case, frozenset({"a", "b"})).lines.gross_gbp[0, 0] == 100_000
    assert cash(case, frozenset({"a", "b"})) == [0] * 6
