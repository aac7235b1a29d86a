"""Signing in: the same words for every refusal, guesses that are counted, tickets that are good once, and what ends a session."""

from concurrent.futures import ThreadPoolExecutor
from unittest.mock import patch

import bcrypt
import pytest

from core.actions.people import add_person, disable_person, enable_person, reset_person
from core.actions.sign_in import (
    change_password,
    end_all_sessions,
    end_session,
    sign_in,
    swap_ticket,
    ticket_for,
    use_reset_code,
)
from core.domain.errors import NotAllowed, SignInRefused, TooManyGuesses, WeakPassword
from core.domain.people import OPERATOR
from core.reports.people import must_change_password, who_is
from core.store import audit
from core.store.database import Database, open_database
from tests.core.actions.sign_in.signing import BETTER, GOOD, NOON, added, an_admin, later, signed_in
from tests.people import VIEWER
from tests.quick_hashes import quick_hashes  # noqa: F401 - used by every test here

ELSEWHERE = "198.51.100.7"


def guess(db: Database, name: str = "ann@example.org", password: str = "wrong", address: str = "192.0.2.1", at=NOON, **more):  # noqa: S107
    """Try to sign in; gives the refusal, or None when it was let in."""
    try:
        sign_in(db, name, password, address=address, at=at, **more)
    except (SignInRefused, TooManyGuesses) as refusal:
        return refusal
    return None


def test_the_right_password_gives_a_ticket_that_gives_a_session(db):
    ann = added(db)
    token = signed_in(db, " ANN@Example.org ")
    assert who_is(db, token, NOON) == ann
    assert [entry.action for entry in audit.entries(db, most=1)] == ["sign_in"]


@pytest.mark.parametrize(
    "password",
    [GOOD, BETTER, "🐙🦑🐚🐡🦐🦀🐠🐟🐬🐳🦈🐋", "y" + "ab3 " * 15 + "end", "é" * 60 + " and a long tail of words", "  padded  12 "],
)
def test_passphrases_of_any_characters_work(db, password):
    added(db, password=password)
    assert guess(db, password=password) is None
    assert isinstance(guess(db, password=password + "x"), SignInRefused)
    assert isinstance(guess(db, password=password[:-1]), SignInRefused)


def test_composed_and_decomposed_letters_are_one_password(db):
    composed, decomposed = "caf\u00e9 na\u00efve tulip", "cafe\u0301 nai\u0308ve tulip"
    added(db, password=composed)
    assert guess(db, password=decomposed) is None


def test_unknown_wrong_and_disabled_are_refused_in_the_same_words(db):
    ann = added(db)
    sentences = {str(guess(db, "nobody@example.org")), str(guess(db))}
    disable_person(db, ann.person_id, by=OPERATOR, at=NOON)
    sentences |= {str(guess(db, password=GOOD)), str(guess(db, "operator", "")), str(guess(db, "service", "x"))}
    assert len(sentences) == 1


@pytest.mark.parametrize("name", ["ann@example.org", "nobody@example.org", "code@example.org", "operator"])
def test_every_guess_costs_exactly_one_hash_of_the_same_cost(db, name):
    added(db)
    add_person(db, "code@example.org", "Code Only", None, by=OPERATOR, at=NOON)
    guess(db, name)  # the stand-in hash is made once, at the start of the service
    with patch("core.actions.passwords.bcrypt.checkpw", wraps=bcrypt.checkpw) as checked:
        guess(db, name)
    assert [call.args[1][:7] for call in checked.call_args_list] == [b"$2b$04$"]


def test_the_eleventh_guess_in_five_minutes_waits_even_with_the_right_password(db):
    added(db)
    assert all(isinstance(guess(db, at=later(seconds=number)), SignInRefused) for number in range(10))
    waits = guess(db, password=GOOD, at=later(seconds=30))
    assert isinstance(waits, TooManyGuesses)
    assert "Wait 5 minutes" in waits.sentence
    assert "Wait 1 minute " in guess(db, at=later(minutes=4, seconds=1)).sentence
    assert guess(db, password=GOOD, at=later(minutes=5)) is None


def test_a_restart_forgives_no_guess(db):
    added(db)
    for _ in range(10):
        guess(db)
    db.close()
    again = open_database(db.home)
    assert isinstance(guess(again, password=GOOD), TooManyGuesses)
    again.close()


