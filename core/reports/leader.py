"""The leader's page: the figures of a shared page, those of the Summary, with small numbers rounded."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from core.access.disclosure_control import Cell, Shown, Total, money_step, rounded, shown_counts, shown_money
from core.domain.deals.splits import SplitTable
from core.domain.links import SmallNumberRules
from core.domain.prices import MoneyBasis
from core.engine.arrays import Floats
from core.engine.simulation.simulate import Simulation
from core.reports.appraisals import Appraised
from core.reports.flows import flows, option_titles
from core.reports.options import comparison, option_figures, running_cash
from core.reports.partners import ledger
from core.reports.uncertainty import spreads

ALL = "all of them"


@dataclass(frozen=True)
class Range:
    """A figure and the two that 1 run in 10 lies below and above, in the money of the page."""

    gbp: float
    low_gbp: float
    high_gbp: float


@dataclass(frozen=True)
class PartnerLine:
    """What a partner pays in cash and what cash it gets, in the money of the page; what it gets may be too small to show."""

    partner: str
    pays_gbp: float
    gains: Shown

    @property
    def net_low_gbp(self) -> float:
        """The least its net cash may be, from what is shown: the net itself where what it gets is shown."""
        return (self.gains.low if self.gains.is_few else self.gains.amount) - self.pays_gbp

    @property
    def net_high_gbp(self) -> float:
        """The most its net cash may be, from what is shown."""
        return (self.gains.high if self.gains.is_few else self.gains.amount) - self.pays_gbp


@dataclass(frozen=True)
class LeaderFigures:
    """Everything a shared page shows of one option, disclosure-checked."""

    option: str
    horizon_years: int
    cost: Range
    npsv: Range
    net_cash: Range
    payback_years: float | None
    chance_cash: float
    partners: tuple[PartnerLine, ...]
    total: PartnerLine
    running: pd.DataFrame  # one row per year: option, year, running_gbp
    completers: dict[str, Shown]  # by place, and ALL
    rules: SmallNumberRules
    basis: MoneyBasis = MoneyBasis.present_value
    divided: SplitTable | None = None  # None where some of it stands for too few people, or where nothing is shared

    @property
    def is_rounded(self) -> bool:
        """True when some money stands for few people, so that the money beside it is rounded."""
        return any(line.gains.is_few or line.gains.high != line.gains.low for line in self.partners)


def leader_figures(
    appraised: Appraised,
    option_id: str,
    simulation: Simulation,
    rules: SmallNumberRules,
    divided: SplitTable | None = None,
    *,
    basis: MoneyBasis = MoneyBasis.present_value,
    shown: Simulation | None = None,
) -> LeaderFigures:
    """Gather the figures of one option for a page that anyone with its address may read.

    Args:
        appraised: the version, worked out.
        option_id: the option.
        simulation: its model runs.
        rules: when a number of people is too small to show.
        divided: the split as costed and under an offer; it is left out where a line of cash stands for too few people, since what
            is offered by benefit tells what is gained.
        basis: the money of the figures; that of `divided` too.
        shown: the same model runs in that money; None for present values.

    Raises:
        KeyError: the programme has no such option.
    """
    frame, behind = ledger(appraised, option_id, basis), people_behind(appraised, option_id)
    names, paid = [str(name) for name in frame.partner], [float(gbp) for gbp in frame.pays_gbp]
    people = [behind.get(str(partner_id), 0.0) for partner_id in frame.partner_id]
    cells = [Cell(*each) for each in zip(names, map(float, frame.cash_gbp), people, strict=True)]
    gains = shown_money(cells, [Total(ALL, tuple(cell.name for cell in cells))], rules)
    lines = tuple(PartnerLine(name, gbp, gains[name]) for name, gbp in zip(names, paid, strict=True))
    total = PartnerLine(ALL, sum(paid), gains[ALL])
    step = money_step(cells, rules)
    own = option_figures(comparison(appraised, basis), option_id)
    spread = _spread(appraised, simulation, option_id, shown)
    net_cash = own["net_cash_gbp"] if step == 0 else total.net_low_gbp
    return LeaderFigures(
        option=option_titles(appraised.case)[option_id],
        horizon_years=appraised.case.programme.horizon_years,
        cost=Range(own["pv_public_cost_gbp"], spread["cost_p10_gbp"], spread["cost_p90_gbp"]),
        npsv=_in_steps(Range(own["npsv_gbp"], spread["p10_gbp"], spread["p90_gbp"]), step),
        net_cash=_in_steps(Range(net_cash, spread["cash_p10_gbp"], spread["cash_p90_gbp"]), step),
        payback_years=own["payback_cash_years"],
        chance_cash=spread["chance_cash"],
        partners=lines,
        total=total,
        running=_running(appraised, option_id, rules),
        completers=_completers(appraised, option_id, rules),
        rules=rules,
        basis=basis,
        divided=None if divided is None or _any_line_is_few(appraised, option_id, rules) else _without_conditions(divided),
    )


def _without_conditions(divided: SplitTable) -> SplitTable:
    """The split without what partners wrote: a page without sign-in says that there is a condition, and not which."""
    return replace(
        divided,
        lines=tuple(
            replace(line, condition="a condition is met" if line.condition and line.answer.endswith("if") else "")
            for line in divided.lines
        ),
    )


def _any_line_is_few(appraised: Appraised, option_id: str, rules: SmallNumberRules) -> bool:
    """Tell whether any single line of cash stands for some people, but for too few to be shown."""
    people = _people_by_line(appraised, option_id)
    flow = flows(appraised, option_id)
    lines = flow[(flow.side == "gains") & (flow.pv_cash_gbp != 0)].line_id.unique()
    return any(0 < people[str(line)] < rules.threshold for line in lines)


def people_behind(appraised: Appraised, option_id: str) -> dict[str, float]:
    """Count the most people any line of each partner's cash stands for, over the horizon, by partner_id.

    Units that come about at sites stand for at most as many people as complete there, however many units each brings, and for
    at most one person a unit. What levers bring about in the whole place stands for a person a unit.
    """
    flow = flows(appraised, option_id)
    cash = flow[(flow.side == "gains") & (flow.pv_cash_gbp != 0)]
    people = _people_by_line(appraised, option_id)
    found: dict[str, float] = {}
    for partner_id, line_id in cash[["partner_id", "line_id"]].drop_duplicates().itertuples(index=False):
        found[str(partner_id)] = max(found.get(str(partner_id), 0.0), float(people[str(line_id)]))
    return found


def _people_by_line(appraised: Appraised, option_id: str) -> dict[str, float]:
    """Count the most people each line of benefit stands for over the horizon, by benefit_id."""
    own = appraised.option(option_id).expected
    at_sites = np.minimum(np.abs(own.units.at_sites).sum(axis=0), own.activity.completers.sum())
    return _by_line(appraised, option_id, at_sites + np.abs(own.units.place_wide).sum(axis=0))


def shared_table(figures: LeaderFigures) -> pd.DataFrame:
    """Lay a shared page's figures out as a table to download: what is too small to show has a limit and no figure.

    Returns:
        one row per figure: part, of, figure, unit, under (the limit of what is too small to show; None elsewhere).
    """
    rows: list[tuple[str, str, float | None, str, float | None]] = []
    for line in (*figures.partners, figures.total):
        few = line.gains.is_few
        rows.append(("Pays in cash", line.partner, line.pays_gbp, "GBP", None))
        rows.append(("Gets in cash", line.partner, *_figure(line.gains, "GBP")))
        rows.append(("Net cash", line.partner, None if few else line.net_low_gbp, "GBP", line.net_high_gbp if few else None))
    rows += [("People who complete", place, *_figure(shown, "people")) for place, shown in figures.completers.items()]
    return pd.DataFrame(rows, columns=["part", "of", "figure", "unit", "under"]).astype({"figure": float, "under": float})


def _figure(shown: Shown, unit: str) -> tuple[float | None, str, float | None]:
    return (None, unit, shown.high) if shown.is_few else (shown.amount, unit, None)


def _in_steps(figure: Range, step: float) -> Range:
    return Range(rounded(figure.gbp, step), rounded(figure.low_gbp, step), rounded(figure.high_gbp, step))


def _spread(appraised: Appraised, simulation: Simulation, option_id: str, shown: Simulation | None) -> dict[str, float]:
    frame = spreads(appraised, simulation, shown)
    own = frame[frame.option_id == option_id].drop(columns=["option_id", "option"]).iloc[0]
    return {str(name): float(value) for name, value in own.items()}


def _by_line(appraised: Appraised, option_id: str, of_outcomes: Floats) -> dict[str, float]:
    """Give each line of benefit what its outcome has: benefit_id -> figure, from (outcomes,) figures."""
    ids = appraised.option(option_id).expected.units.outcome_ids
    return {row.benefit_id: float(of_outcomes[ids.index(row.outcome_id)]) for row in appraised.case.benefits}


def _people_of_year(appraised: Appraised, option_id: str, year: int) -> dict[str, float]:
    """Count the people each line of benefit stands for in one year: of all who have completed by then."""
    own = appraised.option(option_id).expected
    completed = own.activity.completers[: year + 1].sum()
    people = np.minimum(np.abs(own.units.at_sites[year]), completed) + np.abs(own.units.place_wide[year])
    return _by_line(appraised, option_id, people)


def _running(appraised: Appraised, option_id: str, rules: SmallNumberRules) -> pd.DataFrame:
    """The running total of one option, in steps where the cash of any year stands for few people."""
    frame = running_cash(appraised)
    own = frame[frame.option_id == option_id][["option", "year", "running_gbp"]]
    flow = flows(appraised, option_id)
    cash = flow[(flow.side == "gains") & (flow.cash_gbp != 0)]
    cells = []
    for year in sorted({int(year) for year in cash.year}):
        of_year = cash[cash.year == year]
        behind = _people_of_year(appraised, option_id, year)
        people = max(behind[str(line_id)] for line_id in of_year.line_id.unique())
        cells.append(Cell(str(year), float(of_year.cash_gbp.sum()), people))
    step = money_step(cells, rules)
    return own.assign(running_gbp=[rounded(float(gbp), step) for gbp in own.running_gbp]).reset_index(drop=True)


def _completers(appraised: Appraised, option_id: str, rules: SmallNumberRules) -> dict[str, Shown]:
    activity = appraised.option(option_id).expected.activity
    titles = {site.site_id: site.title for site in appraised.case.sites}
    counts = {
        f"{titles[site_id]} ({site_id})": float(people)
        for site_id, people in zip(activity.site_ids, activity.completers.sum(axis=0), strict=True)
    }
    return shown_counts(counts, [Total(ALL, tuple(counts))], rules) if counts else {}
