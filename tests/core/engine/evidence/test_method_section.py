"""The section on evidence of the page on the method says what the code gives."""

import re

from core.engine.evidence.aggregates import Kind
from core.engine.evidence.effects import Estimate, estimate_effect
from core.engine.evidence.pooling import Method
from tests.conftest import ROOT
from tests.core.engine.evidence.observed import RULES
from tests.core.engine.evidence.test_effects import nsw
from tests.core.engine.evidence.test_pooling import bcg

SECTION = (ROOT / "docs" / "method.md").read_text(encoding="utf-8").partition("\n## Evidence\n")[2].partition("\n## ")[0]


def test_the_published_figures_it_names_are_those_the_code_gives() -> None:
    trial = estimate_effect(nsw(), "work", Kind.mean, RULES, after=("after",))
    assert isinstance(trial, Estimate)
    assert f"effect {trial.effect:,.2f}, standard error {trial.standard_error:.2f}" in SECTION
    found = bcg(Method.reml)
    assert f"−{-found.effect:.6f} ({found.standard_error:.6f}), τ² {found.tau2:.6f}" in SECTION
    other = bcg(Method.dersimonian_laird)
    assert f"−{-other.effect:.4f} ({other.standard_error:.4f}), {other.tau2:.4f}" in SECTION


def test_the_limits_it_names_are_those_of_the_rules() -> None:
    assert f"at least {RULES.fewest_sites_an_arm} sites in each arm" in SECTION
    assert f"an arm under {RULES.fewest_people_an_arm} people, fewer than {RULES.fewest_events}" in SECTION
    assert f"above {RULES.difference_worth_a_look} worth a look, above {RULES.difference_too_large} too different" in SECTION
    for design, words in {"before_after": "before and after", "matched_comparison": "matched comparison"}.items():
        level = next(level for name, level in RULES.level_of.items() if name == design)
        assert re.search(rf"{words} \((?:level )?{level}\)", SECTION)


def test_every_function_that_names_the_section_finds_it() -> None:
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "core" / "engine" / "evidence").glob("*.py")]
    named = {anchor for text in sources for anchor in re.findall(r"docs/method\.md#([a-z-]+)", text)}
    assert named == {"evidence"}
    assert SECTION
