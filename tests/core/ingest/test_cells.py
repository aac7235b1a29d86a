"""Each kind of cell is read as its model needs it, or refused in plain words."""

import pytest

from core.domain.columns.dictionary import limits_in_words
from core.domain.columns.schema import Column, columns_of
from core.domain.tables import SPEC_OF, SPECS
from core.ingest.cells import WrongCell, value_of


def column(table: str, name: str) -> Column:
    return next(each for each in columns_of(SPEC_OF[table].model) if each.name == name)


@pytest.mark.parametrize(
    ("cell", "value"), [("TRUE", True), ("Yes", True), ("1", True), ("false", False), ("NO", False), ("0", False)]
)
def test_true_and_false_are_read_in_any_letters(cell: str, value: bool) -> None:
    assert value_of(column("sites", "is_prototype"), cell) is value


@pytest.mark.parametrize("cell", ["007", "NA", "1e5", "nan", "true", "2026-11-22", "=A1", "Ünïcode"])
def test_an_id_stays_itself(cell: str) -> None:
    assert value_of(column("sites", "site_id"), cell) == cell


@pytest.mark.parametrize("cell", ["a|b", "a\nb"])
def test_an_id_holds_no_separators_or_line_breaks(cell: str) -> None:
    with pytest.raises(WrongCell, match="may not hold"):
        value_of(column("sites", "site_id"), cell)


def test_an_id_has_a_length() -> None:
    with pytest.raises(WrongCell, match="101 characters long; at most 100"):
        value_of(column("sites", "site_id"), "x" * 101)


def test_a_whole_number_may_be_written_with_a_point_nought() -> None:
    assert value_of(column("programme", "base_year"), "2026.0") == 2026


def test_a_list_is_read_value_by_value() -> None:
    assert value_of(column("effects", "persistence"), "1 | 0.75|.5") == (1.0, 0.75, 0.5)
    with pytest.raises(WrongCell, match="a list of 300 values; at most 201"):
        value_of(column("effects", "persistence"), "|".join(["1"] * 300))


@pytest.mark.parametrize(
    ("table", "name", "words"),
    [
        ("benefits", "variable_share", "from 0 to 1"),
        ("benefits", "lump_units", "more than 0"),
        ("costs", "amount_gbp", "0 or more"),
        ("costs", "progress_ratio", "more than 0 and at most 1"),
        ("programme", "base_year", "from 1900 to 2200"),
        ("cost_centres", "demand_growth_rate", "from -1 to 1"),
        ("effects", "impact", ""),
    ],
)
def test_limits_are_said_in_words(table: str, name: str, words: str) -> None:
    assert limits_in_words(column(table, name)) == words


def test_an_allowed_word_of_every_table_is_read_by_its_model() -> None:
    for spec in SPECS:
        for each in columns_of(spec.model):
            assert [value_of(each, word) for word in each.words] == list(each.words)
