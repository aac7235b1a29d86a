"""Where to grow: places add up, sizes are marked, and the gate is where the engine says."""

import numpy as np
import pytest

from core.domain.scenario import Scenario
from core.engine.gate_value import gate_value
from core.reports.appraisals import Appraised, appraise_loaded
from core.reports.scale import (
    BEST_FIRST,
    ROLL_OUT,
    cost_curves,
    gate,
    gate_timing,
    gated_options,
    low_hanging_fruit,
    options_with_places,
    scale_curve,
    signals_of,
    sized,
)
from tests.core.reports.read_versions import FOLDERS, appraised, files_of, loaded_from, pounds, with_text

PLACED = [(case, option_id) for case in FOLDERS for option_id in options_with_places(appraised(case))]
GATED = [(case, option_id) for case in FOLDERS for option_id in gated_options(appraised(case))]
each_placed = pytest.mark.parametrize(("case", "option_id"), PLACED)
each_gated = pytest.mark.parametrize(("case", "option_id"), GATED)


def npsv(whole: Appraised, option_id: str) -> float:
    return whole.option(option_id).expected.measures.npsv_gbp


def test_options_with_one_place_or_none_are_not_grown_place_by_place() -> None:
    assert list(options_with_places(appraised("sample"))) == ["ten_boroughs", "boroughs_then_rules"]
    assert list(options_with_places(appraised("one_hospital"))) == ["out"]
    one = with_text(files_of("one_hospital"), "option_sites.csv", "out,S2,1,5\r\nout,S3,2,5\r\nout,S4,2,5\r\n", "")
    assert options_with_places(appraise_loaded(loaded_from(one), Scenario())) == {}


@each_placed
def test_what_each_place_adds_adds_up_to_the_total(case: str, option_id: str) -> None:
    whole = appraised(case)
    scale = sized(whole, option_id)
    fruit = low_hanging_fruit(whole, scale)
    assert scale.npsv_without_gbp + fruit.marginal_npsv_gbp.sum() == pounds(npsv(whole, option_id))
    titles = {site.site_id: site.title for site in whole.case.sites}
    here = [titles[row.site_id] for row in whole.case.option_sites if row.option_id == option_id]
    assert sorted(fruit.site) == sorted(here)
    prototypes = {site.title for site in whole.case.sites if site.is_prototype}
    assert set(fruit.site[fruit.is_prototype]) == prototypes & set(here)


@each_placed
def test_the_first_place_is_the_one_that_returns_most_by_itself(case: str, option_id: str) -> None:
    whole = appraised(case)
    fruit = low_hanging_fruit(whole, sized(whole, option_id))
    ids = [row.site_id for row in whole.case.option_sites if row.option_id == option_id]
    title = {site.site_id: site.title for site in whole.case.sites}
    alone = {
        title[site_id]: npsv(appraise_loaded(whole.loaded, Scenario(sites=frozenset({site_id}))), option_id) for site_id in ids
    }
    assert alone[fruit.site[0]] == pounds(max(alone.values()))


@each_placed
def test_the_curve_ends_at_the_appraisal_in_both_orders(case: str, option_id: str) -> None:
    whole = appraised(case)
    curve = scale_curve(sized(whole, option_id))
    assert curve.order.unique().tolist() == [BEST_FIRST, ROLL_OUT]
    own = whole.option(option_id).expected
    for _, rows in curve.groupby("order"):
        last = rows.iloc[-1]
        assert rows.places.tolist() == list(range(1, len(rows) + 1))
        assert last.total_npsv_gbp == pounds(own.measures.npsv_gbp)
        assert last.net_cash_gbp == pounds(own.measures.pv_cash_released_gbp - own.measures.pv_public_cost_gbp)
        assert last.completers == pytest.approx(own.activity.completers.sum())
        if whole.case.population is None:  # else people run out, and one more place takes some of another's
            assert rows.completers.is_monotonic_increasing


@each_placed
def test_the_best_size_and_viable_sizes_are_marked(case: str, option_id: str) -> None:
    scale = sized(appraised(case), option_id)
    for (_, rows), without in zip(scale_curve(scale).groupby("order"), (scale.npsv_without_gbp,) * 2, strict=True):
        assert rows.is_best.sum() <= 1
        if rows.is_best.any():
            assert rows.total_npsv_gbp[rows.is_best].item() == rows.total_npsv_gbp.max()
        else:
            assert rows.total_npsv_gbp.max() <= max(0.0, without)
        assert rows.is_viable.tolist() == [gbp >= -0.005 for gbp in rows.total_npsv_gbp]
        assert rows.is_prototype.sum() <= sum(site.is_prototype for site in appraised(case).case.sites)


