"""Results of a place, as frozen records; money is real GBP in the place's price year."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from core.engine.arrays import Floats
from core.engine.results import Figures, Measures, PartnerMeasures, Yearly


@dataclass(frozen=True)
class Part:
    """What the place owes to one programme: its part of the cash released, and what would go if it alone were left out."""

    part_gbp: float
    marginal_gbp: float
    error_gbp: float = 0.0  # standard error of the part; 0 where it is exact


@dataclass(frozen=True)
class CentreOfPlace:
    """One cost centre: claimed programme by programme, and together. (years,) each."""

    claimed_gbp: Mapping[str, Floats]  # programme -> cash
    together_gbp: Mapping[str, Floats]
    steps: Floats
    units: Floats  # that fall away less those that come on top
    usable_units: Floats  # that could close steps, before any notice
    moving_claimed_gbp: Floats  # closing and reopening
    moving_together_gbp: Floats


@dataclass(frozen=True)
class LedgerRow:
    """Money of one programme and partner on one line, cost or centre, by year: above 0 gained, below 0 paid."""

    programme_id: str
    partner_id: str
    kind: str  # cash, cost or moving
    item_id: str
    real_gbp: Floats  # (years,)
    present_gbp: Floats  # (years,) discounted to year 0
    of_the_day_gbp: Floats | None  # (years,) money of the day; None where an index is missing, and a note says so


@dataclass(frozen=True)
class PlaceAppraisal:
    """Everything worked out for a place."""

    place_id: str
    title: str
    titles: Mapping[str, str]  # programme -> its name
    discount_factors: Floats
    groups: tuple[tuple[str, ...], ...]
    claimed: Mapping[str, Figures]
    together: Mapping[str, Figures]
    people_gbp: float  # present value of cash lost or won by people that programmes share
    wards_gbp: float  # likewise at the centres that they share
    centres: Mapping[str, CentreOfPlace]
    parts: Mapping[str, Part]
    measures: Measures
    partners: Mapping[str, PartnerMeasures]
    yearly: Yearly
    ledger: tuple[LedgerRow, ...]
    notes: tuple[str, ...]

    @cached_property
    def claimed_gbp(self) -> float:
        """Present value of the cash that all programmes promise one by one."""
        return sum(figures.measures.pv_cash_released_gbp for figures in self.claimed.values())

    @cached_property
    def together_gbp(self) -> float:
        """Present value of the cash that they release together."""
        return sum(figures.measures.pv_cash_released_gbp for figures in self.together.values())
