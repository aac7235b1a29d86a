"""Common passwords: those that are guessed first, from files of data/assumptions."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from core.domain.errors import DamagedAssumptions
from core.store.assumptions import ASSUMPTIONS

COMMON_PASSWORDS = "common_passwords.txt"
CONTEXT_WORDS = "password_context.toml"


@dataclass(frozen=True)
class GuessedFirst:
    """Barred passwords: whole ones, and words that do not count towards one. All are case-folded."""

    passwords: frozenset[str]
    words: tuple[str, ...]


@cache
def guessed_first(folder: Path = ASSUMPTIONS) -> GuessedFirst:
    """Read the passwords and words that are guessed first; the words come longest first.

    Raises:
        DamagedAssumptions: a file is missing, or cannot be read.
    """
    try:
        lines = (folder / COMMON_PASSWORDS).read_text(encoding="utf-8").splitlines()
        words = tomllib.loads((folder / CONTEXT_WORDS).read_text(encoding="utf-8"))["words"]
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError) as refusal:
        raise DamagedAssumptions(f"The list of common passwords in {folder} cannot be read ({refusal}): restore it.") from refusal
    passwords = frozenset(line.strip().casefold() for line in lines if line.strip() and not line.startswith("#"))
    return GuessedFirst(passwords, tuple(sorted({str(word).casefold() for word in words}, key=len, reverse=True)))
