"""An effect taken into the case: only its own cells change, and what that moves is shown in pounds first."""

from typing import Any

import pytest

from core.domain.case.evidence import EffectScale
from core.domain.case.outcomes import ImpactBasis
from core.domain.tables import Table
from core.engine.evidence.scales import Baseline
from core.ingest.case import build_case
from core.reports.changes.accept_effect import accept_effect, what_accepting_moves
from tests.core.reports.evidence_cases import table
from tests.core.reports.read_versions import appraised, loaded

OUTCOMES = table(
    "outcomes", {"outcome_id": "stays", "title": "Stays", "unit": "stay"}, {"outcome_id": "falls", "title": "F", "unit": "fall"}
)
GROSS = {
    "outcome_id": "stays",
    "impact": "2",
    "impact_basis": "gross",
    "deadweight": "0.2",
    "persistence": "1|0.5",
    "source": "Guess",
}


def accepted(effects: Table, outcome_id: str = "stays", effect: float = 0.1, error: float = 0.02, **how: Any) -> Table:
    how = {"grade": 2, "source": "The trial", **how}
    return accept_effect({"outcomes": OUTCOMES, "effects": effects}, outcome_id, effect, error, **how)


def test_value_range_basis_grade_and_source_change_and_nothing_else() -> None:
    (row,) = accepted(table("effects", GROSS)).dicts()
    assert row == {
        "outcome_id": "stays",
        "impact": "0.1",
        "impact_low": "0.0608007",
        "impact_high": "0.139199",
        "evidence_scale": "difference",
        "evidence_mean": "0.1",
        "evidence_se": "0.02",
        "impact_basis": "net",
        "persistence": "1|0.5",
        "confidence_grade": "2",
        "source": "The trial (range: 95%)",
    }


def test_a_gross_effect_keeps_the_deadweight_that_is_still_to_come_off() -> None:
    (row,) = accepted(table("effects", GROSS), basis=ImpactBasis.gross).dicts()
    assert (row["impact_basis"], row["deadweight"]) == ("gross", "0.2")


def test_a_range_of_80_per_cent_is_narrower_and_says_so() -> None:
    (row,) = accepted(table("effects", GROSS), coverage=0.8).dicts()
    assert (row["impact_low"], row["impact_high"]) == ("0.074369", "0.125631")
    assert row["source"].endswith("(range: 80%)")


def test_other_outcomes_stay_as_they_are_to_the_letter() -> None:
    other = {"outcome_id": "falls", "impact": " 1.50 ", "impact_basis": "net", "source": "=SUM(A1)"}
    before = table("effects", GROSS, other)
    after = accepted(before)
    assert after.dicts()[1] == before.dicts()[1]
    assert after.lines == before.lines


def test_an_outcome_without_a_row_gets_one() -> None:
    after = accepted(table("effects", GROSS), "falls")
    assert after.dicts()[1]["outcome_id"] == "falls"
    assert len(after.rows) == len(after.lines) == 2


def test_the_table_is_another_one_by_its_hash_and_the_same_one_when_done_twice() -> None:
    before = table("effects", GROSS)
    once = accepted(before)
    assert once.sha256 != before.sha256
    assert accepted(once) == once


def test_a_log_odds_ratio_is_turned_into_units_at_the_base_rate() -> None:
    (row,) = accepted(
        table("effects", GROSS),
        effect=0.63793629,
        error=0.1152967,
        scale=EffectScale.log_odds_ratio,
        baseline=Baseline(4_903 / 15_461),
    ).dicts()
    assert [round(float(row[name]), 4) for name in ("impact", "impact_low", "impact_high")] == [0.1201, 0.0819, 0.1534]


@pytest.mark.parametrize(
    ("how", "says"),
    [
        ({"coverage": 0.5}, "80% or 95%"),
        ({"source": " "}, "where the effect comes from"),
        ({"outcome_id": "elsewhere"}, "not an outcome of this programme"),
        ({"scale": EffectScale.log_risk_ratio}, "give a base rate"),
        ({"error": -0.1}, "0 or more"),
    ],
)
def test_what_cannot_be_accepted_is_refused_with_the_reason(how: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        accepted(table("effects", GROSS), **how)


def test_what_accepting_moves_is_shown_in_cells_and_in_pounds_before_anything_is_written() -> None:
    version = loaded("sample")
    effects = accept_effect(version.tables, "reoffending", 0.06, 0.01, grade=2, source="The trial")
    found = what_accepting_moves(version, effects)
    assert not found.problems
    assert set(found.cells["column"]) == {"impact", "impact_low", "impact_high", "confidence_grade", "source"} | {
        "evidence_scale",
        "evidence_mean",
        "evidence_se",
        "evidence_baseline_rate",
    }
    before = {row["option_id"]: row["npsv_before_gbp"] for row in found.effect.to_dict("records")}
    assert before["ten_boroughs"] == appraised("sample").option("ten_boroughs").expected.measures.npsv_gbp
    moved = found.effect.set_index("option_id")["npsv_change_gbp"]
    assert moved["stop"] == 0
    assert moved["ten_boroughs"] < 0


def test_what_the_case_does_not_allow_is_told_and_moves_nothing() -> None:
    version = loaded("sample")
    effects = accept_effect(version.tables, "reoffending", 0.06, 0.01, grade=9, source="The trial")
    found = what_accepting_moves(version, effects)
    assert found.problems[0].column == "confidence_grade"
    assert found.effect.empty


def test_an_accepted_effect_makes_a_case_that_reads() -> None:
    version = loaded("sample")
    effects = accept_effect(version.tables, "work", 0.02, 0.005, grade=1, source="The trial")
    case = build_case({**version.tables, "effects": effects}).case
    assert case is not None
    assert next(row.impact for row in case.effects if row.outcome_id == "work") == 0.02
