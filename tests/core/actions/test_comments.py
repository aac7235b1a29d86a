"""Comments: who may write and see them, what is refused, and that a stale change never overwrites another."""

import pytest

from core.actions.comments import CannotSay, begin_thread, edit_comment, mark_read, reopen, reply, resolve
from core.actions.programmes import import_case
from core.domain.comments import Anchor, On
from core.domain.errors import NoSuchRow, NotAllowed, StaleRow, UnknownProgramme
from core.reports.comments.threads import inbox, open_counts, people_to_tell, threads, unread_count
from core.store import audit
from core.store.audit_chain import verified
from tests.core.store.stored import minutes_later, tables_of
from tests.new_store import filled
from tests.people import ADMIN, ANALYST, ANN, BOARD, VIEWER, a_person
from tests.signed_in import session_for

NAME = "return_to_work"
NPSV = Anchor(programme_id=NAME, kind=On.figure, id="npsv")
TRUST, COUNCIL = a_person("board", NAME, "HT", "Tess Trust"), a_person("board", NAME, "LA", "Cora Council")
ELSEWHERE = a_person("analyst", "another", name="Els Elsewhere")
EVERYBODY = (ADMIN, ANALYST, BOARD, VIEWER, TRUST, COUNCIL, ELSEWHERE)


@pytest.fixture
def db(db):
    return filled(db, _talked_about)


def _talked_about(db):
    import_case(db, tables_of("one_hospital"), by=ANN, at=minutes_later(0), what="Imported a folder.")
    for person in EVERYBODY:
        if not person.programmes() or NAME in person.programmes():
            session_for(db, person)


def begun(db, text="Is this right?", by=ANALYST, minute=1, **more):
    return begin_thread(db, NPSV, "Net public value", text, by=by, at=minutes_later(minute), **more)


def only(db, by=ANALYST):
    (row,) = threads(db, by, NPSV)
    return row


def test_a_comment_is_kept_with_its_writer_its_label_and_its_words(db):
    begun(db, " Two lines\r\nof £ <b>text</b> 🙂 ")
    row = only(db)
    assert (row.thread.label, row.thread.is_open) == ("Net public value", True)
    assert (row.thread.anchor_kind, row.thread.anchor_id) == (NPSV.kind.value, NPSV.id)
    assert [(said.name, said.text, said.written_at) for said in row.comments] == [
        ("Anil Analyst", "Two lines\nof £ <b>text</b> 🙂", minutes_later(1))
    ]


@pytest.mark.parametrize("text", ["", "  \n ", "a" * 4_001, "a\x00b", "\ud800"])
def test_what_is_no_text_is_refused_and_nothing_is_kept(db, text):
    with pytest.raises(CannotSay, match="Nothing was saved"):
        begun(db, text)
    assert threads(db, ANALYST, NPSV) == ()


def test_the_longest_comment_is_kept(db):
    begun(db, "a" * 4_000)
    assert len(only(db).comments[0].text) == 4_000


@pytest.mark.parametrize("person", [VIEWER, ELSEWHERE])
def test_who_may_not_comment_here_can_neither_write_nor_read(db, person):
    thread = begun(db)
    for refused in (lambda: begun(db, by=person), lambda: threads(db, person, NPSV), lambda: open_counts(db, person, NAME)):
        with pytest.raises(NotAllowed):
            refused()
    for refused in (
        lambda: reply(db, thread.thread_id, "Me too.", by=person, at=minutes_later(2)),
        lambda: resolve(db, thread.thread_id, read_version=1, by=person, at=minutes_later(2)),
    ):
        with pytest.raises(NoSuchRow):
            refused()
    assert len(only(db).comments) == 1


def test_a_comment_for_one_partner_is_seen_and_answered_by_its_people_alone(db):
    thread = begun(db, "Only us.", by=TRUST, partner_id="HT")
    assert [row.thread.thread_id for row in threads(db, TRUST, NPSV)] == [thread.thread_id]
    assert open_counts(db, ANALYST, NAME) == {("figure", "npsv"): 1}
    assert threads(db, COUNCIL, NPSV) == ()
    assert open_counts(db, COUNCIL, NAME) == {}
    for refused in (
        lambda: reply(db, thread.thread_id, "I guessed its number.", by=COUNCIL, at=minutes_later(2)),
        lambda: resolve(db, thread.thread_id, read_version=1, by=COUNCIL, at=minutes_later(2)),
        lambda: edit_comment(db, 1, "Mine.", read_version=1, by=COUNCIL, at=minutes_later(2)),
    ):
        with pytest.raises(NoSuchRow, match="no such comment"):
            refused()
    with pytest.raises(NotAllowed):
        begun(db, by=COUNCIL, partner_id="HT")


def test_what_is_not_there_is_refused_in_the_words_of_what_may_not_be_seen(db):
    private = begun(db, by=TRUST, partner_id="HT").thread_id
    told = []
    for thread_id in (private, 999):
        with pytest.raises(NoSuchRow) as refusal:
            reply(db, thread_id, "Hello.", by=COUNCIL, at=minutes_later(2))
        told.append(refusal.value.sentence)
    assert told[0] == told[1]


