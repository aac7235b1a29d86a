"""The feed of a programme and the audit for administrators: sentences, filters, and whose detail is told to whom."""

from datetime import date, timedelta

import pytest

from core.actions.programmes import import_case, replace_tables, undo_last_version
from core.domain.errors import NotAllowed
from core.reports.activity import Asked, activity, audit_checked_for, audit_rows, by_day, doers
from core.reports.data.csv_download import as_csv
from core.reports.live_changes import changes_since
from core.store import audit
from core.store.database import all_or_nothing
from tests.core.store.stored import NOON, minutes_later, table_of, tables_of
from tests.new_store import store_with
from tests.people import ADMIN, ANALYST, ANN, BOARD, NOBODY, VIEWER, a_person

NAME = "return_to_work"
PROGRAMME = "programme_id,title,base_year,horizon_years,lead_partner_id\nreturn_to_work,Renamed,2026,8,LA\n"
HERE_ADMIN = a_person("admin", NAME, name="Hal Here")
TRUST, COUNCIL = a_person("board", NAME, "HT"), a_person("board", NAME, "LA")


@pytest.fixture
def db(tmp_path):
    db = store_with(_changed_and_undone, tmp_path)
    yield db
    db.close()


def _changed_and_undone(db):
    import_case(db, tables_of("one_hospital"), by=ANN, at=minutes_later(0), what="Imported a folder.")
    replace_tables(
        db, NAME, {"programme": table_of("programme", PROGRAMME)}, read_version=1, by=ANALYST, at=NOON + timedelta(days=1)
    )
    undo_last_version(db, NAME, read_version=2, by=ANALYST, at=NOON + timedelta(days=1, hours=1))


def add(db, action="made_up", programme_id=NAME, by="Ann", **detail):
    with all_or_nothing(db) as connection:
        audit.add(connection, at=NOON + timedelta(days=2), by=by, action=action, programme_id=programme_id, detail=detail)


def test_what_was_done_is_told_in_sentences_the_newest_first(db):
    assert [done.sentence for done in activity(db, BOARD, NAME)] == [
        "Anil Analyst undid version 2 (Replaced programme.) and brought version 1 back.",
        "Anil Analyst made version 2: Replaced programme.",
        "Ann made version 1: Imported a folder.",
    ]


def test_a_board_member_of_one_partner_reads_no_note_of_a_draft(db):
    own = a_person("board", NAME, "council", name="Bea Board")
    told = [done.sentence for done in activity(db, own, NAME)]
    # Version 1 is open to them, since nothing was agreed yet; version 2 was a draft of those who work on the tables.
    assert told == ["Anil Analyst took a version back.", "Anil Analyst replaced tables.", "Ann made version 1: Imported a folder."]
    assert changes_since(db, own, NAME, 0).sentence in told


def test_days_are_put_together_in_order(db):
    days = by_day(activity(db, BOARD, NAME))
    assert [(day, len(done)) for day, done in days.items()] == [(date(2026, 11, 23), 2), (date(2026, 11, 22), 1)]


def test_one_person_and_one_kind_can_be_asked_for(db):
    assert [done.by for done in activity(db, BOARD, NAME, by="Ann")] == ["Ann"]
    assert len(activity(db, BOARD, NAME, kind="Tables and versions", most=2)) == 2
    assert activity(db, BOARD, NAME, kind="Offers") == ()
    assert doers(db, BOARD, NAME) == ("Anil Analyst", "Ann")


def test_another_partner_s_detail_is_told_in_general_words_alone(db):
    add(db, "edit_comment", what="Canary 917.", partner_id="HT")
    add(db, "edit_comment", what="Canary 918.", partner_ids=["HT", "LA"])
    told = {person.name: " ".join(done.sentence for done in activity(db, person, NAME)) for person in (TRUST, COUNCIL, ANALYST)}
    assert ("917" in told["HT board"], "918" in told["HT board"]) == (True, False)
    assert ("917" in told["LA board"], "918" in told["LA board"]) == (False, False)
    assert ("917" in told["Anil Analyst"], "918" in told["Anil Analyst"]) == (True, True)
    assert "Ann changed a comment of their own, for another partner." in told["LA board"]


def test_an_action_of_a_later_release_is_told_all_the_same(db):
    add(db, "never_heard_of", what="NHS figures were 5% off")
    add(db, "never_heard_of")
    assert [done.sentence for done in activity(db, BOARD, NAME, most=2)] == ["Ann made a change.", "Ann NHS figures were 5% off."]


@pytest.mark.parametrize("person", [VIEWER, NOBODY, a_person("analyst", "another")])
def test_who_may_not_see_the_activity_is_refused(db, person):
    for refused in (lambda: activity(db, person, NAME), lambda: doers(db, person, NAME)):
        with pytest.raises(NotAllowed):
            refused()


def test_the_audit_is_found_by_programme_person_action_and_day(db):
    add(db, programme_id=None, by="Bob")
    assert audit_rows(db, ADMIN, Asked())[1] == 4
    assert audit_rows(db, ADMIN, Asked(programme_id=NAME))[1] == 3
    assert audit_rows(db, ADMIN, Asked(by="Anil Analyst", action="undo_last_version"))[1] == 1
    day = date(2026, 11, 23)
    assert audit_rows(db, ADMIN, Asked(first_day=day, last_day=day))[1] == 2
    assert list(audit_rows(db, ADMIN, Asked(first_day=day))[0].by) == ["Bob", "Anil Analyst", "Anil Analyst"]
    second, found = audit_rows(db, ADMIN, Asked(), page=2, rows=3)
    assert (list(second.by), found) == (["Ann"], 4)


def test_an_administrator_of_one_programme_reads_the_audit_of_that_one(db):
    assert audit_rows(db, HERE_ADMIN, Asked(programme_id=NAME))[1] == 3
    for asked in (Asked(), Asked(programme_id="another")):
        with pytest.raises(NotAllowed):
            audit_rows(db, HERE_ADMIN, asked)
    assert audit_checked_for(db, HERE_ADMIN).is_whole


@pytest.mark.parametrize("person", [ANALYST, BOARD, VIEWER, NOBODY])
def test_nobody_else_reads_or_checks_the_audit(db, person):
    for refused in (lambda: audit_rows(db, person, Asked(programme_id=NAME)), lambda: audit_checked_for(db, person)):
        with pytest.raises(NotAllowed):
            refused()


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_nothing_in_the_file_of_the_audit_runs_as_a_formula(db, begins):
    add(db, what=f"{begins}1+1", by="=cmd()")
    text = as_csv(audit_rows(db, ADMIN, Asked())[0]).decode("utf-8-sig")
    assert "'=cmd()" in text
    assert f"'{begins}1+1".replace("\r", "\n") in text


def test_a_whole_audit_is_said_to_be_whole_with_its_head_and_what_it_cannot_show(db):
    checked = audit_checked_for(db, ADMIN)
    assert checked.is_whole
    assert checked.sentences[0].startswith("The audit is whole: 3 entries, the last of 23 November 2026 at 13:00 UTC")
    assert checked.sentences[1].startswith("Head: ") and "could work out the whole chain anew" in checked.sentences[2]
