"""The meeting view without a browser: six screens, what-ifs, who presents and who follows."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.actions.meetings import present, show_screen
from core.domain.meetings import StoredMeeting
from core.domain.scenario import Scenario
from core.store.database import Database, open_database
from core.store.meetings import screen_of
from tests.core.decided import SAMPLE_ID, prepared_in
from tests.pages.conftest import Opener, seen, texts
from tests.people import BOARD, NOBODY, VIEWER, a_person

STRANGER = a_person("board", "return_to_work")


@pytest.fixture
def db(app: Opener, home: Path) -> Database:
    """The store of the page."""
    app("two", "terms.py")
    return open_database(home)


@pytest.fixture
def meeting(db: Database) -> StoredMeeting:
    """A meeting on the sample."""
    return prepared_in(db)


def opened(app: Opener, meeting: StoredMeeting, person: object = BOARD, **address: str) -> AppTest:
    """The meeting view on a meeting."""
    shown: AppTest = app(None, "meetings.py", person=person, meeting=str(meeting.meeting_id), **address)
    return shown


@pytest.mark.parametrize(
    ("screen", "said"),
    [
        ("1", "The ask.** Approve all ten authorities."),
        ("2", "This is the first time these figures are looked at"),
        ("3", "Net public value of four options over"),
        ("4", "Not drawn: three partners that neither pay nor gain cash."),
        ("5", "What could go wrong"),
        ("6", "What do we decide?"),
    ],
)
def test_each_screen_has_one_title_and_says_which_of_six_it_is(app: Opener, meeting: StoredMeeting, screen: str, said: str) -> None:
    shown = opened(app, meeting, screen=screen)
    assert len(shown.title) == 1
    assert not shown.error
    assert said in texts(shown)
    assert f"{screen} of 6" in texts(shown)


def test_next_and_back_turn_the_screens_and_stop_at_the_ends(app: Opener, meeting: StoredMeeting) -> None:
    shown = opened(app, meeting)
    assert shown.button(key="meeting-back").disabled
    for number in range(2, 7):
        seen(shown.button(key="meeting-next").click().run())
        assert f"{number} of 6" in texts(shown)
    assert shown.button(key="meeting-next").disabled
    assert "5 of 6" in texts(seen(shown.button(key="meeting-back").click().run()))


def test_a_what_if_says_so_on_every_screen_of_figures_and_is_reset_by_one_press(app: Opener, meeting: StoredMeeting) -> None:
    shown = opened(app, meeting, screen="3")
    before = shown.title[0].value
    box = shown.number_input(key=f"meeting-lever-engagement-{SAMPLE_ID}-{meeting.meeting_id}")
    seen(box.set_value(35.0).run())
    assert "What-if: not saved (of those offered, how many start: 35%)" in texts(shown)
    assert shown.title[0].value != before
    seen(shown.button(key="meeting-next").click().run())
    assert "What-if: not saved (of those offered, how many start: 35%)" in texts(shown)
    seen(shown.button(key="meeting-reset").click().run())
    assert "What-if" not in texts(shown)


def test_the_text_grows_up_to_its_largest_size(app: Opener, meeting: StoredMeeting) -> None:
    shown = opened(app, meeting)
    for size in ("20px", "23px", "26px", "30px"):
        assert any(f"font-size: {size}" in str(each.value) for each in shown.get("html"))
        if not shown.button(key="meeting-size1").disabled:
            seen(shown.button(key="meeting-size1").click().run())
    assert shown.button(key="meeting-size1").disabled


def test_who_presents_turns_the_screen_of_the_store(app: Opener, db: Database, meeting: StoredMeeting) -> None:
    shown = opened(app, meeting)
    seen(shown.button(key="meeting-present").click().run())
    assert "You present" in texts(shown)
    seen(shown.button(key="meeting-next").click().run())
    live = screen_of(db, meeting.meeting_id)
    assert live is not None
    assert (live.presenter, live.screen) == (BOARD.name, 2)


def test_who_follows_sees_the_presenters_screen_and_may_look_around_alone(
    app: Opener, db: Database, meeting: StoredMeeting
) -> None:
    _present(db, meeting, screen=4, scenario=Scenario(engagement=0.3))
    shown = opened(app, meeting, VIEWER)
    assert "4 of 6" in texts(shown)
    assert "Following Bea Board" in texts(shown)
    assert "What-if: not saved (of those offered, how many start: 30%)" in texts(shown)
    assert shown.button(key="meeting-next").disabled
    assert "meeting-present" not in {button.key for button in shown.button}
    seen(shown.button(key="meeting-alone").click().run())
    seen(shown.button(key="meeting-next").click().run())
    assert "5 of 6" in texts(shown)
    assert "4 of 6" in texts(seen(shown.button(key="meeting-follow").click().run()))


def test_a_person_who_took_over_is_followed_by_the_first_presenter(app: Opener, db: Database, meeting: StoredMeeting) -> None:
    shown = opened(app, meeting)
    seen(shown.button(key="meeting-present").click().run())
    _present(db, meeting, screen=5)
    assert "5 of 6" in texts(seen(shown.run()))
    assert "Following Bea Board" in texts(shown)


@pytest.mark.parametrize("person", [STRANGER, NOBODY], ids=lambda person: person.name)
def test_a_meeting_of_a_programme_that_is_not_theirs_shows_nothing(app: Opener, meeting: StoredMeeting, person: object) -> None:
    shown = opened(app, meeting, person)
    for secret in ("Salford", "ten authorities", "Reform board", "£"):
        assert secret not in texts(shown)


@pytest.mark.parametrize("asked", ["99", "0", "-1", "x", "1e9", "999999999999999999"])
def test_an_address_that_asks_for_no_meeting_there_is_raises_nothing(look: Opener, asked: str) -> None:
    shown = look("sample", "meetings.py", person=BOARD, meeting=asked, screen="17")
    assert len(shown.title) == 1


def test_without_a_meeting_the_view_shows_the_programme_as_it_is(look: Opener) -> None:
    shown = look("sample", "meetings.py", person=VIEWER)
    assert "No ask has been written down" in texts(shown)
    assert "1 of 6" in texts(shown)


def test_the_summary_leads_to_the_meeting_view(look: Opener) -> None:
    links = [each.proto for each in look("sample", person=VIEWER).get("page_link")]
    assert any(link.label == "Meeting view" and link.query_string == f"programme={SAMPLE_ID}" for link in links)


def _present(db: Database, meeting: StoredMeeting, *, screen: int, scenario: Scenario | None = None) -> None:
    at = datetime.now(UTC)
    present(db, meeting.meeting_id, presenting_as="elsewhere", screen=screen, by=BOARD, at=at)
    show_screen(db, meeting.meeting_id, screen, scenario or Scenario(), presenting_as="elsewhere", by=BOARD, at=at)
