"""From a figure back to its file, row, source and rating."""

from dataclasses import replace

import pytest

from core.reports.data.sources import ILLUSTRATIVE, inputs_behind, lines_behind, source_counts, weak_figures
from tests.core.reports.read_versions import appraised, every_option, files_of, loaded, loaded_from, pounds, with_text
from tests.people import EVERYTHING

each_option = pytest.mark.parametrize(("case", "option_id"), every_option())


@each_option
def test_the_lines_behind_an_option_add_up_to_its_totals_to_the_penny(case: str, option_id: str) -> None:
    rows, own = lines_behind(appraised(case), option_id), appraised(case).option(option_id).expected.measures
    gains, pays = rows[rows.side == "gains"], rows[rows.side == "pays"]
    kinds = {row.benefit_id: row for row in appraised(case).case.benefits}
    assert gains.pv_cash_gbp.sum() == pounds(own.pv_cash_released_gbp)
    assert gains.loc[gains.line_id.map(lambda line: kinds[line].is_public_value), "pv_gbp"].sum() == pounds(own.pv_public_value_gbp)
    assert pays.pv_gbp.sum() == pounds(own.pv_cost_gbp)
    assert pays.pv_cash_gbp.sum() == pounds(own.pv_public_cost_gbp)
    assert rows.partner.notna().all()


@pytest.mark.parametrize("case", ["sample", "one_hospital", "bench"])
def test_the_file_and_row_of_a_line_are_where_it_stands_in_the_file(case: str) -> None:
    for option in appraised(case).case.options:
        for row in lines_behind(appraised(case), option.option_id).itertuples():
            physical = files_of(case)[row.file].decode().splitlines()[row.row - 1]
            assert physical.startswith(f"{row.line_id},")


def test_a_row_is_counted_as_in_the_file_even_where_lines_above_it_are_blank() -> None:
    changed = with_text(files_of("one_hospital"), "costs.csv", "office,out", "\n\noffice,out")
    rows = inputs_behind(replace(appraised("one_hospital"), loaded=loaded_from(changed)), "office", EVERYTHING)
    assert set(rows.loc[rows.table == "costs", "row"]) == {5}


def test_the_largest_line_comes_first_on_each_side() -> None:
    rows = lines_behind(appraised("sample"), "ten_boroughs")
    for _, own in rows.groupby("side"):
        assert own.pv_gbp.is_monotonic_decreasing
    assert set(rows.version) == {1}


def test_behind_a_line_of_benefit_stand_its_value_its_shares_its_effect_and_its_places() -> None:
    rows = inputs_behind(appraised("one_hospital"), "beds", EVERYTHING)
    found = {(row.file, row.row, row.column): row.value for row in rows.itertuples()}
    assert found["benefits.csv", 6, "unit_value_gbp"] == "220"
    assert found["benefits.csv", 6, "lump_units"] == "2190"
    assert found["benefit_falls.csv", 5, "fall_share"] == "1"
    assert found["effects.csv", 4, "impact"] == "12"
    assert found["benefit_centres.csv", 2, "place_share"] == "1.0"
    assert found["site_centres.csv", 2, "flow_share"] == "1"
    assert ("costs.csv" in rows.file.tolist(), "options.csv" in rows.file.tolist()) == (False, False)


def test_behind_a_line_stand_the_cost_centres_in_which_it_becomes_cash() -> None:
    rows = inputs_behind(appraised("sample"), "prison_places", EVERYTHING)
    found = {(row.file, row.key, row.column): row.value for row in rows.itertuples()}
    assert found["cost_centres.csv", "prison_city", "baseline_units"] == "300"
    assert found["cost_centres.csv", "prison_north", "demand_growth_rate"] == "0.005"
    assert "court_city" not in set(rows.key)


def test_behind_a_line_of_cost_stand_its_amount_and_who_pays_it() -> None:
    rows = inputs_behind(appraised("one_hospital"), "team", EVERYTHING)
    found = {(row.file, row.row, row.column): row.value for row in rows.itertuples()}
    assert found["costs.csv", 2, "amount_gbp"] == "200000"
    assert found["costs.csv", 2, "optimism_bias"] == "0.1"
    assert (found["cost_shares.csv", 2, "pay_share"], found["cost_shares.csv", 3, "pay_share"]) == ("0.6", "0.4")


def test_every_input_row_stands_where_it_is_said_to_stand() -> None:
    whole = appraised("sample")
    for line in [row.benefit_id for row in whole.case.benefits] + [row.cost_id for row in whole.case.costs]:
        rows = inputs_behind(whole, line, EVERYTHING)
        assert len(rows) > 1
        for row in rows.itertuples():
            assert row.value in files_of("sample")[row.file].decode().splitlines()[row.row - 1]


def test_the_samples_costs_are_illustrative_and_red_and_its_unit_values_are_not() -> None:
    rows = lines_behind(appraised("sample"), "ten_boroughs")
    pays = rows[rows.side == "pays"]
    assert pays.source.str.startswith(ILLUSTRATIVE).all()
    assert set(pays.rating) == {"red"}
    prison = rows[rows.line_id == "prison_places"].iloc[0]
    assert prison.source.startswith("Greater Manchester Unit Cost Database")
    assert prison.rating != "red"


def test_the_weak_figures_are_exactly_those_counted_red() -> None:
    weak, counts = weak_figures(loaded("sample"), EVERYTHING), source_counts(loaded("sample"))
    assert weak.rows.sum() == counts["red"] > 100
    assert counts["green"] > 0 and counts["amber"] > 0
    assert set(weak.table) >= {"costs", "cost_shares", "cost_centres", "levers"}
    assert not weak.duplicated(["table", "column", "source"]).any()


def test_every_filled_cell_with_a_figure_is_rated_once() -> None:
    """One figure more in a file is one figure more in the counts."""
    before = sum(source_counts(loaded("one_hospital")).values())
    changed = with_text(
        files_of("one_hospital"), "costs.csv", "team,out,revenue,site_yearly,200000,0.1,,", "team,out,revenue,site_yearly,200000,,,"
    )
    assert sum(source_counts(loaded_from(changed)).values()) == before - 1


def test_without_a_source_a_figure_is_red_and_a_grade_rates_one_that_has_a_source() -> None:
    assert source_counts(loaded("one_hospital"))["red"] == sum(source_counts(loaded("one_hospital")).values())
    effects = files_of("one_hospital")["effects.csv"].replace(b"\r\n", b",\r\n").replace(b"grade,", b"grade,source")
    with_column = {**files_of("one_hospital"), "effects.csv": effects}
    sourced = with_text(with_column, "effects.csv", "1|0.75|0.5,4,", "1|0.75|0.5,4,A trial")
    assert source_counts(loaded_from(sourced))["amber"] == 3
    graded = with_text(sourced, "effects.csv", "0.5,4,A trial", "0.5,2,A trial")
    assert source_counts(loaded_from(graded))["green"] == 3
