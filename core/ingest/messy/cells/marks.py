"""The marks official tables put in place of a figure, or behind one: [x], *, <5, low, 1,204 [p], 3325 b.

Meanings follow the symbols of the Government Statistical Service (x not available, z not applicable, c confidential, low,
u low reliability, p provisional, r revised, e estimated, f forecast, b break in the series), those of the labour market
service ("!" not available, "#" disclosive, "~" fewer than 500) and Eurostat's flags, November 2026.
"""

import re
from dataclasses import dataclass

from core.ingest.messy.cells.result import RepairKind

_NOT_KNOWN = "says that the value is not known"
_WITHHELD = "a small number that was withheld"
_NOT_RELIABLE = "withheld because too few were counted to rely on it"
_NOT_APPLICABLE = "says that no value applies"
_ROUNDS_TO_NOTHING = "says low: more than nothing and too small to be shown"
_IN_PLACE: dict[str, tuple[RepairKind, str]] = {
    **dict.fromkeys(
        [
            "n/a", "na", "n.a.", "n.a", "#n/a", "null", "none", "nan", "?", "tbc", "tbd", "unknown", "missing", ".", "..", "...",
            "…", ":", "x", "!", "not known", "not available", "not recorded", "not collected", "no data", "to follow",
        ],
        (RepairKind.not_known, _NOT_KNOWN),
    ),
    **dict.fromkeys(["z", "not applicable", "n/app"], (RepairKind.not_known, _NOT_APPLICABLE)),
    **dict.fromkeys(
        ["*", "**", "***", "#", "$", "@", "c", "s", "suppressed", "withheld", "confidential", "disclosive", "redacted", "supp"],
        (RepairKind.suppressed, _WITHHELD),
    ),
    **dict.fromkeys(["low", "~", "~0", "0~"], (RepairKind.suppressed, _ROUNDS_TO_NOTHING)),
    **dict.fromkeys(["u", "k", "low reliability", "unreliable", "low coverage"], (RepairKind.suppressed, _NOT_RELIABLE)),
    **dict.fromkeys(["nil", "zero", "nought", "naught"], (RepairKind.nil, "says nil, which is 0")),
}  # fmt: skip
_SMALL = re.compile(
    r"(?:[<≤>≥]=? ?|(?:fewer|less) than |under |up to |below |more than |over )[0-9][0-9,]*(?:\.[0-9]+)?"
    r"|[0-9]{1,3} ?(?:to|-|–|or) ?[0-9]{1,3}|[0-9]{1,3} or (?:fewer|less|more)",
    re.IGNORECASE,
)
_DASH = frozenset({"-", "--", "–", "—", "£-", "£ -"})
_SYMBOL = re.compile(r"[!*#~:?…$@]{1,3}|\.{1,3}|\[[a-z]{1,4}\]|[-–—]{1,2}|n/?a|n\.a\.?|#n/a", re.IGNORECASE)
_MEANINGS = {
    "p": "provisional",
    "r": "revised",
    "e": "estimated",
    "f": "forecast",
    "b": "a break in the series",
    "u": "not reliable",
    "c": "confidential",
    "d": "another definition",
    "n": "not significant",
    "s": "the publisher's own estimate",
    "i": "see the notes",
    "est": "estimated",
    "prov": "provisional",
    "~": "about",
    "c.": "about",
}
_BEHIND = re.compile(
    r"(?P<figure>.*[0-9%)])(?:\s*(?P<boxed>[\[(](?:[a-z]{1,12}|notes? [0-9a-z, ]{1,8}|[0-9]{1,2})[\])])+"
    r"|\s*(?P<sign>[*†‡§^#!¹²³⁴⁵]{1,4})|\s+(?P<letter>[a-z]{1,2})|(?P<close>[rpefubcdns]))",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?P<mark>\[[a-z]{1,4}\]|[~≈*†‡]|c\.|ca\.?|circa|approx\.?|about|est\.?)\s*(?P<figure>[-£(]?[0-9].*)", re.IGNORECASE
)


@dataclass(frozen=True)
class InPlace:
    """A mark that stands where a figure should: how it is put right, what it says, and the value it gives, if any.

    `apart` tells the groups of one kind from each other where each needs a value of its own; '' for the usual meaning.
    """

    kind: RepairKind
    what: str
    apart: str = ""
    value: str = ""


def no_figure(cell: str) -> InPlace | None:
    """Say which mark for 'no figure' stands in a column of numbers, dates or words; None for anything else."""
    if cell in _DASH:
        return InPlace(RepairKind.dash, "a dash, which may mean nothing, nought or not known")
    lower = " ".join(cell.lower().split())
    if (parts := lower.split(" ")) and len(parts) == 2 and parts[1] in _MEANINGS and _SYMBOL.fullmatch(parts[0]):
        lower = parts[0]  # ": c" is a mark with a flag behind it
    bare = lower[1:-1].strip() if lower[:1] + lower[-1:] in ("[]", "()") else lower
    if _SMALL.fullmatch(lower):
        return InPlace(RepairKind.suppressed, f"{_WITHHELD}: {cell}", lower)
    if bare in _IN_PLACE:
        kind, what = _IN_PLACE[bare]
        usual = what in (_NOT_KNOWN, _WITHHELD) or kind is RepairKind.nil
        return InPlace(kind, what, "" if usual else bare, "0" if kind is RepairKind.nil else "")
    if bare in _MEANINGS and bare != lower:
        return InPlace(RepairKind.not_known, f"a mark ({_MEANINGS[bare]}) and no figure", bare)
    return None


def is_mark(cell: str) -> bool:
    """True for a sign that stands in place of a figure and cannot be a heading: !, :, .., [c], n/a."""
    return len(cell) <= 6 and (_SYMBOL.fullmatch(cell) is not None or (cell[:1] in "<≤>≥" and _SMALL.fullmatch(cell) is not None))


def taken_apart(cell: str) -> tuple[str, str] | None:
    """Part a figure from the mark behind or before it: ('1,204', 'provisional'). None where there is no mark."""
    if found := _BEHIND.fullmatch(cell):
        mark = found["boxed"] or found["sign"] or found["letter"] or found["close"]
        return cell[: found.end("figure")].strip(), _meaning(mark)
    if found := _BEFORE.fullmatch(cell):
        return found["figure"].strip(), _meaning(found["mark"])
    return None


def _meaning(mark: str) -> str:
    bare = mark.strip("[]() ").lower()
    if bare in _MEANINGS:
        return f"{mark} {_MEANINGS[bare]}"
    if len(bare) == 2 and all(letter in _MEANINGS for letter in bare):
        return f"{mark} {' and '.join(_MEANINGS[letter] for letter in bare)}"
    if bare.isdecimal():
        return f"{mark} note {bare}"
    return mark if bare.startswith("note") else f"the mark {mark}"
