import numpy as np
import pytest

from core.engine.appraisal import METHOD_VERSION, appraise
from core.engine.results import to_dict
from tests.case_files import assumptions, read_case
from tests.small_case import ASSUMPTIONS, POPULATION, small_case


def test_options_and_partners_stand_in_the_order_of_their_files() -> None:
    case = read_case("bench")
    turned = case.model_copy(update={"options": case.options[::-1], "partners": case.partners[::-1]})
    found = appraise(turned, assumptions())
    assert list(found.options) == [option.option_id for option in turned.options]
    first = found.options["scale_out"].expected
    assert list(first.partners) == [partner.partner_id for partner in turned.partners]
    assert first.yearly.partner_ids == tuple(first.partners)


def test_yearly_figures_of_partners_stand_in_the_same_order() -> None:
    view = appraise(read_case("bench"), assumptions()).options["scale_out"].expected
    factors = appraise(read_case("bench"), assumptions()).discount_factors
    for at, partner in enumerate(view.partners.values()):
        assert factors @ view.yearly.partner_cost_gbp[:, at] == pytest.approx(partner.pv_cost_gbp)
        assert factors @ view.yearly.partner_fiscal_gbp[:, at] == pytest.approx(partner.pv_fiscal_gbp)
        assert factors @ view.yearly.partner_cash_released_gbp[:, at] == pytest.approx(partner.pv_cash_released_gbp)


def test_a_programme_without_business_as_usual_gets_none() -> None:
    assert list(appraise(read_case("one_hospital"), assumptions()).options) == ["out"]


def test_only_options_with_levers_show_what_adoption_does() -> None:
    found = to_dict(appraise(read_case("bench"), assumptions()))["options"]
    assert "if_adopted" not in found["scale_out"]
    assert {"if_adopted", "if_not_adopted", "break_even_adoption"} <= set(found["scale_up"])


def test_business_as_usual_counts_nothing_even_with_sites_costs_and_levers() -> None:
    case = small_case(
        option={"kind": "business_as_usual"}, costs=({"driver": "programme_yearly"},), levers=({},), population=POPULATION
    )
    result = appraise(case, ASSUMPTIONS).options["out"]
    assert not result.has_levers
    assert result.expected.measures.npsv_gbp == result.expected.measures.pv_cost_gbp == 0


def test_an_outcome_without_an_effect_brings_nothing() -> None:
    case = small_case().model_copy(update={"effects": ()})
    assert not appraise(case, ASSUMPTIONS).options["out"].expected.lines.gross_gbp.any()


def test_a_centre_tells_its_units_steps_and_lump() -> None:
    rows = appraise(read_case("two_hospitals"), assumptions()).options["out"].expected.centres
    beds = [at for at, benefit in enumerate(rows.benefit_ids) if benefit == "beds"]
    assert [rows.cost_centre_ids[at] for at in beds] == ["H1", "H2"]
    assert rows.lump_units[beds].tolist() == [2190, 2190]
    assert np.isnan(np.delete(rows.lump_units, beds)).all()
    assert (rows.steps[:, beds] == np.floor(rows.units[:, beds] / 2190)).all()


def test_the_longest_horizon_is_worked_out() -> None:
    found = appraise(small_case(programme={"horizon_years": 200}), ASSUMPTIONS)
    assert len(found.discount_factors) == 201
    assert found.options["out"].expected.yearly.fiscal_gbp.tolist() == [100_000.0] * 201


def test_appraising_twice_gives_the_same() -> None:
    case = read_case("made_300")
    assert to_dict(appraise(case, assumptions())) == to_dict(appraise(case, assumptions()))
    assert appraise(case, assumptions()).method_version == METHOD_VERSION
