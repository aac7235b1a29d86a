"""What becomes cash, in plain Python loops: a centre counts everything that falls away there, once (method, section 4)."""

import math
from dataclasses import dataclass, field

from core.domain.case.benefits import Benefit, BenefitClass, CostCentre, ReleaseRoute, ValueKind
from tests.reference.plain_people import Run, Series
from tests.reference.plain_places import NOWHERE, REST, centres_of, lever_flows, site_flows
from tests.reference.plain_units import Units


@dataclass(frozen=True)
class Worth:
    """What a unit of each line is worth in each year, and what a sum at each centre is multiplied by for its prices."""

    lines: dict[str, Series]
    prices: dict[str, float]


@dataclass
class Money:
    """By line of benefit: units that count in gross, and cash. By centre: cost of closing and reopening its steps."""

    units: dict[str, Series] = field(default_factory=dict)
    cash: dict[str, Series] = field(default_factory=dict)
    closing: dict[str, Series] = field(default_factory=dict)
    steps: dict[str, list[int]] = field(default_factory=dict)


def is_fiscal(benefit: Benefit) -> bool:
    """True for a line that some public budget bears."""
    return benefit.benefit_class is BenefitClass.fiscal


def is_releasing(benefit: Benefit) -> bool:
    """True for a line that can be positive cash: fiscal, its budget to be removed, and agreed."""
    return is_fiscal(benefit) and benefit.release_route is ReleaseRoute.budget_removed and benefit.release_agreed


def money_of_lines(run: Run, units: dict[str, Units], worth: Worth) -> Money:
    """Units and cash of every line."""
    money = Money()
    placed: dict[str, dict[str, Series]] = {}
    for benefit in run.case.benefits:
        nothing = [0.0 for _ in run.years]
        own = units.get(benefit.outcome_id) or Units({}, nothing, nothing, nothing, nothing)
        placed[benefit.benefit_id] = _placed(run, benefit, own)
        cheaper = _cheaper(run, benefit, own, placed[benefit.benefit_id])
        total = [sum(series[t] for series in own.sites.values()) + own.levers[t] + cheaper[t] for t in run.years]
        money.units[benefit.benefit_id] = total
        value = worth.lines[benefit.benefit_id]
        money.cash[benefit.benefit_id] = [
            value[t] * _at_no_centre(benefit, placed[benefit.benefit_id][NOWHERE][t], placed[benefit.benefit_id][REST][t])
            + (value[t] * (benefit.variable_share or 0.0) * cheaper[t] if is_releasing(benefit) else 0.0)
            for t in run.years
        ]
    for centre in run.case.cost_centres:
        _add_centre(run, centre, placed, worth, money)
    return money


def _placed(run: Run, benefit: Benefit, own: Units) -> dict[str, Series]:
    """Units of sites and levers by centre."""
    found = {centre_id: [0.0 for _ in run.years] for centre_id in [*centres_of(run.case, benefit.benefit_id), NOWHERE, REST]}
    for site_id, series in own.sites.items():
        for centre_id, share in site_flows(run.case, benefit.benefit_id, site_id).items():
            for t in run.years:
                found[centre_id][t] += share * series[t]
    for centre_id, share in lever_flows(run.case, benefit.benefit_id).items():
        for t in run.years:
            found[centre_id][t] += share * own.levers[t]
    return found


def _cheaper(run: Run, benefit: Benefit, own: Units, placed: dict[str, Series]) -> Series:
    """Units that the cheaper response is worth on a line: no more than what its centres still have."""
    if benefit.value_kind is not ValueKind.service_cost:
        return [0.0 for _ in run.years]
    centres = [row for row in run.case.cost_centres if row.cost_centre_id in placed and row.cost_centre_id != NOWHERE]
    if not centres or any(row.baseline_units is None for row in centres):
        return list(own.cheaper)
    found = []
    for t in run.years:
        there = sum((_base(row, t) or 0.0) - placed[row.cost_centre_id][t] for row in centres)
        found.append(min(own.cheaper[t], own.cheaper_share[t] * max(0.0, there)))
    return found


def _at_no_centre(benefit: Benefit, units: float, rest: float) -> float:
    """Cash at no particular centre, in units: a harm costs all but its fixed share, a gain releases its variable share.

    The rest that names no centre counts where it is a harm, and in gross only where it is a gain.
    """
    if units + rest < 0:
        return (1 - (benefit.fixed_share or 0.0)) * (units + rest) if is_fiscal(benefit) else 0.0
    return (benefit.variable_share or 0.0) * max(0.0, units) if is_releasing(benefit) else 0.0


