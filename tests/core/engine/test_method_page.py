"""The page on the method and the code point at each other, and its figures are those the engine gives."""

import re
from pathlib import Path

from core.engine.appraisal import METHOD_VERSION, appraise
from tests.case_files import assumptions, read_case

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "method.md").read_text(encoding="utf-8")
HEADINGS = {heading.lower().replace(" ", "-") for heading in re.findall(r"^## (.+)$", PAGE, re.MULTILINE)}


def test_every_section_a_function_or_the_page_names_is_there() -> None:
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "core" / "engine").rglob("*.py")]
    named = {anchor for text in sources for anchor in re.findall(r"docs/method\.md#([a-z-]+)", text)}
    linked = set(re.findall(r"\(#([a-z-]+)\)", PAGE))
    assert len(named) > 10
    assert (named | linked) - HEADINGS == set()


def test_the_page_speaks_of_the_version_that_runs() -> None:
    assert f"Method version {METHOD_VERSION}." in PAGE


def test_the_worked_example_shows_what_the_engine_gives() -> None:
    for name in ("one_hospital", "two_hospitals"):
        option = appraise(read_case(name), assumptions()).options["out"].expected
        for value in (option.measures.npsv_gbp, option.measures.pv_fiscal_gbp, option.measures.pv_cash_released_gbp):
            assert f"£{value:,.0f}" in PAGE
        for partner in option.partners.values():
            sign = "+" if partner.net_cash_gbp > 0 else "−"
            assert f"{sign}£{abs(partner.net_cash_gbp):,.0f}" in PAGE
