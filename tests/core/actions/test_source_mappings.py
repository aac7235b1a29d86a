"""Saving a converted file: its rows among those that are held, and what is remembered of its source."""

import dataclasses

import pytest
import sqlalchemy as sa

from core.actions.programmes import import_case, undo_last_version
from core.actions.source_mappings import SentFile, save_converted, save_converted_observations
from core.domain.errors import NotAccepted, StaleVersion
from core.domain.tables import Table
from core.reports.changes.merge import Mode, join, modes_of, source_name
from core.store.database import Database, reading
from core.store.schema.programmes import source_mappings
from core.store.source_mappings import keys_brought, latest, loaded_before
from core.store.tables.tables import read_tables
from core.store.tables.versions import current_version, every_version
from tests.core.store.stored import minutes_later, table_of, tables_of
from tests.new_store import filled
from tests.people import ANN, BOB

HEADING = "site_id,title,people_per_year\n"


@pytest.fixture
def held(db: Database) -> Database:
    """A store with one programme in it."""
    return filled(db, _programme)


def _programme(db: Database) -> None:
    import_case(db, tables_of("one_hospital"), by=ANN, at=minutes_later(0), what="Imported a folder.")


def number(db: Database) -> int:
    found = current_version(db, "return_to_work")
    assert found is not None
    return found.number


def sites(db: Database) -> Table:
    found = current_version(db, "return_to_work")
    assert found is not None
    return read_tables(db, found.version_id)["sites"]


def people(db: Database) -> dict[str, str]:
    return {row["site_id"]: row["people_per_year"] for row in sites(db).dicts()}


def file_of(source: str, text: str) -> tuple[Table, SentFile]:
    table = dataclasses.replace(table_of("sites", text), file_name=f"{source}.csv")
    return table, SentFile(source, f"{source}.csv", table.sha256, '{"table": "sites", "columns": {}}')


def bring(db: Database, source: str, rows: str, mode: Mode = Mode.replace_source, *, read: int | None = None) -> None:
    """Save a file of a source as part of the sites."""
    table, sent = file_of(source, HEADING + rows)
    joined = join(sites(db), table, mode, keys_brought(db, "return_to_work", source, "sites"))
    now = number(db)
    save_converted(db, "return_to_work", joined, sent, read_version=read or now, by=BOB, at=minutes_later(now))


FIRST = {"S1": "250", "S2": "250", "S3": "250", "S4": "250"}


def test_adding_keeps_what_is_held_and_says_what_was_there_already(held: Database) -> None:
    table, _ = file_of("north", HEADING + "S1,S1,99\nS2,S2,250\nS5,New,50\n")
    joined = join(sites(held), table, Mode.add)
    assert joined.notes == (
        "1 row (S1) held already with other contents: they stay as they are held. To take the file's, replace.",
        "1 row held already just like this.",
    )
    bring(held, "north", "S1,S1,99\nS2,S2,250\nS5,New,50\n", Mode.add)
    assert people(held) == {**FIRST, "S5": "50"}
    assert keys_brought(held, "return_to_work", "north", "sites") == {("S5",)}


def test_a_source_replaces_its_own_rows_and_nobody_elses(held: Database) -> None:
    bring(held, "north", "S5,New,50\nS6,Other,60\n")
    bring(held, "south", "S7,South,70\n")
    bring(held, "north", "S6,Other,65\nS8,Newest,80\n")
    assert people(held) == {**FIRST, "S7": "70", "S6": "65", "S8": "80"}


def test_a_row_belongs_to_the_source_that_brought_it_last(held: Database) -> None:
    bring(held, "north", "S5,New,50\n")
    bring(held, "south", "S5,New,55\n")
    bring(held, "north", "S6,Other,60\n")
    assert people(held) == {**FIRST, "S5": "55", "S6": "60"}
    assert keys_brought(held, "return_to_work", "south", "sites") == {("S5",)}


