"""Figures of a draft: what it comes to as far as it is written down, worked out anew with every answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.domain.case.case import Case
from core.domain.case.options import OptionKind
from core.domain.drafts import Draft
from core.domain.titles import unique_titles
from core.engine.appraisal import appraise
from core.engine.results import Figures, OptionResult
from core.ingest.case import build_case
from core.reports.drafts.whole_rows import SAVE, Told, filled
from core.store.assumptions import load_assumptions


@dataclass(frozen=True)
class PartnerFigures:
    """What one partner pays, saves and can take out as cash: present values, real GBP. `pays_gbp` is None before any cost."""

    title: str
    pays_gbp: float | None
    saves_gbp: float
    cash_gbp: float


@dataclass(frozen=True)
class OptionFigures:
    """One option so far: present values in real GBP over the whole horizon. `cost_gbp` is None before any cost is whole."""

    title: str
    worth_gbp: float
    cost_gbp: float | None
    net_gbp: float | None
    cash_gbp: float
    payback_years: float | None
    partners: tuple[PartnerFigures, ...]


@dataclass(frozen=True)
class DraftFigures:
    """What a draft comes to: people first, then worth, then cost; what is still to be said; what is assumed meanwhile.

    Args:
        people: people a year over all places; None until one place has them.
        options: one for each option beside business as usual; none until a benefit is whole.
        told: what is still to be said, each with its step.
        assumed: what is taken for granted until it is said.
        steps_closed: cost centre id -> steps closed in the last year, and the first year in which one closes, in the first option.
    """

    people: float | None
    options: tuple[OptionFigures, ...]
    told: tuple[Told, ...]
    assumed: tuple[str, ...]
    horizon_years: int
    price_year: int
    lines_gbp: Mapping[str, float] = field(default_factory=dict)
    centres: Mapping[str, "CentreFigures"] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        """True where nothing is left to say before it can be saved."""
        return not self.told


@dataclass(frozen=True)
class CentreFigures:
    """What falls away at one centre in the first option: units in the last year, steps closed by then, and the first such year."""

    units: float
    steps: float
    first_year: int | None


def draft_figures(draft: Draft) -> DraftFigures:
    """Work out what a draft comes to so far."""
    made = filled(draft)
    people = [float(row["people_per_year"]) for row in made.rows.get("sites", ())]
    told, programme = list(made.told), made.rows["programme"][0]
    case = None
    if made.rows.get("benefits") and made.rows.get("partners") and made.rows.get("sites"):
        reading = build_case(made.tables())
        case = reading.case
        told += [Told(problem.sentence, SAVE) for problem in reading.problems]
    figures = _options(case, draft) if case is not None else ()
    return DraftFigures(
        people=sum(people) if people else None,
        options=tuple(option for option, _ in figures),
        told=tuple(told),
        assumed=tuple(dict.fromkeys(made.assumed)),
        horizon_years=int(programme["horizon_years"]),
        price_year=int(programme.get("price_year") or programme["base_year"]),
        lines_gbp=_lines(case, figures[0][1].expected) if case is not None and figures else {},
        centres=_centres(case, figures[0][1].expected) if case is not None and figures else {},
    )


def _options(case: Case, draft: Draft) -> tuple[tuple[OptionFigures, OptionResult], ...]:
    results = appraise(case, load_assumptions()).options
    titles = unique_titles({option.option_id: option.title for option in case.options})
    given = [option for option in case.options if option.kind is not OptionKind.business_as_usual]
    costed = {cost.option_id for cost in case.costs}
    return tuple(
        (_option(case, titles[option.option_id], results[option.option_id].expected, has_cost=option.option_id in costed),
         results[option.option_id])
        for option in given
    )  # fmt: skip


def _option(case: Case, title: str, figures: Figures, *, has_cost: bool) -> OptionFigures:
    measures, names = figures.measures, unique_titles({one.partner_id: one.title for one in case.partners})
    partners = (
        PartnerFigures(names[key], own.pv_public_cost_gbp if has_cost else None, own.pv_fiscal_gbp, own.pv_cash_released_gbp)
        for key, own in figures.partners.items()
    )
    return OptionFigures(
        title=title,
        worth_gbp=measures.pv_public_value_gbp,
        cost_gbp=measures.pv_cost_gbp if has_cost else None,
        net_gbp=measures.npsv_gbp if has_cost else None,
        cash_gbp=measures.pv_cash_released_gbp,
        payback_years=measures.payback_fiscal_years if has_cost else None,
        partners=tuple(partners),
    )


def _lines(case: Case, figures: Figures) -> dict[str, float]:
    """Undiscounted size of each line of benefit and of cost over all years, by which the largest are asked about first."""
    lines = figures.lines
    sizes = dict(zip(lines.benefit_ids, abs(lines.gross_gbp).sum(axis=0), strict=True))
    return {**sizes, **dict(zip(lines.cost_ids, abs(lines.cost_gbp).sum(axis=0), strict=True))}


def _centres(case: Case, figures: Figures) -> dict[str, CentreFigures]:
    found = {}
    for place, centre_id in enumerate(figures.centres.centre_ids):
        steps = figures.centres.centre_steps[:, place]
        rows = [row for row, one in enumerate(figures.centres.cost_centre_ids) if one == centre_id]
        units = sum(float(figures.centres.units[-1, row]) for row in rows)
        first = next((year for year, number in enumerate(steps) if number > 0), None)
        found[centre_id] = CentreFigures(units, float(steps[-1]), None if first is None else case.programme.base_year + first)
    return found
