"""How sure the figures are: what the draws say, held against the draws themselves and against figures by hand."""

from functools import cache

import numpy as np
import pandas as pd
import pytest

from core.domain.scenario import Scenario
from core.engine.formulas.learning_value import learning_value
from core.engine.simulation.simulate import Simulation
from core.engine.simulation.summary import difference_of
from core.reports.appraisals import Appraised, appraise_loaded, compared_options
from core.reports.options import comparison
from core.reports.uncertainty import (
    average_of,
    comparison_and_sureness,
    exceedance,
    pairs,
    partner_chances,
    sample_worth,
    simulated,
    spreads,
    sureness,
    worth_knowing,
)
from tests.core.reports.read_versions import FOLDERS, appraised, files_of, loaded, loaded_from, with_text

DRAWS = 500
each_case = pytest.mark.parametrize("case", FOLDERS)


@cache
def drawn(case: str) -> Simulation:
    return simulated(appraised(case), DRAWS)


def below(values: np.ndarray, share: float) -> float:
    """The figure a share of the draws stays below, by hand: between the two nearest in order, as a spreadsheet does it."""
    ranked, place = sorted(values.tolist()), share * (len(values) - 1)
    whole = int(place)
    return ranked[whole] + (place - whole) * (ranked[min(whole + 1, len(ranked) - 1)] - ranked[whole])


def same_titles() -> Appraised:
    """The sample with two options and two partners of one name."""
    files = with_text(files_of("sample"), "options.csv", "Keep it in Salford", "Offer it in all ten authorities")
    files = with_text(files, "partners.csv", "Greater Manchester Police", "HM Prison and Probation Service")
    return appraise_loaded(loaded_from(files), Scenario())


@each_case
def test_spreads_are_the_percentiles_of_the_draws(case: str) -> None:
    frame = spreads(appraised(case), drawn(case)).set_index("option_id")
    assert frame.index.tolist() == compared_options(appraised(case).case)
    for option_id, row in frame.iterrows():
        at = drawn(case).option(str(option_id))
        value, cash, cost = (each[:, at] for each in (drawn(case).npsv_gbp, drawn(case).net_cash_gbp, drawn(case).cash_cost_gbp))
        assert row.mean_gbp == pytest.approx(sum(value.tolist()) / DRAWS) == average_of(drawn(case), str(option_id))
        assert [row.p10_gbp, row.p50_gbp, row.p90_gbp] == pytest.approx([below(value, share) for share in (0.1, 0.5, 0.9)])
        assert [row.cash_p10_gbp, row.cash_p90_gbp] == pytest.approx([below(cash, 0.1), below(cash, 0.9)])
        assert [row.cost_p10_gbp, row.cost_p90_gbp] == pytest.approx([below(cost, 0.1), below(cost, 0.9)])
        assert row.chance_positive == sum(gbp > 0 for gbp in value) / DRAWS
        assert row.chance_cash == sum(gbp > 0 for gbp in cash) / DRAWS


@each_case
def test_chances_of_being_best_add_up_and_regret_is_what_the_best_would_add(case: str) -> None:
    frame = spreads(appraised(case), drawn(case))
    value = drawn(case).npsv_gbp
    usual = [at for at, option_id in enumerate(drawn(case).option_ids) if option_id not in set(frame.option_id)]
    ties = (value == value.max(axis=1, keepdims=True)).sum(axis=1)
    of_the_usual = sum(((value[:, at] == value.max(axis=1)) / ties).mean() for at in usual)
    assert frame.chance_best.sum() + of_the_usual == pytest.approx(1)
    assert ((frame.regret_gbp >= 0) & frame.chance_best.between(0, 1)).all()
    by_hand = [np.mean([row.max() - row[drawn(case).option(option_id)] for row in value]) for option_id in frame.option_id]
    assert frame.regret_gbp.tolist() == pytest.approx(by_hand)


