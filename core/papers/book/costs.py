"""Costs in cells: what drives each line, when it is paid, and what it comes to (method, section 5)."""

import math
from collections.abc import Callable

from core.domain.case.costs import Cost, Driver
from core.domain.case.options import OptionSite
from core.papers.book.people import OptionRun, active_years, engaged, sites_of
from core.papers.book.sheets import Row
from core.papers.book.term import GUARD, NOTHING, ONE, Term, compared, every, fixed, total, when, whole_part
from core.papers.book.whole_book import Book
from core.papers.book.worth import price_factor


def costs_of(book: Book, run: OptionRun) -> dict[str, Row]:
    """Each line of cost of the option in one run, real GBP; a run with the same people has the same rows."""
    rows = [row for row in book.case.costs if row.option_id == run.option.option_id]
    return {row.cost_id: _cost(book, run, row) for row in rows}


def _cost(book: Book, run: OptionRun, line: Cost) -> Row:
    by_people = line.driver in (Driver.team_yearly, Driver.per_person)
    moving = run.moving_stock() if by_people and book.case.population is not None else ()
    key = ("cost", line.cost_id, tuple(lever.lever_id for lever in moving))

    def made() -> Row:
        amount, label = amount_of(book, line), " + ".join(lever.lever_id for lever in moving)
        learning = _learning(book, run, line, label)
        return book.sheet("Costs").add(
            (run.option.option_id, label, "cost", line.cost_id),
            book.years,
            lambda t: amount * _times(book, run, line, t) * learning(t),
        )

    return book.once(key, made)


def amount_of(book: Book, line: Cost) -> Term:
    """The amount of a line with its uplift, in the programme's prices."""
    key = (line.cost_id,)
    amount = book.inputs.term("costs", key, "amount_gbp") * price_factor(book, line.price_year)
    if line.optimism_bias is not None:
        uplift = book.inputs.term("costs", key, "optimism_bias") * (ONE - book.inputs.term("costs", key, "mitigation"))
    elif line.confidence_grade is not None:
        uplift = book.inputs.term("grades", (str(int(line.confidence_grade)),), "cost_uplift")
    else:
        uplift = NOTHING
    return book.parameters.add(("amount with uplift", line.cost_id, ""), amount * (ONE + uplift))


def _times(book: Book, run: OptionRun, line: Cost, t: int) -> Term:
    """How many of the line's amounts fall in a year."""
    key, has = (line.cost_id,), book.inputs.has
    start = book.inputs.term("costs", key, "start_year") if has("costs", key, "start_year") else NOTHING
    if line.driver is Driver.programme_one_off:
        return when(compared(fixed(t), "=", start), ONE, NOTHING)
    tests = [] if start.is_fixed else [compared(fixed(t), ">=", start)]
    if has("costs", key, "end_year"):
        tests.append(compared(fixed(t), "<=", book.inputs.term("costs", key, "end_year")))
    if line.driver is Driver.programme_yearly:
        driven = ONE
    else:
        driven = total(_at_site(book, run, line, row, t) for row in sites_of(book, run.option))
    if not tests or (driven.is_fixed and driven.value == 0):
        return driven
    return when(tests[0] if len(tests) == 1 else every(*tests), driven, NOTHING)


def _at_site(book: Book, run: OptionRun, line: Cost, row: OptionSite, t: int) -> Term:
    factor = book.inputs.term("sites", (row.site_id,), "cost_factor")
    active = active_years(book, row).cells[t]
    if line.driver is Driver.site_yearly:
        return factor * active
    if line.driver is Driver.site_one_off:
        start = book.inputs.term("option_sites", (row.option_id, row.site_id), "start_year")
        return factor * active * when(compared(fixed(t), "=", start), ONE, NOTHING)
    people = engaged(book, run)[row.site_id].cells[t]
    if line.driver is Driver.team_yearly:
        size = book.inputs.term("costs", (line.cost_id,), "people_per_team")
        return factor * active * (NOTHING - whole_part(GUARD - people / size))
    return factor * active * people


def _learning(book: Book, run: OptionRun, line: Cost, label: str) -> Callable[[int], Term]:
    """What experience leaves of the amount in a year: people so far over those of the first year, to the power of log2 of r."""
    if line.progress_ratio is None or not sites_of(book, run.option):
        return lambda _: ONE
    ratio = book.inputs.term("costs", (line.cost_id,), "progress_ratio")
    power = Term(f"LN({ratio.text})/LN(2)", math.log2(ratio.value), is_whole=False)
    sheet, people = book.sheet("People"), engaged(book, run)
    own = (run.option.option_id, label)

    def laid_out() -> tuple[Row, Row, Row]:
        year = sheet.add((*own, "engaged at all sites"), book.years, lambda t: total(row.cells[t] for row in people.values()))
        first = sheet.add_running(
            (*own, "people of the first year"),
            book.years,
            lambda t, before: year.cells[t] if before is None else when(compared(before, ">", NOTHING), before, year.cells[t]),
        )
        so_far = sheet.add_running(
            (*own, "people so far"), book.years, lambda t, before: year.cells[t] if before is None else before + year.cells[t]
        )
        return year, first, so_far

    year, first, so_far = book.once(("learning", *own), laid_out)

    def cell(t: int) -> Term:
        learnt = (so_far.cells[t] / first.cells[t]) ** power
        return when(compared(year.cells[t], ">", NOTHING), learnt, ONE)

    return cell
