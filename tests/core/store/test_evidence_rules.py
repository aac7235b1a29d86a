"""The rules for evidence, as the project states them."""

from pathlib import Path

import pytest

from core.domain.case.evidence import Design
from core.domain.errors import DamagedAssumptions
from core.domain.vintages import Rating
from core.store.evidence_rules import EVIDENCE_RULES, load_evidence_rules


def test_every_design_has_a_level_and_a_place_and_the_variant_of_the_scale_is_named() -> None:
    rules = load_evidence_rules()
    assert set(rules.level_of) == set(rules.weakest_first) == set(Design)
    assert "Maryland" in rules.scale_variant
    levels = [rules.level_of[design] for design in rules.weakest_first]
    assert levels == sorted(levels)


def test_every_group_of_rules_has_a_source_and_a_rating() -> None:
    vintages = load_evidence_rules().vintages
    assert len(vintages) == 4
    assert all(vintage.source and vintage.vintage and vintage.rating in Rating for vintage in vintages)


def test_a_damaged_file_is_refused_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(DamagedAssumptions, match=EVIDENCE_RULES):
        load_evidence_rules(tmp_path)
    (tmp_path / EVIDENCE_RULES).write_text("fewest_people_an_arm = 'many'", encoding="utf-8")
    with pytest.raises(DamagedAssumptions, match=EVIDENCE_RULES):
        load_evidence_rules(tmp_path)
