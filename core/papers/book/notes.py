"""Notes of the workbook: how to change an input, what recalculates, and what does not."""

from collections.abc import Iterator

from core.domain.case.options import OptionKind
from core.papers.book.measures import OptionSheet
from core.papers.book.results import MOST_LIVE_LEVERS
from core.papers.book.whole_book import Book

MOST_FORMULAS = 120_000


def notes_of(book: Book, sheets: dict[str, OptionSheet]) -> Iterator[str]:
    """Say it in numbered sentences."""
    yield (
        "Change a cream cell on a sheet that begins with In_, or a rate on Discount: every figure follows. "
        "Sheets are protected without a password, so that no formula is lost by a slip."
    )
    yield "Live: numbers, agreed yes or no, timing, start and end years, gate, lag, notice, lists, shares, rates and deflators."
    yield (
        "Not live: names, new rows, kinds and mechanisms, what a lever names, classes, parents, grades, the horizon, and "
        "cells that are empty: change those in the programme and take a new workbook."
    )
    yield "Values that do not recalculate: Simulation, Tests, and the rules Shapley and nucleolus on Offers."
    yield "Checks tells whether any figure is no longer the version's: it then says that inputs were changed."
    yield "Every option's figures are differences from business as usual, which has no sheet."
    left_out = [
        row.title for row in book.case.options if row.option_id not in sheets and row.kind is not OptionKind.business_as_usual
    ]
    if left_out:
        yield f"All options together would be more than {MOST_FORMULAS:,} formulas: left out here are {', '.join(left_out)}."
    for option in book.case.options:
        levers = sum(row.option_id == option.option_id for row in book.case.levers)
        if levers > MOST_LIVE_LEVERS:
            yield f"{option.title} has {levers} levers: its expected lines are values, and only what follows from them is live."
