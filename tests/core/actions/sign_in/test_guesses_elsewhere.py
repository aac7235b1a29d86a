"""Nobody keeps an account shut by guessing from elsewhere, and a clock that is set back neither locks, unlocks nor revives."""

from datetime import timedelta

import pytest

from core.actions.people import add_person, reset_person
from core.actions.sign_in import change_password, remember_browser, sign_in, swap_ticket, use_reset_code
from core.domain.errors import SignInRefused, TooManyGuesses
from core.domain.people import OPERATOR
from core.reports.people import who_is
from core.store.database import open_database
from tests.core.actions.sign_in.signing import BETTER, GOOD, NOON, added, later, signed_in
from tests.core.actions.sign_in.test_sign_in import ELSEWHERE, guess
from tests.quick_hashes import quick_hashes  # noqa: F401 - used by every test here

OFFICE, BROWSER = "192.0.2.1", "known-browser-of-ann-1234"


def flood(db, guesses: int, at=NOON, name="ann@example.org") -> None:
    """Guess from everywhere at once, each time from another place."""
    for number in range(guesses):
        guess(db, name, address=f"203.0.113.{number}", at=at)


def test_a_flood_from_everywhere_leaves_a_known_address_alone(db):
    added(db)
    signed_in(db)
    for minute in range(10):
        flood(db, 30, later(minutes=minute))
        assert guess(db, password=GOOD, at=later(minutes=minute)) is None


def test_the_first_guess_from_a_new_place_is_looked_at_through_any_flood(db):
    added(db)
    flood(db, 100)
    assert guess(db, password=GOOD, address=ELSEWHERE) is None


def test_a_flood_slows_guesses_from_new_places_down_and_shuts_none_out(db):
    added(db)
    flood(db, 100)
    assert isinstance(guess(db, address=ELSEWHERE, at=later(seconds=1)), SignInRefused)
    assert isinstance(guess(db, password=GOOD, address=ELSEWHERE, at=later(seconds=2)), TooManyGuesses)
    assert guess(db, password=GOOD, address=ELSEWHERE, at=later(seconds=62)) is None


def test_a_few_guesses_elsewhere_slow_nobody_down(db):
    added(db)
    flood(db, 8)
    assert isinstance(guess(db, address=ELSEWHERE), SignInRefused)
    assert guess(db, password=GOOD, address=ELSEWHERE) is None


@pytest.mark.parametrize(("guesses", "pause"), [(10, "2 seconds"), (20, "4 seconds"), (35, "8 seconds"), (70, "1 minute")])
def test_the_pause_grows_with_the_flood(db, guesses, pause):
    added(db)
    flood(db, guesses)
    guess(db, address=ELSEWHERE)
    assert f"Wait {pause} " in guess(db, address=ELSEWHERE).sentence


def test_one_colleague_in_the_office_shuts_nobody_out_of_a_browser_they_know(db):
    added(db)
    remember_browser(db, signed_in(db), BROWSER, at=NOON)
    for _ in range(20):
        guess(db, address=OFFICE)
    for number in range(110):
        guess(db, f"n{number}@example.org", address=OFFICE)
    assert isinstance(guess(db, password=GOOD, address=OFFICE), TooManyGuesses)
    assert guess(db, password=GOOD, address=OFFICE, browser=BROWSER) is None


def test_a_known_browser_has_ten_guesses_of_its_own(db):
    added(db)
    remember_browser(db, signed_in(db), BROWSER, at=NOON)
    found = [type(guess(db, browser=BROWSER)) for _ in range(11)]
    assert found == [SignInRefused] * 10 + [TooManyGuesses]
    assert guess(db, password=GOOD, address=ELSEWHERE) is None


@pytest.mark.parametrize("browser", ["made up by the guesser 1234", ""])
def test_a_browser_that_nobody_signed_in_with_counts_for_nothing(db, browser):
    added(db)
    found = [type(guess(db, browser=browser)) for _ in range(11)]
    assert found == [SignInRefused] * 10 + [TooManyGuesses]


def test_a_browser_known_to_one_is_unknown_to_another(db):
    added(db)
    added(db, "bo@example.org", "Bo Brown")
    remember_browser(db, signed_in(db), BROWSER, at=NOON)
    flood(db, 40, name="bo@example.org")
    guess(db, "bo@example.org", address=ELSEWHERE, browser=BROWSER)
    assert isinstance(guess(db, "bo@example.org", GOOD, address=ELSEWHERE, browser=BROWSER), TooManyGuesses)


def test_what_was_known_of_a_person_is_forgotten_when_their_password_is_reset(db):
    ann = added(db)
    remember_browser(db, signed_in(db), BROWSER, at=NOON)
    reset_person(db, ann.person_id, by=OPERATOR, at=NOON)
    flood(db, 40)
    guess(db, browser=BROWSER, address=ELSEWHERE)
    assert isinstance(guess(db, browser=BROWSER, address=ELSEWHERE), TooManyGuesses)


