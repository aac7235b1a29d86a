"""Totals of a place: programmes added up by year and partner, and the measures taken of that."""

from collections.abc import Mapping

import numpy as np

from core.domain.places.place import Place
from core.domain.places.rows import SharedKind
from core.engine.arrays import Floats
from core.engine.model.measures import measures_of, partners_of, paybacks_of
from core.engine.results import Figures, Measures, PartnerMeasures, Yearly

TOTALS = ("cost_gbp", "cash_cost_gbp", "fiscal_gbp", "cash_released_gbp", "public_value_gbp")
BY_PARTNER = (
    "partner_cost_gbp",
    "partner_cash_cost_gbp",
    "partner_fiscal_gbp",
    "partner_cash_released_gbp",
    "partner_cash_managed_gbp",
)


def yearly_of_place(place: Place, figures: Mapping[str, Figures]) -> Yearly:
    """Add up the years of programmes; partners that are the same are one."""
    names = {
        programme_id: tuple(place.name_of(SharedKind.partner, programme_id, partner_id) for partner_id in each.yearly.partner_ids)
        for programme_id, each in figures.items()
    }
    partner_ids = tuple(dict.fromkeys(name for each in names.values() for name in each))
    years = len(next(iter(figures.values())).yearly.cost_gbp)
    totals = {field: np.zeros(years) for field in TOTALS}
    partners = {field: np.zeros((years, len(partner_ids))) for field in BY_PARTNER}
    for programme_id, each in figures.items():
        at = [partner_ids.index(name) for name in names[programme_id]]
        for field in TOTALS:
            totals[field] += getattr(each.yearly, field)
        for field in BY_PARTNER:
            partners[field][:, at] += getattr(each.yearly, field)
    return Yearly(partner_ids=partner_ids, **totals, **partners)


def measures_of_place(
    yearly: Yearly, figures: Mapping[str, Figures], factors: Floats
) -> tuple[Measures, dict[str, PartnerMeasures]]:
    """Take the measures of the place and of its partners from its years.

    Args:
        yearly: of the place.
        figures: of each programme, for its public value: health effects may have rates of their own.
        factors: (years,) discount factors of money.
    """
    value = sum(each.measures.pv_public_value_gbp for each in figures.values())
    paybacks = paybacks_of(yearly, factors)
    order = np.arange(len(yearly.partner_ids))
    return (
        measures_of(yearly, value, factors, paybacks),
        partners_of(yearly, factors, paybacks[3:], order, yearly.partner_ids),
    )
