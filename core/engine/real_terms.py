"""Real terms: a case in which everything people promise, expect or record is in real money, so that it can be compared."""

from collections.abc import Mapping
from typing import TypeVar

import numpy as np

from core.domain.case.case import Case
from core.domain.case.deals import Contribution
from core.domain.case.evidence import Prediction
from core.domain.case.programme import Programme
from core.domain.prices import PriceBasis
from core.engine.arrays import Floats
from core.engine.formulas.prices import money_of_the_day_factors, price_factor

Line = TypeVar("Line", bound=Prediction)


def in_real_terms(case: Case, index_of_year: Mapping[int, float]) -> Case:
    """Turn what a case holds in money of the day into real money of the programme's price year.

    Contributions, predictions and actuals are turned. What a partner can afford a year stays as it is entered, since one sum
    of the day is another real sum in every year: `limit_by_year` gives those.

    Args:
        case: as entered.
        index_of_year: price index by financial year.

    Raises:
        ValueError: when a year it needs has no index.

    Source:
        docs/method.md#prices
    """
    programme = case.programme
    return case.model_copy(
        update={
            "contributions": tuple(_contribution(row, programme, index_of_year) for row in case.contributions),
            "predictions": tuple(_record(row, programme, index_of_year) for row in case.predictions),
            "actuals": tuple(_record(row, programme, index_of_year) for row in case.actuals),
        }
    )


def real_amount(amount_gbp: float, basis: PriceBasis, year: int, programme: Programme, index_of_year: Mapping[int, float]) -> float:
    """Turn one sum of one year into real money, if it is money of the day.

    Args:
        amount_gbp: the sum.
        basis: in which money it is said.
        year: year index, 0 is the base year.
        programme: whose base and price year count.
        index_of_year: price index by financial year.

    Raises:
        ValueError: when a year it needs has no index.
    """
    if basis is PriceBasis.real:
        return amount_gbp
    return amount_gbp * price_factor(index_of_year, programme.base_year + year, programme.prices_of)


def limit_by_year(
    limit_gbp: float, basis: PriceBasis, programme: Programme, index_of_year: Mapping[int, float], years: int
) -> Floats:
    """Turn what a partner can pay a year into real money of every year.

    Args:
        limit_gbp: the most it can pay in a year.
        basis: in which money that is said.
        programme: whose base and price year count.
        index_of_year: price index by financial year.
        years: how many, year 0 included.

    Returns:
        (years,) real GBP.

    Raises:
        ValueError: when a year it needs has no index.
    """
    if basis is PriceBasis.real:
        return np.full(years, limit_gbp)
    return limit_gbp / money_of_the_day_factors(index_of_year, programme.prices_of, programme.base_year, years)


def _contribution(row: Contribution, programme: Programme, index_of_year: Mapping[int, float]) -> Contribution:
    if row.price_basis is PriceBasis.real:
        return row
    amount = real_amount(row.amount_gbp, row.price_basis, row.year, programme, index_of_year)
    return row.model_copy(update={"amount_gbp": amount, "price_basis": PriceBasis.real})


def _record(row: Line, programme: Programme, index_of_year: Mapping[int, float]) -> Line:
    if row.price_basis is PriceBasis.real:
        return row
    amount = real_amount(row.gbp, row.price_basis, row.year, programme, index_of_year)
    return row.model_copy(update={"gbp": amount, "price_basis": PriceBasis.real})
