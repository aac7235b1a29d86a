from pathlib import Path

import pytest

from core.actions.case_files import case_file
from core.actions.programmes import export_case, import_case, replace_tables
from core.domain.errors import UnknownProgramme, UnknownVersion
from core.ingest.case import read_files
from core.store.tables.folders import read_folder, write_folder
from tests.case_files import CASE_NAMES, CASES
from tests.core.store.stored import NOON, table_of
from tests.people import ANN, BOB

SAMPLES = sorted(path for path in (CASES.parents[1] / "data" / "samples").glob("*/") if list(path.glob("*.csv")))


def imported(db, folder: Path) -> str:
    reading = read_files(read_folder(folder))
    assert reading.case is not None, reading.problems
    return import_case(db, reading.tables, by=ANN, at=NOON, what="Imported a folder.").programme_id


@pytest.mark.parametrize("folder", [*(CASES / name for name in CASE_NAMES), *SAMPLES], ids=lambda folder: folder.name)
def test_a_case_folder_comes_out_byte_for_byte_as_it_went_in(db, folder, tmp_path):
    write_folder(tmp_path / "out", export_case(db, imported(db, folder), by=ANN))
    assert read_folder(tmp_path / "out") == read_folder(folder)


def test_an_earlier_version_can_be_exported(db):
    programme_id = imported(db, CASES / "one_hospital")
    before = export_case(db, programme_id, by=ANN)
    outcomes = before["outcomes.csv"].replace("work,work,", "work,Work,")
    replace_tables(db, programme_id, {"outcomes": table_of("outcomes", outcomes)}, read_version=1, by=BOB, at=NOON)
    assert export_case(db, programme_id, by=ANN)["outcomes.csv"] == outcomes != before["outcomes.csv"]
    assert export_case(db, programme_id, 1, by=ANN) == before


def test_what_is_not_there_is_not_exported(db):
    with pytest.raises(UnknownProgramme):
        export_case(db, "none", by=ANN)
    programme_id = imported(db, CASES / "one_hospital")
    with pytest.raises(UnknownVersion):
        export_case(db, programme_id, 2, by=ANN)


def test_cells_are_quoted_only_where_they_must_be_and_never_altered():
    text = 'partner_id,title,kind\np1,"a, ""b""\r\nc",nhs\np2,=1+1,nhs\np3, \'x ,nhs\n'
    assert case_file(table_of("partners", text)) == ("partners.csv", text)


@pytest.mark.parametrize("text", ["{h}\n{r}\n", "{h}\r\n{r}\r\n", "\ufeff{h}\r\n{r}\r\n", "{h}\n{r}"])
def test_line_ends_and_marks_are_those_of_the_file_it_came_from(text):
    written = text.format(h="partner_id,title,kind", r='p1,"two\nlines",nhs')
    assert case_file(table_of("partners", written)) == ("partners.csv", written)


def test_a_file_written_in_no_plain_way_comes_out_plainly_with_the_same_cells():
    table = table_of("partners", '"partner_id";"title";"kind"\r\n\r\n"p1";"P, Q";"nhs"\r\n')
    assert case_file(table) == ("partners.csv", 'partner_id,title,kind\np1,"P, Q",nhs\n')


def test_an_empty_cell_alone_on_its_line_is_still_a_row():
    table = table_of("partners", "partner_id,title,kind\np,P,nhs\n")
    single = type(table)("partners", ("partner_id",), (("",), ("a",)), (2, 3), "partners.csv", "")
    assert case_file(single)[1] == 'partner_id\n""\na\n'
