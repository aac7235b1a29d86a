"""The simulation once more, with the random module and plain loops: slow, simple, and written apart from the engine."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from core.domain.assumptions import Assumptions
from core.domain.case import Case
from core.domain.options import OptionKind
from tests.reference.plain_loops import one_draw_in_loops

COLUMNS = {
    "effects": ("impact", "deadweight"),
    "benefits": ("unit_value_gbp",),
    "options": ("affected_share", "engagement", "retention", "scale_penalty"),
    "costs": ("amount_gbp",),
    "levers": ("full_effect", "p_adopted"),
}


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
            figures = one_draw_in_loops(drawn, assumptions, option, in_force)
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
    quantiles: dict[Any, float] = {}
    changes = {}
    for table, columns in COLUMNS.items():
        rows = []
        for row in getattr(case, table):
            drawn = {column: _figure(row, table, column, quantiles, chance) for column in columns}
            rows.append(row.model_copy(update=drawn))
        changes[table] = tuple(rows)
    fates: dict[Any, float] = {}
    title_of = {lever.lever_id: _same_lever(lever) for lever in case.levers}
    return case.model_copy(update=changes), lambda lever: fates.setdefault(title_of[lever.lever_id], chance.random())


def _same_lever(lever: Any) -> Any:
    return lever.title, lever.mechanism, lever.full_effect, lever.full_effect_low, lever.full_effect_high


def _figure(row: Any, table: str, column: str, quantiles: dict[Any, float], chance: random.Random) -> float:
    stem = column.removesuffix("_gbp")
    value, low, high = getattr(row, column), getattr(row, f"{stem}_low"), getattr(row, f"{stem}_high")
    if low is None or low == high:
        return float(value)
    key = (column, value, low, high) if table == "options" else (column, id(row))
    if key not in quantiles:
        rise = 4 * (value - low) / (high - low)
        quantiles[key] = low + (high - low) * chance.betavariate(1 + rise, 5 - rise)
    return quantiles[key]
