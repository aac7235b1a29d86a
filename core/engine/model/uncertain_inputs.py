"""The figures of a case that may turn out otherwise, and which figures of two options are one and the same."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from core.domain.case.case import Case
from core.domain.case.options import OptionKind
from core.domain.case.outcomes import Effect, ImpactBasis
from core.engine.model.inputs import Adoption, DrawnRisk, EvidenceRange, Input, Inputs, Target

_DRIVEN = ("impact", "unit_value_gbp", "amount_gbp", "full_effect")


@dataclass(frozen=True)
class _Place:
    """One figure of one row, before rows that say the same are joined."""

    table: str
    column: str
    row_id: str
    title: str
    value: float
    low: float | None
    high: float | None
    most: float | None
    same_as: tuple[Any, ...]
    target: Target
    driver_id: str | None
    evidence: EvidenceRange | None


def inputs_of(case: Case) -> Inputs:
    """List the figures of a case that a range may be given for.

    Each row keeps a place of its own among the uniform numbers of a draw, range or not, so that a what-if that changes one
    figure leaves all others as they were drawn.

    Source:
        docs/method.md#simulation
    """
    places = [*_lever_places(case), *_case_places(case), *_option_places(case), *_cost_places(case)]
    decisions = _joined([place for place in places if place.column == "p_adopted"], lambda place: place.same_as)
    count = len(decisions)
    adoptions = tuple(
        Adoption(group[0].title, tuple(each.row_id for each in group), at, tuple(each.target for each in group))
        for at, group in enumerate(decisions)
    )
    groups = _joined(places, _what_it_says)
    number_of = {place.target: number for number, place in enumerate(places)}
    drivers = sorted({place.driver_id for place in places if place.driver_id is not None})
    first_driver = count + len(places)
    number_of_driver = {driver_id: first_driver + at for at, driver_id in enumerate(drivers)}
    figures = tuple(
        _input(group, number_of_driver.get(group[0].driver_id or "", count + number_of[group[0].target])) for group in groups
    )
    first_risk = first_driver + len(drivers)
    return Inputs(figures, adoptions, _risks(case, first_risk), first_risk + len(case.risks))


def _what_it_says(place: _Place) -> tuple[Any, ...]:
    return place.table, place.column, place.value, place.low, place.high, place.driver_id, place.same_as


def _risks(case: Case, first: int) -> tuple[DrawnRisk, ...]:
    """The risk register in order of ids; what falls after the horizon is not in the way of anything."""
    return tuple(
        DrawnRisk(row.risk_id, row.title, row.option_id, row.partner_id, row.year, row.chance, row.cost_gbp, first + at)
        for at, row in enumerate(sorted(case.risks, key=lambda row: row.risk_id))
    )


def _joined(places: Sequence[_Place], key: Any) -> list[list[_Place]]:
    groups: dict[Any, list[_Place]] = {}
    for place in places:
        groups.setdefault(key(place), []).append(place)
    return list(groups.values())


def _input(group: list[_Place], dimension: int) -> Input:
    first = group[0]
    return Input(
        table=first.table,
        column=first.column,
        ids=tuple(each.row_id for each in group),
        titles=tuple(each.title for each in group),
        value=first.value,
        low=first.low,
        high=first.high,
        most=first.most,
        dimension=dimension,
        targets=tuple(each.target for each in group),
        driver_id=first.driver_id,
        evidence=first.evidence,
    )


def _place(row: Any, table: str, row_id: str, title: str, *, most: float | None, same: Any, target: Target) -> _Place:
    column = target.field
    stem = column.removesuffix("_gbp")
    ends = (getattr(row, f"{stem}_low"), getattr(row, f"{stem}_high"))
    driver_id = row.driver_id if column in _DRIVEN else None
    evidence = evidence_of(row) if column == "impact" else None
    return _Place(table, column, row_id, title, getattr(row, column), *ends, most, same, target, driver_id, evidence)


def evidence_of(effect: Effect) -> EvidenceRange | None:
    """What a study says of an effect; None where a range, or nothing, is entered."""
    if effect.evidence_scale is None or effect.evidence_mean is None or effect.evidence_se is None:
        return None
    return EvidenceRange(effect.evidence_scale, effect.evidence_mean, effect.evidence_se, effect.evidence_baseline_rate or 0.0)


def _lever_places(case: Case) -> Iterator[_Place]:
    """Levers with one title, mechanism and full effect in several options are one lever, decided once."""
    for option in _compared(case):
        seen: dict[tuple[Any, ...], int] = {}
        for at, row in enumerate(sorted(case.levers_of(option), key=lambda lever: lever.lever_id)):
            same = (row.title, row.mechanism, row.full_effect, row.full_effect_low, row.full_effect_high)
            seen[same] = seen.get(same, -1) + 1
            for column in ("p_adopted", "full_effect"):
                target = Target(option.option_id, column, at)
                yield _place(row, "levers", row.lever_id, row.title, most=1.0, same=(*same, seen[same]), target=target)


def _case_places(case: Case) -> Iterator[_Place]:
    title_of = {outcome.outcome_id: outcome.title for outcome in case.outcomes}
    at_of = {outcome_id: at for at, outcome_id in enumerate(sorted(title_of))}
    for row in sorted(case.effects, key=lambda effect: effect.outcome_id):
        gross = row.impact_basis is ImpactBasis.gross
        for column, most in (("impact", None), ("deadweight", 1.0)) if gross else (("impact", None),):
            target = Target(None, column, at_of[row.outcome_id])
            yield _place(row, "effects", row.outcome_id, title_of[row.outcome_id], most=most, same=row.outcome_id, target=target)
    for at, line in enumerate(sorted(case.benefits, key=lambda line: line.benefit_id)):
        target = Target(None, "unit_value_gbp", at)
        yield _place(line, "benefits", line.benefit_id, line.name, most=None, same=line.benefit_id, target=target)


def _option_places(case: Case) -> Iterator[_Place]:
    for option in _compared(case):
        for column in ("affected_share", "engagement", "retention", "scale_penalty"):
            target = Target(option.option_id, column, 0)
            yield _place(option, "options", option.option_id, option.title, most=1.0, same=(), target=target)
        for at, row in enumerate(case.causes_of(option.option_id)):
            target = Target(option.option_id, "lost", at)
            row_id = f"{row.option_id}, {row.cause}"
            yield _place(row, "scale_causes", row_id, option.title, most=1.0, same=row.cause, target=target)


def _cost_places(case: Case) -> Iterator[_Place]:
    for option in _compared(case):
        lines = sorted((cost for cost in case.costs if cost.option_id == option.option_id), key=lambda cost: cost.cost_id)
        seen: dict[tuple[Any, ...], int] = {}
        for at, row in enumerate(lines):
            same = (row.title, row.heading, row.driver, row.price_year, row.amount_gbp, row.amount_low, row.amount_high)
            seen[same] = seen.get(same, -1) + 1
            target = Target(option.option_id, "amount_gbp", at)
            yield _place(row, "costs", row.cost_id, row.name, most=None, same=(*same, seen[same]), target=target)


def _compared(case: Case) -> list[Any]:
    """Options other than business as usual, in order of their ids."""
    others = (option for option in case.options if option.kind is not OptionKind.business_as_usual)
    return sorted(others, key=lambda option: option.option_id)
