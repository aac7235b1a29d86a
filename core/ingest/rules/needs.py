"""Rules about what an appraisal needs: effects of outcomes, and price indices of years."""

from collections.abc import Iterator

from core.domain.problems import Problem
from core.ingest.sheets import Folder, ReadRow, Sheet
from core.ingest.wording import joined, lines_of, printable


def outcomes_with_benefits_have_effects(folder: Folder) -> Iterator[Problem]:
    """A benefit hangs on an outcome, and the outcome on its effect."""
    effects = folder["effects"]
    if not effects.is_whole:
        return
    there, listed = effects.known("outcome_id"), folder["outcomes"].known("outcome_id")
    for (outcome_id,), rows in folder["benefits"].by("outcome_id").items():
        if outcome_id not in there and outcome_id in listed:
            hanging = joined(read.values["benefit_id"] for read in rows if "benefit_id" in read.values)
            yield Problem(
                effects.file_name,
                f"no row for this outcome, on which {hanging or 'a benefit'} hangs.",
                None,
                "outcome_id",
                printable(outcome_id),
                "Add its effect, or take its benefits out.",
            )


def prices_can_be_brought_together(folder: Folder) -> Iterator[Problem]:
    """Money in prices of another year than the programme's needs the index of both years."""
    ours = _programme_price_year(folder)
    deflators = folder["deflators"]
    if ours is None or not deflators.is_whole:
        return
    indexed = deflators.known("year")
    others = [
        (folder[table], read)
        for table in ("benefits", "costs")
        for read in folder[table].having("price_year")
        if read.values["price_year"] != ours
    ]
    if others and ours not in indexed:
        yield _no_index_for_programme(deflators, ours, others)
    for table in ("benefits", "costs"):
        yield from _no_index(folder[table], deflators, ours, indexed)


def _programme_price_year(folder: Folder) -> int | None:
    for read in folder["programme"].having("base_year"):
        year: int = read.values.get("price_year", read.values["base_year"])
        return year if read.row is not None else None
    return None


def _no_index_for_programme(deflators: Sheet, ours: int, others: list[tuple[Sheet, ReadRow]]) -> Problem:
    sheet, read = others[0]
    return Problem(
        deflators.file_name,
        f"no index for {ours}, the programme's price year, though {sheet.file_name} line {read.line} has money in prices of "
        f"{read.values['price_year']}.",
        None,
        "year",
        what_to_do=f"Add a row for {ours}{'' if deflators.is_there else ': the file is not in the folder'}.",
    )


def _no_index(sheet: Sheet, deflators: Sheet, ours: int, indexed: set[int]) -> Iterator[Problem]:
    for (year,), rows in sheet.by("price_year").items():
        if year != ours and year not in indexed:
            first, *more = sorted(read.line for read in rows)
            also = f" (also on {lines_of(more)})" if more else ""
            yield Problem(
                sheet.file_name,
                f"{deflators.file_name} has no index for this year{also}, so it cannot be brought to prices of {ours}.",
                first,
                "price_year",
                str(year),
                f"Add rows for {year} and {ours} to {deflators.file_name}, or bring the money to prices of {ours} yourself.",
            )
