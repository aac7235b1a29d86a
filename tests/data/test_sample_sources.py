"""Every figure of the sample says where it comes from, and what nobody has measured is called illustrative."""

import re

import pytest

from core.domain.assumptions import FigureSource
from core.domain.tables import SPEC_OF, SPECS
from core.domain.vintages import Rating
from tests.data.sample import SAMPLE, figure_sources, rows

TABLES = [spec.name for spec in SPECS if (SAMPLE / spec.file_name).exists()]
YEARS = {"year", "base_year", "price_year"}
NUMBERS = re.compile(r"-?\d+(\.\d+)?(\|-?\d+(\.\d+)?)*")
ILLUSTRATIVE = "Illustrative:"
KNOWN_BAD_LINES = {"HO1.0", "FI1.0.5"}


def source_of(table: str, column: str, key: str | None) -> FigureSource | None:
    """The entry that speaks for a cell: the one for its row before the one for its column."""
    found = [figure for figure in figure_sources() if (figure.table, figure.column) == (table, column)]
    own = [figure for figure in found if figure.key is not None and figure.key == key]
    return next(iter(own), next((figure for figure in found if figure.key is None), None))


def first_key(table: str, row: dict[str, str]) -> str | None:
    """What names a row in the file of sources: its first key column."""
    key = SPEC_OF[table].key
    return row[key[0]] if key else None


def without_a_source(table: str) -> list[str]:
    """The cells with figures for which neither their row nor the file of sources gives a source."""
    return [
        f"{first_key(table, row)}.{column} = {cell}"
        for row in rows(table)
        for column, cell in row.items()
        if NUMBERS.fullmatch(cell) and column not in YEARS and column not in SPEC_OF[table].key
        if not row.get("source") and source_of(table, column, first_key(table, row)) is None
    ]


@pytest.mark.parametrize("table", TABLES)
def test_every_figure_has_a_source(table):
    assert without_a_source(table) == []


def test_a_figure_without_a_source_would_be_found(monkeypatch):
    monkeypatch.setattr("tests.data.test_sample_sources.figure_sources", tuple)
    assert "salford.people_per_year = 587" in without_a_source("sites")


def test_every_cost_is_illustrative_and_red():
    for row in rows("costs"):
        assert row["source"].startswith(ILLUSTRATIVE)
        figure = source_of("costs", "amount_gbp", row["cost_id"])
        assert figure is not None
        assert figure.rating is Rating.red


def test_red_means_illustrative_and_illustrative_means_red():
    for figure in figure_sources():
        assert (figure.rating is Rating.red) == figure.source.startswith(ILLUSTRATIVE), figure


def test_the_file_of_sources_speaks_of_tables_columns_and_rows_that_exist():
    for figure in figure_sources():
        assert figure.column in SPEC_OF[figure.table].columns, figure
        assert any(figure.column in row for row in rows(figure.table))
        if figure.key is not None:
            assert figure.key in {first_key(figure.table, row) for row in rows(figure.table)}, figure


def test_no_cell_has_two_sources_of_the_same_reach():
    places = [(figure.table, figure.column, figure.key) for figure in figure_sources()]
    assert len(places) == len(set(places))


def test_every_effect_but_the_pooled_one_is_called_illustrative():
    for row in rows("effects"):
        figure = source_of("effects", "impact", row["outcome_id"])
        assert figure is not None
        is_pooled = row["outcome_id"] == "reoffending"
        assert row["source"].startswith(ILLUSTRATIVE) is not is_pooled
        assert (figure.rating is Rating.red) is not is_pooled


def test_shares_that_become_cash_are_red():
    for row in rows("benefits"):
        for column in ("variable_share", "step_share", "lump_units"):
            if column in row:
                figure = source_of("benefits", column, row["benefit_id"])
                assert figure is not None
                assert figure.rating is Rating.red


def test_every_unit_value_names_its_cell_and_code():
    for row in rows("benefits"):
        assert re.search(r"sheet .+?, row \d+, cell [A-Z]+\d+, \d{4}/\d{2} prices", row["source"])
        assert row["unit_cost_code"] not in KNOWN_BAD_LINES


def test_predictions_and_actuals_say_that_they_are_made_up():
    for table in ("predictions", "actuals"):
        assert all(row["source"].startswith(ILLUSTRATIVE) for row in rows(table))
