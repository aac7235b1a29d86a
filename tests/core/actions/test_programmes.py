import json
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest

from core.actions.programmes import Saved, import_case, replace_tables, undo_last_version
from core.domain.errors import (
    DamagedStore,
    NotAccepted,
    NothingToUndo,
    StaleVersion,
    UnknownProgramme,
    UnknownVersion,
    WrongProgramme,
)
from core.store import audit, programmes
from core.store.tables import versions
from core.store.tables.manifest import of_version, sweep_orphans
from core.store.tables.tables import read_tables
from tests.core.store.stored import minutes_later, table_of, tables_of
from tests.people import ANN, BOB, CLEO, a_person

CASE = tables_of("one_hospital")
NAME = "return_to_work"


def imported(db, tables=CASE, minute=0, **more) -> Saved:
    return import_case(db, tables, by=ANN, at=minutes_later(minute), what="Imported a folder.", **more)


def replaced(db, *tables, read_version, minute=5, by=BOB) -> Saved:
    new = {table.name: table for table in tables}
    return replace_tables(db, NAME, new, read_version=read_version, by=by, at=minutes_later(minute))


def undone(db, read_version, minute=9) -> Saved:
    return undo_last_version(db, NAME, read_version=read_version, by=CLEO, at=minutes_later(minute))


def renamed(title: str):
    return table_of("programme", f"programme_id,title,base_year,horizon_years,lead_partner_id\n{NAME},{title},2026,8,LA\n")


def outcomes_titled(title: str):
    rows = [dict(zip(CASE["outcomes"].columns, row, strict=True)) for row in CASE["outcomes"].rows]
    return table_of("outcomes", "outcome_id,title,unit\n" + "".join(f"{row['outcome_id']},{title},{row['unit']}\n" for row in rows))


def test_an_imported_case_is_a_programme_with_a_first_version(db):
    saved = imported(db, is_sample=True)
    assert (saved.number, saved.base_version, saved.made_by, saved.is_new) == (1, None, "Ann", True)
    assert saved.sentence.startswith("Saved Integrated case as version 1: benefit_centres, ")
    (programme,) = programmes.list_programmes(db)
    assert (programme.programme_id, programme.title, programme.is_sample) == (NAME, "Integrated case", True)
    assert read_tables(db, saved.version_id) == CASE


def test_the_audit_says_who_did_what_to_which_version(db):
    imported(db)
    replaced(db, outcomes_titled("Changed"), read_version=1)
    undone(db, read_version=2)
    told = [(entry.by, entry.action, entry.programme_id, entry.detail["number"]) for entry in audit.entries(db, NAME)]
    assert told == [("Cleo", "undo_last_version", NAME, 1), ("Bob", "replace_tables", NAME, 2), ("Ann", "import_case", NAME, 1)]
    assert audit.entries(db, NAME)[1].detail["tables"] == ["outcomes"]
    assert json.dumps([dict(entry.detail) for entry in audit.entries(db)])


def test_the_same_cells_again_make_no_new_version_and_it_says_so(db):
    first, again = imported(db), imported(db, minute=3)
    assert (again.version_id, again.is_new) == (first.version_id, False)
    assert again.sentence == "Nothing new: Integrated case holds exactly these tables as version 1."
    assert not replaced(db, CASE["costs"], read_version=1).is_new
    assert len(audit.entries(db)) == 1
    assert programmes.get(db, NAME).version == 1


def test_importing_a_changed_case_makes_the_next_version_and_takes_out_what_it_lacks(db):
    imported(db)
    without_sites = {name: table for name, table in CASE.items() if name != "cost_centres"} | {
        "outcomes": outcomes_titled("Changed")
    }
    without_sites = {name: table for name, table in without_sites.items() if name not in ("benefit_centres", "site_centres")}
    second = imported(db, without_sites, minute=3)
    assert (second.number, second.base_version) == (2, 1)
    change = versions.history(db, NAME)[0]
    assert (change.changed, change.removed) == (("outcomes",), ("benefit_centres", "cost_centres", "site_centres"))


def test_replacing_one_table_leaves_the_others_with_their_sources(db):
    first = imported(db)
    second = replaced(db, outcomes_titled("Changed"), read_version=1)
    before, after = of_version(db, first.version_id), of_version(db, second.version_id)
    assert {name for name in after if after[name] != before[name]} == {"outcomes"}
    assert (after["outcomes"].loaded_by, after["costs"].loaded_by) == ("Bob", "Ann")
    assert second.sentence == "Saved Integrated case as version 2: outcomes."


def test_a_new_title_is_the_programmes_title_until_it_is_undone(db):
    imported(db)
    replaced(db, renamed("Back to work"), read_version=1)
    assert programmes.get(db, NAME).title == "Back to work"
    undone(db, read_version=2)
    assert programmes.get(db, NAME).title == "Integrated case"


