"""Small made-up cases with every feature of the method, one for each number, for tests that compare or that look for a rule."""

import math
from typing import Any

from core.domain.case.benefits import Benefit, BenefitFall, CostCentre
from core.domain.case.case import Case
from core.domain.case.costs import Cost, CostShare, Deflator
from core.domain.case.options import Lever, Option, OptionSite
from core.domain.case.outcomes import Effect, Outcome
from core.domain.case.programme import Partner, Population, Programme, Site
from tests.made_places import places_of_all
from tests.maker import Maker

KINDS = ("business_as_usual", "do_minimum", "scale_out", "scale_up", "out_then_up")


def made_case(seed: int) -> Case:
    """Make the case of one seed; the same seed always gives the same case."""
    make = Maker(seed)
    benefits = tuple(_benefit(make, benefit_id) for benefit_id in make.benefit_ids)
    places, flows = places_of_all(make, benefits)
    costs = [_cost(make, option, number) for option in KINDS for number in range(make.whole(0, 5))]
    return Case(
        programme=Programme(
            programme_id=f"made_{seed}",
            title="Made",
            base_year=2026,
            horizon_years=make.horizon,
            discount_schedule=make.one_of("standard", "health", "low_pure_time_preference"),
            effect_timing=make.one_of("mid_year", "full_year"),
        ),
        partners=tuple(
            Partner(partner_id=each, title=each, kind=make.one_of("nhs", "business", "residents")) for each in make.partner_ids
        ),
        sites=tuple(_site(make, site_id) for site_id in make.site_ids),
        population=_population(make),
        outcomes=tuple(_outcome(make, outcome_id) for outcome_id in make.outcome_ids),
        effects=_effects(make),
        benefits=benefits,
        benefit_falls=tuple(fall for benefit_id in make.benefit_ids for fall in _falls(make, benefit_id)),
        cost_centres=tuple(_centre(make, centre_id) for centre_id in make.centre_ids),
        benefit_centres=places,
        site_centres=flows,
        options=tuple(_option(make, kind) for kind in KINDS),
        option_sites=tuple(row for kind in KINDS if kind != "scale_up" for row in _option_sites(make, kind)),
        costs=tuple(costs),
        cost_shares=tuple(share for cost in costs for share in _cost_shares(make, cost.cost_id)),
        levers=tuple(_lever(make, kind, n) for kind in ("scale_up", "out_then_up") for n in range(make.whole(0, 3))),
        deflators=() if make.chance(0.2) else tuple(Deflator(year=2024 + n, index=94 + 3 * n) for n in range(3)),
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
        people_with_problem=make.one_of(make.number(500, 20_000), make.number(50, 3000)),
        inflow_per_year=make.number(0, 3000),
        exit_rate=make.number(0, 0.5),
    )


def _effects(make: Maker) -> tuple[Effect, ...]:
    """Effects of most outcomes; some follow one that stands before them."""
    found: list[Effect] = []
    for outcome_id in make.outcome_ids:
        if make.chance(0.9):
            parent = make.one_of(*found).outcome_id if found and make.chance(0.4) else None
            found.append(_effect(make, outcome_id, parent))
    return tuple(found)


def _effect(make: Maker, outcome_id: str, parent_id: str | None) -> Effect:
    is_net = parent_id is not None or make.chance(0.5)
    evidence = _evidence(make) if make.chance(0.3) else {"impact": make.number(0, 3) * make.one_of(1, 1, 1, -1)}
    return Effect(
        outcome_id=outcome_id,
        **evidence,
        impact_basis="net" if is_net else "gross",
        deadweight=0 if is_net else make.number(0, 0.5),
        attribution=1 if parent_id else make.one_of(1, 0.8),
        parent_outcome_id=parent_id,
        driver_id=make.one_of(None, None, "shared"),
        lag_years=make.whole(0, 3),
        persistence=make.one_of((1,), (1, 0.8, 0.6), (0.5, 1, 1, 0.2)),
        units_per_person_year=make.one_of(None, make.number(0.05, 2)),
        confidence_grade=make.one_of(None, 1, 2, 3, 4, 5, 6),
    )


def _evidence(make: Maker) -> dict[str, Any]:
    """What a study says, with the effect that follows from it."""
    mean, rate = make.number(-0.3, 0.6), make.number(0.1, 0.9)
    scale = make.one_of("difference", "log_risk_ratio", "log_odds_ratio")
    with_work = 1 / (1 + math.exp(mean) * (1 - rate) / rate)
    impact = {"difference": mean, "log_risk_ratio": rate - rate * math.exp(-mean), "log_odds_ratio": rate - with_work}[scale]
    return {
        "impact": impact,
        "evidence_scale": scale,
        "evidence_mean": mean,
        "evidence_se": make.number(0.01, 0.3),
        "evidence_baseline_rate": rate,
    }


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
        lump_units=make.lump,
        notice_years=make.notice,
        real_growth_rate=make.one_of(0, 0, 0.02),
        driver_id=make.one_of(None, None, "prices"),
        release_route=make.one_of("budget_removed", "budget_removed", "budget_removed", "redeployed_named_use", None),
        release_agreed=make.chance(0.85),
    )


def _falls(make: Maker, benefit_id: str) -> list[BenefitFall]:
    who = make.some(make.partner_ids, at_least=1)
    return [
        BenefitFall(
            benefit_id=benefit_id,
            partner_id=partner,
            fall_share=share,
            budget=make.one_of(None, None, "departmental", "annually_managed", "none"),
        )
        for partner, share in zip(who, make.shares_of_one(len(who)), strict=True)
    ]


def _centre(make: Maker, centre_id: str) -> CostCentre:
    return CostCentre(
        cost_centre_id=centre_id,
        partner_id=make.one_of(*make.partner_ids),
        baseline_units=make.one_of(None, 0, make.number(10, 2000)),
        demand_growth_rate=make.one_of(0, 0.02, -0.03),
        lump_units=make.one_of(None, make.number(5, 300)),
        notice_years=make.one_of(None, 0, 2),
        closing_gbp=make.one_of(0, make.number(1000, 90_000)),
        reopening_gbp=make.one_of(0, make.number(1000, 90_000)),
        price_year=make.one_of(None, 2025),
    )


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
        most = make.one_of((), (), (make.number(20, 900),), (60, 120, 400))
        row = OptionSite(option_id=option_id, site_id=site_id, start_year=start, end_year=end, ramp=ramp, most_people=most)
        found.append(row)
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
        value_kind=make.one_of("resource", "resource", "transfer"),
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
        outcome_ids=tuple(make.some(make.outcome_ids)) if make.chance(0.4) else (),
    )
