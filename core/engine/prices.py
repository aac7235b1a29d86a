"""Money of one year's prices in those of another."""

from collections.abc import Mapping


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
    for year in (from_year, to_year):
        if year not in index_of_year:
            raise ValueError(f"deflators.csv has no index for {year}: add a row for that year")
    return index_of_year[to_year] / index_of_year[from_year]
