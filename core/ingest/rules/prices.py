"""Rules about prices: money of another year, or of the day, needs the price index of its year."""

from collections.abc import Iterator
from dataclasses import dataclass

from core.domain.case.deflators import OFFICIAL_YEARS
from core.domain.prices import PriceBasis
from core.domain.problems import Problem
from core.domain.wording import lines_of
from core.ingest.sheets import Folder, ReadRow, Sheet

OF_THE_DAY = PriceBasis.money_of_the_day


@dataclass(frozen=True)
class Need:
    """One row that needs the index of a year, and which of its columns says so."""

    sheet: Sheet
    read: ReadRow
    column: str
    year: int


def prices_can_be_brought_together(folder: Folder) -> Iterator[Problem]:
    """Money in other prices than the programme's needs the index of both years, and one index serves the whole programme."""
    frame = _frame(folder)
    deflators = folder["deflators"]
    if frame is None or not deflators.is_whole:
        return
    ours, base_year, horizon = frame
    needs = [need for need in _needs(folder, base_year, horizon) if need.year != ours]
    indexed = set(deflators.known("year")) or set(OFFICIAL_YEARS)
    if needs and ours not in indexed:
        yield _no_index_for_programme(deflators, ours, needs[0])
    gathered: dict[tuple[str, str, int], list[Need]] = {}
    for need in needs:
        if need.year not in indexed:
            gathered.setdefault((need.sheet.file_name, need.column, need.year), []).append(need)
    for same in gathered.values():
        yield _no_index(deflators, ours, same)


def _frame(folder: Folder) -> tuple[int, int, int] | None:
    """The programme's price year, base year and horizon; None where its row is not good."""
    for read in folder["programme"].having("base_year", "horizon_years"):
        base_year: int = read.values["base_year"]
        return (read.values.get("price_year", base_year), base_year, read.values["horizon_years"]) if read.row is not None else None
    return None


def _needs(folder: Folder, base_year: int, horizon: int) -> Iterator[Need]:
    for table in ("benefits", "costs", "cost_centres"):
        for read in folder[table].having("price_year"):
            yield Need(folder[table], read, "price_year", read.values["price_year"])
    for table in ("contributions", "predictions", "actuals"):
        for read in folder[table].having("price_basis", "year"):
            if read.values["price_basis"] == OF_THE_DAY:
                yield Need(folder[table], read, "price_basis", base_year + read.values["year"])
    for read in folder["partners"].having("affordability_price_basis", "affordability_gbp_per_year"):
        if read.values["affordability_price_basis"] == OF_THE_DAY:
            for year in range(base_year, base_year + horizon + 1):
                yield Need(folder["partners"], read, "affordability_price_basis", year)


def _no_index_for_programme(deflators: Sheet, ours: int, need: Need) -> Problem:
    return Problem(
        deflators.file_name,
        f"no index for {ours}, the programme's price year, though {need.sheet.file_name} line {need.read.line} has money in prices "
        f"of {need.year}.",
        None,
        "year",
        what_to_do=f"Add a row for {ours}{'' if deflators.is_there else ': the file is not in the folder'}.",
    )


def _no_index(deflators: Sheet, ours: int, needs: list[Need]) -> Problem:
    need = needs[0]
    first, *more = sorted({same.read.line for same in needs})
    also = f" (also on {lines_of(more)})" if more else ""
    has_own = bool(deflators.rows)
    which = deflators.file_name if has_own else f"the official table, which runs from {OFFICIAL_YEARS[0]} to {OFFICIAL_YEARS[-1]},"
    what = "this year" if need.column == "price_year" else str(need.year)
    return Problem(
        need.sheet.file_name,
        f"{which} has no index for {what}{also}, so it cannot be brought to prices of {ours}.",
        first,
        need.column,
        str(need.year) if need.column == "price_year" else OF_THE_DAY.value,
        f"Add rows for {need.year} and {ours} to {deflators.file_name}, or bring the money to prices of {ours} yourself.",
    )
