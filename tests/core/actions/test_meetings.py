"""Preparing a meeting and presenting it: what it is set beside, whose screen counts, who may."""

from datetime import timedelta

import pytest

from core.access.versions import must_see_version
from core.actions.decisions import NotRecorded, record_decision
from core.actions.meetings import prepare_meeting, present, show_screen, still_presenting, stop_presenting
from core.actions.programmes import replace_tables
from core.domain.errors import NoSuchRow, NotAllowed, StaleRow, UnknownVersion
from core.domain.people import SERVICE
from core.domain.scenario import Scenario
from core.reports.appraisals import appraise_loaded, load_version
from core.reports.meetings import changes_since, meeting, meetings_of, next_meeting, screen_of, unprepared
from core.store import audit, meetings
from core.store.tables.tables import read_tables
from tests.core.decided import NOON, SAMPLE_ID, TODAY, a_decision, a_meeting, later, prepared_in, with_sample
from tests.core.store.stored import table_of
from tests.people import ANALYST, BOARD, NOBODY, VIEWER, a_person

AS_ENTERED = Scenario()


@pytest.fixture
def sample(db):
    """A store with the sample."""
    return with_sample(db)


@pytest.fixture
def dearer(sample):
    """The sample, with a second version in which a line of cost costs a tenth more."""
    costs = read_tables(sample, load_version(sample, SAMPLE_ID).version.version_id)["costs"]
    text = "\n".join([",".join(costs.columns), *(",".join(f'"{cell}"' for cell in row) for row in costs.rows)])
    assert '"95000"' in text
    table = table_of("costs", text.replace('"95000"', '"99000"'))
    replace_tables(sample, SAMPLE_ID, {"costs": table}, read_version=1, by=SERVICE, at=NOON, what="Pay went up.")
    return sample


def test_a_meeting_is_kept_with_the_version_it_looks_at(sample):
    kept = prepared_in(sample)
    assert (kept.number, kept.since_number, kept.levers) == (1, None, ("engagement", "p_adopted"))
    assert meetings_of(sample, VIEWER, SAMPLE_ID) == (kept,)
    entry = audit.entries(sample, SAMPLE_ID, actions=("prepare_meeting",))[0]
    assert entry.detail["what"] == 'Prepared the meeting "Reform board" of 22 November 2026 on version 1.'


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": " "}, "has no title"),
        ({"title": "a" * 201}, "longer than 200"),
        ({"ask": ""}, "Nothing is asked"),
        ({"ask": "a" * 401}, "too long for a screen"),
        ({"option_id": "stop"}, "The option is not among those"),
        ({"levers": ("engagement", "retention", "scale_penalty", "p_adopted")}, "At most 3"),
        ({"levers": ("sites",)}, "moves nothing"),
    ],
)
def test_a_meeting_with_one_thing_wrong_is_told_so(sample, changes, sentence):
    with pytest.raises(NotRecorded) as told:
        prepared_in(sample, **changes)
    assert len(told.value.sentences) == 1
    assert sentence in told.value.sentence
    assert meetings.of_programme(sample, SAMPLE_ID) == ()


def test_a_meeting_is_set_beside_the_version_of_the_last_decision_or_meeting(dearer):
    prepare_meeting(dearer, SAMPLE_ID, a_meeting(held_on=later(-7)), version_number=1, by=ANALYST, at=NOON)
    record_decision(dearer, SAMPLE_ID, a_decision(), version_number=1, by=BOARD, at=NOON)
    kept = prepare_meeting(dearer, SAMPLE_ID, a_meeting(held_on=later(7)), version_number=2, by=ANALYST, at=NOON)
    assert (kept.since_number, kept.number) == (1, 2)
    after = prepare_meeting(dearer, SAMPLE_ID, a_meeting(held_on=later(14)), version_number=2, by=ANALYST, at=NOON)
    assert after.since_number == 2


def test_what_changed_is_told_in_pounds_and_by_whom(dearer):
    then, now = (appraise_loaded(load_version(dearer, SAMPLE_ID, number), AS_ENTERED) for number in (1, 2))
    since = changes_since(dearer, VIEWER, then, now, "salford_only")
    old, new = (each.option("salford_only").expected.measures for each in (then, now))
    row = since.figures.set_index("figure").loc["Net public value"]
    assert (row.then_gbp, row.now_gbp, row.change_gbp) == (old.npsv_gbp, new.npsv_gbp, new.npsv_gbp - old.npsv_gbp)
    assert row.change_gbp < 0
    assert [(step.number, step.made_by, step.what) for step in since.steps] == [(2, SERVICE.name, "Pay went up.")]
    assert not since.is_the_same


def test_what_changed_is_not_told_to_who_may_not_see_the_programme(sample):
    now = appraise_loaded(load_version(sample, SAMPLE_ID), AS_ENTERED)
    with pytest.raises(NotAllowed):
        changes_since(sample, NOBODY, now, now, "ten_boroughs")


@pytest.mark.parametrize("person", [VIEWER, NOBODY, a_person("board", "another_programme")])
def test_who_prepares_no_meetings_neither_prepares_nor_presents(sample, person):
    kept = prepared_in(sample)
    with pytest.raises(NotAllowed):
        prepare_meeting(sample, SAMPLE_ID, a_meeting(), version_number=1, by=person, at=NOON)
    with pytest.raises(NotAllowed if person is VIEWER else NoSuchRow):
        present(sample, kept.meeting_id, presenting_as="a", screen=1, by=person, at=NOON)
    assert meetings.screen_of(sample, kept.meeting_id) is None


