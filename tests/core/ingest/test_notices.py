"""What is allowed but may not be meant is told as a warning, and never keeps a folder out."""

import pytest

from tests.core.ingest.folders import GOOD, cell, reading_of, without, without_line


def warnings_of(tables: dict[str, str]) -> list[str]:
    reading = reading_of(tables)
    assert reading.problems == ()
    assert reading.case is not None
    return [warning.sentence for warning in reading.warnings]


@pytest.mark.parametrize(
    ("table", "line", "column"),
    [
        ("options", 5, "gate_year"),
        ("option_sites", 4, "start_year"),
        ("costs", 3, "start_year"),
        ("contributions", 3, "year"),
    ],
)
def test_a_year_beyond_the_horizon_is_warned_of(table: str, line: int, column: str) -> None:
    (warning,) = warnings_of(cell(table, line, column, "11"))
    assert warning.startswith(f"{table}.csv, line {line}, column {column}: 1 row with a year after the horizon, which is year 10")


def test_the_last_year_of_the_horizon_is_within_it() -> None:
    assert warnings_of(cell("options", 5, "gate_year", "10")) == []


def test_attribution_below_one_wants_a_reason() -> None:
    below = cell("effects", 3, "attribution", "0.7")
    (warning,) = warnings_of(below)
    assert warning == "effects.csv, line 3, column attribution: below 1 without an attribution_reason for work."
    assert warnings_of(cell("effects", 3, "attribution_reason", "Two services share it", below)) == []


def test_fiscal_lines_without_a_route_are_warned_of_together() -> None:
    tables = {**GOOD, "benefits": GOOD["benefits"].replace("budget_removed", "")}
    (warning,) = warnings_of(tables)
    assert warning.endswith("ward and tax have no release_route: counts as capacity, not cash.")


def test_a_cost_with_neither_source_nor_grade_is_warned_of() -> None:
    (warning,) = warnings_of(cell("costs", 3, "confidence_grade", ""))
    assert warning == "costs.csv, line 3, column source: 1 row with neither source nor confidence_grade (visit)."


def test_a_scale_up_without_a_population_brings_nothing() -> None:
    (warning,) = warnings_of(without("population"))
    assert "there is no population.csv, so the levers of up and both bring nothing" in warning


def test_a_scale_up_of_an_outcome_without_units_a_person_brings_nothing_there() -> None:
    (warning,) = warnings_of(cell("effects", 3, "units_per_person_year", ""))
    assert (
        warning
        == "effects.csv, line 3, column units_per_person_year: empty for work: the levers of up and both bring nothing there."
    )


def test_a_site_without_a_centre_is_counted_at_none_in_particular() -> None:
    (warning,) = warnings_of(without_line("site_centres", 2))
    assert "1 site (north) goes to: counted at no particular centre, where no step closes." in warning


@pytest.mark.parametrize(
    ("tables", "told"),
    [
        (cell("site_centres", 3, "flow_share", "0.4"), 'benefit "ward" at site "south" add to 0.9: the rest names no centre'),
        (cell("benefit_centres", 2, "place_share", ""), 'benefit "ward" add to 0.75: the rest names no centre'),
    ],
)
def test_units_that_name_no_centre_are_warned_of(tables: dict[str, str], told: str) -> None:
    (warning,) = warnings_of(tables)
    assert told in warning and "its gains count in gross alone, and its harms as cost" in warning


def test_a_step_without_a_centre_is_warned_of() -> None:
    tables = without("benefit_centres", "site_centres")
    assert any("ward has a step_share and no cost centre: no step is known to close" in each for each in warnings_of(tables))


def test_a_fiscal_line_that_says_nothing_is_fixed_is_warned_of() -> None:
    (warning,) = warnings_of(cell("benefits", 3, "fixed_share", ""))
    assert warning == (
        "benefits.csv, line 3, column fixed_share: tax has no fixed_share: harm there is counted as if nothing of it were fixed."
    )


def test_a_payment_that_stands_as_transfer_and_as_value_is_warned_of() -> None:
    (warning,) = warnings_of(cell("benefits", 4, "unit_value_gbp", "9000"))
    assert "tax and wages are worth the same for each unit of one outcome" in warning


def test_one_unit_cost_on_two_lines_of_an_outcome_is_warned_of() -> None:
    coded = cell("benefits", 3, "unit_cost_code", "W1", cell("benefits", 4, "unit_cost_code", "W1"))
    assert warnings_of(coded) == []  # two parts of one unit cost
    twice = cell("benefits", 4, "unit_value_gbp", "9000", cell("benefits", 3, "value_kind", "service_cost", coded))
    (warning,) = warnings_of(twice)
    assert "tax and wages of outcome work use the same unit cost W1: is it counted twice?" in warning


def test_a_folder_without_business_as_usual_is_told_that_nothing_is_compared_all_the_same() -> None:
    (warning,) = warnings_of(without_line("options", 2))
    assert "no option of kind business_as_usual: every figure is a difference from doing nothing all the same" in warning


def test_levers_of_an_option_that_does_not_scale_up_are_warned_of() -> None:
    (warning,) = warnings_of(cell("levers", 2, "option_id", "out"))
    assert "1 lever hangs on out, an option of kind scale_out: counted from year 0" in warning


def test_a_line_with_one_centre_needs_no_word_on_sites() -> None:
    one = {**without("site_centres"), "benefit_centres": "benefit_id,cost_centre_id\nward,ward_1\n"}
    assert warnings_of(one) == []


def test_a_centre_of_a_partner_that_gets_nothing_of_the_line_is_warned_of() -> None:
    (warning,) = warnings_of(cell("cost_centres", 3, "partner_id", "treasury"))
    assert "1 centre of a partner to which nothing of the line falls (ward at ward_2)" in warning


def test_social_value_may_fall_to_nobody_in_particular() -> None:
    (warning,) = warnings_of(without_line("benefit_falls", 5))
    assert "wages falls to no partner" in warning
