"""Headings and labels as people write them, brought to one form; words that mark totals and footnotes."""

import re
from functools import lru_cache

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NOT_A_WORD = re.compile(r"[^a-z0-9]+")
_TOTAL = re.compile(
    r"(?:grand |sub-? ?|overall )?(?:totals?|sums?)(?: (?:of )?(?:all|above|costs?|benefits?|for year))?[ :]*|"
    r"(?:all|average|mean|median|gesamt|summe)[ :]*",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"\s*(?:sources?\b|notes?\b|n\.?b\.?\b|footnotes?\b|key\b|contact\b|©|\(c\)|crown copyright|produced (?:by|on)"
    r"|prepared (?:by|on)"
    r"|extracted\b|downloaded\b|generated\b|printed\b|report (?:run|generated)|run (?:on|date)|data (?:as at|correct|extracted)"
    r"|figures (?:are|may|do|exclude|include)|caveats?\b"
    r"|disclaimer|end of (?:report|file|data)|\*+ ?[a-z(]|†|‡|\[\d+\]|\(\d\) ?[a-z]"
    r"|\d+ (?:rows?|records?)\b|r = revised|p = provisional)",
    re.IGNORECASE,
)


@lru_cache(maxsize=4_000)
def plain(label: str) -> str:
    """Bring a heading to one form: small letters, one space between words, signs left out ('onsCode' -> 'ons code')."""
    return _NOT_A_WORD.sub(" ", _CAMEL.sub(" ", label.strip()[:200]).lower()).strip()


def says_total(label: str) -> bool:
    """True for a label such as Total, Grand total, Sub-total: or Average, and nothing more."""
    return _TOTAL.fullmatch(label.strip()) is not None


def says_note(label: str) -> bool:
    """True for text that begins as footnotes do."""
    return _NOTE.match(label) is not None


def letter_of(place: int) -> str:
    """Excel's letters for a column counted from 0: A, Z, AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
