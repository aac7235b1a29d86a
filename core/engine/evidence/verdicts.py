"""Verdicts: whether one study is what one partner agreed beforehand would convince it, and if not, by how much it falls short."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.domain.case.evidence import Evidence, EvidenceAgreement
from core.domain.evidence_rules import EvidenceRules
from core.engine.evidence.scales import Baseline, risk_difference

_ROUNDING = 1e-12


class Short(StrEnum):
    """In what way a study falls short. The first two set it apart: it may be good, and was not agreed beforehand."""

    before_agreement = "before the agreement"
    undated = "undated"
    not_yet = "not yet"
    late = "late"
    too_weak = "too weak a design"
    too_few = "too few people"
    too_small = "too small an effect"
    not_comparable = "effect cannot be compared"


APART = (Short.before_agreement, Short.undated)


@dataclass(frozen=True)
class Shortfall:
    """One way in which a study falls short, with by how much."""

    kind: Short
    sentence: str


@dataclass(frozen=True)
class Verdict:
    """What a study means for an agreement."""

    evidence_id: str
    shortfalls: tuple[Shortfall, ...]

    @property
    def meets(self) -> bool:
        """True where nothing is short."""
        return not self.shortfalls

    @property
    def stands_apart(self) -> bool:
        """True for what was there before the agreement, or may have been: shown apart, and never counted."""
        return any(shortfall.kind in APART for shortfall in self.shortfalls)

    @property
    def meets_but_for_its_date(self) -> bool:
        """True where only its date keeps a study from counting."""
        return bool(self.shortfalls) and all(shortfall.kind in APART for shortfall in self.shortfalls)


def judge(
    study: Evidence, agreement: EvidenceAgreement, rules: EvidenceRules, today: date, baseline: Baseline | None = None
) -> Verdict:
    """Hold one study against one agreement on the same outcome.

    People are counted in both arms together. A smallest effect is in units for each person, so that a ratio is first turned
    into a change of the chance; without a baseline it cannot be compared, and does not count.

    Source:
        docs/method.md#evidence
    """
    found = (
        _date(study, agreement, today),
        _design(study, agreement, rules),
        _people(study, agreement),
        _effect(study, agreement, baseline),
    )
    return Verdict(study.evidence_id, tuple(shortfall for shortfall in found if shortfall is not None))


def _date(study: Evidence, agreement: EvidenceAgreement, today: date) -> Shortfall | None:
    measured = study.measured_on
    if measured is None:
        return Shortfall(Short.undated, "has no date, so nothing shows that it came after the agreement")
    if measured == agreement.agreed_on:
        return Shortfall(Short.before_agreement, "measured on the day of the agreement, not after it")
    if measured < agreement.agreed_on:
        return Shortfall(Short.before_agreement, f"measured {_days((agreement.agreed_on - measured).days)} before the agreement")
    if measured > today:
        return Shortfall(Short.not_yet, f"dated {_days((measured - today).days)} from today")
    if measured > agreement.by_date:
        return Shortfall(Short.late, f"late by {_days((measured - agreement.by_date).days)}")
    return None


def _design(study: Evidence, agreement: EvidenceAgreement, rules: EvidenceRules) -> Shortfall | None:
    if rules.is_strong_enough(study, agreement.minimum_design):
        return None
    asked = agreement.minimum_design
    return Shortfall(
        Short.too_weak,
        f"{_plain(study.design)}, level {rules.level(study)}; {_plain(asked)}, level {rules.level_of[asked]}, was asked for",
    )


def _people(study: Evidence, agreement: EvidenceAgreement) -> Shortfall | None:
    people = (study.people_treated or 0.0) + (study.people_comparison or 0.0)
    if people >= agreement.minimum_people:
        return None
    missing = agreement.minimum_people - people
    return Shortfall(
        Short.too_few, f"{people:,.0f} people, {missing:,.0f} fewer than the {agreement.minimum_people:,.0f} asked for"
    )


def _effect(study: Evidence, agreement: EvidenceAgreement, baseline: Baseline | None) -> Shortfall | None:
    wanted = agreement.minimum_effect
    if wanted is None:
        return None
    if study.effect is None or study.effect_scale is None:
        what = "effect" if study.effect is None else "scale of its effect"
        return Shortfall(Short.not_comparable, f"does not say the {what}; {wanted:g} was asked for")
    try:
        found = risk_difference(study.effect, study.effect_scale, baseline)
    except ValueError as reason:
        return Shortfall(Short.not_comparable, str(reason))
    if found >= wanted - _ROUNDING:
        return None
    return Shortfall(Short.too_small, f"effect {found:.3g}, {wanted - found:.3g} under the {wanted:g} asked for")


def _plain(word: str) -> str:
    return word.replace("_", " ")


def _days(days: int) -> str:
    return f"{days:,} day{'' if days == 1 else 's'}"
