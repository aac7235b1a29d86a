"""The measures in plain Python loops, for tests/reference/plain_loops.py."""

from typing import Any

from core.domain.assumptions import Assumptions
from core.domain.case.benefits import Benefit, BenefitClass, BenefitFall, Budget, ValueKind
from core.domain.case.case import Case
from core.domain.case.costs import CostType, CostValueKind
from core.domain.case.programme import DiscountSchedule, PartnerKind

Series = list[float]
Lines = dict[str, dict[str, Series]]


def discount_factors(assumptions: Assumptions, schedule: str, horizon: int) -> Series:
    """Factors of years 0 to horizon."""
    found = [1.0]
    for year in range(1, horizon + 1):
        for band in assumptions.discount[schedule]:
            if band.first_year <= year and (band.last_year is None or year <= band.last_year):
                found.append(found[-1] / (1 + band.rate))
    return found


def figures(case: Case, assumptions: Assumptions, lines: Lines) -> dict[str, Any]:
    """Every measure of one set of yearly lines."""
    schedule = case.programme.discount_schedule
    money = "standard" if schedule is DiscountSchedule.health else str(schedule)
    factors = discount_factors(assumptions, money, case.programme.horizon_years)
    health = discount_factors(assumptions, str(schedule), case.programme.horizon_years)
    years = range(len(factors))
    nothing = [0.0 for _ in years]
    falls = _of_one([(row.benefit_id, row.partner_id, row.fall_share) for row in case.benefit_falls])
    pays = _of_one([(row.cost_id, row.partner_id, row.pay_share) for row in case.cost_shares])
    fiscal_lines = [b.benefit_id for b in case.benefits if b.benefit_class is BenefitClass.fiscal]
    value_lines = [b for b in case.benefits if b.value_kind not in (ValueKind.transfer, ValueKind.tax)]
    used_lines = [cost.cost_id for cost in case.costs if cost.value_kind is not CostValueKind.transfer]
    paid_lines = [cost.cost_id for cost in case.costs if cost.cost_type is not CostType.in_kind]
    closing = list(lines["closing"].values())

    cost = _add([*(lines["cost"][line] for line in used_lines), *closing], nothing)
    paid = _add([*(lines["cost"][line] for line in paid_lines), *closing], nothing)
    fiscal = _add([lines["gross"][line] for line in fiscal_lines], nothing)
    cash = _add(list(lines["cash"].values()), nothing)
    value = _add([lines["gross"][b.benefit_id] for b in value_lines], nothing)
    pv_value = sum(
        _pv(lines["gross"][b.benefit_id], health if b.value_kind is ValueKind.wellbeing else factors) for b in value_lines
    )
    pv_cost, pv_paid, pv_fiscal, pv_cash = (_pv(series, factors) for series in (cost, paid, fiscal, cash))

    partners = {}
    for partner in case.partners:
        who = partner.partner_id
        own_closing = [(1.0, lines["closing"][c.cost_centre_id]) for c in case.cost_centres if c.partner_id == who]
        own_cost = _weighted([*own_closing, *((pays.get((line, who), 0.0), lines["cost"][line]) for line in used_lines)], nothing)
        own_paid = _weighted([*own_closing, *((pays.get((line, who), 0.0), lines["cost"][line]) for line in paid_lines)], nothing)
        own_fiscal = _weighted([(falls.get((line, who), 0.0), lines["gross"][line]) for line in fiscal_lines], nothing)
        own_cash = _weighted([(falls.get((line, who), 0.0), series) for line, series in lines["cash"].items()], nothing)
        managed = [
            (falls.get((row.benefit_id, who), 0.0), lines["cash"][row.benefit_id])
            for row in case.benefit_falls
            if row.partner_id == who and budget_of(case, row) is Budget.annually_managed
        ]
        partners[who] = {
            "pv_cost_gbp": _pv(own_cost, factors),
            "pv_public_cost_gbp": _pv(own_paid, factors),
            "pv_fiscal_gbp": _pv(own_fiscal, factors),
            "pv_cash_released_gbp": _pv(own_cash, factors),
            "pv_cash_annually_managed_gbp": _pv(_weighted(managed, nothing), factors),
            "net_cash_gbp": _pv(own_cash, factors) - _pv(own_paid, factors),
            "payback_cash_years": _payback(_less(own_cash, own_paid)),
        }
    return {
        "pv_cost_gbp": pv_cost,
        "pv_public_cost_gbp": pv_paid,
        "pv_fiscal_gbp": pv_fiscal,
        "pv_cash_released_gbp": pv_cash,
        "pv_public_value_gbp": pv_value,
        "npsv_gbp": pv_value - pv_cost,
        "bcr": pv_value / pv_cost if pv_cost > 0 else None,
        "froi": pv_fiscal / pv_paid if pv_paid > 0 else None,
        "cash_froi": pv_cash / pv_paid if pv_paid > 0 else None,
        "payback_fiscal_years": _payback(_less(fiscal, paid)),
        "payback_fiscal_discounted_years": _payback([n * d for n, d in zip(_less(fiscal, paid), factors, strict=True)]),
        "payback_cash_years": _payback(_less(cash, paid)),
        "peak_funding_gbp": min(0.0, *_running(_less(cash, paid))),
        "misalignment": _misalignment(partners, pv_paid, pv_cash),
        "partners": partners,
        "yearly": {
            "cost_gbp": cost,
            "public_cost_gbp": paid,
            "fiscal_gbp": fiscal,
            "cash_released_gbp": cash,
            "public_value_gbp": value,
        },
    }


