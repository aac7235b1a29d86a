"""What a unit is worth, which share of it moves, and whether it releases cash: what lines and centres share."""

from core.domain.case.benefits import Benefit, ReleaseRoute
from core.papers.book.sheets import Row
from core.papers.book.term import NOTHING, ONE, Term, fixed, when
from core.papers.book.whole_book import Book


def value_of(book: Book, benefit: Benefit) -> Row:
    """What a unit of a line is worth in each year, real GBP."""

    def made() -> Row:
        key = (benefit.benefit_id,)
        value = book.inputs.term("benefits", key, "unit_value_gbp") * price_factor(book, benefit.price_year)
        growth = book.inputs.term("benefits", key, "real_growth_rate")
        return book.sheet("Lines").add(
            ("all", "", "value of a unit", benefit.benefit_id),
            book.years,
            lambda t: value * (ONE + growth) ** fixed(t) if t else value,
        )

    return book.once(("value", benefit.benefit_id), made)


def price_factor(book: Book, price_year: int | None) -> Term:
    """What a sum in one year's prices is multiplied by to be in the programme's."""
    target = book.case.programme.prices_of
    if price_year is None or price_year == target:
        return ONE
    index = [book.inputs.term("deflators", (str(year),), "index") for year in (target, price_year)]
    return index[0] / index[1]


def share(book: Book, benefit: Benefit, column: str) -> Term:
    """A share of a line that may be empty, and then is nothing."""
    key = (benefit.benefit_id,)
    return book.inputs.term("benefits", key, column) if book.inputs.has("benefits", key, column) else NOTHING


def releases(book: Book, benefit: Benefit) -> Term:
    """1 for a line that can be positive cash: fiscal, its budget to be removed, and agreed, which can be changed."""
    if not (benefit.is_fiscal and benefit.release_route is ReleaseRoute.budget_removed):
        return NOTHING

    def made() -> Term:
        agreed = when(book.inputs.is_yes("benefits", (benefit.benefit_id,), "release_agreed"), ONE, NOTHING)
        return book.parameters.add(("releases cash", benefit.benefit_id, ""), agreed)

    return book.once(("releases", benefit.benefit_id), made)
