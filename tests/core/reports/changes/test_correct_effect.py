"""What a test taught, carried into the effects table; and the base rates that tables give."""

import pytest

from core.reports.changes.correct_effect import carry_into_effects
from core.reports.evidence.baselines import baselines_of
from core.reports.evidence.predictions import Carried, carried_into_scale
from tests.core.reports.read_versions import loaded

GRADE, SOURCE = 5, "Seen in Salford"


def carried() -> Carried:
    found = carried_into_scale(loaded("sample").case, "arrests")
    assert isinstance(found, Carried)
    return found


def test_the_impact_and_its_range_are_those_that_the_test_suggests_and_the_rest_stays() -> None:
    before = {row["outcome_id"]: row for row in loaded("sample").tables["effects"].dicts()}
    after = {
        row["outcome_id"]: row for row in carry_into_effects(loaded("sample").tables, carried(), grade=5, source=SOURCE).dicts()
    }
    assert float(after["arrests"]["impact"]) == pytest.approx(3 * 38 / 45, rel=1e-5)
    assert float(after["arrests"]["impact_low"]) == pytest.approx(carried().impact_low, rel=1e-5)
    assert (after["arrests"]["confidence_grade"], after["arrests"]["source"]) == ("5", SOURCE)
    assert after["arrests"]["persistence"] == before["arrests"]["persistence"]
    assert {name: row for name, row in after.items() if name != "arrests"} == {
        name: row for name, row in before.items() if name != "arrests"
    }


def test_a_correction_without_a_source_is_refused() -> None:
    with pytest.raises(ValueError, match="where the correction comes from"):
        carry_into_effects(loaded("sample").tables, carried(), grade=GRADE, source=" ")


def test_only_units_that_read_as_a_chance_make_a_base_rate() -> None:
    rates = {name: baseline.rate for name, baseline in baselines_of(loaded("sample").case).items()}
    assert rates["reoffending"] == 0.3171
    assert "crimes" not in rates, "3.17 crimes a year are no chance"
