"""Small made-up cases with every feature of the method, one for each number, for tests that compare or that look for a rule."""

from typing import Any

import numpy as np

from core.domain.benefits import Benefit, BenefitCentre, BenefitFall, CostCentre, SiteCentre
from core.domain.case import Case
from core.domain.costs import Cost, CostShare, Deflator
from core.domain.options import Lever, Option, OptionSite
from core.domain.outcomes import Effect, Outcome
from core.domain.programme import Partner, Population, Programme, Site

KINDS = ("business_as_usual", "do_minimum", "scale_out", "scale_up", "out_then_up")


class Maker:
    """Draws the figures of one case from one seed."""

    def __init__(self, seed: int) -> None:
        self.random = np.random.default_rng(seed)
        self.partner_ids = [f"p{n}" for n in range(self.whole(1, 4))]
        self.site_ids = [f"s{n}" for n in range(self.whole(1, 5))]
        self.outcome_ids = [f"o{n}" for n in range(self.whole(1, 3))]
        self.centre_ids = [f"c{n}" for n in range(self.whole(1, 3))]
        self.benefit_ids = [f"b{n}" for n in range(self.whole(1, 6))]
        self.horizon = self.whole(1, 12)

    def whole(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return int(self.random.integers(low, high + 1))

    def number(self, low: float, high: float) -> float:
        """A number with a few places."""
        return round(float(self.random.uniform(low, high)), 6)

    def one_of(self, *choices: Any) -> Any:
        """One of the choices."""
        return choices[self.whole(0, len(choices) - 1)]

    def chance(self, probability: float) -> bool:
        """True with a probability."""
        return bool(self.random.random() < probability)

    def some(self, choices: list[str], at_least: int = 0) -> list[str]:
        """Some of the choices, in any order."""
        return [str(each) for each in self.random.permutation(choices)][: self.whole(at_least, len(choices))]

    def shares_of_one(self, count: int) -> list[float]:
        """Shares that add to 1, as people type them: to six places, which may leave a millionth."""
        parts = self.random.uniform(0.1, 1, count)
        return [round(float(part), 6) for part in parts / parts.sum()]


def made_case(seed: int) -> Case:
    """Make the case of one seed; the same seed always gives the same case."""
    make = Maker(seed)
    costs = [_cost(make, option, number) for option in KINDS for number in range(make.whole(0, 5))]
    return Case(
        programme=Programme(
            programme_id=f"made_{seed}",
            title="Made",
            base_year=2026,
            horizon_years=make.horizon,
            discount_schedule=make.one_of("standard", "health", "low_pure_time_preference"),
        ),
        partners=tuple(Partner(partner_id=each, title=each, kind="nhs") for each in make.partner_ids),
        sites=tuple(_site(make, site_id) for site_id in make.site_ids),
        population=_population(make),
        outcomes=tuple(_outcome(make, outcome_id) for outcome_id in make.outcome_ids),
        effects=tuple(_effect(make, outcome_id) for outcome_id in make.outcome_ids if make.chance(0.9)),
        benefits=tuple(_benefit(make, benefit_id) for benefit_id in make.benefit_ids),
        benefit_falls=tuple(fall for benefit_id in make.benefit_ids for fall in _falls(make, benefit_id)),
        cost_centres=tuple(_centre(make, centre_id) for centre_id in make.centre_ids),
        benefit_centres=tuple(row for benefit_id in make.benefit_ids for row in _places(make, benefit_id)),
        site_centres=tuple(row for benefit_id in make.benefit_ids for row in _flows(make, benefit_id)),
        options=tuple(_option(make, kind) for kind in KINDS),
        option_sites=tuple(row for kind in KINDS if kind != "scale_up" for row in _option_sites(make, kind)),
        costs=tuple(costs),
        cost_shares=tuple(share for cost in costs for share in _cost_shares(make, cost.cost_id)),
        levers=tuple(_lever(make, kind, n) for kind in ("scale_up", "out_then_up") for n in range(make.whole(0, 3))),
        deflators=tuple(Deflator(year=2024 + n, index=94 + 3 * n) for n in range(3)),
    )


def _outcome(make: Maker, outcome_id: str) -> Outcome:
    worked_in = tuple(make.some(list(KINDS), at_least=1)) if make.chance(0.2) else ()
    return Outcome(outcome_id=outcome_id, title=outcome_id, unit="unit", option_ids=worked_in)


def _site(make: Maker, site_id: str) -> Site:
    return Site(
        site_id=site_id,
        title=site_id,
        people_per_year=make.number(0, 3000),
        is_prototype=make.chance(0.3),
        cost_factor=make.number(0.8, 1.2),
        effect_factor=make.number(0.8, 1.2),
    )


def _population(make: Maker) -> Population | None:
    if make.chance(0.2):
        return None
    return Population(
        people_with_problem=make.number(500, 20_000), inflow_per_year=make.number(0, 3000), exit_rate=make.number(0, 0.5)
    )


def _effect(make: Maker, outcome_id: str) -> Effect:
    is_net = make.chance(0.5)
    return Effect(
        outcome_id=outcome_id,
        impact=make.number(0, 3),
        impact_basis="net" if is_net else "gross",
        deadweight=0 if is_net else make.number(0, 0.5),
        attribution=make.one_of(1, 0.8),
        lag_years=make.whole(0, 3),
        persistence=make.one_of((1,), (1, 0.8, 0.6), (0.5, 1, 1, 0.2)),
        units_per_person_year=make.one_of(None, make.number(0.05, 2)),
        confidence_grade=make.one_of(None, 1, 2, 3, 4, 5, 6),
    )


def _benefit(make: Maker, benefit_id: str) -> Benefit:
    variable, step, fixed = make.one_of((0.2, 0.5, 0.3), (1, 0, 0), (0, 1, 0), (None, None, None), (0.4, 0.6, 0))
    return Benefit(
        benefit_id=benefit_id,
        outcome_id=make.one_of(*make.outcome_ids),
        benefit_class=make.one_of("fiscal", "fiscal", "fiscal", "economic", "social"),
        value_kind=make.one_of("service_cost", "transfer", "tax", "output_gain", "wellbeing", "other"),
        unit_value_gbp=make.number(10, 5000),
        price_year=make.one_of(None, 2024, 2025, 2026),
        variable_share=variable,
        step_share=step,
        fixed_share=fixed,
        lump_units=make.number(5, 300),
        notice_years=make.whole(0, 3),
        release_route=make.one_of("budget_removed", "budget_removed", "redeployed_named_use", "cost_growth_avoided", None),
        release_agreed=make.chance(0.7),
    )


def _falls(make: Maker, benefit_id: str) -> list[BenefitFall]:
    who = make.some(make.partner_ids, at_least=1)
    return [
        BenefitFall(benefit_id=benefit_id, partner_id=partner, fall_share=share)
        for partner, share in zip(who, make.shares_of_one(len(who)), strict=True)
    ]


def _centre(make: Maker, centre_id: str) -> CostCentre:
    return CostCentre(
        cost_centre_id=centre_id,
        partner_id=make.one_of(*make.partner_ids),
        baseline_units=make.one_of(0, make.number(10, 2000)),
        demand_growth_rate=make.one_of(0, 0.02),
    )


def _places(make: Maker, benefit_id: str) -> list[BenefitCentre]:
    where = make.some(make.centre_ids)
    shares: list[float | None] = list(make.shares_of_one(len(where)))
    if make.chance(0.3):
        shares = [None for _ in where]
    elif make.chance(0.3) and len(where) > 1:
        shares[0] = None
    return [
        BenefitCentre(benefit_id=benefit_id, cost_centre_id=centre, place_share=share)
        for centre, share in zip(where, shares, strict=True)
    ]


def _flows(make: Maker, benefit_id: str) -> list[SiteCentre]:
    found = []
    for site_id in make.some(make.site_ids):
        where = make.some(make.centre_ids, at_least=1)
        for centre, share in zip(where, make.shares_of_one(len(where)), strict=True):
            found.append(SiteCentre(benefit_id=benefit_id, site_id=site_id, cost_centre_id=centre, flow_share=share))
    return found


def _option(make: Maker, kind: str) -> Option:
    return Option(
        option_id=kind,
        title=kind,
        kind=kind,
        affected_share=make.number(0.2, 1),
        engagement=make.number(0.3, 1),
        retention=make.number(0.3, 1),
        scale_penalty=make.one_of(0, 0.2),
        gate_year=make.whole(0, 4) if kind == "out_then_up" else None,
    )


def _option_sites(make: Maker, option_id: str) -> list[OptionSite]:
    found = []
    for site_id in make.some(make.site_ids):
        start = make.whole(0, 4)
        end = make.one_of(None, start + make.whole(0, 8))
        ramp = make.one_of((1,), (0.5, 1), (0.3, 0.6, 0.9))
        found.append(OptionSite(option_id=option_id, site_id=site_id, start_year=start, end_year=end, ramp=ramp))
    return found


def _cost(make: Maker, option_id: str, number: int) -> Cost:
    drivers = ("programme_one_off", "programme_yearly", "site_one_off", "site_yearly", "team_yearly", "per_person")
    driver = make.one_of(*drivers)
    start = make.one_of(None, make.whole(0, 3))
    end = make.one_of(None, (start or 0) + make.whole(0, 9))
    return Cost(
        cost_id=f"{option_id}_{number}",
        option_id=option_id,
        cost_type=make.one_of("capital", "revenue", "in_kind"),
        driver=driver,
        amount_gbp=make.number(0, 300_000) if driver != "per_person" else make.number(0, 900),
        price_year=make.one_of(None, 2024, 2025, 2026),
        start_year=start,
        end_year=None if driver == "programme_one_off" else end,
        people_per_team=make.number(10, 200) if driver == "team_yearly" else None,
        progress_ratio=make.one_of(None, 0.9) if driver == "per_person" else None,
        optimism_bias=make.one_of(None, 0, 0.24),
        mitigation=make.one_of(0, 0.5),
        confidence_grade=make.one_of(None, 1, 3, 6),
    )


def _cost_shares(make: Maker, cost_id: str) -> list[CostShare]:
    who = make.some(make.partner_ids, at_least=1)
    return [
        CostShare(cost_id=cost_id, partner_id=partner, pay_share=share)
        for partner, share in zip(who, make.shares_of_one(len(who)), strict=True)
    ]


def _lever(make: Maker, option_id: str, number: int) -> Lever:
    return Lever(
        lever_id=f"{option_id}_l{number}",
        option_id=option_id,
        title="Lever",
        mechanism=make.one_of("inflow", "exit", "unit_cost"),
        full_effect=make.number(0, 0.5),
        p_adopted=make.number(0, 1),
        adoption=make.one_of((1,), (0, 0.2, 0.5, 1)),
    )
