"""The simulation once more, with the random module and plain loops: slow, simple, and written apart from the engine."""

import math
import random
import statistics
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from scipy.special import betaincinv

from core.domain.assumptions import Assumptions
from core.domain.case.case import Case
from core.domain.case.costs import Cost, CostShare
from core.domain.case.options import OptionKind
from core.domain.case.outcomes import Effect
from core.domain.case.risks import Risk
from tests.reference.plain_loops import one_draw_in_loops

COLUMNS = {
    "effects": ("impact", "deadweight"),
    "benefits": ("unit_value_gbp",),
    "options": ("affected_share", "engagement", "retention", "scale_penalty"),
    "scale_causes": ("lost",),
    "costs": ("amount_gbp",),
    "levers": ("full_effect", "p_adopted"),
}
DRIVEN = ("impact", "unit_value_gbp", "amount_gbp", "full_effect")


@dataclass
class PlainDraws:
    """One number for each draw."""

    npsv_gbp: dict[str, list[float]] = field(default_factory=dict)
    net_cash_gbp: dict[str, list[float]] = field(default_factory=dict)
    cash_back: dict[tuple[str, str], list[bool]] = field(default_factory=dict)


def simulate_in_loops(case: Case, assumptions: Assumptions, draws: int, seed: int) -> PlainDraws:
    """Draw everything and work out every option, one draw after the other."""
    chance = random.Random(seed)
    found = PlainDraws()
    for _ in range(draws):
        drawn, luck = _drawn(case, chance)
        for option in drawn.options:
            in_force = [] if option.kind is OptionKind.business_as_usual else _in_force(drawn, option.option_id, luck)
            happened = [risk for risk in case.risks if luck(risk) < risk.chance and option.kind is not OptionKind.business_as_usual]
            figures = one_draw_in_loops(with_risks_as_costs(drawn, option.option_id, happened), assumptions, option, in_force)
            found.npsv_gbp.setdefault(option.option_id, []).append(figures["npsv_gbp"])
            net = figures["pv_cash_released_gbp"] - figures["pv_public_cost_gbp"]
            found.net_cash_gbp.setdefault(option.option_id, []).append(net)
            for partner in drawn.partners:
                back = figures["partners"][partner.partner_id]["payback_cash_years"]
                in_time = partner.payback_limit_years is None or (back is not None and back <= partner.payback_limit_years)
                found.cash_back.setdefault((option.option_id, partner.partner_id), []).append(in_time)
    return found


def _in_force(case: Case, option_id: str, luck: Callable[[Any], float]) -> list[Any]:
    levers = sorted((lever for lever in case.levers if lever.option_id == option_id), key=lambda lever: lever.lever_id)
    return [lever for lever in levers if luck(lever) < lever.p_adopted]


def _drawn(case: Case, chance: random.Random) -> tuple[Case, Callable[[Any], float]]:
    """A case with one figure drawn for each range, and the luck of each lever. Options that say the same share a draw."""
    uniform: dict[Any, float] = {}
    changes = {}
    for table, columns in COLUMNS.items():
        rows = []
        for row in getattr(case, table):
            drawn = {column: _figure(row, table, column, uniform, chance) for column in columns}
            rows.append(row.model_copy(update=drawn))
        changes[table] = tuple(rows)
    fates: dict[Any, float] = {}
    title_of = {lever.lever_id: _same_lever(lever) for lever in case.levers}

    def luck(row: Any) -> float:
        key = row.risk_id if isinstance(row, Risk) else title_of[row.lever_id]
        return fates.setdefault(key, chance.random())

    return case.model_copy(update=changes), luck


def with_risks_as_costs(case: Case, option_id: str, happened: list[Risk]) -> Case:
    """A case in which the risks that came true are one-off costs of the option, each paid by its partner."""
    own = [risk for risk in happened if risk.option_id in (None, option_id)]
    costs = tuple(
        Cost(
            cost_id=f"risk_{risk.risk_id}",
            option_id=option_id,
            cost_type="revenue",
            driver="programme_one_off",
            amount_gbp=risk.cost_gbp,
            start_year=risk.year,
        )
        for risk in own
    )
    shares = tuple(CostShare(cost_id=f"risk_{risk.risk_id}", partner_id=risk.partner_id, pay_share=1) for risk in own)
    return case.model_copy(update={"costs": case.costs + costs, "cost_shares": case.cost_shares + shares})


def _same_lever(lever: Any) -> Any:
    return lever.title, lever.mechanism, lever.full_effect, lever.full_effect_low, lever.full_effect_high


def _figure(row: Any, table: str, column: str, uniform: dict[Any, float], chance: random.Random) -> float:
    stem = column.removesuffix("_gbp")
    value, low, high = getattr(row, column), getattr(row, f"{stem}_low"), getattr(row, f"{stem}_high")
    driver = getattr(row, "driver_id", None) if column in DRIVEN else None
    key = (
        ("driver", driver)
        if driver
        else (column, getattr(row, "cause", None), value, low, high)
        if table in ("options", "scale_causes")
        else (column, id(row))
    )
    if column == "impact" and row.evidence_scale is not None:
        if key not in uniform:
            uniform[key] = chance.random()
        return _by_evidence(row, uniform[key])
    if low is None or low == high:
        return float(value)
    if key not in uniform:
        uniform[key] = chance.random()
    return _pert_quantile(uniform[key], low, value, high)


def _by_evidence(effect: Effect, uniform: float) -> float:
    drawn = effect.evidence_mean + statistics.NormalDist().inv_cdf(uniform) * effect.evidence_se
    rate = effect.evidence_baseline_rate
    if effect.evidence_scale == "difference":
        return drawn
    if effect.evidence_scale == "log_risk_ratio":
        return rate - rate * math.exp(-drawn)
    odds = rate / (1 - rate) * math.exp(-drawn)
    return rate - odds / (1 + odds)


def _pert_quantile(uniform: float, low: float, mode: float, high: float) -> float:
    rise = 4 * (mode - low) / (high - low)
    return low + (high - low) * float(betaincinv(1 + rise, 5 - rise, uniform))
