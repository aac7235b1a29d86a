"""Whatever is sent, it is refused in a sentence or every cell and row of it is accounted for."""

import io
import string

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from core.domain.columns.schema import columns_of
from core.domain.tables import SPEC_OF
from core.ingest.cells import value_of
from core.ingest.messy import (
    LEAVE_ROW_OUT,
    ColumnMapping,
    NotReadable,
    SourceMapping,
    convert,
    propose,
    survey,
    to_fix_workbook,
    value,
)
from tests.core.ingest.messy.files import SITES_HEADING, separated, sites, typed, workbook
from tests.core.ingest.messy.invariants import breaches

WRITTEN = ["1,234", "£5k", "(5)", "5-", "35%", "1,5", "n/a", "-", "*", "<5", "Jun-27", "#REF!", "Total", "Source: x", "", " 7 "]
CELLS = st.one_of(
    st.text(alphabet=string.printable.replace("\x0b\x0c", "") + "£€éß\u2212\u00a0", max_size=12),
    st.sampled_from(WRITTEN),
    st.integers(-5, 10**7).map(str),
    st.floats(allow_nan=True).map(str),
)
TABLES = st.lists(st.lists(CELLS, min_size=1, max_size=6), max_size=12)
SITES_MAPPING = SourceMapping("sites", {name: ColumnMapping((name,)) for name in SITES_HEADING})
FUZZ = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def all_hold(data: bytes, mapping: SourceMapping | None = None) -> None:
    """Survey, propose, convert, answer everything, and check that nothing is lost on the way."""
    try:
        found = survey(data, "any.csv")
    except NotReadable as refused:
        assert refused.sentence.startswith("any.csv: ")
        return
    done = convert(found, mapping or propose(found, "sites"))
    assert not breaches(done)
    load_workbook(io.BytesIO(to_fix_workbook(done)))
    answers = {one.question_id: value(one.suggestion or "1") for one in done.questions}
    again = convert(found, mapping or propose(found, "sites"), answers)
    left = convert(
        found, mapping or propose(found, "sites"), {**answers, **{one.repair_id: LEAVE_ROW_OUT for one in again.repairs}}
    )
    assert not breaches(again)
    assert not breaches(left)
    if left.table is not None:
        column_of = {column.name: column for column in columns_of(SPEC_OF["sites"].model)}
        for row in left.table.rows:
            assert len(row) == len(left.table.columns)
            for name, cell in zip(left.table.columns, row, strict=True):
                assert not cell.strip() or value_of(column_of[name], cell.strip()) is not None


@FUZZ
@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    all_hold(data)


@FUZZ
@given(TABLES, st.sampled_from(",;\t|"), st.sampled_from(["utf-8", "utf-16", "windows-1252"]))
def test_any_cells_under_our_heading(rows: list[list[str]], delimiter: str, encoding: str) -> None:
    data = separated([SITES_HEADING, *rows], delimiter).encode(encoding, errors="replace")
    all_hold(data)
    all_hold(data, SITES_MAPPING)


@FUZZ
@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    all_hold(text.encode("utf-8", errors="replace"))


@FUZZ
@given(st.integers(0, 6_000), st.integers(0, 255))
def test_a_workbook_with_one_byte_changed(place: int, byte: int) -> None:
    data = bytearray(workbook(typed(sites())))
    data[place % len(data)] = byte
    all_hold(bytes(data))


@FUZZ
@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=8))
def test_text_and_ids_are_stored_as_they_stand(pairs: list[tuple[str, str]]) -> None:
    rows = [[f"id{n}", title, code, "1"] for n, (title, code) in enumerate(pairs)]
    found = survey(separated([SITES_HEADING, *rows]).encode(errors="replace"), "any.csv")
    done = convert(found, SITES_MAPPING)
    if done.table is None:
        return
    given_rows = {row[0]: row for row in rows}
    for row in done.table.rows:
        stored = dict(zip(done.table.columns, row, strict=True))
        assert stored["title"].strip() == given_rows[stored["site_id"]][1].strip()