@each_case
def test_the_chance_of_at_least_so_much_falls_and_meets_the_chance_of_more_than_nothing(case: str) -> None:
    frame, spread = exceedance(appraised(case), drawn(case)), spreads(appraised(case), drawn(case)).set_index("option")
    for option, own in frame.groupby("option", sort=False):
        at = drawn(case).option(spread.option_id[option])
        assert own.gbp.is_monotonic_increasing and own.gbp.is_unique
        assert own.chance.is_monotonic_decreasing
        just_nothing = (drawn(case).npsv_gbp[:, at] == 0).mean()
        (at_nothing,) = own.chance[own.gbp == 0]
        assert at_nothing == pytest.approx(spread.chance_positive[option] + just_nothing)
    assert frame.groupby("gbp").chance.max().iloc[0] == 1
    assert frame.option.unique().tolist() == spread.index.tolist()


@pytest.mark.parametrize("case", ["one_hospital", "two_hospitals"])
def test_without_ranges_every_run_is_the_central_estimate(case: str) -> None:
    frame = spreads(appraised(case), drawn(case)).set_index("option_id")
    central = appraised(case).option("out").expected.measures
    ends = frame.loc["out", ["mean_gbp", "p10_gbp", "p50_gbp", "p90_gbp"]].astype(float).tolist()
    assert ends == pytest.approx([central.npsv_gbp] * 4, rel=1e-12)
    assert frame.cost_p10_gbp["out"] == pytest.approx(central.pv_public_cost_gbp)
    assert frame.chance_best["out"] == 1 and frame.regret_gbp["out"] == 0
    everything, alone = worth_knowing(drawn(case))
    assert everything == 0 and alone.empty


def test_the_ranges_hold_the_mean_of_runs_of_another_seed() -> None:
    first, second = drawn("sample"), simulated(appraised("sample"), 2048, seed=7)
    for option_id in compared_options(appraised("sample").case):
        values = second.npsv_gbp[:, second.option(option_id)]
        assert average_of(first, option_id) == pytest.approx(values.mean(), abs=4 * values.std() / DRAWS**0.5)


def test_the_same_seed_gives_the_same_frames_and_another_seed_others() -> None:
    again, other = simulated(appraised("sample"), DRAWS), simulated(appraised("sample"), DRAWS, seed=1)
    for report in (spreads, exceedance, pairs, sureness):
        first = report(appraised("sample"), drawn("sample"))
        pd.testing.assert_frame_equal(first, report(appraised("sample"), again))
        assert not first.equals(report(appraised("sample"), other))


@pytest.mark.parametrize("case", ["sample", "bench"])
def test_a_scenario_that_changes_nothing_differs_by_exactly_nothing_in_every_run(case: str) -> None:
    base = loaded(case).case
    same = Scenario(
        horizon_years=base.programme.horizon_years,
        sites=frozenset(site.site_id for site in base.sites),
        cost_centres=frozenset(centre.cost_centre_id for centre in base.cost_centres),
    )
    changed = simulated(appraise_loaded(loaded(case), same), DRAWS)
    assert np.array_equal(changed.partner_net_cash_gbp, drawn(case).partner_net_cash_gbp)
    for at in range(len(base.options)):
        gap = difference_of(changed.npsv_gbp[:, at], drawn(case).npsv_gbp[:, at])
        assert (gap.mean, gap.p10, gap.p90, gap.chance_positive, gap.chance_equal) == (0, 0, 0, 0, 1)


def test_a_what_if_leaves_options_it_does_not_touch_as_they_were_in_every_run() -> None:
    changed = simulated(appraise_loaded(loaded("sample"), Scenario(engagement=0.3)), DRAWS)
    at = {option_id: changed.option(option_id) for option_id in ("new_rules", "ten_boroughs")}
    assert np.array_equal(changed.npsv_gbp[:, at["new_rules"]], drawn("sample").npsv_gbp[:, at["new_rules"]])
    assert not np.array_equal(changed.npsv_gbp[:, at["ten_boroughs"]], drawn("sample").npsv_gbp[:, at["ten_boroughs"]])


@each_case
def test_sureness_stands_under_the_comparison_option_by_option(case: str) -> None:
    whole, rows = comparison(appraised(case)), sureness(appraised(case), drawn(case))
    assert rows.columns.tolist() == whole.columns.tolist()
    both = comparison_and_sureness(appraised(case), drawn(case))
    assert len(both) == len(whole) + len(rows) and both.index.is_unique
    assert both.groupby("key").option.apply(list).map(tuple).nunique() == 1
    usual = {option.option_id for option in appraised(case).case.options} - set(compared_options(appraised(case).case))
    assert all((row.value is None) == (row.option_id in usual) for row in rows.itertuples())


