"""The page about the sample says what the engine gives today."""

import re
from collections.abc import Callable

import pytest

from core.domain.case.case import Case
from core.engine.appraisal import appraise
from core.engine.results import Figures
from core.store.assumptions import load_assumptions
from tests.data.sample import ROOT, appraisal, case, rows

PAGE = (ROOT / "docs" / "sample.md").read_text(encoding="utf-8")
TITLES = {option.title: option.option_id for option in case().options}


def stated(label: str) -> tuple[float, float]:
    """The two figures the page gives in the line with this label: net benefit and net cash, in millions."""
    found = re.search(rf"^\| {re.escape(label)} \| (-?[\d.]+) \| (-?[\d.]+) \|$", PAGE, re.MULTILINE)
    assert found is not None, label
    return float(found[1]), float(found[2])


def in_millions(figures: Figures) -> tuple[float, float]:
    """Net benefit and net cash."""
    net_cash = sum(partner.net_cash_gbp for partner in figures.partners.values())
    return figures.measures.npsv_gbp / 1e6, net_cash / 1e6


def with_impact(outcome_id: str, share: float) -> Case:
    """The case with one outcome's impact at a share of what was entered."""
    effects = [
        effect.model_copy(update={"impact": effect.impact * share}) if effect.outcome_id == outcome_id else effect
        for effect in case().effects
    ]
    return case().model_copy(update={"effects": tuple(effects)})


def with_penalty(end: str) -> Case:
    """The case with the scale penalty at one end of its range."""
    options = [option.model_copy(update={"scale_penalty": getattr(option, end) or 0.0}) for option in case().options]
    return case().model_copy(update={"options": tuple(options)})


def with_effects_of_one_year() -> Case:
    """The case with nothing left after the first year."""
    return case().model_copy(update={"effects": tuple(each.model_copy(update={"persistence": (1.0,)}) for each in case().effects)})


def without_benefit_payments_as_cash() -> Case:
    """The case in which benefit payments saved never become cash."""
    lines = [
        line.model_copy(update={"release_route": None}) if line.benefit_id == "benefit_payments" else line
        for line in case().benefits
    ]
    return case().model_copy(update={"benefits": tuple(lines)})


WHAT_IF: dict[str, Callable[[], Case]] = {
    "as entered": case,
    "benefit payments not counted as cash": without_benefit_payments_as_cash,
    "a quarter of a year in custody instead of half": lambda: with_impact("custody", 0.5),
    "four crimes instead of ten": lambda: with_impact("crimes", 0.4),
    "effect lasts one year only": with_effects_of_one_year,
    "scale penalty at its high end": lambda: with_penalty("scale_penalty_high"),
    "scale penalty at its low end": lambda: with_penalty("scale_penalty_low"),
}


@pytest.mark.parametrize("label", WHAT_IF)
def test_the_page_states_what_scaling_out_comes_to_if_a_figure_is_another(label):
    found = appraise(WHAT_IF[label](), load_assumptions()).options["ten_boroughs"].expected
    assert stated(label) == pytest.approx(in_millions(found), abs=0.06)


@pytest.mark.parametrize("title", [title for title, option_id in TITLES.items() if option_id != "stop"])
def test_the_page_states_what_each_option_comes_to(title):
    assert stated(title) == pytest.approx(in_millions(appraisal().options[TITLES[title]].expected), abs=0.06)


def test_the_page_states_the_break_even_of_changing_the_rules():
    found = re.search(r"each lever is adopted is above about (\d+)%", PAGE)
    assert found is not None
    assert appraisal().options["new_rules"].break_even_adoption == pytest.approx(float(found[1]) / 100, abs=0.005)


def test_the_page_states_the_effect_and_the_penalty_that_are_in_the_tables():
    effect = next(row for row in rows("effects") if row["outcome_id"] == "reoffending")
    penalty = next(row for row in rows("options") if "scale_penalty" in row)
    for value in (
        effect["evidence_mean"],
        effect["evidence_se"],
        f"{float(effect['impact']):.4f}",
        effect["units_per_person_year"],
    ):
        assert value in PAGE
    for value in (penalty["scale_penalty"], penalty["scale_penalty_low"], penalty["scale_penalty_high"]):
        assert value in PAGE


def test_the_page_credits_the_sources():
    for words in ("CC BY 4.0", "New Economy", "Open Government Licence", "Landenberger and Lipsey (2005)"):
        assert words in PAGE
