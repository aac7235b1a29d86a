"""A file keeps its cells exactly, its lines stay true, and what does not fit its heading is told, never shifted."""

import csv
import hashlib
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.tables import SPEC_OF
from core.ingest.csv_lines import LONGEST_CELL
from core.ingest.tables import TableReading, read_table
from core.ingest.too_much import MOST_FAILING_CELLS, MOST_ROWS

HEADING = "site_id,title,people_per_year"


def sites(text: str) -> TableReading:
    return read_table("sites", text.encode(), "sites.csv")


def only(reading: TableReading) -> str:
    assert reading.table is None
    assert reading.problem_count == 1
    return reading.problems[0].sentence


def test_cells_are_kept_as_they_were_given() -> None:
    data = f"{HEADING},note\n north ,007,1e2,x\nsouth,NA, 250.0,y\n".encode()
    reading = read_table("sites", data, "my sites.csv")
    table = reading.table
    assert table is not None
    assert table.columns == ("site_id", "title", "people_per_year")
    assert table.rows == ((" north ", "007", "1e2"), ("south", "NA", " 250.0"))
    assert table.lines == (2, 3)
    assert table.file_name == "my sites.csv"
    assert table.sha256 == hashlib.sha256(data).hexdigest()


def test_columns_stay_in_the_files_order() -> None:
    table = sites("title,people_per_year,site_id\nNorth,5,n\n").table
    assert table is not None
    assert table.columns == ("title", "people_per_year", "site_id")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_physical_lines_even_after_a_cell_of_several(end: str) -> None:
    table = sites(end.join([HEADING, "", 'n,"North', "of the", 'river",1', ",,", "s,South,2"])).table
    assert table is not None
    assert table.lines == (3, 7)
    assert table.rows[0][1] == f"North{end}of the{end}river"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_heading_tells_the_separator(delimiter: str) -> None:
    rows = [["site_id", "title", "people_per_year"], ["n", "North, south; east | west\tall", "5"]]
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter).writerows(rows)
    table = sites(buffer.getvalue()).table
    assert table is not None
    assert table.rows == (tuple(rows[1]),)


@pytest.mark.parametrize(
    ("row", "told"),
    [("n,North, the,5", "line 3: 4 fields where the heading has 3."), ("n,North", "line 3: 2 fields where the heading has 3.")],
)
def test_a_row_that_does_not_fit_is_told_with_its_line_and_counts(row: str, told: str) -> None:
    assert told in only(sites(f"{HEADING}\ns,South,1\n{row}\n"))


def test_a_quotation_mark_that_never_closes_is_told_where_it_opens() -> None:
    told = only(sites(f'{HEADING}\ns,South,1\nn,"North,5\ne,East,2\n'))
    assert "line 3" in told
    assert "a quotation mark is opened and never closed" in told


def test_a_cell_that_goes_on_after_its_quotation_mark_is_told() -> None:
    assert "where the end of the cell should be" in only(sites(f'{HEADING}\nn,"North" side,5\n'))


@pytest.mark.parametrize("length", [LONGEST_CELL + 1, LONGEST_CELL * 20])
def test_a_cell_that_is_too_long_is_told(length: int) -> None:
    assert "10,000" in only(sites(f"{HEADING}\nn,{'x' * length},5\n"))


def test_too_many_columns_are_told() -> None:
    assert "202 columns; the limit is 200" in only(sites(",".join(["site_id", "title", *(f"c{n}" for n in range(200))]) + "\n"))


def test_too_many_rows_are_told_and_the_limit_itself_is_read() -> None:
    text = f"{HEADING}\n" + "n,N,1\n" * MOST_ROWS
    table = sites(text).table
    assert table is not None
    assert len(table.rows) == MOST_ROWS
    assert "more than 200,000 rows" in only(sites(text + "n,N,1\n"))


def test_rows_that_do_not_fit_count_towards_the_limit() -> None:
    reading = sites(f"{HEADING}\n" + "n\n" * (MOST_ROWS + 1_000))
    assert reading.problem_count == MOST_FAILING_CELLS + 2
    assert len(reading.problems) == 201


@pytest.mark.parametrize("name", ["sites", "partners"])
def test_a_heading_without_rows_is_told_and_refused_only_where_rows_are_needed(name: str) -> None:
    reading = read_table(name, (",".join(SPEC_OF[name].columns) + "\n").encode(), f"{name}.csv")
    told = (*reading.problems, *reading.warnings)
    assert [each.sentence for each in told] == [f"{name}.csv, line 1: there is a heading and no rows."]
    assert (reading.table is None) == SPEC_OF[name].required


def test_a_missing_column_is_named() -> None:
    told = only(sites("site_id,title\nn,North\n"))
    assert told.startswith("sites.csv, line 1, column people_per_year: this column is missing and every row needs it.")


def test_a_column_that_stands_twice_is_refused() -> None:
    assert "column title: 2 columns have this name" in only(sites(f"{HEADING},Title\nn,North,1,x\n"))


def test_a_column_that_is_not_listed_is_kept_out_with_a_warning() -> None:
    reading = sites(f"{HEADING},is_prototpye,colour\nn,North,1,true,red\n")
    assert reading.table is not None
    assert reading.table.columns == ("site_id", "title", "people_per_year")
    assert [warning.sentence for warning in reading.warnings] == [
        'sites.csv, line 1, column is_prototpye: this is not a column of sites, so it is kept out. Did you mean "is_prototype"?',
        "sites.csv, line 1, column colour: this is not a column of sites, so it is kept out.",
    ]


def test_many_columns_that_are_not_listed_are_told_together() -> None:
    (warning,) = sites(f"{HEADING},colour,mood,weather\nn,North,1,red,good,rain\n").warnings
    assert warning.sentence.endswith("3 columns that are not columns of sites are kept out: colour, mood and weather.")


def test_capitals_in_a_heading_are_read_with_a_warning() -> None:
    reading = sites(" Site_ID ,title,people_per_year\nn,North,1\n")
    assert reading.table is not None
    assert reading.table.columns == ("site_id", "title", "people_per_year")
    assert 'the heading is written "Site_ID": read as site_id.' in reading.warnings[0].sentence


def test_columns_without_a_name_matter_only_when_something_is_in_them() -> None:
    assert sites(f"{HEADING},,\nn,North,1,,\n").warnings == ()
    assert "1 column without a name (number 5) is kept out" in sites(f"{HEADING},,\nn,North,1,,x\n").warnings[0].sentence


def test_a_letter_does_not_look_like_a_table() -> None:
    told = only(sites("Dear colleague,\nplease find attached\n"))
    assert "this does not look like the table sites" in told
    assert "site_id, title and people_per_year must be there" in told


def test_control_characters_do_not_reach_the_sentence() -> None:
    assert "\x1b" not in only(sites("\x1b[31mred,\x1b[0m\n1,2\n"))


CELLS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], include_characters="\t\r\n"), max_size=12)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=6))
def test_any_text_comes_back_as_it_was_written(rows: list[tuple[str, str, str]]) -> None:
    kept = [row for row in rows if any(cell.strip() for cell in row)]
    buffer = io.StringIO()
    csv.writer(buffer, quoting=csv.QUOTE_ALL).writerows([HEADING.split(","), *rows])
    reading = sites(buffer.getvalue())
    assert reading.problems == ()
    assert reading.table is not None
    assert list(reading.table.rows) == kept
