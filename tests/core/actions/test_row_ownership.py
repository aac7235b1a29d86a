"""An analyst of one partner changes that partner's rows: whatever else a file or a page would touch is found in the action."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.actions.programmes import export_case, import_case, replace_tables, undo_last_version
from core.domain.errors import NotAllowed
from core.domain.people import Person
from core.domain.tables import Table
from core.ingest.tables import read_table
from core.reports.appraisals import load_version
from core.reports.changes.merge import Mode
from core.reports.changes.upload import prepare, prepare_table
from core.store.database import Database
from core.store.tables.tables import read_tables
from core.store.tables.versions import current_version, version_numbered
from tests.canaries import COUNCIL, NHS, PROGRAMME, case_files, found_in
from tests.core.every_action import tables_of
from tests.new_store import store_with
from tests.people import ANN, a_person

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
OWN = a_person("analyst", PROGRAMME, NHS)
CASE = tables_of(case_files())


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    store = store_with(_case, tmp_path)
    yield store
    store.close()


def _case(db: Database) -> None:
    import_case(db, CASE, by=ANN, at=NOON, what="Imported it.")


def changed(table: str, *swaps: tuple[str, str]) -> Table:
    """A table with texts of its cells swapped."""
    rows = CASE[table].rows
    for old, new in swaps:
        assert any(old in cell for row in rows for cell in row), old
        rows = tuple(tuple(cell.replace(old, new) for cell in row) for row in rows)
    return replace(CASE[table], rows=rows)


def save(db: Database, *tables: Table, by: Person = OWN) -> object:
    return replace_tables(db, PROGRAMME, {table.name: table for table in tables}, read_version=1, by=by, at=NOON)


def held(db: Database) -> dict[str, Table]:
    return read_tables(db, version_numbered(db, PROGRAMME).version_id)


def test_own_rows_are_changed(db: Database) -> None:
    save(db, changed("costs", ("Tamsinet team", "Day team")), changed("contributions", ("Tamsinet is paid", "Told")))
    assert "Day team" in str(held(db)["costs"].rows)


def without(table: str, text: str) -> Table:
    rows = tuple(row for row in CASE[table].rows if text not in str(row))
    return replace(CASE[table], rows=rows, lines=CASE[table].lines[: len(rows)])


def with_row(table: str, **cells: str) -> Table:
    row = tuple(cells.get(name, "") for name in CASE[table].columns)
    return replace(CASE[table], rows=(*CASE[table].rows, row), lines=(*CASE[table].lines, len(CASE[table].lines) + 2))


CRAFTED = {
    "another's amount": [changed("costs", ("Quillonet team", "Day team"))],
    "another's row is left out": [without("contributions", "Quillonet")],
    "a line that is shared": [changed("costs", ("Shared desk", "Desk"))],
    "a row of the partnership": [changed("effects", ("A study", "Another study"))],
    "the programme": [changed("programme", ("Canary place", "Mine"))],
    "another's limit": [changed("partners", ("4.594171", "9"))]
    if "4.594171" in str(CASE["partners"].rows)
    else [changed("partners", ("Constabulary", "Police"))],
    "another's centre is made one's own": [changed("cost_centres", ("council", "nhs"))],
    "a part in another's line, to see it": [with_row("cost_shares", cost_id="council_team", partner_id="nhs", pay_share="0")],
    "a part in another's benefit": [with_row("benefit_falls", benefit_id="police_a", partner_id="nhs", fall_share="0")],
    "another's benefit at an own centre": [with_row("benefit_centres", benefit_id="police_a", cost_centre_id="nhs_x")],
    "blanks in another's cell": [changed("costs", ("Brandixet desk", "Brandixet desk "))],
}


@pytest.mark.parametrize("name", CRAFTED)
def test_rows_that_are_not_ones_own_are_refused_and_nothing_is_written(db: Database, name: str) -> None:
    with pytest.raises(NotAllowed, match=r"Nothing was saved: this would change .* Send rows of Health board alone, or ask"):
        save(db, *CRAFTED[name])
    with pytest.raises(NotAllowed):
        import_case(db, {**CASE, **{table.name: table for table in CRAFTED[name]}}, by=OWN, at=NOON, what="All of it.")
    assert version_numbered(db, PROGRAMME).number == 1


def test_the_refusal_names_a_row_that_was_sent_and_whose_it_is_and_no_row_that_was_not(db: Database) -> None:
    with pytest.raises(NotAllowed, match=r"council_team of costs\.csv \(Borough\)"):
        save(db, changed("costs", ("Quillonet team", "Day team")))
    with pytest.raises(NotAllowed) as refused:
        save(db, without("contributions", "council"))
    assert found_in(refused.value.sentence, COUNCIL) == [] and "council" not in refused.value.sentence


def test_a_case_that_leaves_tables_out_takes_nobodys_rows_away(db: Database) -> None:
    with pytest.raises(NotAllowed):
        import_case(db, {name: table for name, table in CASE.items() if name != "contributions"}, by=OWN, at=NOON, what="Less.")
    assert "contributions" in held(db)


def test_only_a_version_of_own_rows_is_taken_back(db: Database) -> None:
    save(db, changed("costs", ("Quillonet team", "Day team")), by=ANN)
    with pytest.raises(NotAllowed):
        undo_last_version(db, PROGRAMME, read_version=2, by=OWN, at=NOON)
    replace_tables(db, PROGRAMME, {"costs": _own_change(db)}, read_version=2, by=OWN, at=NOON)
    assert undo_last_version(db, PROGRAMME, read_version=3, by=OWN, at=NOON).number == 2


def _own_change(db: Database) -> Table:
    table = held(db)["costs"]
    return replace(table, rows=tuple(tuple(cell.replace("Tamsinet desk", "Desk") for cell in row) for row in table.rows))


def test_what_is_exported_is_what_is_shown_and_comes_back_without_harm(db: Database) -> None:
    files = {name: text.encode() for name, text in export_case(db, PROGRAMME, by=OWN).items()}
    sent = b"\n".join(files.values()).decode()
    assert found_in(sent, "council", "police") == [] and found_in(sent, NHS)
    same = prepare(files, load_version(db, PROGRAMME), person=OWN)
    assert same.problems == () and same.changes_nothing
    files["costs.csv"] = files["costs.csv"].replace(b"Tamsinet team", b"Day team")
    prepared = prepare(files, load_version(db, PROGRAMME), person=OWN)
    assert (prepared.problems, prepared.is_whole) == ((), False)
    replace_tables(db, PROGRAMME, prepared.tables, read_version=1, by=OWN, at=NOON)
    assert {name: len(table.rows) for name, table in held(db).items()} == {name: len(table.rows) for name, table in CASE.items()}


def test_a_row_of_others_in_a_file_is_a_problem_before_it_is_saved(db: Database) -> None:
    taken = case_files()["costs.csv"].replace(b"Quillonet team", b"Day team")
    prepared = prepare({"costs.csv": taken}, load_version(db, PROGRAMME), person=OWN)
    assert [problem.message for problem in prepared.problems] == [
        "the row council_team belongs to Borough, and is not yours to edit."
    ]
    line = next(number for number, row in enumerate(taken.splitlines(), start=1) if b"Day team" in row)
    assert [(problem.file, problem.line) for problem in prepared.problems] == [("costs.csv", line)]
    assert prepared.cells.empty and prepared.tables == {}


@pytest.mark.parametrize("mode", list(Mode))
def test_a_row_of_a_partner_that_is_not_listed_is_refused_with_its_line(db: Database, mode: Mode) -> None:
    heading, first, *rest = case_files()["contributions.csv"].decode().splitlines()
    place = heading.split(",").index("partner_id")
    cells = first.split(",")
    cells[place] = "nobody_known"
    sent = "\n".join([heading, first, ",".join(cells), *rest]) + "\n"
    table = read_table("contributions", sent.encode(), "contributions.csv").table
    assert table is not None
    for problems in (
        prepare_table(table, load_version(db, PROGRAMME), mode, person=OWN).problems,
        prepare({"contributions.csv": sent.encode()}, load_version(db, PROGRAMME), person=OWN).problems,
    ):
        assert [(problem.file, problem.line) for problem in problems] == [("contributions.csv", 3)]
        assert "not listed in partners.csv" in problems[0].sentence


def test_own_rows_that_a_file_leaves_out_go_and_those_of_others_stay(db: Database) -> None:
    heading, first, *_ = case_files()["contributions.csv"].decode().splitlines()
    table = tables_of({**case_files(), "contributions.csv": f"{heading}\n{first}\n".encode()})["contributions"]
    prepared = prepare_table(table, load_version(db, PROGRAMME), Mode.replace_all, person=OWN)
    assert prepared.problems == ()
    assert prepared.rows.set_index("table").loc["contributions", ["added", "changed", "same", "removed"]].tolist() == [0, 0, 5, 1]


def test_a_new_programme_is_for_those_who_analyse_a_whole_one(db: Database) -> None:
    with pytest.raises(NotAllowed) as new:
        import_case(db, tables_of(case_files("new_place", "New")), by=OWN, at=NOON, what="New.")
    elsewhere = a_person("analyst", "new_place", "a_partner", name=OWN.name)
    with pytest.raises(NotAllowed) as there:
        import_case(db, CASE, by=elsewhere, at=NOON, what="Again.")
    assert new.value.sentence == there.value.sentence
    assert current_version(db, "new_place") is None
