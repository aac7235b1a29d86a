"""Headings: a title cut to the words a reader takes in at a glance; the rest is said under it."""

import re
from typing import NamedTuple

MOST_WORDS = 12
CUT = " …"
# Where a title may be divided: between its clauses, or before what is only added to one. Names may hold commas of their own.
_CLAUSES = ("; ", r", (?:and (?=no |most )|(?=but |from |[£−]))", r": (?=[£−])")


class Heading(NamedTuple):
    """A heading of at most `MOST_WORDS` words, and what the title says beyond it; empty where nothing was left out."""

    words: str
    rest: str


def headed(title: str) -> Heading:
    """Divide a title: as many of its clauses as fit, the rest under it. A first clause too long is cut and said in full below."""
    if fits(title):
        return Heading(title, "")
    for end in _CLAUSES:
        ends = [match for match in re.finditer(end, title) if fits(title[: match.start()])]
        if ends:
            return Heading(title[: ends[-1].start()], _as_sentence(title[ends[-1].end() :]))
    return Heading(" ".join(title.split()[:MOST_WORDS]) + CUT, _as_sentence(title))


def fits(words: str) -> bool:
    """Tell whether words are few enough for a heading."""
    return len(words.split()) <= MOST_WORDS


def _as_sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."