def test_a_comment_on_a_programme_that_is_not_there_is_refused(db):
    anchor = Anchor(programme_id="nowhere", kind=On.gate, id="1")
    with pytest.raises(UnknownProgramme):
        begin_thread(db, anchor, "Gate 1", "Hello.", by=ANALYST, at=minutes_later(1))


def test_a_thread_is_resolved_and_opened_again_by_anybody_who_may_comment(db):
    thread = begun(db)
    resolve(db, thread.thread_id, read_version=1, by=BOARD, at=minutes_later(2))
    assert (only(db).thread.state, only(db).thread.changed_by) == ("resolved", "Bea Board")
    assert open_counts(db, ANALYST, NAME) == {}
    reply(db, thread.thread_id, "Thanks.", by=ANALYST, at=minutes_later(3))
    assert not only(db).thread.is_open
    reopen(db, thread.thread_id, read_version=2, by=COUNCIL, at=minutes_later(4))
    assert only(db).thread.is_open


def test_a_second_resolve_is_stale_and_says_who_was_first(db):
    thread = begun(db)
    resolve(db, thread.thread_id, read_version=1, by=BOARD, at=minutes_later(2))
    for by_then in (1, 2):
        with pytest.raises(StaleRow, match="Bea Board changed this thread on 22 November 2026 at 12:02 UTC: it is resolved"):
            resolve(db, thread.thread_id, read_version=by_then, by=ANALYST, at=minutes_later(3))


def test_only_its_writer_changes_a_comment_and_only_the_version_that_was_read(db):
    begun(db)
    said = only(db).comments[0]
    with pytest.raises(NotAllowed, match="Anil Analyst's"):
        edit_comment(db, said.comment_id, "Not mine.", read_version=1, by=ADMIN, at=minutes_later(2))
    edited = edit_comment(db, said.comment_id, "Better words.", read_version=1, by=ANALYST, at=minutes_later(3))
    assert (edited.text, edited.version, edited.edited_at) == ("Better words.", 2, minutes_later(3))
    with pytest.raises(StaleRow, match=r'12:03 UTC.* to "Better words\."\. Nothing of yours was saved'):
        edit_comment(db, said.comment_id, "Other window.", read_version=1, by=ANALYST, at=minutes_later(4))
    assert only(db).comments[0].text == "Better words."
    assert audit.entries(db, NAME, most=1)[0].detail["before"] == "Is this right?"


def test_a_person_named_or_picked_finds_it_in_their_inbox_until_they_read_it(db):
    begun(db, "@Bea Board, and @ANN ADMIN: look.")
    reply(db, only(db).thread.thread_id, "You too.", by=ANALYST, at=minutes_later(2), tell=[TRUST.person_id])
    assert [unread_count(db, person) for person in (BOARD, ADMIN, TRUST, COUNCIL, ANALYST)] == [1, 1, 1, 0, 0]
    (row,) = inbox(db, BOARD)
    assert (row.by, row.label, row.text, row.is_read) == (
        "Anil Analyst",
        "Net public value",
        "@Bea Board, and @ANN ADMIN: look.",
        False,
    )
    assert mark_read(db, [row.comment_id], by=TRUST, at=minutes_later(3)) == 0
    assert mark_read(db, [row.comment_id], by=BOARD, at=minutes_later(3)) == 1
    assert (unread_count(db, BOARD), inbox(db, BOARD)[0].is_read) == (0, True)


def test_nobody_is_told_of_what_they_could_not_see(db):
    begun(db, "@Cora Council @Vic Viewer @Tess Trust", by=ANALYST, partner_id="HT", tell=[COUNCIL.person_id, "nobody at all"])
    assert [unread_count(db, person) for person in (TRUST, COUNCIL, VIEWER)] == [1, 0, 0]
    assert {person.name for person in people_to_tell(db, ANALYST, NAME, "HT")} == {"Ann Admin", "Bea Board", "Tess Trust"}


def test_an_inbox_forgets_what_its_person_may_no_longer_see(db):
    begun(db, "@Tess Trust", by=ANALYST, partner_id="HT")
    moved = TRUST.model_copy(update={"grants": COUNCIL.grants})
    assert (len(inbox(db, TRUST)), inbox(db, moved), unread_count(db, moved)) == (1, (), 0)


def test_a_change_names_those_it_names_for_the_first_time(db):
    begun(db, "@Bea Board")
    edit_comment(db, only(db).comments[0].comment_id, "@Bea Board @Tess Trust", read_version=1, by=ANALYST, at=minutes_later(2))
    assert [unread_count(db, person) for person in (BOARD, TRUST)] == [1, 1]


def test_everything_is_in_the_audit_and_what_is_a_partners_is_marked_so(db):
    thread = begun(db, by=TRUST, partner_id="HT")
    resolve(db, thread.thread_id, read_version=1, by=TRUST, at=minutes_later(2))
    entries = audit.entries(db, NAME, actions=("begin_comments", "resolve_comments"))
    assert [(entry.by, entry.person_id, entry.detail["partner_id"]) for entry in entries] == [
        ("Tess Trust", TRUST.person_id, "HT")
    ] * 2
    assert verified(db).broken is None