def test_a_meeting_of_a_strange_programme_is_as_if_it_were_not_there(sample):
    kept = prepared_in(sample)
    stranger = a_person("board", "another_programme")
    with pytest.raises(NoSuchRow) as strange:
        meeting(sample, stranger, kept.meeting_id)
    with pytest.raises(NoSuchRow) as missing:
        meeting(sample, stranger, 99)
    assert strange.value.sentence == missing.value.sentence


def test_those_who_follow_see_the_screen_and_the_what_if_of_the_presenter(sample):
    kept = prepared_in(sample)
    present(sample, kept.meeting_id, presenting_as="a", screen=1, by=BOARD, at=NOON)
    what_if = Scenario(engagement=0.4)
    moved = show_screen(sample, kept.meeting_id, 3, what_if, presenting_as="a", by=BOARD, at=NOON)
    seen = screen_of(sample, VIEWER, kept)
    assert seen == moved
    assert seen is not None
    assert (seen.presenter, seen.screen, Scenario.from_words(seen.scenario), seen.version) == (BOARD.name, 3, what_if, 2)


def test_who_takes_over_is_followed_and_the_first_is_told_so(sample):
    kept = prepared_in(sample)
    present(sample, kept.meeting_id, presenting_as="a", screen=1, by=BOARD, at=NOON)
    present(sample, kept.meeting_id, presenting_as="b", screen=4, by=ANALYST, at=NOON)
    with pytest.raises(StaleRow, match="Anil Analyst presents this meeting now"):
        show_screen(sample, kept.meeting_id, 2, AS_ENTERED, presenting_as="a", by=BOARD, at=NOON)
    with pytest.raises(StaleRow):
        stop_presenting(sample, kept.meeting_id, presenting_as="a", by=BOARD, at=NOON)
    seen = screen_of(sample, VIEWER, kept)
    assert seen is not None
    assert (seen.presenter, seen.screen) == (ANALYST.name, 4)


def test_after_presenting_has_stopped_nobody_is_followed(sample):
    kept = prepared_in(sample)
    present(sample, kept.meeting_id, presenting_as="a", screen=1, by=BOARD, at=NOON)
    stop_presenting(sample, kept.meeting_id, presenting_as="a", by=BOARD, at=NOON)
    seen = screen_of(sample, VIEWER, kept)
    assert seen is not None
    assert seen.presenting_as is None
    with pytest.raises(StaleRow, match="press Present"):
        show_screen(sample, kept.meeting_id, 2, AS_ENTERED, presenting_as="a", by=BOARD, at=NOON)


def test_a_what_if_that_was_not_prepared_is_not_shown_to_others(sample):
    kept = prepared_in(sample, levers=("engagement",))
    present(sample, kept.meeting_id, presenting_as="a", screen=1, by=BOARD, at=NOON)
    with pytest.raises(NotRecorded):
        show_screen(sample, kept.meeting_id, 2, Scenario(p_adopted=1.0), presenting_as="a", by=BOARD, at=NOON)


@pytest.mark.parametrize(("asked", "shown"), [(0, 1), (7, 6), (3, 3)])
def test_a_screen_that_is_not_there_becomes_the_nearest_that_is(sample, asked, shown):
    kept = prepared_in(sample)
    assert present(sample, kept.meeting_id, presenting_as="a", screen=asked, by=BOARD, at=NOON).screen == shown


def test_the_meeting_to_open_is_the_nearest_to_come_or_else_the_last(sample):
    past, soon, far = (prepared_in(sample, held_on=later(days)) for days in (-7, 1, 30))
    found = meetings_of(sample, VIEWER, SAMPLE_ID)
    assert next_meeting(found, TODAY) == soon
    assert next_meeting((past,), TODAY) == past
    assert next_meeting(found, later(20)) == far
    assert next_meeting((), TODAY) is None


def test_without_preparation_a_meeting_has_the_version_in_front_and_no_more_what_ifs_than_allowed(dearer):
    papers = unprepared(load_version(dearer, SAMPLE_ID), "ten_boroughs", TODAY)
    assert (papers.meeting_id, papers.number, papers.since_number, len(papers.levers)) == (0, 2, 1, 3)


def test_a_presenter_whose_window_is_gone_is_followed_no_longer(sample):
    kept = prepared_in(sample)
    shown = present(sample, kept.meeting_id, presenting_as="a", screen=2, by=BOARD, at=NOON)
    assert shown.is_presented(NOON + timedelta(seconds=59))
    assert not shown.is_presented(NOON + timedelta(seconds=60))
    still_presenting(sample, kept.meeting_id, presenting_as="a", by=BOARD, at=NOON + timedelta(seconds=50))
    seen = screen_of(sample, VIEWER, kept)
    assert seen is not None
    assert seen.is_presented(NOON + timedelta(seconds=100))
    assert (seen.screen, seen.version) == (shown.screen, shown.version)


def test_everybody_may_open_the_version_a_meeting_looks_at_and_no_other_draft(dearer):
    with pytest.raises(UnknownVersion):
        must_see_version(dearer, VIEWER, SAMPLE_ID, 1)
    prepare_meeting(dearer, SAMPLE_ID, a_meeting(), version_number=1, by=ANALYST, at=NOON)
    must_see_version(dearer, VIEWER, SAMPLE_ID, 1)
    with pytest.raises(NotAllowed):
        must_see_version(dearer, NOBODY, SAMPLE_ID, 1)


def test_a_member_of_the_board_cannot_put_a_draft_before_a_meeting_that_it_may_not_open(dearer):
    with pytest.raises(UnknownVersion):
        prepare_meeting(dearer, SAMPLE_ID, a_meeting(), version_number=1, by=BOARD, at=NOON)
    with pytest.raises(UnknownVersion):
        record_decision(dearer, SAMPLE_ID, a_decision(), version_number=1, by=BOARD, at=NOON)