def test_cash_steps_are_marked_where_the_hospital_closes_another_ward() -> None:
    """One place keeps 250 x 0.6 x 0.8 = 120 completers a year, 12 x 0.8 x 0.8 x 0.85 = 6.528 bed-days fewer each: 783.36.

    A ward is 2,190 bed-days, so that the third place closes the first, and the fourth none.
    """
    curve = scale_curve(sized(appraised("one_hospital"), "out"))
    for _, rows in curve.groupby("order"):
        assert rows.cash_steps.tolist() == [0, 0, 1, 0]
        jump = rows.net_cash_gbp.diff()
        assert jump.idxmax() == rows.index[2]


@each_placed
def test_average_and_marginal_cost_are_of_the_same_completers(case: str, option_id: str) -> None:
    whole = appraised(case)
    scale = sized(whole, option_id)
    costs, curve = cost_curves(scale), scale_curve(scale)
    completers = curve.completers[curve.order == BEST_FIRST].to_numpy()
    total = costs.average_cost_gbp * completers
    assert total.iloc[-1] == pounds(whole.option(option_id).expected.measures.pv_cost_gbp)
    more = completers[1:] - completers[:-1]
    added = costs.marginal_cost_gbp[1:].to_numpy() * more
    assert added[more > 0] == pytest.approx(total.diff()[1:].to_numpy()[more > 0], abs=0.01)
    assert np.isnan(added[more <= 0]).all()


def test_places_and_options_of_one_name_are_told_apart() -> None:
    files = with_text(files_of("one_hospital"), "sites.csv", "S2,S2", "S2,S1")
    row = "out,Scale out,scale_out,1,0.6,0.8,0.2\r\n"
    files = with_text(files, "options.csv", row, f"{row}more,Scale out,do_minimum,,,,\r\n")
    whole = appraise_loaded(loaded_from(files), Scenario())
    assert sorted(low_hanging_fruit(whole, sized(whole, "out")).site) == ["S1 (S1)", "S1 (S2)", "S3", "S4"]
    assert options_with_places(whole) == {"out": "Scale out (out)"}


@each_gated
def test_the_gate_as_entered_is_the_appraisal_and_is_worth_nothing_without_news(case: str, option_id: str) -> None:
    whole = appraised(case)
    value = gate(whole, option_id)
    assert value.committed_npsv_gbp == pounds(npsv(whole, option_id))
    assert value.gated_npsv_gbp == value.committed_npsv_gbp and value.stopping_gbp == 0
    frame = gate_timing(whole, value, with_signals=False)
    assert set(frame.kind) == {"committed"}
    entered = next(option.gate_year for option in whole.case.options if option.option_id == option_id)
    assert frame.npsv_gbp[frame.gate_year == entered].item() == pounds(npsv(whole, option_id))
    base = whole.case.programme.base_year
    assert frame.year_label.tolist() == [f"{base + year}/{(base + year + 1) % 100:02d}" for year in frame.gate_year]
    assert frame.gate_year.tolist() == list(range(len(frame)))


@each_gated
def test_news_adds_what_being_able_to_stop_is_worth_in_every_year_of_the_gate(case: str, option_id: str) -> None:
    whole = appraised(case)
    as_entered = gate(whole, option_id)
    assert as_entered.p_entered is not None
    signals = signals_of(as_entered, 0.4, min(1.0, as_entered.p_entered * 1.5))
    value = gate(whole, option_id, signals)
    frame = gate_timing(whole, value, with_signals=True)
    wide = frame.pivot(index="gate_year", columns="kind", values="npsv_gbp")
    assert len(frame) == 2 * len(wide)
    assert (wide.gated >= wide.committed - 0.005).all()
    assert wide.gated.loc[value.gate_year] == pounds(value.committed_npsv_gbp + value.stopping_gbp)
    high, low = (npsv(appraise_loaded(whole.loaded, Scenario(p_adopted=signal.p_adopted)), option_id) for signal in signals)
    assert value.committed_npsv_gbp == pounds(0.4 * high + 0.6 * low)
    stop = value.stop_npsv_gbp
    assert value.gated_npsv_gbp == pounds(0.4 * max(high, stop) + 0.6 * max(low, stop))


@each_gated
def test_waiting_is_held_against_the_same_option_with_its_gate_in_year_0(case: str, option_id: str) -> None:
    whole = appraised(case)
    value = gate(whole, option_id)
    assert value == gate_value(whole.case, whole.loaded.assumptions, option_id)
    assert value.at_once_npsv_gbp == value.by_gate_year[0].committed_npsv_gbp


@each_gated
def test_news_the_entry_does_not_allow_is_refused_with_both_figures(case: str, option_id: str) -> None:
    value = gate(appraised(case), option_id)
    with pytest.raises(ValueError, match="leaves bad news an adoption of"):
        signals_of(value, 0.999999, 0.0)
    with pytest.raises(ValueError, match="teaches nothing"):
        signals_of(value, 1.0, 0.5)
