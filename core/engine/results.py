"""Results of an appraisal, as frozen records; money is real GBP in the programme's price year."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from core.domain.case.options import OptionKind
from core.engine.arrays import Floats


@dataclass(frozen=True)
class Measures:
    """The measures of one option. None where there is no such figure."""

    pv_cost_gbp: float
    pv_public_cost_gbp: float
    pv_fiscal_gbp: float
    pv_cash_released_gbp: float
    pv_public_value_gbp: float
    npsv_gbp: float
    bcr: float | None
    froi: float | None
    cash_froi: float | None
    payback_fiscal_years: float | None
    payback_fiscal_discounted_years: float | None
    payback_cash_years: float | None
    peak_funding_gbp: float
    misalignment: float | None


@dataclass(frozen=True)
class PartnerMeasures:
    """The measures of one partner under one option. Net cash leaves in-kind costs out."""

    pv_cost_gbp: float
    pv_public_cost_gbp: float
    pv_fiscal_gbp: float
    pv_cash_released_gbp: float
    pv_cash_annually_managed_gbp: float  # of the cash, what is the Exchequer's and nobody in the room can spend
    net_cash_gbp: float
    payback_cash_years: float | None


@dataclass(frozen=True)
class Yearly:
    """Totals by year and, for partners, by year and partner, undiscounted."""

    cost_gbp: Floats  # (years,) to society: in kind included, transfers left out
    cash_cost_gbp: Floats  # (years,) paid in cash: in kind left out, transfers included
    fiscal_gbp: Floats  # (years,)
    cash_released_gbp: Floats  # (years,)
    public_value_gbp: Floats  # (years,)
    partner_ids: tuple[str, ...]
    partner_cost_gbp: Floats  # (years, partners) to society
    partner_cash_cost_gbp: Floats  # (years, partners)
    partner_fiscal_gbp: Floats  # (years, partners)
    partner_cash_released_gbp: Floats  # (years, partners)
    partner_cash_managed_gbp: Floats  # (years, partners) of that, what the Exchequer manages annually


@dataclass(frozen=True)
class Lines:
    """Every line of benefit and of cost by year, undiscounted."""

    benefit_ids: tuple[str, ...]
    gross_gbp: Floats  # (years, benefits)
    cash_gbp: Floats  # (years, benefits)
    cost_ids: tuple[str, ...]
    cost_gbp: Floats  # (years, costs)
    cost_centre_ids: tuple[str, ...]
    moving_gbp: Floats  # (years, centres) cost of closing and reopening steps, paid by the centre's partner


@dataclass(frozen=True)
class Activity:
    """People by year and site."""

    site_ids: tuple[str, ...]
    referrals: Floats  # (years, sites)
    engaged: Floats  # (years, sites)
    completers: Floats  # (years, sites)


@dataclass(frozen=True)
class Units:
    """Units of each outcome in effect by year: from sites, and place-wide from levers."""

    outcome_ids: tuple[str, ...]
    at_sites: Floats  # (years, outcomes)
    place_wide: Floats  # (years, outcomes)


@dataclass(frozen=True)
class CentreReleases:
    """What falls away at each line of benefit x cost centre; the centre "" is no particular one.

    A centre counts all its lines together: its standing units and its steps are the same on each of its rows.
    """

    benefit_ids: tuple[str, ...]  # one for each row
    cost_centre_ids: tuple[str, ...]  # one for each row
    units: Floats  # (years, rows) units of the line that fall away there, before growth of demand is met
    standing_units: Floats  # (years, rows) units at the centre that stay away for the notice and can close steps
    steps: Floats  # (years, rows) whole steps the centre closes, an expected value where levers are uncertain
    lump_units: Floats  # (rows,) units that make one step; nan where the line has no steps
    centre_ids: tuple[str, ...]  # every cost centre once
    centre_steps: Floats  # (years, centres) whole steps each closes


@dataclass(frozen=True)
class Figures:
    """Everything worked out for one option under one view of its levers."""

    measures: Measures
    partners: dict[str, PartnerMeasures]  # in the order of partners.csv
    yearly: Yearly
    lines: Lines
    activity: Activity
    units: Units
    centres: CentreReleases


@dataclass(frozen=True)
class Standing:
    """Two tests that every option is put to, real GBP: what can be avoided alone, and everything one year late."""

    avoidable_only_npsv_gbp: float
    one_year_late_npsv_gbp: float
    one_year_late_net_cash_gbp: float


@dataclass(frozen=True)
class OptionResult:
    """One option. `expected` is the headline; the rest is there for options with levers only."""

    option_id: str
    kind: OptionKind
    expected: Figures
    standing: Standing
    lever_ids: tuple[str, ...] = ()
    if_adopted: Figures | None = None
    if_not_adopted: Figures | None = None
    break_even_adoption: float | None = None

    @property
    def has_levers(self) -> bool:
        """True when others have to adopt something."""
        return bool(self.lever_ids)


@dataclass(frozen=True)
class Appraisal:
    """One programme, all options, in the order of options.csv."""

    programme_id: str
    method_version: str
    options: dict[str, OptionResult]
    discount_factors: Floats  # (years,) of money


def to_dict(appraisal: Appraisal, simulations: Mapping[str, Mapping[str, Any]] | None = None) -> dict[str, Any]:
    """Lay an appraisal out as the command line prints it: plain numbers, None where there is none.

    Args:
        appraisal: of the programme.
        simulations: what simulation_dict gives, where draws were asked for; each option then shows its own.
    """
    found = {option_id: _option(result) for option_id, result in appraisal.options.items()}
    for option_id, simulation in (simulations or {}).items():
        found[option_id]["simulation"] = dict(simulation)
    return {"programme_id": appraisal.programme_id, "method_version": appraisal.method_version, "options": found}


def _option(result: OptionResult) -> dict[str, Any]:
    standing = result.standing
    found = {"kind": result.kind.value, **_figures(result.expected)}
    found["standing"] = {
        "avoidable_only": {"npsv_gbp": standing.avoidable_only_npsv_gbp},
        "one_year_late": {
            "npsv_gbp": standing.one_year_late_npsv_gbp,
            "net_cash_gbp": standing.one_year_late_net_cash_gbp,
        },
    }
    if result.if_adopted is not None and result.if_not_adopted is not None:
        found["if_adopted"] = _figures(result.if_adopted)
        found["if_not_adopted"] = _figures(result.if_not_adopted)
        found["break_even_adoption"] = result.break_even_adoption
    return found


def _figures(figures: Figures) -> dict[str, Any]:
    yearly = figures.yearly
    return {
        **asdict(figures.measures),
        "partners": {partner_id: asdict(partner) for partner_id, partner in figures.partners.items()},
        "yearly": {
            "cost_gbp": yearly.cost_gbp.tolist(),
            "public_cost_gbp": yearly.cash_cost_gbp.tolist(),
            "fiscal_gbp": yearly.fiscal_gbp.tolist(),
            "cash_released_gbp": yearly.cash_released_gbp.tolist(),
            "public_value_gbp": yearly.public_value_gbp.tolist(),
        },
    }
