"""Which passwords are taken: long ones of any characters, and none that is guessed first."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.actions import passwords
from core.actions.password_rules import is_guessed_first, must_be_strong
from core.actions.passwords import hash_password, is_right, one_time_code, plain_code
from core.domain.errors import BusySigningIn, DamagedAssumptions, WeakPassword
from core.store.sign_in.passwords import COMMON_PASSWORDS, guessed_first
from tests.quick_hashes import quick_hashes  # noqa: F401 - used by every test here

NAMES = ("Zoë Müller", "zoe@example.org")


def is_taken(password: str) -> bool:
    """Tell whether Zoë Müller may choose it."""
    try:
        must_be_strong(password, *NAMES)
    except WeakPassword:
        return False
    return True


@pytest.mark.parametrize(
    "password",
    [
        "tulip anvil yonder crate",
        "correct horse battery staple",
        "🐙🦑🐚🐡🦐🦀🐠🐟🐬🐳🦈🐋",
        "908172645093",
        "kx9vbtq2mzwp",
        "my password is a long winter tale",
        "     tulip anvil     ",
        "x" + "tulip anvil " * 10,
    ],
)
def test_no_kind_of_character_is_asked_for_or_refused(password):
    assert is_taken(password)


@pytest.mark.parametrize(
    "password",
    [
        "password1234",
        "Password2026!",
        "P@ssw0rd2026!",
        "!!iloveyou!!",
        "ScaleCase2026",
        "scale case 2026!",
        "Manchester2026",
        "Summer2026!!!",
        "November-2026",
        "aaaaaaaaaaaa",
        "abcabcabcabc",
        "🐙🐙🐙🐙🐙🐙🐙🐙🐙🐙🐙🐙",
        "123456789012",
        "qwertyuiop12",
        "1qaz2wsx3edc",
        "ZoeMuller2026",
        "Zoë Müller 26",
    ],
)
def test_what_is_guessed_first_is_refused(password):
    assert not is_taken(password)


@pytest.mark.parametrize(("length", "taken"), [(11, False), (12, True), (128, True), (129, False)])
def test_the_length_is_counted_in_characters(length, taken):
    text = "".join(chr(0x1F400 + number % 60) for number in range(length))
    assert is_taken(text) is taken


def test_at_least_three_thousand_are_listed_that_are_long_enough_to_be_chosen():
    long_enough = [password for password in guessed_first().passwords if len(password) >= 12]
    assert len(long_enough) >= 3_000
    assert not any(is_taken(password) for password in long_enough)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(guessed_first().passwords)), st.text("0123456789!?.-_ ", max_size=4), st.booleans())
def test_a_trivial_ending_saves_no_common_password(common, ending, loud):
    typed = (common.upper() if loud else common) + ending
    assert is_guessed_first(typed, guessed_first())


def test_a_missing_list_is_said_and_not_taken_for_an_empty_one(tmp_path):
    with pytest.raises(DamagedAssumptions, match="restore it"):
        guessed_first(tmp_path)
    (tmp_path / COMMON_PASSWORDS).write_bytes(b"\xff\xfe")
    with pytest.raises(DamagedAssumptions):
        guessed_first(tmp_path)


@settings(max_examples=40, deadline=None)
@given(st.text(min_size=1, max_size=128), st.text(min_size=1, max_size=128))
def test_only_the_password_itself_fits_its_hash(one, other):
    kept = hash_password(one)
    assert is_right(one, kept)
    assert is_right(other, kept) is (passwords.normal(one) == passwords.normal(other))


@pytest.mark.parametrize("tail", ["a", "\0", "é", "🐙"])
def test_what_stands_beyond_72_bytes_or_after_a_nul_counts(tail):
    for start in ("x" * 72, "x" * 71, "\0", "🐙" * 18):
        kept = hash_password(start + tail)
        assert is_right(start + tail, kept)
        assert not is_right(start, kept)
        assert not is_right(start + tail + tail, kept)


def test_nobody_has_the_password_of_the_stand_in_hash():
    assert not is_right("nobody signs in with this", None)


def test_two_passwords_are_hashed_at_once_and_a_third_waits_its_turn(monkeypatch):
    monkeypatch.setattr(passwords, "WAIT_FOR_A_TURN_SECONDS", 0.01)
    with passwords._a_turn(), passwords._a_turn(), pytest.raises(BusySigningIn, match="try again"):
        hash_password("tulip anvil yonder crate")
    assert hash_password("tulip anvil yonder crate")


def test_codes_differ_and_are_read_however_they_are_typed():
    codes = {one_time_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(plain_code(f" {code.lower().replace('-', ' ')} ") == code.replace("-", "") for code in codes)
