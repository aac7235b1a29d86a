"""Units of each outcome in plain Python loops: new, in effect, prevented, and answered more cheaply (method, section 3)."""

import itertools
from dataclasses import dataclass

from core.domain.assumptions import Assumptions
from core.domain.case.options import Mechanism
from core.domain.case.outcomes import Effect
from core.domain.case.programme import EffectTiming
from tests.reference.plain_people import Run, Series, left_by, people_as_usual, people_with_levers


@dataclass
class Units:
    """Units of one outcome in each year: at each site, prevented by levers, and answered more cheaply.

    `cheaper_share` is c_o x (1 - cut), what a cheaper response takes off the cost of what remains; `factor` is what the cap
    on all units left of its site units, its parents' caps included.
    """

    sites: dict[str, Series]
    levers: Series
    cheaper: Series
    cheaper_share: Series
    factor: Series


def units_of_outcomes(run: Run, assumptions: Assumptions, engaged: dict[str, Series]) -> dict[str, Units]:
    """Units of every outcome that the option works for and that has an effect."""
    effects = {effect.outcome_id: effect for effect in run.case.effects}
    done: dict[str, Units] = {}

    def work_out(outcome_id: str) -> Units:
        if outcome_id not in done:
            parent_id = effects[outcome_id].parent_outcome_id
            held_back = [1.0 for _ in run.years]
            if parent_id is not None and run.works_for(parent_id):
                held_back = work_out(parent_id).factor
            effect = effects[outcome_id]
            kept = 1 - _cut(assumptions, effects, effect)
            sites = {
                site_id: _in_effect(run, effect, [each * _new_units_of_one(run, effects, effect, site_id) for each in people])
                for site_id, people in engaged.items()
            }
            for series in sites.values():
                series[:] = [units * kept * factor for units, factor in zip(series, held_back, strict=True)]
            done[outcome_id] = _capped(run, effect, kept, sites, held_back)
        return done[outcome_id]

    return {outcome_id: work_out(outcome_id) for outcome_id in effects if run.works_for(outcome_id)}


def _capped(run: Run, effect: Effect, kept: float, sites: dict[str, Series], held_back: Series) -> Units:
    """Units of sites and levers together are no more than there are; what remains may be answered more cheaply."""
    nothing = [0.0 for _ in run.years]
    units = Units(sites, list(nothing), list(nothing), list(nothing), list(held_back))
    usual, moved = people_as_usual(run), people_with_levers(run, effect.outcome_id)
    if usual is None or moved is None or effect.units_per_person_year is None:
        return units
    for t in run.years:
        there_are = usual[t] * effect.units_per_person_year
        units.levers[t] = (usual[t] - moved[t]) * effect.units_per_person_year * kept
        total = sum(series[t] for series in sites.values()) + units.levers[t]
        if total > there_are:
            factor = there_are / total
            units.levers[t] *= factor
            units.factor[t] *= factor
            for series in sites.values():
                series[t] *= factor
        remains = there_are - sum(series[t] for series in sites.values()) - units.levers[t]
        units.cheaper_share[t] = (1 - left_by(run, Mechanism.unit_cost, effect.outcome_id, t)) * kept
        units.cheaper[t] = units.cheaper_share[t] * max(0.0, remains)
    return units


def _cut(assumptions: Assumptions, effects: dict[str, Effect], effect: Effect) -> float:
    """The cut of the worst grade of an outcome and its parents, taken once."""
    grades = [effect.confidence_grade]
    while effect.parent_outcome_id is not None:
        effect = effects[effect.parent_outcome_id]
        grades.append(effect.confidence_grade)
    given = [grade for grade in grades if grade is not None]
    return assumptions.benefit_cut[max(given) - 1] if given else 0.0


def _new_units_of_one(run: Run, effects: dict[str, Effect], effect: Effect, site_id: str) -> float:
    """New units of one engaged person at a site; a child has so many for each new unit of its parent."""
    if effect.parent_outcome_id is not None:
        return effect.impact * _new_units_of_one(run, effects, effects[effect.parent_outcome_id], site_id)
    site = next(each for each in run.case.sites if each.site_id == site_id)
    penalty = 0.0 if site.is_prototype else _penalty(run)
    net = effect.impact * (1 - effect.deadweight) * effect.attribution
    return run.option.retention * net * site.effect_factor * (1 - penalty)


def _penalty(run: Run) -> float:
    left, causes = 1.0, [row for row in run.case.scale_causes if row.option_id == run.option.option_id]
    for row in causes:
        left *= 1 - row.lost
    return 1 - left if causes else run.option.scale_penalty


def _in_effect(run: Run, effect: Effect, new: Series) -> Series:
    lasts = _lasting(effect.persistence, run.case.programme.effect_timing)
    found = [0.0 for _ in run.years]
    for t in run.years:
        for k, share in enumerate(lasts):
            then = t - effect.lag_years - run.late - k
            if then >= 0:
                found[t] += share * new[then]
    return found


def _lasting(persistence: tuple[float, ...], timing: EffectTiming) -> list[float]:
    """q: what is still in effect in each year after; treated across a year, half of each year falls into the next."""
    if timing is EffectTiming.full_year:
        return list(persistence)
    around = (0.0, *persistence, 0.0)
    return [(before + now) / 2 for before, now in itertools.pairwise(around)]
