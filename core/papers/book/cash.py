"""What becomes cash, in cells: a centre counts everything that falls away there, once (method, section 4)."""

from collections.abc import Callable
from dataclasses import dataclass

from core.domain.case.benefits import Benefit, ValueKind
from core.papers.book.centres import Centre, base_of
from core.papers.book.flows import NOWHERE, REST, centres_of, placed
from core.papers.book.people import OptionRun
from core.papers.book.sheets import Row
from core.papers.book.term import NOTHING, ONE, Term, at_least_nothing, compared, least, total, when
from core.papers.book.units import remains, units_of, works_for
from core.papers.book.whole_book import Book
from core.papers.book.worth import releases, share, value_of


@dataclass(frozen=True)
class RunLines:
    """Lines of one run by year: gross and cash of each benefit, and the cost of closing at each centre."""

    gross: dict[str, Row]
    cash: dict[str, Row]
    closing: dict[str, Row]


def lines_of(book: Book, run: OptionRun) -> RunLines:
    """Gross and cash of every line in one run."""
    units = {row.benefit_id: placed(book, run, row) for row in book.case.benefits}
    centres = {row.cost_centre_id: Centre(book, run, row, units) for row in book.case.cost_centres}
    gross, cash = {}, {}
    for benefit in book.case.benefits:
        worth = value_of(book, benefit)
        cheaper = _cheaper(book, run, benefit, units[benefit.benefit_id])
        whole = _units_in_all(book, run, benefit, cheaper)
        label = (run.option.option_id, run.label)
        gross[benefit.benefit_id] = book.sheet("Lines").add(
            (*label, "gross", benefit.benefit_id), book.years, _worth_of(worth, whole)
        )
        cash[benefit.benefit_id] = book.sheet("Lines").add(
            (*label, "cash", benefit.benefit_id), book.years, _cash_of(book, benefit, units[benefit.benefit_id], centres, cheaper)
        )
    closing = {centre_id: centre.closing for centre_id, centre in centres.items() if centre.closing is not None}
    return RunLines(gross, cash, closing)


def _worth_of(worth: Row, units: Callable[[int], Term]) -> Callable[[int], Term]:
    return lambda t: worth.cells[t] * units(t)


def _units_in_all(book: Book, run: OptionRun, benefit: Benefit, cheaper: Row | None) -> Callable[[int], Term]:
    def cell(t: int) -> Term:
        extra = NOTHING if cheaper is None else cheaper.cells[t]
        if not works_for(book, run.option.option_id, benefit.outcome_id):
            return extra
        own = units_of(book, run, benefit.outcome_id)
        return own.at_sites(t) + own.of_levers(t) + extra

    return cell


def _cheaper(book: Book, run: OptionRun, benefit: Benefit, here: dict[str, Row]) -> Row | None:
    """Units that a cheaper response is worth on a line: no more than what its centres still have."""
    if benefit.value_kind is not ValueKind.service_cost or not works_for(book, run.option.option_id, benefit.outcome_id):
        return None
    own = units_of(book, run, benefit.outcome_id)
    cheaper_share = own.cheaper_share
    if cheaper_share is None:
        return None
    there = [row for row in book.case.cost_centres if row.cost_centre_id in centres_of(book.case, benefit.benefit_id)]
    known = bool(there) and all(row.baseline_units is not None for row in there)

    def cell(t: int) -> Term:
        found = cheaper_share.cells[t] * remains(own, t)
        if not known:
            return found
        free = total(base_of(book, row).cells[t] - _cell(here.get(row.cost_centre_id), t) for row in there)
        return least(found, cheaper_share.cells[t] * at_least_nothing(free))

    return book.sheet("Lines").add((run.option.option_id, run.label, "cheaper response", benefit.benefit_id), book.years, cell)


def _cash_of(
    book: Book, benefit: Benefit, here: dict[str, Row], centres: dict[str, Centre], cheaper: Row | None
) -> Callable[[int], Term]:
    worth, flag = value_of(book, benefit), releases(book, benefit)
    variable, stays = share(book, benefit, "variable_share"), ONE - share(book, benefit, "fixed_share")

    def cell(t: int) -> Term:
        free, rest = _cell(here.get(NOWHERE), t), _cell(here.get(REST), t)
        loose = free + rest
        found = NOTHING
        if not loose.is_fixed:
            harm = stays * loose if benefit.is_fiscal else NOTHING
            gain = flag * variable * at_least_nothing(free)
            found = when(compared(loose, "<", NOTHING), harm, gain)
        if cheaper is not None:
            found = found + flag * variable * cheaper.cells[t]
        if benefit.is_fiscal:
            found = found + total(centres[one].cash_units(benefit, t) for one in centres_of(book.case, benefit.benefit_id))
        return worth.cells[t] * found

    return cell


def _cell(row: Row | None, t: int) -> Term:
    return NOTHING if row is None else row.cells[t]
