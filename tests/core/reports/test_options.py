"""Options side by side: the same rows for every one, and business as usual is nothing but zero."""

import numpy as np
import pytest

from core.reports.options import comparison, npsv_range, running_cash
from core.reports.partners import ledger
from tests.core.reports.read_versions import FOLDERS, appraised, pounds

each_case = pytest.mark.parametrize("case", FOLDERS)


@each_case
def test_every_option_has_the_same_rows_in_the_same_order(case: str) -> None:
    rows = comparison(appraised(case))
    keys = {option_id: own.key.tolist() for option_id, own in rows.groupby("option_id", sort=False)}
    assert list(keys) == [option.option_id for option in appraised(case).case.options]
    first = next(iter(keys.values()))
    assert all(own == first for own in keys.values())
    assert len(set(first)) == len(first) > 20
    assert rows.groupby("key").label.nunique().max() == 1


@pytest.mark.parametrize("case", ["sample", "made_300", "made_304", "made_309", "bench"])
def test_business_as_usual_is_nothing_but_zero(case: str) -> None:
    rows = comparison(appraised(case))
    kinds = {option.option_id: option.kind for option in appraised(case).case.options}
    own = rows[(rows.option_id.map(kinds) == "business_as_usual") & (rows.shown_as != "words")]
    assert set(own.key) >= {"npsv_gbp", "pv_public_cost_gbp", "completers", "out_of_pocket"}
    assert all(value is None or value == 0 for value in own.value)


def test_the_figures_of_the_comparison_are_those_of_the_appraisal() -> None:
    whole = appraised("sample")
    value = comparison(whole).set_index(["option_id", "key"]).value
    for option_id, result in whole.appraisal.options.items():
        own = result.expected
        assert value[option_id, "npsv_gbp"] == own.measures.npsv_gbp
        assert value[option_id, "capacity_gbp"] == pounds(own.measures.pv_fiscal_gbp - own.measures.pv_cash_released_gbp)
        assert value[option_id, "out_of_pocket"] == int((ledger(whole, option_id).net_gbp < -0.005).sum())
        assert value[option_id, "completers"] == pytest.approx(own.activity.completers.sum())
    assert value["ten_boroughs", "sites"] == 10
    assert value["salford_only", "sites"] == 1
    assert value["new_rules", "levers"] == 3
    assert value["ten_boroughs", "delivery_form"].startswith("One voluntary-sector provider")


def test_there_is_a_row_for_each_outcome_in_its_own_unit() -> None:
    whole = appraised("one_hospital")
    rows = comparison(whole).set_index("key")
    assert rows.label["outcome_beds"] == "beds (bed-day)"
    assert rows.value["outcome_beds"] == pytest.approx(2 * 783.36 + 4 * 4 * 783.36)


@each_case
def test_the_range_of_an_option_ends_where_none_and_all_of_its_levers_are_adopted(case: str) -> None:
    whole = appraised(case)
    rows = npsv_range(whole).set_index("option_id")
    kinds = {option.option_id: option.kind for option in whole.case.options}
    assert rows.index.tolist() == [option_id for option_id, kind in kinds.items() if kind != "business_as_usual"]
    for option_id, row in rows.iterrows():
        result = whole.option(str(option_id))
        ends = [figures.measures.npsv_gbp for figures in (result.if_not_adopted, result.if_adopted) if figures is not None]
        assert row.has_levers == result.has_levers == bool(ends)
        assert row.central_gbp == result.expected.measures.npsv_gbp
        assert row.low_gbp <= row.central_gbp <= row.high_gbp
        assert {row.low_gbp, row.high_gbp} <= {row.central_gbp, *ends}
        if result.break_even_adoption is not None:
            assert row.break_even == result.break_even_adoption


def test_the_samples_reform_breaks_even_at_some_chance_between_none_and_all() -> None:
    row = npsv_range(appraised("sample")).set_index("option_id").loc["new_rules"]
    assert row.low_gbp < 0 < row.high_gbp
    assert 0 < row.break_even < 1


@each_case
def test_running_cash_ends_at_all_the_cash_and_carries_the_payback_of_the_measures(case: str) -> None:
    whole = appraised(case)
    rows = running_cash(whole)
    for option_id, own in rows.groupby("option_id"):
        figures = whole.option(str(option_id)).expected
        net = figures.yearly.cash_released_gbp - figures.yearly.cash_cost_gbp
        assert own.year.tolist() == list(range(whole.case.programme.horizon_years + 1))
        assert own.running_gbp.iloc[0] == pounds(float(net[0]))
        assert own.running_gbp.iloc[-1] == pounds(float(net.sum()))
        assert min(0.0, own.running_gbp.min()) == pounds(figures.measures.peak_funding_gbp)
        payback = figures.measures.payback_cash_years
        assert all(years is None or np.isnan(years) if payback is None else years == payback for years in own.payback_years)


def test_running_cash_leaves_business_as_usual_out() -> None:
    assert "stop" not in set(running_cash(appraised("sample")).option_id)
