"""Headings: what one says besides its name: £000, £m, %, per 1,000."""

import re
from dataclasses import dataclass

from core.ingest.labels import plain

_UNITS: tuple[tuple[str, float, str], ...] = (
    (r"(?:£|gbp|pounds)? ?(?:bn|billions?)", 1e9, "thousand millions"),
    (r"(?:£|gbp|pounds)? ?(?:m|mn|millions?)", 1e6, "millions"),
    (r"(?:£|gbp|pounds)? ?(?:in )?(?:'?0{3}'?s?|k|thousands?|1,000s?|x ?1,?000)", 1e3, "thousands"),
    (r"per 100,?000(?: \w+)?", 1e-5, "per 100,000"),
    (r"per 10,?000(?: \w+)?", 1e-4, "per 10,000"),
    (r"per 1,?000(?: \w+)?", 1e-3, "per 1,000"),
    (r"per 100(?: \w+)?", 1e-2, "per 100"),
    (r"%|per ?cent|pct|percent(?:age)?", 1e-2, "per cent"),
    (r"pence|p", 1e-2, "pence"),
    (r"£|gbp|pounds|number|no\.?|n|count|people|years?|id|text|date|share|rate|persons", 1.0, ""),
)
# A unit stands in brackets, behind a comma, or at the end with a sign that is no word.
_BRACKETS = re.compile(r"[(\[]([^()\[\]]{1,30})[)\]]|,\s*([^,()]{1,20})$")
_AT_END = re.compile(
    r"(?:^|[\s_])((?:£|gbp)[ _]?(?:bn|mn?|k|'?0{3}s?)|£|%|'0{3}s?|0{3}s|(?<=_)(?:k|m|bn|000)|pct|percent(?:age)?|per ?cent"
    r"|per[ _]10{2,5}|per 1,000|per 100,000|in (?:thousands|millions))$",
    re.IGNORECASE,
)
_AT_START = re.compile(r"^((?:£|gbp)[ _]?(?:bn|mn?|k|'?0{3}s?)|£|%)(?=[\s_]|$)", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]")
_ANYWHERE = re.compile(
    r"(?:£|\bgbp) ?(bn|mn?|k|'?0{3}'?s?|thousands?|millions?|billions?)(?![a-z0-9]|[,.][0-9])"
    r"|(?<![0-9,.a-z])('0{3}s?|0{3}s)(?![a-z0-9])"
    r"|\b(?:in|of|as) (thousands|millions|billions)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class HeadingUnit:
    """A unit in a heading: as written, what it multiplies by, in words ('' where it changes nothing)."""

    written: str
    factor: float
    words: str


def unit_in(heading: str) -> HeadingUnit | None:
    """Find the unit a heading names, or None. One that multiplies goes before one that does not."""
    found = _found(heading)
    if found and found[0].factor != 1:
        return found[0]
    return money_unit_in(heading) or (found[0] if found else None)


def money_unit_in(text: str) -> HeadingUnit | None:
    """Find thousands or millions anywhere in a text: 'All figures in £000, 2025/26 prices'."""
    found = _ANYWHERE.search(text)
    return _unit(next(group for group in found.groups() if group)) if found else None


def name_in(heading: str) -> str:
    """A heading without its unit and without what stands in brackets, in one form."""
    found = _found(heading)
    bare = _IN_BRACKETS.sub(" ", found[1] if found else heading)
    return plain(bare).removesuffix(" in") or plain(heading)


def _found(heading: str) -> tuple[HeadingUnit, str] | None:
    for pattern in (_BRACKETS, _AT_END, _AT_START):
        for match in pattern.finditer(heading):
            written = next(group for group in match.groups() if group)
            unit = _unit(written.strip())
            if unit is not None:
                return unit, heading[: match.start()] + " " + heading[match.end() :]
    return None


def _unit(written: str) -> HeadingUnit | None:
    lower = written.lower().replace("_", " ").replace("’", "'").strip()
    for pattern, factor, words in _UNITS:
        if re.fullmatch(pattern, lower):
            return HeadingUnit(written, factor, words)
    return None
