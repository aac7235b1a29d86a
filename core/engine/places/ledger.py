"""Ledger of a place: programme x partner x line, cost or centre x year, in three bases of money."""

from collections.abc import Iterator

import numpy as np

from core.domain.places.place import Place
from core.domain.places.rows import SharedKind
from core.engine.arrays import Floats
from core.engine.formulas.prices import money_of_the_day_factors
from core.engine.places.programmes import ProgrammeArrays
from core.engine.places.results import LedgerRow
from core.engine.results import Figures


def ledger_of(place: Place, programme: ProgrammeArrays, figures: Figures) -> Iterator[LedgerRow]:
    """Book the money of one programme. Rows without money in any year are left out.

    Args:
        place: which partners and centres are shared.
        programme: as arrays.
        figures: of the programme, together with the others.

    Source:
        docs/method.md#places
    """
    case, costs, lines = programme.case, programme.option.costs, figures.lines
    owner = np.array([centre.partner for centre in case.places.centres], dtype=np.intp)
    owned = np.asarray(owner[:, None] == np.arange(len(case.partner_ids)), dtype=np.float64)
    of_the_day, _ = money_of_the_day(place, programme)
    books = (
        ("cash", lines.benefit_ids, lines.cash_gbp, case.benefits.fall_share),
        ("cost", lines.cost_ids, -lines.cost_gbp * costs.is_cash, costs.pay_share),
        ("moving", lines.cost_centre_ids, -lines.moving_gbp, owned),
    )
    for kind, ids, money, shares in books:
        for at, item_id in enumerate(ids):
            name = place.name_of(SharedKind.cost_centre, programme.programme_id, item_id) if kind == "moving" else item_id
            for partner, partner_id in enumerate(case.partner_ids):
                real = money[:, at] * shares[at, partner]
                if real.any():
                    yield _row(place, programme, (kind, name, partner_id), real, of_the_day)


def money_of_the_day(place: Place, programme: ProgrammeArrays) -> tuple[Floats | None, str]:
    """(years,) what real money of each year is in money of the day, or None and why there is no such figure."""
    case, title = programme.case, programme.rows.programme.title
    try:
        return money_of_the_day_factors(case.prices, place.price_year, programme.rows.programme.base_year, case.years), ""
    except ValueError as missing:
        return None, f"{title} has no ledger in money of the day: {missing}."


def _row(
    place: Place, programme: ProgrammeArrays, where: tuple[str, str, str], real: Floats, of_the_day: Floats | None
) -> LedgerRow:
    kind, name, partner_id = where
    return LedgerRow(
        programme_id=programme.programme_id,
        partner_id=place.name_of(SharedKind.partner, programme.programme_id, partner_id),
        kind=kind,
        item_id=name,
        real_gbp=real,
        present_gbp=real * programme.case.money_factors,
        of_the_day_gbp=None if of_the_day is None else real * of_the_day,
    )
