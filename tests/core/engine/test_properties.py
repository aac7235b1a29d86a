"""Rules that hold for every case."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.case.case import Case
from core.engine.appraisal import appraise
from core.engine.formulas.discounting import discount_factors
from core.engine.results import Appraisal, Figures, OptionResult, to_dict
from tests.case_files import assumptions, read_case
from tests.made_cases import made_case

ASSUMPTIONS = assumptions()
PENNY = 0.01
made = settings(max_examples=60, deadline=None, derandomize=True)
seeds = st.integers(0, 10**6)


def appraised(seed: int) -> tuple[Case, Appraisal]:
    case = made_case(seed)
    return case, appraise(case, ASSUMPTIONS)


def views(result: OptionResult) -> list[Figures]:
    return [view for view in (result.expected, result.if_adopted, result.if_not_adopted) if view is not None]


@made
@given(seeds)
def test_partners_add_up_to_the_totals_to_the_penny(seed: int) -> None:
    _, appraisal = appraised(seed)
    for result in appraisal.options.values():
        for view in views(result):
            partners, totals = view.partners.values(), view.measures
            assert sum(p.pv_cost_gbp for p in partners) == pytest.approx(totals.pv_cost_gbp, abs=PENNY)
            assert sum(p.pv_fiscal_gbp for p in partners) == pytest.approx(totals.pv_fiscal_gbp, abs=PENNY)
            assert sum(p.pv_cash_released_gbp for p in partners) == pytest.approx(totals.pv_cash_released_gbp, abs=PENNY)
            net = totals.pv_cash_released_gbp - totals.pv_public_cost_gbp
            assert sum(p.net_cash_gbp for p in partners) == pytest.approx(net, abs=PENNY)
            yearly = view.yearly
            assert np.allclose(yearly.partner_cost_gbp.sum(axis=1), yearly.cost_gbp, atol=PENNY, rtol=0)
            assert np.allclose(yearly.partner_fiscal_gbp.sum(axis=1), yearly.fiscal_gbp, atol=PENNY, rtol=0)


@made
@given(seeds)
def test_business_as_usual_is_exactly_nothing(seed: int) -> None:
    _, appraisal = appraised(seed)
    usual = appraisal.options["business_as_usual"].expected
    figures = [value for name, value in vars(usual.measures).items() if name.endswith("_gbp")]
    assert figures == [0.0] * len(figures)
    for partner in usual.partners.values():
        assert vars(partner) == dict.fromkeys(vars(partner), 0.0)
    assert not usual.lines.gross_gbp.any() and not usual.lines.cash_gbp.any() and not usual.lines.cost_gbp.any()


@made
@given(seeds)
def test_cash_is_never_more_than_gross_nor_less_than_nothing_where_nobody_is_harmed(seed: int) -> None:
    case = made_case(seed)
    helped = tuple(
        effect.model_copy(update={"impact": abs(effect.impact), "evidence_scale": None, "evidence_mean": None})
        for effect in case.effects
    )
    for result in appraise(case.model_copy(update={"effects": helped}), ASSUMPTIONS).options.values():
        for view in views(result):
            assert (view.lines.cash_gbp <= view.lines.gross_gbp * (1 + 1e-6) + PENNY).all()
            assert (view.lines.cash_gbp >= 0).all()


@made
@given(seeds)
def test_harm_costs_cash_and_never_more_than_its_value(seed: int) -> None:
    case = made_case(seed)
    harmed = tuple(
        effect.model_copy(
            update={
                "impact": abs(effect.impact) * (1 if effect.parent_outcome_id else -1),
                "evidence_scale": None,
                "evidence_mean": None,
            }
        )
        for effect in case.effects
    )
    for result in appraise(case.model_copy(update={"effects": harmed, "levers": ()}), ASSUMPTIONS).options.values():
        lines = result.expected.lines
        assert (lines.cash_gbp <= 0).all()
        assert (lines.cash_gbp >= lines.gross_gbp * (1 + 1e-6) - PENNY).all()


@made
@given(seeds)
def test_moving_the_gate_of_an_option_without_levers_changes_nothing(seed: int) -> None:
    case = made_case(seed).model_copy(update={"levers": ()})
    moved = tuple(
        option.model_copy(update={"gate_year": option.gate_year + 1}) if option.gate_year is not None else option
        for option in case.options
    )
    assert _figures(appraise(case.model_copy(update={"options": moved}), ASSUMPTIONS)) == _figures(appraise(case, ASSUMPTIONS))


@made
@given(seeds)
def test_no_more_people_are_engaged_than_there_are_or_than_a_place_can_take(seed: int) -> None:
    case, appraisal = appraised(seed)
    most = {(row.option_id, row.site_id): row.most_people for row in case.option_sites}
    for option_id, result in appraisal.options.items():
        activity = result.expected.activity
        if case.population is not None and not case.levers:
            usual = case.population.people_with_problem
            for year in range(case.programme.horizon_years + 1):
                assert activity.referrals[year].sum() <= usual * (1 + 1e-9)
                usual = (1 - case.population.exit_rate) * usual + case.population.inflow_per_year
        for at, site_id in enumerate(activity.site_ids):
            if limits := most[option_id, site_id]:
                assert activity.engaged[:, at].max() <= max(limits) * (1 + 1e-9)


@made
@given(seeds)
def test_no_more_units_are_avoided_than_there_are(seed: int) -> None:
    case, appraisal = appraised(seed)
    if case.population is None:
        return
    usual = [case.population.people_with_problem]
    for _ in range(case.programme.horizon_years):
        usual.append((1 - case.population.exit_rate) * usual[-1] + case.population.inflow_per_year)
    for result in appraisal.options.values():
        for view in views(result):
            for effect in case.effects:
                if effect.units_per_person_year is not None:
                    at = view.units.outcome_ids.index(effect.outcome_id)
                    total = view.units.at_sites[:, at] + view.units.place_wide[:, at]
                    assert (total <= np.array(usual) * effect.units_per_person_year * (1 + 1e-9)).all()


@made
@given(seeds)
def test_the_expected_value_lies_between_the_best_and_the_worst_and_is_linear_in_one_lever(seed: int) -> None:
    case, _ = appraised(seed)
    levers = {lever.option_id: lever for lever in case.levers}
    one_each = case.model_copy(update={"levers": tuple(levers.values())})
    for option_id, result in appraise(one_each, ASSUMPTIONS).options.items():
        if result.if_adopted is None or result.if_not_adopted is None:
            continue
        p = levers[option_id].p_adopted
        for name in ("pv_cost_gbp", "pv_fiscal_gbp", "pv_cash_released_gbp", "npsv_gbp"):
            low, high, mean = (getattr(view.measures, name) for view in (result.if_not_adopted, result.if_adopted, result.expected))
            assert mean == pytest.approx((1 - p) * low + p * high, rel=1e-9, abs=PENNY)
            assert min(low, high) - PENNY <= mean <= max(low, high) + PENNY


@made
@given(seeds, st.integers(0, 2**32 - 1))
def test_the_order_of_rows_changes_nothing_at_all(seed: int, shuffle: int) -> None:
    case, appraisal = appraised(seed)
    assert _figures(appraise(_shuffled(case, shuffle), ASSUMPTIONS)) == _figures(appraisal)


def test_the_order_of_rows_changes_nothing_in_a_larger_case() -> None:
    case = read_case("bench")
    for shuffle in range(5):
        assert _figures(appraise(_shuffled(case, shuffle), ASSUMPTIONS)) == _figures(appraise(case, ASSUMPTIONS))


def _shuffled(case: Case, seed: int) -> Case:
    random = np.random.default_rng(seed)
    changes = {}
    for name in type(case).model_fields:
        rows = getattr(case, name)
        if isinstance(rows, tuple):
            changes[name] = tuple(rows[at] for at in random.permutation(len(rows)))
    return case.model_copy(update=changes)


def _figures(appraisal: Appraisal) -> dict[str, object]:
    """Every figure, told apart by name and not by place: equal only when every float is the same."""
    return dict(to_dict(appraisal)["options"])


@made
@given(seeds)
def test_the_discount_of_no_years_is_one_and_falls_from_there(seed: int) -> None:
    case, appraisal = appraised(seed)
    assert appraisal.discount_factors[0] == 1.0
    assert (np.diff(appraisal.discount_factors) < 0).all()
    for bands in ASSUMPTIONS.discount.values():
        assert discount_factors(bands, 0).tolist() == [1.0]
    assert len(appraisal.discount_factors) == case.programme.horizon_years + 1
