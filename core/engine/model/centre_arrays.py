"""Cost centres as arrays: which lines can release or cost money there, and what falls at no particular centre."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from core.domain.case.benefits import CostCentre, ValueKind
from core.domain.case.case import Case
from core.engine.arrays import Floats
from core.engine.formulas.prices import price_factor
from core.engine.model.line_places import LinePlaces, places_of

NOWHERE = ""  # no particular centre


@dataclass(frozen=True)
class Fall:
    """What of an outcome's units falls at one spot: a share of each site's, and one of the levers'."""

    flow: int | None  # row of PlaceArrays.flows; None where no site's units fall there
    lever_share: float


@dataclass(frozen=True)
class LineHere:
    """One fiscal line of benefit at a centre."""

    benefit: int
    releases: bool  # agreed cash, and the centre takes part
    variable_share: float
    step_share: float
    fixed_share: float


@dataclass(frozen=True)
class OutcomeHere:
    """One outcome at a centre: the same units for all of its lines."""

    outcome: int
    fall: Fall
    lines: tuple[LineHere, ...]

    @cached_property
    def releases(self) -> bool:
        """True where a line of the outcome releases cash here."""
        return any(line.releases for line in self.lines)

    @cached_property
    def is_stepped(self) -> bool:
        """True where a line of the outcome releases cash here in steps."""
        return any(line.releases and line.step_share for line in self.lines)


@dataclass(frozen=True)
class Centre:
    """A cost centre, which counts everything that falls away there once."""

    cost_centre_id: str
    partner: int
    outcomes: tuple[OutcomeHere, ...]
    base_units: Floats | None  # (years, 1) units when nothing is done; None where nobody says
    growth_units: Floats | None  # (years, 1) of those, what was not there in year 0; None without growth
    lump_units: float | None  # None where no line releases steps
    notice_years: int
    closing_gbp: float
    reopening_gbp: float


@dataclass(frozen=True)
class LooseLine:
    """What of a line falls at no particular centre, and the rest where centres are named for a part of its units."""

    benefit: int
    outcome: int
    nowhere: Fall
    rest: Fall
    gain_share: float  # share of a gain that is cash: the variable share of a releasing line
    harm_share: float  # share of a harm that costs cash: all but the fixed share of a fiscal line


@dataclass(frozen=True)
class CheaperLine:
    """A line of service cost: the response to what remains may become cheaper."""

    benefit: int
    outcome: int
    cash_share: float
    base_units: Floats | None  # (years, 1) units of all its centres; None where one has no baseline
    here: Fall  # what of its own units falls at its centres


@dataclass(frozen=True)
class PlaceRow:
    """One line of benefit at one centre, or at none."""

    benefit_id: str
    cost_centre_id: str
    outcome: int
    fall: Fall
    lump_units: float | None


@dataclass(frozen=True)
class PlaceArrays:
    """Everything about where units fall."""

    flows: Floats  # (flows, sites) share of each site's units; the first is all of them
    centres: tuple[Centre, ...]
    loose: tuple[LooseLine, ...]
    cheaper: tuple[CheaperLine, ...]
    rows: tuple[PlaceRow, ...]


@dataclass(frozen=True)
class Prices:
    """What turns a centre's money into the programme's prices."""

    index: Mapping[int, float]
    to_year: int


@dataclass
class _Layout:
    """What the lines and centres of a case are laid out with. Each set of shares of sites is kept once."""

    case: Case
    sites: int
    closed_centres: frozenset[str]
    flows: list[Floats] = field(default_factory=list)
    _number_of: dict[bytes, int] = field(default_factory=dict)

    def flow(self, shares: Floats) -> int | None:
        """The row of a set of shares; None for nothing at all."""
        if not shares.any():
            return None
        key = shares.tobytes()
        if key not in self._number_of:
            self._number_of[key] = len(self.flows)
            self.flows.append(shares)
        return self._number_of[key]

    @cached_property
    def centre_of(self) -> dict[str, CostCentre]:
        """The cost centres by id."""
        return {row.cost_centre_id: row for row in self.case.cost_centres}

    def base_units(self, centre: CostCentre) -> Floats:
        """(years, 1) units at a centre when nothing is done."""
        years = np.arange(self.case.programme.horizon_years + 1)[:, None]
        return np.asarray((centre.baseline_units or 0.0) * (1 + centre.demand_growth_rate) ** years)


