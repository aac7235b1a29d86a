"""Passwords: hashed and checked a few at a time, and always at the same cost."""

from base64 import b64encode
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import cache
from hashlib import sha256
from secrets import choice
from threading import BoundedSemaphore
from unicodedata import normalize

import bcrypt

from core.domain.errors import BusySigningIn

# About a quarter of a second on one core: cheap once for a person, dear ten thousand times for a guesser.
COST = 12
# Of one hash bcrypt reads this many bytes and no more.
BCRYPT_READS_BYTES = 72
CODE_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
HASHES_AT_ONCE = 2
WAIT_FOR_A_TURN_SECONDS = 10.0
_turns = BoundedSemaphore(HASHES_AT_ONCE)
_strangers = BoundedSemaphore(HASHES_AT_ONCE - 1)


def hash_password(password: str) -> str:
    """Hash a password for keeping.

    Raises:
        BusySigningIn: too many passwords are being checked at this moment.
    """
    with _a_turn():
        return bcrypt.hashpw(_prepared(password), bcrypt.gensalt(COST)).decode("ascii")


def is_right(password: str, password_hash: str | None, *, is_known_place: bool = True) -> bool:
    """Tell whether a password is the one that was hashed.

    Where there is no hash a fixed one is checked instead, so that an unknown name takes as long as a known one. Guesses from
    places where the account is not known take one turn of two at most: a person who is known never waits for them all.

    Raises:
        BusySigningIn: too many passwords are being checked at this moment.
    """
    with nullcontext() if is_known_place else _a_turn_of(_strangers), _a_turn():
        fits = bcrypt.checkpw(_prepared(password), (password_hash or _nobodys_hash(COST)).encode("ascii"))
    return fits and password_hash is not None


def normal(password: str) -> str:
    """Write a password one way, however the keyboard composed its letters."""
    return normalize("NFC", password)


def one_time_code() -> str:
    """Make a code of 80 random bits that can be read out and typed: four groups of four, without letters mistaken for others."""
    letters = [choice(CODE_LETTERS) for _ in range(16)]
    return "-".join("".join(letters[start : start + 4]) for start in range(0, 16, 4))


def plain_code(code: str) -> str:
    """Write a one-time code as it is kept, however it was typed off a note."""
    return "".join(code.upper().split()).replace("-", "").replace("O", "0").replace("I", "1").replace("L", "1")


def prepare() -> None:
    """Stand-in hash for unknown names, made beforehand so that the first one does not wait for it."""
    _nobodys_hash(COST)


def _prepared(password: str) -> bytes:
    """Turn a password of any length into bytes that bcrypt reads in full."""
    data = normal(password).encode("utf-8", errors="surrogatepass")
    if len(data) > BCRYPT_READS_BYTES or b"\0" in data:
        return b64encode(sha256(data).digest())
    return data


@cache
def _nobodys_hash(cost: int) -> str:
    return bcrypt.hashpw(b"nobody signs in with this", bcrypt.gensalt(cost)).decode("ascii")


def _a_turn() -> AbstractContextManager[None]:
    return _a_turn_of(_turns)


@contextmanager
def _a_turn_of(turns: BoundedSemaphore) -> Iterator[None]:
    if not turns.acquire(timeout=WAIT_FOR_A_TURN_SECONDS):
        raise BusySigningIn("Many people are signing in at this moment: nothing was changed, try again in a minute.")
    try:
        yield
    finally:
        turns.release()
