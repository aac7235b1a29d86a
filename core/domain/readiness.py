"""Readiness of each partner, and maturity of the leaders together: in words, never as a sum."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from core.domain.fields import Word


class Aspect(Word):
    """What is looked at: three things of each partner, four of the leaders together."""

    approach = "approach"
    business_model = "business_model"
    ways_of_working = "ways_of_working"
    purpose = "purpose"
    money = "money"
    information = "information"
    decisions = "decisions"


OF_PARTNER: tuple[Aspect, ...] = (Aspect.approach, Aspect.business_model, Aspect.ways_of_working)
OF_LEADERS: tuple[Aspect, ...] = (Aspect.purpose, Aspect.money, Aspect.information, Aspect.decisions)
ASPECT_TITLES: Mapping[Aspect, str] = {
    Aspect.approach: "Approach",
    Aspect.business_model: "Business model",
    Aspect.ways_of_working: "Ways of working",
    Aspect.purpose: "One purpose",
    Aspect.money: "Money",
    Aspect.information: "Information",
    Aspect.decisions: "Decisions",
}
ASPECT_MEANS: Mapping[Aspect, str] = {
    Aspect.approach: "Does it accept the new way of meeting the need?",
    Aspect.business_model: "Has it changed how money and contracts follow the work?",
    Aspect.ways_of_working: "Do its people work the new way day by day?",
    Aspect.purpose: "Do leaders say the same of what the work is for?",
    Aspect.money: "Do they put money together and answer for it together?",
    Aspect.information: "Does each see the figures of the others?",
    Aspect.decisions: "Do they decide together, and keep to it when it costs one of them?",
}
READINESS_WORDS: Mapping[int, str] = {
    1: "not begun",
    2: "being worked out",
    3: "agreed and under way",
    4: "part of everyday work",
}
MATURITY_WORDS: Mapping[int, str] = {
    1: "each on its own",
    2: "talking, deciding apart",
    3: "deciding together",
    4: "answering for it together",
}
LEVELS: tuple[int, ...] = (1, 2, 3, 4)


def level_words(aspect: Aspect, level: int) -> str:
    """Name a step in words, with its place: 'agreed and under way (3 of 4)'."""
    words = READINESS_WORDS if aspect in OF_PARTNER else MATURITY_WORDS
    return f"{words[level]} ({level} of {len(LEVELS)})"


@dataclass(frozen=True)
class KeptAssessment:
    """One assessment of one aspect of a partner, or (partner None) of the leaders together."""

    assessment_id: int
    partner_id: str | None
    aspect: Aspect
    level: int
    note: str
    assessed_on: date
    assessed_by: str
    recorded_at: datetime
    recorded_by: str
