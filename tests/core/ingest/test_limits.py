"""Every limit on what a file may say is refused with file, line, column, value and what to do."""

import pytest

from tests.core.ingest.folders import GOOD, added, cell, only_problem, place, reading_of, without_line


def test_the_good_folder_is_good() -> None:
    reading = reading_of(GOOD)
    assert [problem.sentence for problem in reading.problems] == []
    assert reading.case is not None
    assert set(reading.tables) == set(GOOD)
    assert reading.warnings == ()


@pytest.mark.parametrize(
    ("table", "line", "column", "value", "told"),
    [
        ("benefit_falls", 4, "fall_share", "1.2", "must be from 0 to 1"),
        ("options", 3, "engagement", "-0.1", "must be from 0 to 1"),
        ("costs", 4, "mitigation", "40", "Shares are written 0 to 1: 40% is 0.4."),
        ("effects", 3, "persistence", "1|7", 'value 2 of the list, "7": must be from 0 to 1'),
        ("effects", 3, "persistence", "1||0.5", "value 2 of the list is empty"),
        ("effects", 2, "impact", "NaN", "Give the figure"),
        ("effects", 2, "impact", "inf", "Give a finite number"),
        ("effects", 2, "units_per_person_year", "nan", "Leave the cell empty"),
        ("benefits", 2, "unit_value_gbp", "1e400", "at most 1,000,000,000,000"),
        ("benefits", 2, "unit_value_gbp", "0", "must be more than 0"),
        ("benefits", 2, "lump_units", "0", "must be more than 0"),
        ("programme", 2, "horizon_years", "300", "must be from 0 to 200"),
        ("programme", 2, "horizon_years", "7.5", "not a whole number"),
        ("option_sites", 2, "start_year", "2027", "Years are counted from the base year, which is 0"),
        ("effects", 2, "confidence_grade", "7", "must be from 1 to 6"),
        ("effects", 2, "deadweight", "0.1", "set deadweight to 0"),
        ("effects", 2, "impact", "9", "outside impact_low 2.0 to impact_high 4.5"),
        ("options", 3, "engagement", "0.9", "make engagement_low <= engagement <= engagement_high"),
        ("costs", 2, "amount_gbp", "1", "outside amount_low"),
        ("costs", 2, "driver", "per_people", 'Did you mean "per_person"?'),
        ("costs", 3, "progress_ratio", "1.5", "must be more than 0 and at most 1"),
        ("partners", 3, "kind", "NHS", 'Did you mean "nhs"?'),
        ("benefits", 2, "release_agreed", "maybe", "not one of true, false"),
        ("evidence", 2, "measured_on", "22/11/2025", "Write the year first: 2025-11-22"),
    ],
)
def test_a_wrong_cell_is_named(table: str, line: int, column: str, value: str, told: str) -> None:
    problem = only_problem(cell(table, line, column, value))
    assert place(problem) == (f"{table}.csv", line, column)
    assert problem.value == value
    assert told in problem.sentence


def test_an_empty_cell_that_every_row_needs_is_named() -> None:
    problem = only_problem(cell("benefits", 2, "unit_value_gbp", " "))
    assert place(problem) == ("benefits.csv", 2, "unit_value_gbp")
    assert "Fill it in: value of one unit of the outcome." in problem.sentence


def test_shares_of_a_benefit_may_not_be_over_one_together() -> None:
    problem = only_problem(cell("benefits", 2, "variable_share", "0.3"))
    assert place(problem) == ("benefits.csv", 2, None)
    assert "variable_share + step_share + fixed_share is 1.1" in problem.sentence


def test_a_stepped_benefit_needs_a_lump() -> None:
    problem = only_problem(cell("benefits", 2, "lump_units", ""))
    assert place(problem) == ("benefits.csv", 2, "lump_units")
    assert "how many units make one step" in problem.sentence


def test_a_range_with_one_end_is_refused() -> None:
    problem = only_problem(cell("options", 3, "engagement_high", ""))
    assert place(problem) == ("options.csv", 3, "engagement")
    assert "give both engagement_low and engagement_high" in problem.sentence


@pytest.mark.parametrize(
    ("table", "line", "column", "value"),
    [("options", 5, "gate_year", ""), ("costs", 2, "people_per_team", ""), ("service_design", 3, "not_needed_because", "")],
)
def test_what_a_kind_needs_is_asked_for(table: str, line: int, column: str, value: str) -> None:
    problem = only_problem(cell(table, line, column, value))
    assert (problem.file, problem.line) == (f"{table}.csv", line)
    assert column in problem.sentence


