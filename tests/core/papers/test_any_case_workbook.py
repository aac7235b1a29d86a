"""A programme comes back from a workbook as it went out, whatever is in it."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.columns.dictionary import entries, is_year, own_id
from core.domain.columns.schema import Column, Kind
from core.domain.fields import PERIOD
from core.domain.tables import SPECS, Table
from core.ingest.case import build_case
from core.ingest.case_workbook.cells import means_the_same
from tests.core.papers.books import AS_IT_COMES, a_table, read, sentences, tables_of, written
from tests.made_cases import made_case


def text_of_a_title() -> st.SearchStrategy[str]:
    marks = st.characters(exclude_categories=["Cs", "Cc", "Nd"])
    return st.text(marks, min_size=1, max_size=30).filter(lambda text: bool(text.strip()))


@settings(max_examples=5, phases=AS_IT_COMES)
@given(seed=st.integers(0, 10**6), titles=st.lists(text_of_a_title(), min_size=1, max_size=4))
def test_any_case_comes_back_as_it_went_out(seed: int, titles: list[str]) -> None:
    case = made_case(seed)
    case = case.model_copy(
        update={
            field: tuple(
                row.model_copy(update={"title": titles[n % len(titles)].strip()}) for n, row in enumerate(getattr(case, field))
            )
            for field in ("partners", "sites", "outcomes", "options", "costs", "levers")
        }
    )
    tables = tables_of(case)
    before = build_case(tables)
    reading = read(written(tables))
    assert not reading.problems, sentences(reading)
    after = build_case(reading.tables)
    assert (after.case, after.problems) == (before.case, tuple(map(reading.in_the_workbook, before.problems)) and after.problems)


def _one_value(column: Column) -> st.SearchStrategy[str]:
    by_kind = {
        Kind.word: st.sampled_from(column.words or ("",)),
        Kind.true_or_false: st.sampled_from(["true", "false", "yes", "0"]),
        Kind.date: st.dates().map(str),
        Kind.text: text_of_a_title().map(str.strip),
        Kind.id: st.text("abcXYZ _-", min_size=1, max_size=12).map(str.strip).filter(bool),
    }
    if column.unit == PERIOD:
        return st.sampled_from(["2026", "2026/27", "2026-Q1", "2026-04-30"])
    return by_kind[column.kind] if column.kind in by_kind else _number(column)


def _number(column: Column) -> st.SearchStrategy[str]:
    low = max(column.at_least if column.at_least is not None else -1e9, -1e9)
    if column.more_than is not None:
        low = column.more_than + 1e-6
    high = min(column.at_most if column.at_most is not None else 1e9, 1e9)
    if column.kind is Kind.whole_number or is_year(column):
        return st.integers(int(low), int(high)).map(str)
    return st.floats(low, high, allow_nan=False, allow_subnormal=False).filter(lambda each: not each or abs(each) > 1e-9).map(repr)


@st.composite
def any_tables(draw: st.DrawFn) -> dict[str, Table]:
    """Tables whose cells are each allowed in their column, and whose rows name rows that are there."""
    ids: dict[str, list[str]] = {}
    for spec in SPECS:
        if own_id(spec) is not None:
            some = st.lists(
                st.text("abAB_ é", min_size=1, max_size=6).map(str.strip).filter(bool), min_size=1, max_size=3, unique=True
            )
            ids[spec.name] = draw(some)[: 1 if spec.single_row else 3]
    tables = {}
    for spec in SPECS:
        own = own_id(spec)
        rows = [[draw(_a_cell(entry, ids, own, n)) for entry in entries(spec.name)] for n in range(len(ids.get(spec.name, [0])))]
        tables[spec.name] = a_table(spec.name, spec.columns, tuple(map(tuple, rows)))
    return tables


def _a_cell(entry: Any, ids: dict[str, list[str]], own: str | None, number: int) -> st.SearchStrategy[str]:
    column = entry.column
    if column.name == own:
        return st.just(ids[entry.table][number])
    if entry.names:
        # An id of two tables may stand for a row of either, so that each has ids of its own here.
        known = ids[entry.names[0]]
        if len(entry.names) > 1:
            known = [each for each in known if each not in ids[entry.names[1]]] or [""]
        value = st.lists(st.sampled_from(known), max_size=2).map("|".join) if column.many else st.sampled_from(known)
    elif column.many:
        value = st.lists(_one_value(column), max_size=3).map("|".join)
    else:
        value = _one_value(column)
    return value if column.required else st.one_of(st.just(""), value)


@settings(max_examples=4, phases=AS_IT_COMES)
@given(tables=any_tables())
def test_every_cell_of_every_table_comes_back_with_its_value(tables: dict[str, Table]) -> None:
    reading = read(written(tables))
    assert not reading.problems, sentences(reading)
    for name, table in tables.items():
        columns = {entry.column.name: entry.column for entry in entries(name)}
        for before, after in zip(table.dicts(), reading.tables[name].dicts(), strict=True):
            for column in columns.values():
                one, other = before.get(column.name, ""), after.get(column.name, "")
                if column.kind is Kind.text and not column.many:
                    assert one.strip() == other.strip()
                elif column.many:
                    assert [part.strip() for part in one.split("|")] == [part.strip() for part in other.split("|")]
                else:
                    assert means_the_same(column, one, other), (name, column.name, one, other)
