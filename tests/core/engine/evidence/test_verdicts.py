"""Whether a study is what a partner agreed beforehand, and by how much it falls short."""

from datetime import date
from typing import Any

import pytest

from core.domain.case.evidence import Evidence, EvidenceAgreement
from core.engine.evidence.scales import Baseline
from core.engine.evidence.verdicts import Short, Verdict, judge
from tests.core.engine.evidence.observed import RULES

TODAY = date(2027, 6, 1)
AGREED: dict[str, Any] = {
    "partner_id": "council",
    "outcome_id": "stays",
    "minimum_design": "matched_comparison",
    "minimum_people": 300,
    "minimum_effect": 0.05,
    "by_date": date(2027, 12, 31),
    "agreed_on": date(2026, 9, 1),
    "agreed_by": "Director of finance",
}
STUDY: dict[str, Any] = {
    "evidence_id": "trial",
    "outcome_id": "stays",
    "design": "randomised",
    "measured_on": date(2027, 3, 1),
    "people_treated": 200,
    "people_comparison": 200,
    "effect": 0.06,
    "standard_error": 0.02,
    "effect_scale": "risk_difference",
}


def judged(study: dict[str, Any] | None = None, agreed: dict[str, Any] | None = None, baseline: Baseline | None = None) -> Verdict:
    found, asked = Evidence(**{**STUDY, **(study or {})}), EvidenceAgreement(**{**AGREED, **(agreed or {})})
    return judge(found, asked, RULES, TODAY, baseline)


def test_a_study_that_is_all_that_was_agreed_counts() -> None:
    assert judged().meets


@pytest.mark.parametrize(
    ("study", "kind", "sentence"),
    [
        ({"measured_on": date(2026, 8, 31)}, Short.before_agreement, "measured 1 day before the agreement"),
        ({"measured_on": date(2026, 9, 1)}, Short.before_agreement, "measured on the day of the agreement, not after it"),
        ({"measured_on": None}, Short.undated, "has no date, so nothing shows that it came after the agreement"),
        ({"measured_on": date(2027, 6, 11)}, Short.not_yet, "dated 10 days from today"),
        (
            {"design": "before_after"},
            Short.too_weak,
            "before after, level 2; matched comparison, level 3, was asked for",
        ),
        ({"people_treated": 60}, Short.too_few, "260 people, 40 fewer than the 300 asked for"),
        ({"effect": 0.04}, Short.too_small, "effect 0.04, 0.01 under the 0.05 asked for"),
        ({"effect": None, "standard_error": None}, Short.not_comparable, "does not say the effect; 0.05 was asked for"),
    ],
)
def test_each_way_of_falling_short_is_said_with_by_how_much(study: dict[str, Any], kind: Short, sentence: str) -> None:
    (found,) = judged(study).shortfalls
    assert (found.kind, found.sentence) == (kind, sentence)


def test_a_study_after_the_date_is_late_by_days() -> None:
    verdict = judged({"measured_on": date(2027, 5, 10)}, {"by_date": date(2027, 5, 1)})
    assert [found.sentence for found in verdict.shortfalls] == ["late by 9 days"]
    assert not verdict.stands_apart


def test_what_was_there_before_stands_apart_and_is_said_to_be_good_but_for_its_date() -> None:
    early = judged({"measured_on": date(2025, 1, 1)})
    assert early.stands_apart
    assert early.meets_but_for_its_date
    both = judged({"measured_on": date(2025, 1, 1), "people_treated": 5})
    assert both.stands_apart
    assert not both.meets_but_for_its_date


def test_several_ways_are_all_said() -> None:
    verdict = judged({"design": "before_after", "people_treated": 0, "effect": 0.01})
    assert {found.kind for found in verdict.shortfalls} == {Short.too_weak, Short.too_few, Short.too_small}


def test_a_ratio_is_compared_as_a_change_of_the_chance_and_not_at_all_without_a_base_rate() -> None:
    ratio = {"effect": 0.638, "effect_scale": "log_odds_ratio"}
    assert judged(ratio, baseline=Baseline(0.3171)).meets
    (found,) = judged(ratio).shortfalls
    assert found.kind is Short.not_comparable


def test_matched_groups_are_not_enough_where_differences_before_were_asked_for() -> None:
    assert not judged({"design": "matched_comparison"}, {"minimum_design": "difference_in_differences"}).meets


def test_a_design_done_badly_counts_at_the_level_it_was_given() -> None:
    assert not judged({"sms_level": 2}).meets


def test_another_design_is_told_by_its_level_alone() -> None:
    assert judged({"design": "other", "sms_level": 4}).meets
    assert not judged({"design": "other"}).meets


def test_an_agreement_without_a_smallest_effect_takes_any() -> None:
    assert judged({"effect": -1}, {"minimum_effect": None}).meets