def standing_npsv(case: Case, assumptions: Assumptions, lines: Lines) -> float:
    """NPSV with what is avoidable alone: the avoidable part of every line stands in for its gross."""
    value: float = figures(case, assumptions, {**lines, "gross": lines["avoidable"]})["npsv_gbp"]
    return value


def budget_of(case: Case, fall: BenefitFall) -> Budget:
    """Whose money a fall is: as said, else by the kind of value and of partner."""
    if fall.budget is not None:
        return fall.budget
    benefit: Benefit = next(row for row in case.benefits if row.benefit_id == fall.benefit_id)
    if benefit.value_kind in (ValueKind.transfer, ValueKind.tax):
        return Budget.annually_managed
    kind = next(row.kind for row in case.partners if row.partner_id == fall.partner_id)
    return Budget.none if kind in (PartnerKind.business, PartnerKind.residents) else Budget.departmental


def _of_one(shares: list[tuple[str, str, float]]) -> dict[tuple[str, str], float]:
    """Scale each line's shares to add to exactly 1."""
    total: dict[str, float] = {}
    for line, _, share in shares:
        total[line] = total.get(line, 0.0) + share
    return {(line, who): share / total[line] if total[line] > 0 else 0.0 for line, who, share in shares}


def _add(series: list[Series], nothing: Series) -> Series:
    return _weighted([(1.0, each) for each in series], nothing)


def _weighted(series: list[tuple[float, Series]], nothing: Series) -> Series:
    return [sum(weight * each[t] for weight, each in series) + zero for t, zero in enumerate(nothing)]


def _less(left: Series, right: Series) -> Series:
    return [a - b for a, b in zip(left, right, strict=True)]


def _pv(series: Series, factors: Series) -> float:
    return sum(each * factor for each, factor in zip(series, factors, strict=True))


def _running(net: Series) -> Series:
    found, total = [], 0.0
    for each in net:
        total += each
        found.append(total)
    return found


def _payback(net: Series) -> float | None:
    running = _running(net)
    last_below = -1
    for t, total in enumerate(running):
        if total < -1e-6:
            last_below = t
    if last_below == -1:
        return 0.0
    if last_below == len(net) - 1:
        return None
    return last_below + -running[last_below] / net[last_below + 1]


def _misalignment(partners: dict[str, Any], pv_paid: float, pv_cash: float) -> float | None:
    if pv_paid <= 0 or pv_cash <= 0:
        return None
    gaps = []
    gains = {who: max(0.0, each["pv_cash_released_gbp"]) for who, each in partners.items()}
    for who, partner in partners.items():
        gaps.append(abs(partner["pv_public_cost_gbp"] / pv_paid - gains[who] / sum(gains.values())))
    return sum(gaps) / 2
