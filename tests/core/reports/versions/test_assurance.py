from datetime import date

import pytest

from core.access.versions import agreed_version
from core.actions.assurance import approve_version, check_version, name_version, send_to_assurer
from core.actions.programmes import import_case, replace_tables, undo_last_version
from core.domain.errors import NotAllowed, UnknownVersion
from core.reports.versions.assurance import assurance_words, is_relied_on
from core.reports.versions.history import standings, steps_taken
from core.store.assurance import state_of
from core.store.tables.versions import version_numbered
from tests.core.store.stored import NOON, minutes_later, table_of, tables_of
from tests.kept_people import keep_people
from tests.new_store import store_with
from tests.people import ADMIN, ANALYST, BOARD, NOBODY, OTHER_ANALYST, VIEWER

NAME = "return_to_work"
# Anil as an administrator: only they add programmes.
ANIL_WHO_ADDS = ANALYST.model_copy(update={"grants": ADMIN.grants})
TODAY, USE_BY, LATER = NOON.date(), date(2027, 3, 3), date(2027, 3, 4)
STEPS = ("name", "send", "check", "approve")


@pytest.fixture
def db(tmp_path):
    """A store with three versions of a programme, none of them named."""
    opened = store_with(_three_versions, tmp_path / "home")
    yield opened
    opened.close()


def _three_versions(db):
    keep_people(db, ANALYST, OTHER_ANALYST, BOARD)
    import_case(db, tables_of("one_hospital"), by=ANIL_WHO_ADDS, at=NOON, what="Imported a folder.")
    for number in (1, 2):
        text = f"programme_id,title,base_year,horizon_years,lead_partner_id\n{NAME},Title {number},2026,8,LA\n"
        tables = {"programme": table_of("programme", text)}
        replace_tables(db, NAME, tables, read_version=number, by=ANALYST, at=minutes_later(number))


def take(db, number, *steps, use_by=USE_BY):
    """Take a version through the first few steps."""
    for seen, step in enumerate(steps, start=-1):
        if step == "name":
            name_version(db, NAME, number, f"Name {number}", "Why.", by=ANALYST, at=NOON)
        elif step == "send":
            send_to_assurer(db, NAME, number, steps_seen=seen, by=ANALYST, at=NOON)
        elif step == "check":
            check_version(db, NAME, number, "Not for a budget.", use_by, steps_seen=seen, by=OTHER_ANALYST, at=NOON)
        else:
            approve_version(db, NAME, number, steps_seen=seen, by=BOARD, at=NOON)


def words(db, number, today=TODAY):
    return assurance_words(state_of(db, version_numbered(db, NAME, number).version_id), today)


def test_the_agreed_version_is_the_current_one_while_none_was_checked(db):
    take(db, 1, *STEPS[:2])
    assert agreed_version(db, NAME).number == 3


def test_a_checked_version_is_agreed_before_a_newer_draft_and_an_approved_one_before_a_newer_checked(db):
    take(db, 1, *STEPS[:3])
    assert agreed_version(db, NAME).number == 1
    take(db, 2, *STEPS[:3])
    assert agreed_version(db, NAME).number == 2
    approve_version(db, NAME, 1, steps_seen=2, by=BOARD, at=NOON)
    assert agreed_version(db, NAME).number == 1


def test_a_version_past_its_use_by_date_is_passed_over(db):
    take(db, 2, *STEPS)
    take(db, 1, *STEPS[:3], use_by=date(2028, 1, 1))
    assert agreed_version(db, NAME, USE_BY).number == 2
    assert agreed_version(db, NAME, LATER).number == 1


def test_a_version_taken_back_is_never_agreed(db):
    undo_last_version(db, NAME, read_version=3, by=ANALYST, at=NOON)
    assert agreed_version(db, NAME).number == 2
    with pytest.raises(UnknownVersion):
        agreed_version(db, "another")


def test_the_words_say_who_checked_it_and_when(db):
    assert words(db, 1) == "Draft, not checked"
    take(db, 1, "name")
    assert words(db, 1) == "Draft, not checked"
    take(db, 2, *STEPS[:2])
    assert words(db, 2) == "Draft, not checked: with the assurer"
    take(db, 3, *STEPS[:3])
    assert words(db, 3) == "Checked by Olga Analyst on 22 November 2026"
    approve_version(db, NAME, 3, steps_seen=2, by=BOARD, at=NOON)
    assert words(db, 3) == "Approved by Bea Board on 22 November 2026, checked by Olga Analyst"


def test_a_check_that_ran_out_is_said_to_have(db):
    take(db, 1, *STEPS[:3])
    assurance = state_of(db, 1)
    assert words(db, 1, USE_BY).startswith("Checked by")
    assert words(db, 1, LATER) == "Checked until 3 March 2027: past its use-by date"
    assert (is_relied_on(assurance, USE_BY), is_relied_on(assurance, LATER)) == (True, False)


def test_the_way_of_a_version_is_told_step_by_step(db):
    take(db, 1, *STEPS)
    way = steps_taken(db, version_numbered(db, NAME, 1), TODAY, person=VIEWER)
    assert list(way.by) == ["Anil Analyst", "Anil Analyst", "Olga Analyst", "Bea Board"]
    assert list(way.what) == [
        'Named it "Name 1"',
        "Sent it to the assurer",
        "Checked it; it may not be used for",
        "Approved it",
    ]
    assert way.words[2] == "Not for a budget."


def test_each_sees_the_standing_of_the_versions_that_are_theirs_to_open(db):
    def numbers(person):
        return [standing.version.number for standing in standings(db, NAME, TODAY, person=person)]

    assert (numbers(ANALYST), numbers(BOARD), numbers(VIEWER)) == ([3, 2, 1], [3], [3])
    take(db, 1, *STEPS[:3])
    assert (numbers(ANALYST), numbers(BOARD), numbers(VIEWER)) == ([3, 2, 1], [1], [1])
    with pytest.raises(UnknownVersion):
        steps_taken(db, version_numbered(db, NAME, 3), TODAY, person=VIEWER)
    with pytest.raises(NotAllowed):
        standings(db, NAME, TODAY, person=NOBODY)
    with pytest.raises(NotAllowed):
        steps_taken(db, version_numbered(db, NAME, 1), TODAY, person=NOBODY)
