"""What drives an option: the report against the engine, against changed cases worked out afresh, and by hand."""

import pandas as pd
import pytest

from core.domain.scenario import Scenario
from core.engine.sensitivity.one_at_a_time import tornado
from core.engine.sensitivity.standard_tests import standing_tests
from core.engine.sensitivity.switching_values import switching_values
from core.reports.appraisals import Appraised, appraise_loaded, compared_options
from core.reports.sensitivity import always_tested, drivers, options_under_tests, turning_points, up_against_out
from tests.core.reports.read_versions import FOLDERS, appraised, every_option, files_of, loaded_from, with_text

COMPARED = [(case, option_id) for case, option_id in every_option() if option_id in compared_options(appraised(case).case)]
each_option = pytest.mark.parametrize(("case", "option_id"), COMPARED)
each_case = pytest.mark.parametrize("case", FOLDERS)


def changed(case: str, file: str, before: str, after: str) -> Appraised:
    """A case with one piece of text changed."""
    return appraise_loaded(loaded_from(with_text(files_of(case), file, before, after)), Scenario())


def case_of(**tables: str) -> dict[str, bytes]:
    """The files of a case of one row a table, the heading and the row apart by a bar."""
    return {f"{name}.csv": f"{text}\n".replace("|", "\n").encode() for name, text in tables.items()}


def npsv(whole: Appraised, option_id: str) -> float:
    return whole.option(option_id).expected.measures.npsv_gbp


@each_option
def test_drivers_are_the_bars_of_the_engine_the_one_that_moves_most_first(case: str, option_id: str) -> None:
    whole = appraised(case)
    frame, engine = drivers(whole, option_id), tornado(whole.case, whole.loaded.assumptions, option_id)
    assert frame.low_npsv_gbp.tolist() == [bar.low_npsv_gbp for bar in engine.bars]
    assert frame.high_npsv_gbp.tolist() == [bar.high_npsv_gbp for bar in engine.bars]
    assert (frame.high_npsv_gbp - frame.low_npsv_gbp).abs().is_monotonic_decreasing
    assert (frame.low_value <= frame.value).all() and (frame.value <= frame.high_value).all()
    assert frame.central_gbp.tolist() == pytest.approx([npsv(whole, option_id)] * len(frame))


def test_the_end_of_a_bar_is_what_the_case_returns_with_that_figure() -> None:
    row = drivers(appraised("sample"), "ten_boroughs").set_index("column").loc["engagement"]
    for value, gbp in ((float(row.low_value), row.low_npsv_gbp), (float(row.high_value), row.high_npsv_gbp)):
        again = changed("sample", "options.csv", "scale_out,0.5,0.4,0.6,0.7,", f"scale_out,0.5,0.4,0.6,{value!r},")
        assert npsv(again, "ten_boroughs") == pytest.approx(gbp, abs=0.01)


@each_option
def test_drivers_are_named_in_words(case: str, option_id: str) -> None:
    for frame in (drivers(appraised(case), option_id), turning_points(appraised(case), option_id)):
        words = frame.driver.str.rsplit(": ", n=1).str[-1]
        assert not words.str.contains("_").any()
        assert (words != "").all()


@pytest.mark.parametrize("case", ["one_hospital", "two_hospitals"])
def test_without_ranges_nothing_is_moved(case: str) -> None:
    assert drivers(appraised(case), "out").empty
    assert not turning_points(appraised(case), "out").empty


@each_option
def test_turning_points_are_those_of_the_engine_the_nearest_first(case: str, option_id: str) -> None:
    whole = appraised(case)
    frame = turning_points(whole, option_id)
    engine = switching_values(whole.case, whole.loaded.assumptions, option_id)
    assert sorted(frame.switching_value.dropna()) == sorted(e.switching_value for e in engine if e.switching_value is not None)
    jumps = sorted(each.crosses_between for each in engine if each.crosses_between is not None)
    assert sorted(zip(frame.from_value.dropna(), frame.to_value.dropna(), strict=True)) == jumps
    assert len(frame) == len(engine)
    ends = frame[["switching_value", "from_value", "to_value"]].sub(frame.value, axis=0)
    nearest = ends.abs().min(axis=1) / frame.value.abs()
    assert nearest.dropna().is_monotonic_increasing
    assert nearest.isna().is_monotonic_increasing  # those that never turn come last
    turns = frame[nearest.notna()]
    reached = [row[row.notna()].abs().idxmin() for _, row in ends.loc[turns.index].iterrows()]
    moves = [ends.loc[at, name] for at, name in zip(turns.index, reached, strict=True)]
    assert turns.falls.tolist() == [move < 0 for move in moves]


def test_engagement_at_which_one_hospital_pays_for_itself_by_hand() -> None:
    """Every benefit goes by who engages, and no cost does: £7,945,257.86 of benefit may fall to the £4,858,457.98 it costs.

    So engagement may fall from 60% to 60% x 4,858,457.98 / 7,945,257.86, which is 36.7%. The scale penalty leaves 80%, which
    may fall in the same proportion.
    """
    frame = turning_points(appraised("one_hospital"), "out").set_index("column")
    row = frame.loc["engagement"]
    assert row.value == 0.6 and row.falls
    assert row.switching_value == pytest.approx(0.6 * 4858457.975733172 / 7945257.860362468, rel=1e-9)
    assert pd.isna(row.from_value) and pd.isna(row.to_value)
    at = changed("one_hospital", "options.csv", "1,0.6,0.8", f"1,{float(row.switching_value)!r},0.8")
    assert npsv(at, "out") == pytest.approx(0, abs=0.01)
    penalty = frame.loc["scale_penalty"]
    assert not penalty.falls
    assert 1 - penalty.switching_value == pytest.approx(0.8 * 4858457.975733172 / 7945257.860362468, rel=1e-9)


