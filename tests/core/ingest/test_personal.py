"""Personal data is found in the shared reader, so on every way in, and is told in the same words; no value is repeated."""

import io
import zipfile

import pytest

from core.domain.tables import SPEC_OF
from core.ingest.archives import unpack
from core.ingest.case import check_one, read_files
from core.ingest.long_tables import begin
from core.ingest.messy import ACCEPT, convert, propose, survey
from core.ingest.messy.convert import personal_in
from core.ingest.tables import read_table
from tests.core.ingest.folders import GOOD, files_of
from tests.core.ingest.messy.files import separated, workbook

VALUES = {
    "nhs_number": ["943 476 5919", "943 476 5870"],
    "ni": ["AB 12 34 56 C", "AB 12 34 57 D"],
    "contact": ["jo.bloggs@example.org", "sam@example.org"],
    "phone": ["0161 496 0000", "0161 496 0001"],
    "where": ["M1 1AE", "M60 7RA"],
    "patient name": ["Jo Bloggs", "Sam Smith"],
    "date of birth": ["1980-02-01", "1990-03-04"],
}
PEOPLE_AT_SITES = [["site_id", "title", "people_per_year"], ["n", "North", "1"], ["s", "South", "2"]]


def with_column(heading: str) -> bytes:
    cells = [heading, *VALUES[heading]]
    return separated([[*row, cell] for row, cell in zip(PEOPLE_AT_SITES, cells, strict=True)]).encode()


def words_step_by_step(data: bytes) -> str:
    (finding,) = personal_in(survey(data, "export.csv").sheet())
    return finding.sentence


@pytest.mark.parametrize("heading", list(VALUES))
def test_a_file_that_bears_a_tables_own_name_is_refused_in_the_words_of_an_export(heading: str) -> None:
    data = with_column(heading)
    words = words_step_by_step(data)
    for problems in (
        read_table("sites", data, "sites.csv").problems,
        check_one("sites.csv", data).problems,
        read_files({**files_of(GOOD), "sites.csv": data}).problems,
    ):
        told = [problem for problem in problems if words in problem.sentence]
        assert [(problem.file, problem.line) for problem in told] == [("sites.csv", 2)]
        assert not any(value in problem.sentence for problem in problems for value in VALUES[heading])


@pytest.mark.parametrize("heading", list(VALUES))
def test_a_workbook_and_a_file_too_long_to_hold_are_refused_in_those_words_too(heading: str) -> None:
    data = with_column(heading)
    words = words_step_by_step(data)
    rows = [[*row, cell] for row, cell in zip(PEOPLE_AT_SITES, [heading, *VALUES[heading]], strict=True)]
    found = survey(workbook(rows), "export.xlsx")
    assert [one.sentence for one in convert(found, propose(found, "sites")).personal] == [words]
    assert [words in problem.sentence for problem in begin(SPEC_OF["sites"], data, "long.csv").problems] == [True]


def test_a_zip_of_a_folder_is_looked_through_as_its_files_are() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in {**files_of(GOOD), "sites.csv": with_column("contact")}.items():
            archive.writestr(name, data)
    reading = read_files(unpack(packed.getvalue(), "case.zip"))
    assert reading.case is None and any("e-mail addresses" in problem.sentence for problem in reading.problems)


def test_what_may_be_an_offices_can_be_said_to_be_so_step_by_step_and_the_refusal_says_where() -> None:
    data = with_column("contact")
    (problem,) = read_table("sites", data, "sites.csv").problems
    assert "step by step" in problem.sentence
    found = survey(data, "sites.csv")
    (finding,) = convert(found, propose(found, "sites")).personal
    assert convert(found, propose(found, "sites"), {finding.finding_id: ACCEPT}).table is not None


def test_a_folder_in_which_nobody_is_named_is_taken_in() -> None:
    assert read_files(files_of(GOOD)).case is not None
