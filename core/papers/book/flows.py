"""Where units fall, in cells: at which cost centre, or at none in particular (method, section 4)."""

from collections.abc import Sequence

from core.domain.case.benefits import Benefit
from core.domain.case.case import Case
from core.papers.book.people import OptionRun, sites_of
from core.papers.book.sheets import Row
from core.papers.book.term import NOTHING, ONE, Stretch, Term, compared, fixed, sum_of_products, total, when
from core.papers.book.units import at_sites_down, units_of, works_for
from core.papers.book.whole_book import Book

NOWHERE, REST = "none in particular", "left out"
CLOSE_TO_WHOLE = fixed(1.000001e-6)


def centres_of(case: Case, benefit_id: str) -> list[str]:
    """The centres of a line: those of benefit_centres and of site_centres together."""
    named = [row.cost_centre_id for row in case.benefit_centres if row.benefit_id == benefit_id]
    named += [row.cost_centre_id for row in case.site_centres if row.benefit_id == benefit_id]
    return sorted(set(named))


def placed(book: Book, run: OptionRun, benefit: Benefit) -> dict[str, Row]:
    """Units of one line by centre, at none in particular, and left out; places where nothing can fall are not there."""
    if not works_for(book, run.option.option_id, benefit.outcome_id):
        return {}
    own = units_of(book, run, benefit.outcome_id)
    found = {}
    for place in [*centres_of(book.case, benefit.benefit_id), NOWHERE, REST]:
        of_sites = _site_shares(book, run, benefit, place)
        of_levers = NOTHING if own.levers is None else _lever_share(book, benefit, place)
        if of_sites is None and of_levers.is_fixed and of_levers.value == 0:
            continue

        def cell(t: int, shares: Stretch | None = of_sites, levers: Term = of_levers) -> Term:
            at_sites = NOTHING if shares is None else sum_of_products(at_sites_down(own, t), shares) * own.left(t)
            return at_sites + levers * own.of_levers(t)

        labels = (run.option.option_id, run.label, "units", benefit.benefit_id, place)
        found[place] = book.sheet("Flows").add(labels, book.years, cell)
    return found


def _site_shares(book: Book, run: OptionRun, benefit: Benefit, place: str) -> Stretch | None:
    """The share of each site's units that falls at a place, down; None where it is nothing at every site."""

    def made() -> Stretch | None:
        shares = [site_shares(book, benefit, row.site_id).get(place, NOTHING) for row in sites_of(book, run.option)]
        if not shares or all(term.is_fixed and term.value == 0 for term in shares):
            return None
        for row, term in zip(sites_of(book, run.option), shares, strict=True):
            book.parameters.add((f"share at {place} in {run.option.option_id}", benefit.benefit_id, row.site_id), term)
        return book.parameters.column(len(shares))

    return book.once(("site shares", run.option.option_id, benefit.benefit_id, place), made)


def site_shares(book: Book, benefit: Benefit, site_id: str) -> dict[str, Term]:
    """Shares of a site's units by centre and at none in particular, which add to 1."""
    own = {
        row.cost_centre_id: book.inputs.term("site_centres", (row.benefit_id, row.site_id, row.cost_centre_id), "flow_share")
        for row in book.case.site_centres
        if row.benefit_id == benefit.benefit_id and row.site_id == site_id
    }
    if own:
        return _with_rest(own)
    there = [row.cost_centre_id for row in book.case.benefit_centres if row.benefit_id == benefit.benefit_id]
    return {there[0]: ONE} if len(there) == 1 else {NOWHERE: ONE}


def _lever_share(book: Book, benefit: Benefit, place: str) -> Term:
    """The share of what levers prevent that falls at a place."""
    rows = [row for row in book.case.benefit_centres if row.benefit_id == benefit.benefit_id]
    given = {
        row.cost_centre_id: book.inputs.term("benefit_centres", (row.benefit_id, row.cost_centre_id), "place_share")
        for row in rows
        if row.place_share is not None
    }
    if given:
        shares = book.once(("lever shares", benefit.benefit_id), lambda: _with_rest(given))
        return shares.get(place, NOTHING)
    equal = [row.cost_centre_id for row in rows] or centres_of(book.case, benefit.benefit_id)
    if not equal:
        return ONE if place == NOWHERE else NOTHING
    return fixed(1 / len(equal)) if place in equal else NOTHING


def _with_rest(shares: dict[str, Term]) -> dict[str, Term]:
    """What is not placed is left out; shares that miss 1 by no more than a millionth add to 1."""
    whole: Term = total(shares.values())
    close = compared(_size(whole - ONE), "<=", CLOSE_TO_WHOLE)
    found = {place: when(close, term / whole, term) for place, term in shares.items()}
    return {**found, REST: when(close, NOTHING, ONE - whole)}


def _size(term: Term) -> Term:
    return Term(f"ABS({term.text})", abs(term.value))


def scaled(terms: Sequence[Term]) -> list[Term]:
    """Shares of one line, scaled to add to exactly 1."""
    whole = total(terms)
    return [when(compared(whole, ">", NOTHING), term / whole, NOTHING) for term in terms]