def test_waiting_does_not_make_the_wait_longer(db):
    added(db)
    for minute in (0, 1, 2, 3, 4):
        for _ in range(20):
            guess(db, at=later(minutes=minute))
    assert guess(db, password=GOOD, at=later(minutes=5, seconds=1)) is None


def test_an_unknown_name_waits_like_a_known_one(db):
    found = [type(guess(db, "nobody@example.org")) for _ in range(11)]
    assert found == [SignInRefused] * 10 + [TooManyGuesses]


def test_a_good_sign_in_takes_back_its_own_guess_and_no_other(db):
    added(db)
    for _ in range(9):
        guess(db)
    assert all(guess(db, password=GOOD) is None for _ in range(5))
    assert isinstance(guess(db), SignInRefused)
    assert isinstance(guess(db, password=GOOD), TooManyGuesses)


def test_an_address_that_tries_many_names_waits_and_others_do_not(db):
    added(db)
    for number in range(100):
        guess(db, f"n{number}@example.org")
    assert isinstance(guess(db, password=GOOD), TooManyGuesses)
    assert guess(db, password=GOOD, address=ELSEWHERE) is None


def test_many_guesses_at_once_cannot_slip_through_together(db):
    added(db)
    with ThreadPoolExecutor(8) as threads:
        found = [type(refusal) for refusal in threads.map(lambda _: guess(db), range(24))]
    assert found.count(SignInRefused) == 10
    assert found.count(TooManyGuesses) == 14


def test_the_audit_tells_of_every_refusal_and_of_each_wait_once_without_password_or_unknown_name(db):
    ann = added(db)
    for _ in range(13):
        guess(db, "ann@example.org", "my secret guess")
    guess(db, "hunter2 in the wrong field")
    entries = audit.entries(db)
    assert [entry.action for entry in entries].count("sign_in_refused") == 11
    assert [entry.detail["person_id"] for entry in entries if entry.action == "sign_in_waits"] == [ann.person_id]
    everything = " ".join(str(entry) for entry in entries)
    assert "guess" not in everything.replace("guesses", "") and "hunter2" not in everything


def test_a_ticket_is_good_once_and_for_thirty_seconds(db):
    added(db)
    ticket = sign_in(db, "ann@example.org", GOOD, address="192.0.2.1", at=NOON)
    late = sign_in(db, "ann@example.org", GOOD, address="192.0.2.1", at=NOON)
    assert swap_ticket(db, ticket.text, at=later(seconds=30))
    for text, at in ((ticket.text, NOON), (late.text, later(seconds=31)), ("made up", NOON), ("", NOON)):
        with pytest.raises(SignInRefused):
            swap_ticket(db, text, at=at)


def test_one_ticket_swapped_many_times_at_once_gives_one_session(db):
    added(db)
    ticket = sign_in(db, "ann@example.org", GOOD, address="192.0.2.1", at=NOON).text

    def swap(_number: int) -> str | None:
        try:
            return swap_ticket(db, ticket, at=NOON)
        except SignInRefused:
            return None

    with ThreadPoolExecutor(6) as threads:
        assert sum(token is not None for token in threads.map(swap, range(12))) == 1


def test_neither_token_nor_ticket_nor_code_lies_in_the_store(db):
    added(db)
    code = add_person(db, "bo@example.org", "Bo", None, by=OPERATOR, at=NOON).reset_code
    ticket = sign_in(db, "ann@example.org", GOOD, address="192.0.2.1", at=NOON).text
    token = swap_ticket(db, ticket, at=NOON)
    db.close()
    kept = b"".join(path.read_bytes() for path in db.home.glob("state.db*"))
    assert all(secret.encode() not in kept for secret in (token, ticket, code, code.replace("-", ""), GOOD))


def test_a_disabled_person_is_out_at_once_and_their_ticket_is_worth_nothing(db):
    ann = added(db)
    token = signed_in(db)
    ticket = sign_in(db, "ann@example.org", GOOD, address="192.0.2.1", at=NOON).text
    disable_person(db, ann.person_id, by=OPERATOR, at=NOON)
    assert who_is(db, token, NOON) is None
    enable_person(db, ann.person_id, by=OPERATOR, at=NOON)
    assert who_is(db, token, NOON) is None
    with pytest.raises(SignInRefused):
        swap_ticket(db, ticket, at=NOON)
    assert guess(db, password=GOOD) is None


