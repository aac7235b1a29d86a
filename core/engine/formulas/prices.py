"""Prices: money of one year's prices in those of another, and real money as the money of the day it is paid in."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from core.domain.case.costs import Deflator
from core.domain.case.deflators import OfficialDeflators
from core.engine.arrays import Floats


@dataclass(frozen=True)
class PriceIndex(Mapping[int, float]):
    """Price index by financial year (2026 is 2026/27), and whether it is the folder's own table or the official one."""

    of_year: Mapping[int, float]
    is_own: bool

    def __getitem__(self, year: int) -> float:
        """The index of a year."""
        return self.of_year[year]

    def __iter__(self) -> Iterator[int]:
        """The years that have an index."""
        return iter(self.of_year)

    def __len__(self) -> int:
        """How many years have one."""
        return len(self.of_year)


def price_index(own: Iterable[Deflator], official: OfficialDeflators) -> PriceIndex:
    """Choose the price index of a programme: its own table alone, and the official GDP deflators where it has none.

    The two are never mixed: indices of different bases would make a jump of prices where one ends.

    Args:
        own: the rows of the folder's deflators.csv.
        official: the GDP deflators that ship with the tool.

    Source:
        docs/method.md#prices
    """
    rows = {row.year: row.index for row in own}
    return PriceIndex(rows, is_own=True) if rows else PriceIndex(official.index, is_own=False)


def price_factor(index_of_year: Mapping[int, float], from_year: int | None, to_year: int) -> float:
    """Find what a sum in one year's prices is multiplied by to be in another's.

    Args:
        index_of_year: price index by year.
        from_year: the year the sum's prices are of; None when they are already those of to_year.
        to_year: the year wanted.

    Raises:
        ValueError: when a year it needs has no index.

    Source:
        docs/method.md#prices
    """
    if from_year is None or from_year == to_year:
        return 1.0
    return _index(index_of_year, to_year) / _index(index_of_year, from_year)


def money_of_the_day_factors(index_of_year: Mapping[int, float], price_year: int, base_year: int, years: int) -> Floats:
    """Find what real money of each year is multiplied by to be money of the day: index[year] / index[price_year].

    Args:
        index_of_year: price index by year.
        price_year: the year whose prices real money is in.
        base_year: the financial year of year 0.
        years: how many years, year 0 included.

    Returns:
        (years,) factors; dividing money of the day by them gives real money back.

    Raises:
        ValueError: when a year it needs has no index.

    Source:
        docs/method.md#prices
    """
    return np.array([price_factor(index_of_year, price_year, base_year + year) for year in range(years)])


def _index(index_of_year: Mapping[int, float], year: int) -> float:
    if year not in index_of_year:
        raise ValueError(_no_index(index_of_year, year))
    return index_of_year[year]


def _no_index(index_of_year: Mapping[int, float], year: int) -> str:
    named = f"{year} ({year}/{(year + 1) % 100:02d})"
    if isinstance(index_of_year, PriceIndex) and not index_of_year.is_own:
        return (
            f"the official GDP deflators run from {min(index_of_year)} to {max(index_of_year)} and have no index for {named}: "
            "add deflators.csv with every year you need"
        )
    return f"deflators.csv has no index for {named}: add a row for that year"
