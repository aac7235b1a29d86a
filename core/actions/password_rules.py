"""Password rules: long, and not one that is guessed first. Nothing is asked of its characters."""

import re
from collections.abc import Iterator
from unicodedata import combining, normalize

from core.actions.passwords import normal
from core.domain.errors import WeakPassword
from core.store.sign_in.passwords import GuessedFirst, guessed_first

SHORTEST, LONGEST = 12, 128
# A password made of so few of its own characters beside words everybody knows is one of those words.
OWN_CHARACTERS = 4
# One piece typed again and again is no longer than the piece.
LONGEST_REPEATED_PIECE = 4
# An ending of so few digits and signs adds nothing to a password that is common without it.
LONGEST_ENDING = 4
# Signs that stand for letters, as people who were made to use signs write them.
_SIGNS_FOR_LETTERS = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i"})

_DIGITS_AND_PLAIN_SIGNS = re.compile(r"[\d\s!-/:-@\[-`{-~£€]+")


def must_be_strong(password: str, *names: str) -> None:
    """Refuse a password that is too short, too long or guessed first.

    Args:
        password: as it was typed.
        names: of the person, which count for nothing in their own password.

    Raises:
        WeakPassword: it is; the sentence says what to do.
    """
    text = normal(password)
    if len(text) < SHORTEST:
        raise WeakPassword(f"The password has {len(text)} characters: use {SHORTEST} or more, for example several words in a row.")
    if len(text) > LONGEST:
        raise WeakPassword(f"The password has {len(text)} characters: use {LONGEST} or fewer.")
    if is_guessed_first(text, guessed_first(), names):
        raise WeakPassword(
            "That password is one of those guessed first: a common one, a name, a season or a year, or one piece repeated. "
            "Use several words that do not belong together."
        )


def is_guessed_first(password: str, first: GuessedFirst, names: tuple[str, ...] = ()) -> bool:
    """Tell whether a password is common, is common but for a trivial beginning or end, or is made of known words alone."""
    typed = normalize("NFKC", password).casefold()
    spellings = {typed, typed.translate(_SIGNS_FOR_LETTERS)}
    known = (*first.words, *_parts_of(names))
    if _repeats(typed) or any(_own(spelling, known) < OWN_CHARACTERS for spelling in spellings):
        return True
    without_ends = {_bare(typed), *_without_ending(typed)}
    spellings |= without_ends | {text.translate(_SIGNS_FOR_LETTERS) for text in without_ends}
    return not spellings.isdisjoint(first.passwords)


def _repeats(text: str) -> bool:
    """Tell whether a text is one short piece again and again."""
    return 0 < (text + text).find(text, 1) <= LONGEST_REPEATED_PIECE


def _bare(text: str) -> str:
    """Take off the digits and signs at both ends."""
    return re.sub(r"^[\d\W_]+|[\d\W_]+$", "", text)


def _without_ending(text: str) -> Iterator[str]:
    """Take off the last few digits and signs one by one: what is common may itself end with some."""
    for length in range(1, LONGEST_ENDING + 1):
        if re.fullmatch(r"[\d\W_]+", text[-length:]):
            yield text[:-length]


def _parts_of(names: tuple[str, ...]) -> tuple[str, ...]:
    """Split names into the words that may not count, longest first; an accent makes no other word."""
    parts = {part for name in names for part in re.split(r"[\W\d_]+", normalize("NFKC", name).casefold()) if len(part) > 2}
    plain = {"".join(letter for letter in normalize("NFD", part) if not combining(letter)) for part in parts}
    return tuple(sorted(parts | plain, key=len, reverse=True))


def _own(text: str, known: tuple[str, ...]) -> int:
    """Count the characters that are left once known words are taken out, and with them digits and plain signs.

    Where no known word is in it, every character counts: a row of digits is as good as its length.
    """
    left = text
    for word in known:
        left = left.replace(word, " ")
    return len(text) if left == text else len(_DIGITS_AND_PLAIN_SIGNS.sub("", left))