def _base(centre: CostCentre, t: int) -> float | None:
    """What happens at a centre in a year when nothing is done; None where nobody says."""
    if centre.baseline_units is None:
        return None
    grown: float = centre.baseline_units * (1 + centre.demand_growth_rate) ** t
    return grown


def _left(centre: CostCentre, t: int, units: float) -> float:
    """What of so many units brings cash: no more than there is, and growth is met first."""
    now, then = _base(centre, t), _base(centre, 0)
    if now is None or then is None:
        return units
    return max(0.0, min(units, now) - max(0.0, now - then))


@dataclass
class Ward:
    """What falls away at a centre in one year: units by outcome, those that gain, those that harm, those that gain in steps.

    `left` are the units gained that bring cash, `closed` the units of the steps that close.
    """

    gains: dict[str, float] = field(default_factory=dict)
    harms: dict[str, float] = field(default_factory=dict)
    stepped: dict[str, float] = field(default_factory=dict)
    left: float = 0.0
    closed: float = 0.0


def _add_centre(run: Run, centre: CostCentre, placed: dict[str, dict[str, Series]], worth: Worth, money: Money) -> None:
    here = [line for line in run.case.benefits if centre.cost_centre_id in placed[line.benefit_id] and is_fiscal(line)]
    wards = [_ward(run, centre, here, placed, t) for t in run.years]
    free = [_free(centre, ward, t) for t, ward in enumerate(wards)]
    lump, notice = _lump_and_notice(run, centre, here)
    steps = []
    for t in run.years:
        lowest = min(free[max(0, t - notice) : t + 1])
        whole = math.floor(lowest / lump + 1e-9) if lump and t >= notice else 0
        steps.append(max(0, whole))
    for t, ward in enumerate(wards):
        ward.closed = steps[t] * (lump or 0.0)
        for line in here:
            ward_cash = _cash(line, ward, _releases_here(run, centre, line))
            money.cash[line.benefit_id][t] += worth.lines[line.benefit_id][t] * ward_cash
    prices = worth.prices[centre.cost_centre_id]
    closing = []
    for now, before in zip(steps, [0, *steps], strict=False):
        closing.append((centre.closing_gbp * max(0, now - before) + centre.reopening_gbp * max(0, before - now)) * prices)
    money.closing[centre.cost_centre_id] = closing
    money.steps[centre.cost_centre_id] = steps


def _releases_here(run: Run, centre: CostCentre, line: Benefit) -> bool:
    return is_releasing(line) and centre.cost_centre_id not in run.closed_centres


def _ward(run: Run, centre: CostCentre, here: list[Benefit], placed: dict[str, dict[str, Series]], t: int) -> Ward:
    ward = Ward()
    for line in here:
        units = placed[line.benefit_id][centre.cost_centre_id][t]
        if units < 0:
            ward.harms[line.outcome_id] = -units
        if units > 0 and _releases_here(run, centre, line):
            ward.gains[line.outcome_id] = units
            if line.step_share:
                ward.stepped[line.outcome_id] = units
    ward.left = _left(centre, t, sum(ward.gains.values()))
    return ward


def _free(centre: CostCentre, ward: Ward, t: int) -> float:
    """U_s: units that may close steps."""
    gain, harm, stepped = sum(ward.gains.values()), sum(ward.harms.values()), sum(ward.stepped.values())
    less = stepped - harm
    if less <= 0:
        return less
    return min(_left(centre, t, less), ward.left * stepped / gain - harm)


def _lump_and_notice(run: Run, centre: CostCentre, here: list[Benefit]) -> tuple[float | None, int]:
    """Of the centre, or of its stepped releasing lines, which agree."""
    lump, notice = centre.lump_units, centre.notice_years
    for line in here:
        if _releases_here(run, centre, line) and line.step_share:
            lump = line.lump_units if lump is None else lump
            notice = line.notice_years if notice is None else notice
    return lump, notice or 0


def _cash(line: Benefit, ward: Ward, releases_here: bool) -> float:
    """Cash of one line at a centre in one year, in units of the line."""
    gain, harm = sum(ward.gains.values()), sum(ward.harms.values())
    variable, fixed = line.variable_share or 0.0, line.fixed_share or 0.0
    if line.outcome_id in ward.harms:
        own = ward.harms[line.outcome_id]
        more = (1 - fixed - variable) * (gain - harm) * own / harm if gain - harm <= 0 else 0.0
        return -variable * own + more
    if line.outcome_id not in ward.gains or not releases_here:
        return 0.0
    own = ward.gains[line.outcome_id]
    cash = variable * own * ward.left / gain
    if line.step_share:
        cash += line.step_share * ward.closed * own / sum(ward.stepped.values())
    return cash
