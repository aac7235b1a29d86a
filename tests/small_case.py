"""A case small enough to work out in the head: 100 people a year at one site, one outcome, one line worth £1,000 a unit."""

from typing import Any

from core.domain.case.benefits import Benefit, BenefitCentre, BenefitFall, CostCentre, SiteCentre
from core.domain.case.case import Case
from core.domain.case.costs import Cost, CostShare, Deflator
from core.domain.case.options import Lever, Option, OptionSite
from core.domain.case.outcomes import Effect, Outcome
from core.domain.case.programme import Partner, Population, Programme, Site
from core.engine.appraisal import appraise
from core.engine.results import Figures
from tests.case_files import assumptions

ASSUMPTIONS = assumptions()
PROGRAMME: dict[str, Any] = {
    "programme_id": "small",
    "title": "Small",
    "base_year": 2026,
    "horizon_years": 5,
    "effect_timing": "full_year",
}
EFFECT: dict[str, Any] = {"outcome_id": "stays", "impact": 1, "impact_basis": "net"}
BENEFIT: dict[str, Any] = {
    "benefit_id": "beds",
    "outcome_id": "stays",
    "benefit_class": "fiscal",
    "value_kind": "service_cost",
    "unit_value_gbp": 1000,
    "variable_share": 1,
    "release_route": "budget_removed",
    "release_agreed": True,
}
STEPPED: dict[str, Any] = {"variable_share": 0, "step_share": 1, "lump_units": 80}
WARD: dict[str, Any] = {
    "centres": ({"cost_centre_id": "ward"},),
    "places": (BenefitCentre(benefit_id="beds", cost_centre_id="ward", place_share=1),),
}
OPTION: dict[str, Any] = {"option_id": "out", "title": "Out", "kind": "scale_out"}
SITE: dict[str, Any] = {"site_id": "north", "title": "North", "people_per_year": 100}
POPULATION = Population(people_with_problem=1000, inflow_per_year=200, exit_rate=0.2)


def small_case(
    *,
    programme: dict[str, Any] | None = None,
    effect: dict[str, Any] | None = None,
    benefit: dict[str, Any] | None = None,
    option: dict[str, Any] | None = None,
    sites: tuple[dict[str, Any], ...] = ({},),
    option_sites: tuple[dict[str, Any], ...] = ({},),
    costs: tuple[dict[str, Any], ...] = (),
    centres: tuple[dict[str, Any], ...] = (),
    places: tuple[BenefitCentre, ...] = (),
    flows: tuple[SiteCentre, ...] = (),
    levers: tuple[dict[str, Any], ...] = (),
    population: Population | None = None,
    deflators: tuple[Deflator, ...] = (),
) -> Case:
    """Make the small case with some figures changed."""
    lines = [_cost(number, row) for number, row in enumerate(costs)]
    return Case(
        programme=Programme(**{**PROGRAMME, **(programme or {})}),
        partners=(Partner(partner_id="council", title="Council", kind="local_authority"),),
        outcomes=(Outcome(outcome_id="stays", title="Stays", unit="stay"),),
        effects=(Effect(**{**EFFECT, **(effect or {})}),),
        benefits=(Benefit(**{**BENEFIT, **(benefit or {})}),),
        benefit_falls=(BenefitFall(benefit_id="beds", partner_id="council", fall_share=1),),
        options=(Option(**{**OPTION, **(option or {})}),),
        costs=tuple(lines),
        cost_shares=tuple(CostShare(cost_id=line.cost_id, partner_id="council", pay_share=1) for line in lines),
        sites=tuple(Site(**{**SITE, **row}) for row in sites),
        population=population,
        cost_centres=tuple(CostCentre(**{"partner_id": "council", **row}) for row in centres),
        benefit_centres=places,
        site_centres=flows,
        option_sites=tuple(OptionSite(**{"option_id": "out", "site_id": "north", "start_year": 0, **row}) for row in option_sites),
        levers=tuple(_lever(number, row) for number, row in enumerate(levers)),
        deflators=deflators,
    )


def _cost(number: int, row: dict[str, Any]) -> Cost:
    line = {"cost_id": f"cost_{number}", "option_id": "out", "cost_type": "revenue", "amount_gbp": 10}
    return Cost(**{**line, **row})


def _lever(number: int, row: dict[str, Any]) -> Lever:
    lever = {"lever_id": f"lever_{number}", "option_id": "out", "title": "Lever", "mechanism": "inflow"}
    return Lever(**{**lever, "full_effect": 0.5, "p_adopted": 0.5, **row})


def figures(case: Case, closed_centres: frozenset[str] = frozenset()) -> Figures:
    """The expected figures of the small case's only option."""
    return appraise(case, ASSUMPTIONS, closed_centres).options["out"].expected


def cash(case: Case, closed_centres: frozenset[str] = frozenset()) -> list[float]:
    """Cash by year in thousands."""
    return [round(float(each), 6) for each in figures(case, closed_centres).yearly.cash_released_gbp / 1000]


def gross(case: Case) -> list[float]:
    """Gross benefit by year in thousands."""
    return [round(float(each), 6) for each in figures(case).lines.gross_gbp[:, 0] / 1000]


def cost(case: Case) -> list[float]:
    """Cost by year."""
    return [round(float(each), 6) for each in figures(case).yearly.cost_gbp]
