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


def test_a_site_without_a_centre_is_counted_at_the_first() -> None:
    (warning,) = warnings_of(without_line("site_centres", 2))
    assert "1 site (north) goes to: counted at its first centre ward_1." in warning


def test_a_line_with_one_centre_needs_no_word_on_sites() -> None:
    one = {**without("site_centres"), "benefit_centres": "benefit_id,cost_centre_id\nward,ward_1\n"}
    assert warnings_of(one) == []


def test_a_centre_of_a_partner_that_gets_nothing_of_the_line_is_warned_of() -> None:
    (warning,) = warnings_of(cell("cost_centres", 3, "partner_id", "treasury"))
    assert "1 centre of a partner to which nothing of the line falls (ward at ward_2)" in warning


def test_social_value_may_fall_to_nobody_in_particular() -> None:
    (warning,) = warnings_of(without_line("benefit_falls", 5))
    assert "wages falls to no partner" in warning