def test_of_a_jump_the_end_nearer_to_the_figure_as_entered_counts() -> None:
    """Teams of 50: one pays from 48 of its people, two from 96 of 100. From all 100 people downwards, 96 is met before 48."""
    files = case_of(
        programme="programme_id,title,lead_partner_id,stage,base_year,price_year,horizon_years,effect_timing|t,Teams,la,scale,2026,2026,1,full_year",
        partners="partner_id,title,kind|la,LA,local_authority",
        outcomes="outcome_id,title,unit|stays,stays,stay",
        effects="outcome_id,impact,impact_basis,persistence|stays,1,net,1",
        benefits="benefit_id,outcome_id,benefit_class,value_kind,unit_value_gbp|beds,stays,economic,output_gain,1250",
        benefit_falls="benefit_id,partner_id,fall_share|beds,la,1",
        options="option_id,title,kind|out,Out,scale_out",
        sites="site_id,title,people_per_year,is_prototype|s,S,100,false",
        option_sites="option_id,site_id,start_year,end_year|out,s,0,0",
        costs="cost_id,option_id,cost_type,driver,amount_gbp,people_per_team,optimism_bias|team,out,revenue,team_yearly,60000,50,0",
        cost_shares="cost_id,partner_id,pay_share|team,la,1",
    )
    frame = turning_points(appraise_loaded(loaded_from(files), Scenario()), "out").set_index("column")
    row = frame.loc["engagement"]
    assert (row.from_value, row.to_value) == pytest.approx((0.48, 0.96))
    assert row.value == 1 and row.falls
    cost = frame.loc["amount_gbp"]
    assert cost.switching_value == pytest.approx(62_500) and not cost.falls
    # Engagement and the unit value turn 4% from where they are, the cost a little farther; the farther end of the jump is 52% off.
    order = frame.index.tolist()
    assert frame.loc["unit_value_gbp"].switching_value == pytest.approx(1_200)
    assert max(order.index("engagement"), order.index("unit_value_gbp")) < order.index("amount_gbp")


@each_case
def test_every_option_is_put_to_every_test(case: str) -> None:
    whole = appraised(case)
    frame = always_tested(whole)
    engine = standing_tests(whole.case, whole.loaded.assumptions)
    options = compared_options(whole.case)
    assert frame.test.nunique() == len(engine)
    assert len(frame) == len(engine) * len(options)
    assert not frame.test.str.contains("_").any()
    for test, (_, own) in zip(engine, frame.groupby("test", sort=False), strict=True):
        assert own.npsv_gbp.tolist() == [test.options[option_id].npsv_gbp for option_id in own.option_id]
        assert own.net_cash_gbp.tolist() == [test.options[option_id].net_cash_gbp for option_id in own.option_id]
    as_entered = frame[frame.test == "As entered"].set_index("option_id").npsv_gbp
    assert as_entered.to_dict() == pytest.approx({option_id: npsv(whole, option_id) for option_id in options})


def test_a_longer_count_is_the_programme_with_a_longer_horizon() -> None:
    frame = always_tested(appraised("one_hospital")).set_index("test")
    assert "Counted over 20 years" in frame.index and "Nothing adopted by others" not in frame.index
    longer = changed("one_hospital", "programme.csv", "2026,2026,8", "2026,2026,20")
    assert frame.npsv_gbp["Counted over 20 years"] == pytest.approx(npsv(longer, "out"))


@each_case
def test_tests_stand_beside_each_other_in_the_order_they_are_made_and_options_in_that_of_the_file(case: str) -> None:
    tidy, wide = always_tested(appraised(case)), options_under_tests(appraised(case))
    assert wide.index.tolist() == list(dict.fromkeys(tidy.test))
    assert wide.columns.tolist() == list(dict.fromkeys(tidy.option))
    assert all(wide.loc[row.test, row.option] == row.npsv_gbp for row in tidy.itertuples())


def test_options_of_one_name_are_tested_one_by_one() -> None:
    whole = changed("sample", "options.csv", "Keep it in Salford", "Offer it in all ten authorities")
    wide = options_under_tests(whole)
    assert wide.shape[1] == len(compared_options(whole.case))
    assert sorted(wide.loc["As entered"]) == pytest.approx(sorted(npsv(whole, each) for each in compared_options(whole.case)))


@pytest.mark.parametrize("case", ["sample", "made_300", "made_304", "made_309", "bench"])
def test_up_beats_out_from_the_break_even_chance_on(case: str) -> None:
    whole = appraised(case)
    frame = up_against_out(whole)
    ids = {option.title: option.option_id for option in whole.case.options}
    assert not frame.empty
    for row in frame.itertuples():
        out = npsv(whole, ids[row.out])
        levers = [lever for lever in whole.case.levers if lever.option_id == ids[row.up]]
        assert row.p_low == min(lever.p_adopted_low or lever.p_adopted for lever in levers)
        assert row.p_high == max(lever.p_adopted_high or lever.p_adopted for lever in levers)
        at = 1.0 if pd.isna(row.break_even) else row.break_even
        up = npsv(appraise_loaded(whole.loaded, Scenario(p_adopted=at)), ids[row.up])
        if pd.isna(row.break_even):
            assert up < out
        elif row.break_even > 0:
            assert up == pytest.approx(out, abs=1e-3)
        else:
            assert up >= out - 0.01


def test_without_levers_nothing_is_held_against_scaling_out() -> None:
    assert up_against_out(appraised("one_hospital")).empty