def test_signing_out_ends_one_session_and_ending_it_twice_does_no_harm(db):
    added(db)
    one, other = signed_in(db), signed_in(db)
    end_session(db, one, at=NOON, because="signed out")
    end_session(db, one, at=NOON, because="signed out")
    assert who_is(db, one, NOON) is None
    assert who_is(db, other, NOON) is not None


def test_only_oneself_or_who_may_manage_them_ends_somebodys_sessions(db):
    ann = added(db)
    admin = an_admin(db)
    token = signed_in(db)
    with pytest.raises(NotAllowed):
        end_all_sessions(db, ann.person_id, by=VIEWER, at=NOON, because="meant ill")
    assert who_is(db, token, NOON) == ann
    assert end_all_sessions(db, ann.person_id, by=admin, at=NOON, because="left the room") == 1
    token, other = signed_in(db), signed_in(db)
    assert end_all_sessions(db, ann.person_id, by=ann, at=NOON, because="signed out everywhere", but=token) == 1
    assert (who_is(db, token, NOON), who_is(db, other, NOON)) == (ann, None)


def test_a_new_password_ends_every_other_session(db):
    ann = added(db)
    here, there = signed_in(db), signed_in(db)
    change_password(db, GOOD, BETTER, by=ann, at=NOON, token=here)
    assert who_is(db, here, NOON) == ann
    assert who_is(db, there, NOON) is None
    assert isinstance(guess(db, password=GOOD), SignInRefused)
    assert guess(db, password=BETTER) is None


def test_the_present_password_is_asked_for_and_guesses_at_it_wait(db):
    ann = added(db)
    for _ in range(10):
        with pytest.raises(SignInRefused):
            change_password(db, "wrong", BETTER, by=ann, at=NOON)
    with pytest.raises(TooManyGuesses):
        change_password(db, GOOD, BETTER, by=ann, at=NOON)


def test_a_weak_new_password_changes_nothing_and_uses_no_code_up(db):
    ann = added(db)
    with pytest.raises(WeakPassword):
        change_password(db, GOOD, "Ann Example 1", by=ann, at=NOON)
    code = add_person(db, "bo@example.org", "Bo Brown", None, by=OPERATOR, at=NOON).reset_code
    with pytest.raises(WeakPassword):
        use_reset_code(db, "bo@example.org", code, "password2026", address="192.0.2.1", at=NOON)
    use_reset_code(db, "bo@example.org", code, BETTER, address="192.0.2.1", at=NOON)
    assert guess(db, "bo@example.org", BETTER) is None
    assert guess(db, password=GOOD) is None


def test_a_code_is_good_once_for_a_day_and_for_one_person(db):
    added(db)
    given = add_person(db, "bo@example.org", "Bo Brown", None, by=OPERATOR, at=NOON)
    bo, code = given.person, given.reset_code
    for name, at in (("ann@example.org", NOON), ("nobody", NOON)):
        with pytest.raises(SignInRefused):
            use_reset_code(db, name, code, BETTER, address="192.0.2.1", at=at)
    typed = code.lower().replace("-", " ").replace("0", "o")
    use_reset_code(db, "bo@example.org", typed, BETTER, address="192.0.2.1", at=later(hours=24))
    with pytest.raises(SignInRefused):
        use_reset_code(db, "bo@example.org", code, GOOD, address="192.0.2.1", at=later(hours=24))
    late = reset_person(db, bo.person_id, by=OPERATOR, at=later(hours=24))
    with pytest.raises(SignInRefused):
        use_reset_code(db, "bo@example.org", late, BETTER, address="192.0.2.1", at=later(hours=48, seconds=1))


def test_a_password_chosen_by_somebody_else_must_be_changed(db):
    bo = add_person(db, "bo@example.org", "Bo Brown", GOOD, by=OPERATOR, at=NOON).person
    assert sign_in(db, "bo@example.org", GOOD, address="192.0.2.1", at=NOON).must_change
    assert must_change_password(db, bo)
    change_password(db, GOOD, BETTER, by=bo, at=NOON)
    assert not sign_in(db, "bo@example.org", BETTER, address="192.0.2.1", at=NOON).must_change


@pytest.mark.parametrize("person_id", ["operator", "service"])
def test_the_operator_and_the_service_never_sign_in(db, person_id):
    with pytest.raises(SignInRefused):
        ticket_for(db, person_id, at=NOON)
