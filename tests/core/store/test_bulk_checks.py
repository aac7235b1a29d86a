import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.columns.schema import columns_of
from core.domain.tables import SPEC_OF
from core.ingest import numbers
from core.ingest.numbers import plain_number
from core.store.bulk.checks import PLAIN_NUMBER, bulk_columns, quickly_typed, typed

OBSERVATIONS = SPEC_OF["observations"]
VALUE = next(column for column in columns_of(OBSERVATIONS.model) if column.name == "value")
ODD = ["1e5", "inf", "-Infinity", "nan", " 1", "1 ", "1_000", "+1", ".5", "5.", "0x10", "", "+-1", "1e400", "1e12", "1.0001e12"]
spellings = st.one_of(
    st.sampled_from(ODD),
    st.text("0123456789+-.eE", max_size=8),
    st.text("0123456789+-.eE_ \txfdna١∞,%", max_size=8),
    st.floats().map(repr),
)


def stored(expression: str, cells: list[str]) -> list[float | None]:
    with duckdb.connect() as connection:
        rows = 'select unnest($cells) as "value", unnest(range(len($cells))) as place'
        asked = f"select {expression} from (select nullif(value, '') as value, place from ({rows})) order by place"
        return [row[0] for row in connection.execute(asked, {"cells": cells}).fetchall()]


def allowed(cell: str) -> float | None:
    number = plain_number(cell)
    return number if number is not None and -1e12 <= number <= 1e12 else None


def test_sql_and_python_know_the_same_pattern_of_a_number():
    assert numbers._PLAIN.pattern == PLAIN_NUMBER


@settings(max_examples=30, deadline=None)
@given(st.lists(spellings, min_size=1, max_size=60))
def test_a_number_is_stored_exactly_when_it_is_read_from_a_short_file_and_is_the_same(cells):
    bare = [cell.strip() for cell in cells]
    assert stored(typed(VALUE, {"value"}), bare) == [allowed(cell) for cell in bare]


@settings(max_examples=30, deadline=None)
@given(st.lists(spellings, min_size=1, max_size=60))
def test_the_first_look_never_takes_a_number_that_a_short_file_would_not(cells):
    for cell, number in zip(cells, stored(quickly_typed(VALUE, {"value"}), cells), strict=True):
        within = number is not None and -1e12 <= number <= 1e12
        assert not within or number == allowed(cell.strip()), cell


def test_a_table_with_dates_is_not_read_in_bulk():
    with pytest.raises(ValueError, match=r"evidence\.measured_on"):
        bulk_columns(SPEC_OF["evidence"])
