"""What is known of each outcome, and what its figure rests on."""

import pytest

from core.engine.evidence.scales import Baseline
from core.reports.evidence.studies import (
    PenaltyFound,
    evidence_log,
    evidence_map,
    forest,
    penalty_from_evidence,
    pooled_effect,
    value_statement,
)
from tests.core.engine.evidence.observed import RULES
from tests.core.reports.evidence_cases import case_with
from tests.core.reports.read_versions import loaded

ROUTINE = {"in_routine_practice": True}
SHOWN = {"in_routine_practice": False}
FOUR = (
    {"evidence_id": "a", "effect": 0.2, **SHOWN},
    {"evidence_id": "b", "effect": 0.2, **SHOWN},
    {"evidence_id": "c", "effect": 0.1, **ROUTINE},
    {"evidence_id": "d", "effect": 0.1, **ROUTINE},
)


def test_the_log_lists_every_study_with_its_level_and_where_it_was_done() -> None:
    frame = evidence_log(loaded("sample").case, RULES)
    assert len(frame) == 58
    assert frame["level"].value_counts().to_dict() == {3: 23, 5: 19, 2: 16}
    assert frame["practice"].value_counts().to_dict() == {"routine practice": 31, "demonstration": 27}


def test_the_studies_of_the_sample_pool_to_the_published_mean() -> None:
    found = pooled_effect(loaded("sample").case, "reoffending")
    assert found is not None
    assert (round(found.effect, 4), round(found.standard_error, 4)) == (0.4226, 0.0605)


def test_a_forest_shows_studies_then_groups_then_all_then_one_further_study() -> None:
    frame = forest(loaded("sample").case, "reoffending")
    assert frame["kind"].tolist() == ["study"] * 58 + ["group", "group", "all", "prediction"]
    assert frame["weight_share"].sum() == pytest.approx(1)
    groups = frame[frame["kind"] == "group"].set_index("group")["studies"]
    assert groups.to_dict() == {"demonstration": 27, "routine practice": 31}


def test_one_study_alone_is_drawn_without_a_mean_and_none_is_nothing() -> None:
    assert forest(case_with(studies=({},)), "stays")["kind"].tolist() == ["study"]
    assert forest(case_with(), "stays").empty
    assert pooled_effect(case_with(studies=({},)), "stays") is None


def test_studies_on_another_scale_or_without_an_error_are_not_mixed_in() -> None:
    others = ({"evidence_id": "x", "effect_scale": "log_odds_ratio"}, {"evidence_id": "y", "standard_error": None})
    assert forest(case_with(studies=(*FOUR, *others)), "stays")["kind"].tolist().count("study") == 4


def test_routine_practice_at_half_the_effect_is_a_penalty_of_a_half() -> None:
    found = penalty_from_evidence(case_with(studies=FOUR), "stays")
    assert isinstance(found, PenaltyFound)
    assert found.penalty.value == pytest.approx(0.5)
    assert found.penalty.low < 0.5 < found.penalty.high
    assert found.difference == pytest.approx(0.1)


def test_no_penalty_is_made_up_without_both_kinds_or_without_a_base_rate() -> None:
    assert "there must be studies of demonstrations" in str(penalty_from_evidence(case_with(studies=FOUR[:2]), "stays"))
    assert "give a base rate" in str(penalty_from_evidence(loaded("sample").case, "reoffending"))
    found = penalty_from_evidence(loaded("sample").case, "reoffending", Baseline(4_903 / 15_461))
    assert isinstance(found, PenaltyFound)
    assert found.practice.studies == 31


def test_the_map_has_a_square_for_every_outcome_and_design_also_where_there_is_nothing() -> None:
    frame = evidence_map(loaded("sample").case, RULES)
    assert len(frame) == 7 * 5
    assert frame["studies"].sum() == 58
    assert frame.loc[frame["outcome_id"] == "crimes", "studies"].sum() == 0


def test_each_outcome_has_its_claim_number_evidence_and_grade() -> None:
    frame = value_statement(loaded("sample").case, RULES).set_index("outcome_id")
    first = frame.loc["reoffending"]
    assert first["claim"] == (
        "Fewer people reoffend within a year: 0.120087 (0.0819 to 0.1534) person kept from reoffending "
        "for each person who completes, against comparable people"
    )
    assert first["evidence"] == "58 studies of 31,927 people, 19 randomised, 31 in routine practice, best level 5"
    assert (round(first["impact"], 4), first["grade"]) == (0.1201, 3)
    assert frame.loc["crimes", "evidence"] == "no study recorded"
