"""A mapping is written, read back the same, and refused in a sentence when it is none."""

import pytest

from core.ingest.messy import (
    ColumnMapping,
    DateOrder,
    DecimalStyle,
    NotAMapping,
    SourceMapping,
    Transform,
    convert,
    mapping_from_json,
    mapping_to_json,
    propose,
    survey,
)
from tests.core.ingest.messy.files import separated, sites

EVERYTHING = SourceMapping(
    "evidence",
    {
        "evidence_id": ColumnMapping(("Study",)),
        "outcome_id": ColumnMapping(constant="work"),
        "design": ColumnMapping(("Design",), words={"rct": "randomised", "n/a": ""}),
        "measured_on": ColumnMapping(("When",), date_order=DateOrder.day_first),
        "effect": ColumnMapping(("d",), factor=0.01, decimal_style=DecimalStyle.comma),
        "standard_error": ColumnMapping(("vi",), transform=Transform.square_root),
        "people_treated": ColumnMapping(("a", "b"), transform=Transform.sum_of),
    },
    "Sheet 1",
    3,
)


def test_a_mapping_comes_back_as_it_was() -> None:
    assert mapping_from_json(mapping_to_json(EVERYTHING)) == EVERYTHING


def test_a_column_may_be_given_as_a_heading_alone() -> None:
    read = mapping_from_json('{"table": "sites", "columns": {"title": "Name"}}')
    assert read == SourceMapping("sites", {"title": ColumnMapping(("Name",))})


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        '{"table": "nothing", "columns": {}}',
        '{"table": "sites", "columns": {"colour": "x"}}',
        '{"table": "sites", "columns": {"title": 5}}',
        '{"table": "sites", "columns": {"title": {"sauce": "x"}}}',
        '{"table": "sites", "columns": {"title": {"sources": [1]}}}',
        '{"table": "sites", "columns": {"people_per_year": {"factor": -1}}}',
        '{"table": "sites", "columns": {"people_per_year": {"factor": "many"}}}',
        '{"table": "sites", "columns": {"title": {"transform": "cube"}}}',
        '{"table": "sites", "columns": {}, "header_row": "one"}',
        "[" * 100_000,
    ],
)
def test_what_is_no_mapping_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(NotAMapping) as refused:
        mapping_from_json(text)
    assert refused.value.sentence.endswith(".")


def test_what_was_remembered_holds_for_the_next_file_with_its_columns_moved() -> None:
    first = [["Ref", "Label", "Heads"], ["a", "A side", "5"]]
    columns = {"site_id": ColumnMapping(("Ref",)), "title": ColumnMapping(("Label",)), "people_per_year": ColumnMapping(("Heads",))}
    mapping = SourceMapping("sites", columns)
    found = survey(separated([row[::-1] for row in first]).encode(), "next.csv")
    proposal = propose(found, "sites", remembered=mapping)
    assert {match.confidence for match in proposal.matches if match.column in columns} == {1.0}
    assert not proposal.missing
    assert convert(found, proposal).table is not None


def test_a_remembered_heading_that_is_gone_is_told() -> None:
    mapping = SourceMapping("sites", {"area_code": ColumnMapping(("Old code",))})
    found = survey(separated([row[:2] + row[3:] for row in sites()]).encode(), "next.csv")
    assert any("area_code" in told for told in propose(found, "sites", remembered=mapping).warnings)


def test_a_mapping_for_headings_that_are_not_there_refuses_the_file() -> None:
    found = survey(separated(sites()).encode(), "sites.csv")
    done = convert(found, SourceMapping("sites", {name: ColumnMapping((name.upper(),)) for name in sites()[0]}))
    assert done.table is None
    assert len(done.problems) == 4


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (["Site ID", "Title", "People per year"], ["site_id", "title", "people_per_year"]),
        (["siteId", "name", "Annual people"], ["site_id", "title", "people_per_year"]),
        (["SITE-ID", "Site name", "population"], ["site_id"]),
        (["Site code", "Name of site", "Number of people per year"], ["site_id", "title", "people_per_year"]),
        (["Locality", "Description", "Clients per year"], ["site_id", "title", "people_per_year"]),
    ],
)
def test_headings_are_matched_by_name_spelling_and_meaning(headings: list[str], expected: list[str]) -> None:
    found = survey(separated([headings, ["a", "A side", "5"], ["b", "B side", "6"]]).encode(), "sites.csv")
    assert set(expected) <= set(propose(found, "sites").mapping.columns)


def test_population_is_offered_and_not_taken_by_itself() -> None:
    found = survey(separated([["site_id", "title", "population"], ["a", "A", "5"]]).encode(), "sites.csv")
    proposal = propose(found, "sites")
    offered = next(match for match in proposal.matches if match.column == "people_per_year")
    assert (offered.source, offered.confidence) == ("population", 0.5)
    assert proposal.missing == ("people_per_year",)