@each_case
def test_partners_chances_are_of_their_own_limits(case: str) -> None:
    for option_id in compared_options(appraised(case).case):
        frame = partner_chances(appraised(case), drawn(case), option_id)
        partners = appraised(case).case.partners
        assert frame.partner.tolist() == [partner.title for partner in partners]
        assert [pd.isna(chance) for chance in frame.chance] == [partner.payback_limit_years is None for partner in partners]
        assert frame.chance.dropna().between(0, 1).all()
        total = drawn(case).net_cash_gbp[:, drawn(case).option(option_id)].mean()
        assert frame.mean_gbp.sum() == pytest.approx(total, abs=0.01)


@each_case
def test_every_two_options_are_compared_once_in_the_same_runs(case: str) -> None:
    frame = pairs(appraised(case), drawn(case))
    count = len(compared_options(appraised(case).case))
    assert len(frame) == count * (count - 1) // 2
    assert len({frozenset((row.one_id, row.other_id)) for row in frame.itertuples()}) == len(frame)
    for row in frame.itertuples():
        one, other = (drawn(case).npsv_gbp[:, drawn(case).option(option_id)] for option_id in (row.one_id, row.other_id))
        assert row.mean_gbp == pytest.approx(one.mean() - other.mean(), abs=0.01)
        assert row.chance_more == sum(a > b for a, b in zip(one, other, strict=True)) / DRAWS
        assert row.chance_more + row.chance_same <= 1


def test_what_is_worth_knowing_is_named_by_row_and_column_and_is_worth_less_than_everything() -> None:
    everything, alone = worth_knowing(drawn("bench"), most=100)
    assert not alone.empty
    assert alone.value_gbp.is_monotonic_decreasing
    assert alone.figure.is_unique and alone.figure.str.contains(": ").all()
    assert alone.value_gbp.min() >= 0.5 and alone.value_gbp.max() <= everything


def test_options_and_partners_of_one_name_are_told_apart() -> None:
    whole = same_titles()
    simulation = simulated(whole, 64)
    spread = spreads(whole, simulation)
    assert spread.option.is_unique
    assert exceedance(whole, simulation).groupby("option").gbp.apply(lambda gbp: gbp.is_unique).all()
    assert partner_chances(whole, simulation, "ten_boroughs").partner.is_unique
    assert comparison_and_sureness(whole, simulation).groupby("option_id").option.nunique().eq(1).all()
    assert not (pairs(whole, simulation).one == pairs(whole, simulation).other).any()


def test_a_programme_with_business_as_usual_alone_has_nothing_to_spread() -> None:
    whole = appraised("sample")
    usual = whole.case.model_copy(update={"options": whole.case.options[:1], "levers": (), "costs": (), "option_sites": ()})
    alone = Appraised(whole.loaded, whole.scenario, usual, whole.appraisal, whole.closed_centres)
    simulation = simulated(alone, 16)
    assert spreads(alone, simulation).empty and pairs(alone, simulation).empty and exceedance(alone, simulation).empty
    assert sureness(alone, simulation).value.tolist() == [None] * 7


def test_the_size_of_a_test_that_is_worth_its_cost_is_the_one_with_most_left() -> None:
    simulation = drawn("sample")
    option_id = "ten_boroughs"
    spread = simulation.npsv_gbp[:, simulation.option(option_id)]
    worth = sample_worth(simulation, option_id, float(spread.std()), 1.0)
    assert worth.perfect_gbp == pytest.approx(learning_value(spread.mean(), spread.std(ddof=1), 0))
    assert (worth.frame.value_gbp.diff().dropna() >= 0).all()
    assert (worth.frame.value_gbp <= worth.perfect_gbp + 1e-6).all()
    assert worth.best_people in {0, int(worth.frame.people[worth.frame.net_gbp.idxmax()])}
    assert sample_worth(simulation, option_id, float(spread.std()), 1e12).best_people == 0