def test_guesses_at_a_password_and_at_a_code_wait_apart_so_that_a_code_is_a_way_in(db):
    ann = added(db)
    for _ in range(30):
        guess(db)
    code = reset_person(db, ann.person_id, by=OPERATOR, at=NOON)
    for _ in range(9):
        with pytest.raises(SignInRefused):
            use_reset_code(db, "ann@example.org", "AAAA-BBBB-CCCC-DDDD", BETTER, address=OFFICE, at=later(minutes=1))
    use_reset_code(db, "ann@example.org", code, BETTER, address=OFFICE, at=later(minutes=1))


def test_guesses_at_codes_wait_like_guesses_at_passwords(db):
    added(db)
    for _ in range(10):
        with pytest.raises(SignInRefused):
            use_reset_code(db, "ann@example.org", "AAAA-BBBB-CCCC-DDDD", BETTER, address=OFFICE, at=NOON)
    with pytest.raises(TooManyGuesses):
        use_reset_code(db, "ann@example.org", "AAAA-BBBB-CCCC-DDDD", BETTER, address=OFFICE, at=NOON)


def test_a_flood_at_the_form_keeps_nobody_from_changing_their_password_and_the_other_way_round(db):
    ann = added(db)
    token = signed_in(db)
    flood(db, 40)
    for _ in range(20):
        guess(db)
    for _ in range(9):
        with pytest.raises(SignInRefused):
            change_password(db, "wrong", BETTER, by=ann, at=NOON, token=token)
    change_password(db, GOOD, BETTER, by=ann, at=NOON, token=token)
    for _ in range(10):
        with pytest.raises((SignInRefused, TooManyGuesses)):
            change_password(db, "wrong", GOOD, by=ann, at=NOON, token=token)
    assert guess(db, password=BETTER, address=ELSEWHERE) is None


def test_a_clock_that_is_set_back_unlocks_nothing_and_locks_nothing(db):
    added(db)
    for _ in range(10):
        guess(db)
    an_hour_ago = NOON - timedelta(hours=1)
    assert isinstance(guess(db, password=GOOD, at=an_hour_ago), TooManyGuesses)
    assert isinstance(guess(db, password=GOOD, at=an_hour_ago + timedelta(minutes=4)), TooManyGuesses)
    assert guess(db, password=GOOD, at=an_hour_ago + timedelta(minutes=5)) is None


def test_a_ticket_that_was_too_old_once_is_not_revived(db):
    added(db)
    text = sign_in(db, "ann@example.org", GOOD, address=OFFICE, at=NOON).text
    for at in (later(seconds=31), NOON, NOON - timedelta(hours=3)):
        with pytest.raises(SignInRefused):
            swap_ticket(db, text, at=at)


@pytest.mark.parametrize("back", [timedelta(minutes=5), timedelta(hours=9), timedelta(days=400)])
def test_a_session_that_ended_by_time_is_not_revived_and_one_that_lives_goes_on(db, back):
    added(db)
    idle = signed_in(db)
    assert who_is(db, idle, later(hours=8, seconds=1)) is None
    assert who_is(db, idle, NOON) is None
    lives = signed_in(db, at=later(hours=9))
    assert who_is(db, lives, later(hours=9) - back) is not None
    assert who_is(db, lives, later(hours=9) - back + timedelta(hours=7)) is not None
    assert who_is(db, lives, later(hours=9) - back + timedelta(hours=16)) is None


def test_a_code_that_was_too_old_once_is_not_revived(db):
    code = add_person(db, "bo@example.org", "Bo Brown", None, by=OPERATOR, at=NOON).reset_code
    for at in (later(hours=24, seconds=1), NOON):
        with pytest.raises(SignInRefused):
            use_reset_code(db, "bo@example.org", code, BETTER, address=OFFICE, at=at)


def test_service_time_goes_on_after_a_restart_with_the_clock_set_back(db):
    added(db)
    for _ in range(10):
        guess(db)
    db.close()
    again = open_database(db.home)
    assert isinstance(guess(again, password=GOOD, at=NOON - timedelta(days=1)), TooManyGuesses)
    assert guess(again, password=GOOD, at=NOON - timedelta(days=1) + timedelta(minutes=5)) is None
    again.close()


def test_moments_that_come_a_little_out_of_order_make_time_run_no_faster(db):
    added(db)
    token = signed_in(db)
    for second in range(0, 60 * 60, 10):
        assert who_is(db, token, later(seconds=second)) is not None
        assert who_is(db, token, later(seconds=second - 60)) is not None
    for _ in range(10):
        guess(db, at=later(hours=1))
    for second in range(0, 298, 2):
        who_is(db, token, later(hours=1, seconds=second - 60))
    assert isinstance(guess(db, at=later(hours=1, seconds=298)), TooManyGuesses)