def test_taking_a_version_back_takes_back_what_its_source_brought(held: Database) -> None:
    bring(held, "north", "S5,New,50\n")
    bring(held, "north", "S6,Other,60\n")
    undo_last_version(held, "return_to_work", read_version=3, by=BOB, at=minutes_later(9))
    assert keys_brought(held, "return_to_work", "north", "sites") == {("S5",)}
    remembered = latest(held, "return_to_work", "north")
    assert remembered is not None
    assert remembered.version_id != every_version(held, "return_to_work")[-1].version_id


def test_the_same_rows_again_make_no_new_version_and_are_remembered_once(held: Database) -> None:
    bring(held, "north", "S5,New,50\n")
    before = number(held)
    bring(held, "north", "S5,New,50\n")
    assert number(held) == before
    with reading(held) as connection:
        remembered = connection.execute(sa.select(sa.func.count()).select_from(source_mappings)).scalar_one()
    assert remembered == 1


def test_the_very_bytes_are_known_again_under_any_name(held: Database) -> None:
    _, sent = file_of("north", HEADING + "S5,New,50\n")
    assert loaded_before(held, "return_to_work", sent.sha256) is None
    bring(held, "north", "S5,New,50\n")
    earlier = loaded_before(held, "return_to_work", sent.sha256)
    assert earlier is not None
    assert (earlier.table_name, earlier.file_name, earlier.loaded_by) == ("sites", "north.csv", "Bob")


def test_somebody_elses_change_keeps_the_file_out_and_nothing_is_remembered(held: Database) -> None:
    bring(held, "south", "S7,South,70\n")
    with pytest.raises(StaleVersion):
        bring(held, "north", "S5,New,50\n", read=1)
    assert latest(held, "return_to_work", "north") is None
    assert "S5" not in people(held)


def test_a_table_that_leaves_others_without_their_rows_is_refused(held: Database) -> None:
    with pytest.raises(NotAccepted):
        bring(held, "north", "S5,New,50\n", Mode.replace_all)
    assert people(held) == FIRST


def test_rows_of_a_joined_table_are_counted_as_they_are_held_and_known_by_the_files_own_lines(held: Database) -> None:
    table, _ = file_of("north", HEADING + "S5,New,50\n\nS6,Other,60\n")
    joined = join(sites(held), table, Mode.add)
    assert joined.table.lines == (2, 3, 4, 5, 6, 7)
    assert joined.lines == {6: table.lines[0], 7: table.lines[1]}
    assert joined.table.file_name == "north.csv, joined to what was held"


def test_a_column_only_one_of_the_two_has_is_kept_for_both(held: Database) -> None:
    table = table_of("sites", "site_id,title,people_per_year,area_code\nS5,New,50,E07000001\n")
    joined = join(sites(held), table, Mode.add).table
    assert [row.get("area_code") for row in joined.dicts()] == [None, None, None, None, "E07000001"]
    assert all("is_prototype" in joined.columns for _ in joined.rows)


def test_rows_without_a_key_can_only_be_replaced_as_a_whole() -> None:
    assert modes_of("programme") == (Mode.replace_all,)
    assert modes_of("population") == (Mode.replace_all,)
    assert modes_of("sites") == modes_of("observations") == tuple(Mode)
    with pytest.raises(ValueError, match="replaced as a whole"):
        join(None, tables_of("one_hospital")["programme"], Mode.add)


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("Places 2026-Q1.csv", "Places Q"),
        ("landenberger2005.csv", "landenberger"),
        ("2026_27.xlsx", "file"),
        ("a/b/costs (3).csv", "costs"),
        ("no ending", "no ending"),
    ],
)
def test_a_source_is_called_after_its_file_without_figures(file: str, source: str) -> None:
    assert source_name(file) == source


def test_only_observations_are_saved_as_observations(held: Database) -> None:
    table, sent = file_of("north", HEADING + "S5,New,50\n")
    with pytest.raises(ValueError, match="save_converted"):
        save_converted_observations(held, "return_to_work", table, sent, Mode.add, read_version=1, by=BOB, at=minutes_later(1))