def test_a_stale_save_is_refused_and_says_who_changed_what(db):
    imported(db)
    replaced(db, outcomes_titled("Bob's"), read_version=1)
    with pytest.raises(StaleVersion) as refusal:
        replaced(db, outcomes_titled("Cleo's"), read_version=1, by=CLEO)
    assert "Bob, 22 November 2026 at 12:05 UTC: Replaced outcomes. Version 2 is current now." in refusal.value.sentence
    assert versions.current_version(db, NAME).number == 2
    with pytest.raises(StaleVersion):
        imported(db, {**CASE, "outcomes": outcomes_titled("Cleo's")}, read_version=1)
    with pytest.raises(StaleVersion):
        undone(db, read_version=1)


def test_a_save_over_a_version_that_was_undone_meanwhile_is_refused(db):
    imported(db)
    replaced(db, outcomes_titled("Bob's"), read_version=1)
    undone(db, read_version=2)
    with pytest.raises(StaleVersion, match="Cleo, 22 November 2026 at 12:09 UTC: Undid version 2"):
        replaced(db, outcomes_titled("Dan's"), read_version=2)


def test_of_many_that_save_at_once_exactly_one_is_not_refused(db):
    imported(db)

    def save(number: int) -> bool:
        try:
            return replaced(
                db, outcomes_titled(f"By {number}"), read_version=1, by=a_person("admin", name=f"Person {number}")
            ).is_new
        except StaleVersion:
            return False

    with ThreadPoolExecutor(6) as threads:
        assert sum(threads.map(save, range(6))) == 1
    assert [version.number for version in versions.every_version(db, NAME)] == [2, 1]


def test_undoing_brings_the_version_before_back_and_says_so(db):
    first = imported(db)
    replaced(db, outcomes_titled("Bob's"), read_version=1)
    back = undone(db, read_version=2)
    assert (back.version_id, back.is_new) == (first.version_id, False)
    assert back.sentence == "Undid version 2 (Replaced outcomes.) and brought version 1 back."
    assert read_tables(db, versions.current_version(db, NAME).version_id) == CASE
    assert replaced(db, outcomes_titled("Bob's"), read_version=1).number == 3


def test_the_first_version_is_not_undone(db):
    imported(db)
    with pytest.raises(NothingToUndo, match="Version 1 is the first"):
        undone(db, read_version=1)
    assert versions.current_version(db, NAME).number == 1


def test_nothing_is_undone_when_what_would_come_back_is_damaged(db):
    first = imported(db)
    replaced(db, renamed("Back to work"), read_version=1)
    (db.evidence / of_version(db, first.version_id)["programme"].path).unlink()
    with pytest.raises(DamagedStore, match="The table programme is missing"):
        undone(db, read_version=2)
    assert versions.current_version(db, NAME).number == 2


def test_a_case_that_breaks_a_rule_is_refused_whole_and_what_was_there_stays(db):
    imported(db)
    unknown = table_of("benefit_falls", "benefit_id,partner_id,fall_share\nwork_dwp,NOBODY,0.9\n")
    with pytest.raises(NotAccepted) as refusal:
        replaced(db, unknown, read_version=1)
    assert refusal.value.sentence.startswith("Nothing was stored: ")
    assert any("NOBODY" in problem.sentence for problem in refusal.value.problems)
    with pytest.raises(NotAccepted):
        imported(db, {**CASE, "benefit_falls": unknown})
    with pytest.raises(NotAccepted, match="partners"):
        imported(db, {name: table for name, table in CASE.items() if name != "partners"})
    assert len(versions.every_version(db, NAME)) == len(audit.entries(db)) == 1
    assert len(list(db.evidence.iterdir())) == len(CASE)


def test_a_table_of_another_programme_is_refused(db):
    imported(db)
    other = table_of("programme", "programme_id,title,base_year,horizon_years\nother,Other,2026,8\n")
    with pytest.raises(WrongProgramme, match='of "other" and was sent to "return_to_work"'):
        replaced(db, other, read_version=1)


def test_a_programme_or_version_that_is_not_there_is_named(db):
    with pytest.raises(UnknownProgramme, match=NAME):
        replaced(db, CASE["costs"], read_version=1)
    with pytest.raises(UnknownProgramme, match=NAME):
        undone(db, read_version=1)
    imported(db)
    with pytest.raises(UnknownVersion, match="no version 5"):
        replaced(db, CASE["costs"], read_version=5)


def test_dying_between_the_files_and_the_rows_keeps_nothing(db, monkeypatch):
    def die(*arguments: object, **named: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(audit, "add", die)
        imported(db)
    assert programmes.list_programmes(db) == ()
    assert len(list(db.evidence.glob("*.parquet"))) == len(CASE)
    assert len(sweep_orphans(db, datetime.now().astimezone())) == len(CASE)
    assert imported(db).number == 1


def test_several_programmes_are_kept_side_by_side(db):
    imported(db)
    imported(db, tables_of("bench"))
    assert [programme.programme_id for programme in programmes.list_programmes(db)] == ["bench", NAME]
    assert versions.current_version(db, "bench").number == versions.current_version(db, NAME).number == 1


def test_a_table_under_another_name_is_a_mistake_of_the_caller(db):
    with pytest.raises(ValueError, match="by its own name"):
        imported(db, {**CASE, "sites": CASE["costs"]})