@pytest.mark.parametrize(
    ("table", "line", "column", "wrong", "told"),
    [
        ("benefit_falls", 2, "fall_share", "0.8", 'benefit "ward" add to 0.9 (lines 2 and 3)'),
        ("benefit_falls", 4, "fall_share", "0.999998", 'benefit "tax" add to 0.999998 (line 4)'),
        ("cost_shares", 2, "pay_share", "0.5", 'cost "team" add to 0.9 (lines 2 and 3)'),
        ("site_centres", 3, "flow_share", "0.6", 'benefit "ward" at site "south" add to 1.1 (lines 3 and 4)'),
        ("benefit_centres", 2, "place_share", "0.5", 'benefit "ward" add to 1.25 (lines 2 and 3)'),
    ],
)
def test_shares_that_do_not_add_to_one_are_refused(table: str, line: int, column: str, wrong: str, told: str) -> None:
    problem = only_problem(cell(table, line, column, wrong))
    assert (problem.file, problem.column) == (f"{table}.csv", column)
    assert told in problem.sentence


@pytest.mark.parametrize("almost", ["0.999999", "0.9999995", "1.0"])
def test_shares_may_miss_one_by_a_millionth(almost: str) -> None:
    assert reading_of(cell("benefit_falls", 4, "fall_share", almost)).problems == ()


def test_a_fiscal_benefit_nobody_gets_is_refused() -> None:
    problem = only_problem(without_line("benefit_falls", 4))
    assert place(problem) == ("benefit_falls.csv", None, "benefit_id")
    assert problem.value == "tax"
    assert "benefits.csv on line 3" in problem.sentence


def test_a_cost_nobody_pays_is_refused() -> None:
    problem = only_problem(without_line("cost_shares", 5))
    assert place(problem) == ("cost_shares.csv", None, "cost_id")
    assert problem.value == "campaign"


@pytest.mark.parametrize(
    ("table", "line", "column", "value", "listed_in"),
    [
        ("benefit_falls", 4, "partner_id", "tresury", "partners.csv"),
        ("cost_shares", 4, "cost_id", "vist", "costs.csv"),
        ("programme", 2, "lead_partner_id", "counsil", "partners.csv"),
        ("levers", 2, "owner_partner_id", "treasure", "partners.csv"),
        ("site_centres", 2, "cost_centre_id", "ward_3", "cost_centres.csv"),
        ("option_sites", 4, "site_id", "Nort", "sites.csv"),
        ("observations", 2, "site_id", "nrth", "sites.csv"),
        ("predictions", 2, "line_id", "wards", "benefits.csv or costs.csv"),
        ("service_design", 2, "cost_id", "teams", "costs.csv"),
        ("evidence", 2, "outcome_id", "bed", "outcomes.csv"),
    ],
)
def test_an_unknown_id_is_named_with_the_nearest(table: str, line: int, column: str, value: str, listed_in: str) -> None:
    found = [problem for problem in reading_of(cell(table, line, column, value)).problems if problem.value == value]
    assert [place(problem) for problem in found] == [(f"{table}.csv", line, column)]
    assert f"not listed in {listed_in}" in found[0].sentence
    assert "Did you mean" in found[0].sentence


def test_an_element_must_lead_to_an_element() -> None:
    problem = only_problem(cell("logic_model", 2, "leads_to", "visits|fewer_day"))
    assert place(problem) == ("logic_model.csv", 2, "leads_to")
    assert problem.value == "fewer_day"


def test_an_outcome_is_worked_for_in_options_that_are_there() -> None:
    head, *rows = GOOD["outcomes"].splitlines()
    tables = {**GOOD, "outcomes": "\n".join([f"{head},option_ids", f"{rows[0]},", f"{rows[1]},up|boht"]) + "\n"}
    problem = only_problem(tables)
    assert place(problem) == ("outcomes.csv", 3, "option_ids")
    assert problem.value == "boht"
    assert "not listed in options.csv" in problem.sentence


@pytest.mark.parametrize(
    ("table", "row", "line", "first", "value"),
    [
        ("partners", "council,Again,police,local", 5, 2, "council"),
        ("benefit_falls", "tax,treasury,0", 6, 4, "tax, treasury"),
        ("deflators", "2024.0,95", 4, 2, "2024"),
        ("contributions", "out,council,1,5,grant", 4, 3, "out, council, 1, grant"),
    ],
)
def test_a_key_stands_once(table: str, row: str, line: int, first: int, value: str) -> None:
    problem = only_problem(added(table, row))
    assert (problem.file, problem.line, problem.value) == (f"{table}.csv", line, value)
    assert f"as on line {first}" in problem.sentence
