"""A draft is its owner's alone, is never lost, and becomes version 1 of a programme whose analyst its owner is."""

import pytest

from core.actions.drafts import MOST_DRAFTS, begin_draft, change_draft, discard_draft, save_draft, turn_to_step
from core.domain.drafts import AddRow, Draft, PutCell
from core.domain.errors import NoSuchRow, NotAllowed, NotRecorded, StaleRow
from core.reports.appraisals import load_version
from core.reports.drafts.drafts import own_draft, own_drafts
from core.store.database import Database
from core.store.people import stored_grants
from tests.core.reports.drafts.a_draft import NOON, small
from tests.kept_people import keep_people
from tests.people import BOARD, OTHER_ANALYST, VIEWER, a_person

ELSEWHERE = a_person("analyst", "other_place", name="Ellie Elsewhere")


@pytest.fixture
def draft(db: Database) -> Draft:
    keep_people(db, ELSEWHERE, OTHER_ANALYST, BOARD)
    return begin_draft(db, by=ELSEWHERE, at=NOON)


def written(db: Database, draft: Draft) -> Draft:
    """The small draft, written into the store."""
    held = small().draft
    rows = [AddRow(table, row) for table, rows in held.rows.items() if table != "programme" for row in rows]
    return change_draft(db, draft.draft_id, [PutCell("programme", (), "title", "Warm homes"), *rows], by=ELSEWHERE, at=NOON)


def test_an_analyst_of_anything_begins_a_draft_and_finds_it_again_at_its_step(db: Database, draft: Draft) -> None:
    change_draft(db, draft.draft_id, [PutCell("programme", (), "title", "Warm homes")], by=ELSEWHERE, at=NOON)
    turn_to_step(db, draft.draft_id, 3, by=ELSEWHERE, at=NOON)
    (found,) = own_drafts(db, ELSEWHERE)
    assert (found.title, found.step) == ("Warm homes", 3)


def test_nobody_else_reads_or_writes_it(db: Database, draft: Draft) -> None:
    assert own_drafts(db, OTHER_ANALYST) == ()
    assert own_draft(db, OTHER_ANALYST, draft.draft_id) is None
    for attempt in (
        lambda: change_draft(db, draft.draft_id, [], by=OTHER_ANALYST, at=NOON),
        lambda: turn_to_step(db, draft.draft_id, 2, by=OTHER_ANALYST, at=NOON),
        lambda: discard_draft(db, draft.draft_id, by=OTHER_ANALYST, at=NOON),
        lambda: save_draft(db, draft.draft_id, by=OTHER_ANALYST, at=NOON),
    ):
        with pytest.raises(NoSuchRow, match="no such draft of yours"):
            attempt()


def test_those_who_start_no_programmes_are_refused_before_the_first_step(db: Database, draft: Draft) -> None:
    for person in (BOARD, VIEWER):
        with pytest.raises(NotAllowed):
            begin_draft(db, by=person, at=NOON)
        with pytest.raises(NotAllowed):
            own_drafts(db, person)


def test_two_windows_write_different_cells_and_both_are_kept(db: Database, draft: Draft) -> None:
    change_draft(db, draft.draft_id, [PutCell("programme", (), "title", "Warm homes", "")], by=ELSEWHERE, at=NOON)
    after = change_draft(db, draft.draft_id, [PutCell("programme", (), "question", "Go on?", "")], by=ELSEWHERE, at=NOON)
    assert (after.of("programme")[0]["title"], after.of("programme")[0]["question"]) == ("Warm homes", "Go on?")
    with pytest.raises(StaleRow, match="it is “Warm homes” now"):
        change_draft(db, draft.draft_id, [PutCell("programme", (), "title", "Cold homes", "")], by=ELSEWHERE, at=NOON)


def test_a_draft_that_is_not_whole_is_not_saved_and_says_what_is_missing(db: Database, draft: Draft) -> None:
    with pytest.raises(NotRecorded, match="Give the work a name"):
        save_draft(db, draft.draft_id, by=ELSEWHERE, at=NOON)
    assert own_draft(db, ELSEWHERE, draft.draft_id) is not None


def test_a_whole_draft_becomes_version_1_and_its_owner_the_analyst(db: Database, draft: Draft) -> None:
    written(db, draft)
    saved = save_draft(db, draft.draft_id, by=ELSEWHERE, at=NOON)
    assert (saved.programme_id, saved.number) == ("warm_homes", 1)
    case = load_version(db, "warm_homes").case
    assert [site.title for site in case.sites] == ["Derby", "Amber Valley"]
    assert case.deflators == ()
    assert own_drafts(db, ELSEWHERE) == ()
    assert {grant.grant.programme_id for grant in stored_grants(db, ELSEWHERE.person_id)} >= {"warm_homes"}


def test_a_programme_of_the_same_name_is_never_written_over(db: Database, draft: Draft) -> None:
    written(db, draft)
    save_draft(db, draft.draft_id, by=ELSEWHERE, at=NOON)
    second = begin_draft(db, by=ELSEWHERE, at=NOON)
    written(db, second)
    assert save_draft(db, second.draft_id, by=ELSEWHERE, at=NOON).programme_id == "warm_homes_2"


def test_a_draft_is_thrown_away_for_good_and_there_are_only_so_many(db: Database, draft: Draft) -> None:
    discard_draft(db, draft.draft_id, by=ELSEWHERE, at=NOON)
    assert own_draft(db, ELSEWHERE, draft.draft_id) is None
    for _ in range(MOST_DRAFTS):
        begin_draft(db, by=ELSEWHERE, at=NOON)
    with pytest.raises(NotRecorded, match="20 drafts already"):
        begin_draft(db, by=ELSEWHERE, at=NOON)
