"""The sample programme is complete, plausible, and shows what the product is for."""

from collections import defaultdict

import numpy as np
import pytest

from core.actions.sample import SAMPLES
from core.domain.case.benefits import Budget
from core.domain.case.options import Mechanism, OptionKind
from core.domain.case.programme import Level
from core.domain.case.unmonetised import Direction
from core.domain.prices import PriceBasis
from core.domain.scenario import Scenario
from core.engine.results import to_dict
from core.reports.appraisals import appraise_loaded
from core.reports.prices import why_no_money_of_the_day
from core.store.assumptions import load_assumptions
from core.store.tables.folders import read_folder
from tests.core.reports.read_versions import loaded_from
from tests.data.sample import SAMPLE, appraisal, case, expected, reading
from tests.reference.plain_loops import appraise_in_loops

SCALE_OUT, SCALE_UP, DO_MINIMUM = "ten_boroughs", "new_rules", "salford_only"


def test_the_sample_reads_without_a_problem_or_a_warning():
    assert [problem.sentence for problem in reading().problems] == []
    assert [warning.sentence for warning in reading().warnings if warning.column != "fixed_share"] == []
    assert reading().case is not None


def test_all_five_ways_forward_are_there_once():
    assert sorted(option.kind for option in case().options) == sorted(OptionKind)


def test_at_least_seven_partners_of_different_kinds_with_a_national_one():
    partners = case().partners
    assert len(partners) >= 7
    assert len({partner.kind for partner in partners}) >= 5
    assert any(partner.level is Level.national for partner in partners)


def test_the_ten_authorities_are_the_sites_with_one_prototype():
    assert sorted(str(site.area_code) for site in case().sites) == [f"E080000{number:02d}" for number in range(1, 11)]
    assert [site.site_id for site in case().sites if site.is_prototype] == ["salford"]


def test_all_58_evaluations_are_listed_and_31_are_of_routine_practice():
    assert len(case().evidence) == 58
    assert sum(row.in_routine_practice is True for row in case().evidence) == 31


def test_three_levers_of_three_mechanisms_say_who_decides_and_what_is_asked():
    for option_id in (SCALE_UP, "boroughs_then_rules"):
        levers = [lever for lever in case().levers if lever.option_id == option_id]
        assert sorted(lever.mechanism for lever in levers) == sorted(Mechanism)
        assert len({lever.kind for lever in levers}) == 3
        assert all(lever.owner_partner_id and lever.decided_by and lever.control for lever in levers)
        assert all(lever.root_cause and lever.ask for lever in levers)


def test_every_line_with_centres_says_where_every_site_flows():
    flows: dict[tuple[str, str], float] = defaultdict(float)
    for row in case().site_centres:
        flows[row.benefit_id, row.site_id] += row.flow_share
    lines = {row.benefit_id for row in case().benefit_centres}
    assert set(flows) == {(line, site.site_id) for line in lines for site in case().sites}
    assert list(flows.values()) == pytest.approx([1.0] * len(flows))


def test_scaled_out_some_centres_reach_a_step_and_others_never_do():
    centres = expected(SCALE_OUT).centres
    stepped = ~np.isnan(centres.lump_units) & np.array([centre != "" for centre in centres.cost_centre_ids])
    most_steps = centres.steps.max(axis=0)[stepped]
    assert stepped.sum() >= 2
    assert most_steps.max() >= 1
    assert most_steps.min() == 0


def test_arrests_spread_over_three_suites_close_nothing_though_together_they_would():
    centres = expected(SCALE_OUT).centres
    police = [row for row, line in enumerate(centres.benefit_ids) if line == "police_custody"]
    assert len(police) == 3
    assert centres.steps[:, police].max() == 0
    assert centres.units[-1, police].sum() > centres.lump_units[police[0]]


def test_scaled_out_those_who_pay_lose_cash_and_the_total_falls_short_while_the_public_gains():
    figures = expected(SCALE_OUT)
    assert case().programme.horizon_years == 10
    losers = {partner_id for partner_id, found in figures.partners.items() if found.pv_cost_gbp > 0 and found.net_cash_gbp < 0}
    assert {"gmca", "councils"} <= losers
    assert figures.measures.npsv_gbp > 0
    assert -figures.measures.pv_public_cost_gbp / 5 < sum(found.net_cash_gbp for found in figures.partners.values()) < 0


def test_the_sample_is_in_the_prices_of_its_first_year_by_the_deflators_that_ship_with_the_tool():
    assert case().programme.prices_of == case().programme.base_year == 2026
    assert not (SAMPLE / "deflators.csv").exists()


def test_the_sample_has_children_centres_with_lumps_budgets_price_bases_and_what_has_no_price():
    assert {effect.parent_outcome_id for effect in case().effects} == {None, "reoffending"}
    assert all(centre.lump_units and centre.unit for centre in case().cost_centres)
    assert {row.budget for row in case().benefit_falls} >= {Budget.departmental, Budget.annually_managed}
    assert {row.price_basis for row in case().contributions} == set(PriceBasis)
    assert {row.direction for row in case().unmonetised} == set(Direction)
    assert case().risks


def test_the_do_minimum_is_modest():
    least, most = expected(DO_MINIMUM).measures, expected(SCALE_OUT).measures
    assert 0 < least.pv_public_cost_gbp < most.pv_public_cost_gbp / 5
    assert 0 < least.npsv_gbp < most.npsv_gbp


def test_a_person_who_starts_costs_hundreds_to_low_thousands():
    for option_id in (DO_MINIMUM, SCALE_OUT):
        figures = expected(option_id)
        each = figures.yearly.cash_cost_gbp[-1] / figures.activity.engaged[-1].sum()
        assert 300 < each < 3_000


def test_changing_the_rules_can_win_or_lose():
    result = appraisal().options[SCALE_UP]
    assert result.if_adopted is not None
    assert result.if_not_adopted is not None
    assert result.if_not_adopted.measures.npsv_gbp < 0 < result.if_adopted.measures.npsv_gbp
    assert result.break_even_adoption is not None
    assert 0 < result.break_even_adoption < 1


def test_the_engine_and_the_plain_loops_agree_on_the_sample():
    fast = to_dict(appraisal())["options"]
    slow = appraise_in_loops(case(), load_assumptions())["options"]
    for option_id, found in fast.items():
        for measure in ("npsv_gbp", "pv_public_cost_gbp", "pv_cash_released_gbp", "pv_fiscal_gbp"):
            assert found[measure] == pytest.approx(slow[option_id][measure], rel=1e-9, abs=1e-6)


def test_the_grant_ends_and_leaves_a_year_not_covered():
    paid: dict[int, float] = defaultdict(float)
    for row in case().contributions:
        if row.option_id == SCALE_OUT and row.funding != "in_kind":
            paid[row.year] += row.amount_gbp
    needed = expected(SCALE_OUT).yearly.cash_cost_gbp
    grant_years = [row.year for row in case().contributions if row.option_id == SCALE_OUT and row.funding == "grant"]
    after = max(grant_years) + 1
    assert paid[after - 1] > 0.95 * needed[after - 1]
    assert paid[after] < 0.85 * needed[after]


def test_both_worked_programmes_can_be_shown_in_money_of_the_day():
    for folder in SAMPLES:
        found = appraise_loaded(loaded_from(read_folder(folder)), Scenario())
        assert why_no_money_of_the_day(found) is None, folder