def compile_places(
    case: Case, outcome_ids: tuple[str, ...], partner_ids: tuple[str, ...], prices: Prices, closed_centres: frozenset[str]
) -> PlaceArrays:
    """Lay out where the units of every line fall.

    Raises:
        ValueError: when the price year of a centre has no index.

    Source:
        docs/method.md#centres
    """
    site_ids = sorted(site.site_id for site in case.sites)
    layout = _Layout(case, len(site_ids), closed_centres)
    every_site = np.ones(len(site_ids))
    layout.flow(every_site)
    lines = sorted(case.benefits, key=lambda row: row.benefit_id)
    placed = [places_of(case, line, at, outcome_ids.index(line.outcome_id), site_ids) for at, line in enumerate(lines)]
    centres = [(row, partner_ids.index(row.partner_id)) for _, row in sorted(layout.centre_of.items())]
    return PlaceArrays(
        centres=tuple(_centre(layout, row, partner, placed, prices) for row, partner in centres),
        loose=tuple(_loose(layout, each) for each in placed),
        cheaper=tuple(_cheaper(layout, each) for each in placed if each.line.value_kind is ValueKind.service_cost),
        rows=tuple(row for each in placed for row in _rows(layout, each)),
        flows=np.stack(layout.flows or [every_site]),
    )


def _loose(layout: _Layout, placed: LinePlaces) -> LooseLine:
    line = placed.line
    return LooseLine(
        benefit=placed.number,
        outcome=placed.outcome,
        nowhere=Fall(layout.flow(np.where(placed.is_placed, 0.0, 1.0)), 0.0 if placed.levers else 1.0),
        rest=Fall(layout.flow(placed.rest), placed.lever_rest),
        gain_share=(line.variable_share or 0.0) if line.is_releasing else 0.0,
        harm_share=1 - (line.fixed_share or 0.0) if line.is_fiscal else 0.0,
    )


def _cheaper(layout: _Layout, placed: LinePlaces) -> CheaperLine:
    line, centres = placed.line, [layout.centre_of[centre_id] for centre_id in placed.centre_ids]
    is_known = bool(centres) and all(row.baseline_units is not None for row in centres)
    return CheaperLine(
        benefit=placed.number,
        outcome=placed.outcome,
        cash_share=(line.variable_share or 0.0) if line.is_releasing else 0.0,
        base_units=np.sum([layout.base_units(row) for row in centres], axis=0) if is_known else None,
        here=Fall(layout.flow(placed.at_centres), sum(placed.levers.values())),
    )


def _rows(layout: _Layout, placed: LinePlaces) -> list[PlaceRow]:
    line = placed.line
    found = []
    for centre_id in placed.centre_ids or (NOWHERE,):
        shares = placed.sites.get(centre_id, np.ones(layout.sites))
        lump = (layout.centre_of[centre_id].lump_units if centre_id else None) or line.lump_units
        fall = Fall(layout.flow(shares), placed.levers.get(centre_id, 0.0 if placed.levers else 1.0))
        found.append(PlaceRow(line.benefit_id, centre_id, placed.outcome, fall, lump if line.step_share else None))
    return found


def _centre(layout: _Layout, centre: CostCentre, partner: int, placed: Sequence[LinePlaces], prices: Prices) -> Centre:
    here = [each for each in placed if each.line.is_fiscal and centre.cost_centre_id in each.sites]
    is_open = centre.cost_centre_id not in layout.closed_centres
    stepped = [each.line for each in here if is_open and each.line.is_releasing and each.line.step_share]
    factor = price_factor(prices.index, centre.price_year, prices.to_year)
    base = None if centre.baseline_units is None else layout.base_units(centre)
    growth = None if base is None else np.maximum(base - base[0], 0.0)
    lump = centre.lump_units if centre.lump_units is not None else next((line.lump_units for line in stepped), None)
    notice = centre.notice_years if centre.notice_years is not None else next((line.notice_years for line in stepped), 0)
    return Centre(
        cost_centre_id=centre.cost_centre_id,
        partner=partner,
        outcomes=_outcomes_here(layout, centre.cost_centre_id, here, is_open=is_open),
        base_units=base,
        growth_units=growth if growth is not None and growth.any() else None,
        lump_units=lump if stepped else None,
        notice_years=notice,
        closing_gbp=centre.closing_gbp * factor,
        reopening_gbp=centre.reopening_gbp * factor,
    )


def _outcomes_here(layout: _Layout, centre_id: str, here: Sequence[LinePlaces], *, is_open: bool) -> tuple[OutcomeHere, ...]:
    found: dict[int, list[LinePlaces]] = {}
    for each in here:
        found.setdefault(each.outcome, []).append(each)
    return tuple(
        OutcomeHere(
            outcome,
            Fall(layout.flow(lines[0].sites[centre_id]), lines[0].levers.get(centre_id, 0.0)),
            tuple(_line_here(each, is_open=is_open) for each in lines),
        )
        for outcome, lines in sorted(found.items())
    )


def _line_here(placed: LinePlaces, *, is_open: bool) -> LineHere:
    line = placed.line
    return LineHere(
        benefit=placed.number,
        releases=line.is_releasing and is_open,
        variable_share=line.variable_share or 0.0,
        step_share=line.step_share or 0.0,
        fixed_share=line.fixed_share or 0.0,
    )
