"""Library: published unit costs found by words as people say them, and who bears them among the partners of a draft."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from core.domain.case.programme import PartnerKind
from core.domain.drafts import Cells
from core.domain.library import LocalAuthority, PricedUnit
from core.store.library import local_authorities, priced_units

MOST_FOUND = 6
OLD_YEARS = 10  # a value older than this is marked as old
# What people call a thing -> words as the published list writes them.
_SYNONYMS = {
    "emergency department": "a&e", "accident and emergency": "a&e", "casualty": "a&e", "ed": "a&e", "ae": "a&e",
    "ta": "temporary accommodation", "b&b": "bed and breakfast", "gp": "general practitioner", "doctor": "general practitioner",
    "jail": "prison", "custody": "prison", "reoffending": "offender", "eviction": "evict", "unemployment": "jobseeker",
    "jobs": "employment", "looked after": "taken into care", "999": "ambulance", "homelessness": "homeless",
    "emergency admission": "non-elective admission", "emergency admissions": "non-elective admission",
}  # fmt: skip
_AGENCIES = {
    "nhs": PartnerKind.nhs, "local authority": PartnerKind.local_authority, "police": PartnerKind.police,
    "dwp": PartnerKind.central_government, "hm treasury": PartnerKind.central_government,
    "hm revenue and customs": PartnerKind.central_government, "department for education": PartnerKind.central_government,
    "criminal justice system": PartnerKind.justice, "probation": PartnerKind.justice, "court": PartnerKind.justice,
    "prison / young offenders institute": PartnerKind.justice, "ministry of justice": PartnerKind.justice,
    "fire service": PartnerKind.fire, "schools": PartnerKind.education,
}  # fmt: skip
SHORT, LONG = 3, 6
_WORD = re.compile(r"[a-z0-9&]+")


@dataclass(frozen=True)
class Found:
    """A unit cost that fits the words, and the parts of it that fit too, which are cheaper or dearer cases of the same."""

    unit: PricedUnit
    parts: tuple[PricedUnit, ...]
    is_old: bool


def find_unit_costs(text: str, base_year: int, most: int = MOST_FOUND) -> list[Found]:
    """Find published unit costs in which every word stands, the best first, at most a handful.

    Words count most at the start of what a thing is called, then anywhere in it, then in its subject and unit. What is a part
    of another that was found stands under it.

    Args:
        text: words in any order, as people say them: A&E, emergency department, B&B.
        base_year: the year that money is decided in, by which a value is old.
        most: how many to give.
    """
    words = _words(_as_published(text))
    if not words:
        return []
    ranked = sorted(
        ((score, place, unit) for place, unit in enumerate(priced_units()) if (score := _score(unit, words)) is not None),
        key=lambda entry: entry[:2],
    )
    units = [unit for _, _, unit in ranked]
    there = {(unit.code, unit.benefit_class) for unit in units}
    parents = [unit for unit in units if (unit.parent_code, unit.benefit_class) not in there]
    return [_found(unit, units, base_year) for unit in parents[:most]]


def bearers(unit: PricedUnit, partners: Sequence[Cells]) -> list[str]:
    """Partners of the kind that bears a unit cost, by id; none where the list names nobody or several agencies."""
    kind = _AGENCIES.get(unit.agency.strip().lower())
    return [row["partner_id"] for row in partners if kind is not None and row.get("kind") == kind.value]


def councils() -> tuple[LocalAuthority, ...]:
    """Councils that may be picked as places, by name."""
    return local_authorities()


def council_named(name: str) -> LocalAuthority | None:
    """Find a council by its name, however it is written in capitals; None where it is not listed."""
    return next((one for one in local_authorities() if one.name.lower() == name.strip().lower()), None)


def _as_published(text: str) -> str:
    words = " ".join(text.lower().split())
    return _SYNONYMS.get(words, " ".join(_SYNONYMS.get(word, word) for word in words.split()))


def _words(text: str) -> list[str]:
    found = _WORD.findall(text)
    return [_stem(word) for word in found]


def _stem(word: str) -> str:
    """A word without the ending by which it differs from the published one: sleeping and sleepers are looked for as sleep."""
    short = word.removesuffix("s") if len(word) > SHORT else word
    return short.removesuffix("ing") if len(short) > LONG else short


def _score(unit: PricedUnit, words: list[str]) -> int | None:
    """How near a unit cost is to the words, 0 the nearest; None where a word stands nowhere in it."""
    name, around = unit.detail.lower(), " ".join((unit.code, unit.subject, unit.unit, unit.agency, unit.agency_detail)).lower()
    if not all(_stands(word, name) or _stands(word, around) for word in words):
        return None
    begins = any(name.startswith(word) for word in words)
    in_name = all(_stands(word, name) for word in words)
    rank = 0 if begins and in_name else 1 if in_name else 2 if any(_stands(word, name) for word in words) else 3
    return rank * 4 + (0 if unit.benefit_class == "fiscal" else 2) + (1 if unit.parent_code else 0)


def _stands(word: str, text: str) -> bool:
    return re.search(rf"(?<![a-z0-9]){re.escape(word)}", text) is not None


def _found(unit: PricedUnit, units: Sequence[PricedUnit], base_year: int) -> Found:
    parts = tuple(part for part in units if part.parent_code == unit.code and part.benefit_class == unit.benefit_class)
    return Found(unit, parts, unit.price_year < base_year - OLD_YEARS)
