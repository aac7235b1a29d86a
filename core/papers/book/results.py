"""Results in cells: the expected lines, each partner by year, and the measures of every option (method, sections 6 and 7)."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.domain.case.benefits import Budget, ValueKind
from core.domain.case.options import Lever, Option
from core.domain.case.programme import DiscountSchedule
from core.engine.formulas.discounting import rate_of_year
from core.engine.model.case_arrays import budget_of
from core.papers.book.cash import RunLines, lines_of
from core.papers.book.costs import costs_of
from core.papers.book.flows import scaled
from core.papers.book.people import OptionRun
from core.papers.book.sheets import Row, weighted
from core.papers.book.term import (
    NOTHING,
    ONE,
    Term,
    at_least_nothing,
    chosen,
    compared,
    fixed,
    least,
    most,
    sum_of_products,
    total,
    when,
)
from core.papers.book.whole_book import Book

MOST_LIVE_LEVERS = 3
ALMOST_NOTHING = fixed(-0.000001)
Lines = Mapping[str, Row]


@dataclass(frozen=True)
class ExpectedLines:
    """Lines of one option by year, the mean over its levers."""

    gross: Lines
    cash: Lines
    cost: Lines
    closing: Lines


def expected_lines(book: Book, option: Option) -> ExpectedLines:
    """Each line of an option, the mean over every combination of what may be adopted."""
    levers = sorted((row for row in book.case.levers if row.option_id == option.option_id), key=lambda row: row.lever_id)
    if not levers:
        run = OptionRun(option, ())
        lines = lines_of(book, run)
        return ExpectedLines(lines.gross, lines.cash, costs_of(book, run), lines.closing)
    runs = []
    for adopted in itertools.product((False, True), repeat=len(levers)):
        in_force = tuple(lever for lever, is_so in zip(levers, adopted, strict=True) if is_so)
        run = OptionRun(option, in_force)
        runs.append((_chance(book, option, run, levers, adopted), lines_of(book, run), costs_of(book, run)))
    return ExpectedLines(
        _mean(book, option, "gross", [(chance, lines.gross) for chance, lines, _ in runs]),
        _mean(book, option, "cash", [(chance, lines.cash) for chance, lines, _ in runs]),
        _mean(book, option, "cost", [(chance, costs) for chance, _, costs in runs]),
        _mean(book, option, "closing and reopening", [(chance, _closing(lines)) for chance, lines, _ in runs]),
    )


def _closing(lines: RunLines) -> Lines:
    return lines.closing


def _chance(book: Book, option: Option, run: OptionRun, levers: Sequence[Lever], adopted: tuple[bool, ...]) -> Term:
    found = ONE
    for lever, is_so in zip(levers, adopted, strict=True):
        p = book.inputs.term("levers", (lever.lever_id,), "p_adopted")
        found = found * (p if is_so else ONE - p)
    return book.parameters.add(("chance", option.option_id, run.label), found)


def _mean(book: Book, option: Option, what: str, runs: list[tuple[Term, Lines]]) -> Lines:
    lines = dict.fromkeys(line for _, rows in runs for line in rows)
    sheet, found = book.sheet("Expected"), {}
    for line in lines:
        own = [(chance, rows[line]) for chance, rows in runs if line in rows]
        if len(own) == len(runs) and all(row is own[0][1] for _, row in own):
            found[line] = own[0][1]
            continue
        found[line] = sheet.add(
            (option.option_id, "mean", what, line),
            book.years,
            weighted(own),
        )
    return found


def discount_row(book: Book, schedule: str) -> Row:
    """Discount factors of a schedule; the rate of a year applies to the step into that year only, and can be changed."""

    def made() -> Row:
        sheet, bands = book.sheet("Discount"), book.assumptions.discount[schedule]
        rates = sheet.add(
            ("all", schedule, "rate (input)"), book.years, lambda t: Term("", rate_of_year(bands, t)) if t else NOTHING
        )
        return sheet.add_running(
            ("all", schedule, "factor"), book.years, lambda t, before: ONE if before is None else before / (ONE + rates.cells[t])
        )

    return book.once(("discount", schedule), made)


def money_factors(book: Book) -> Row:
    """Discount factors of costs and of all cash."""
    schedule = book.case.programme.discount_schedule
    return discount_row(book, "low_pure_time_preference" if schedule is DiscountSchedule.low_pure_time_preference else "standard")


def partner_rows(book: Book, option: Option, lines: ExpectedLines) -> dict[str, dict[str, Row]]:
    """Each partner's cost, cash paid, benefit in budgets, cash released, and of it what is annually managed; by year."""
    falls, pays = _shares(book, "benefit_falls", "benefit_id", "fall_share"), _shares(book, "cost_shares", "cost_id", "pay_share")
    found = {}
    for partner in book.case.partners:
        who = partner.partner_id
        own = {
            "cost": [*_paid(book, lines, pays, who, "cost"), *_closings(book, lines, who)],
            "paid": [*_paid(book, lines, pays, who, "paid"), *_closings(book, lines, who)],
            "fiscal": _fallen(book, lines.gross, falls, who, "fiscal"),
            "cash": _fallen(book, lines.cash, falls, who, "cash"),
            "managed": _fallen(book, lines.cash, falls, who, "managed"),
            "departmental": _fallen(book, lines.cash, falls, who, "departmental"),
        }
        found[who] = {
            measure: book.sheet("Partners").add(
                (option.option_id, who, measure),
                book.years,
                weighted(parts),
            )
            for measure, parts in own.items()
        }
        found[who]["net"] = book.sheet("Partners").add(
            (option.option_id, who, "net cash"),
            book.years,
            weighted([(ONE, found[who]["cash"]), (fixed(-1), found[who]["paid"])]),
        )
    return found


def _shares(book: Book, table: str, line: str, column: str) -> dict[tuple[str, str], Term]:
    """Shares of lines by line and partner, each line's scaled to add to exactly 1."""

    def made() -> dict[tuple[str, str], Term]:
        by_line: dict[str, list[str]] = {}
        for row in getattr(book.case, table):
            by_line.setdefault(getattr(row, line), []).append(row.partner_id)
        found = {}
        for line_id, partners in by_line.items():
            terms = scaled([book.inputs.term(table, (line_id, one), column) for one in partners])
            for one, term in zip(partners, terms, strict=True):
                found[line_id, one] = book.parameters.add((f"{column} within the line", line_id, one), term)
        return found

    return book.once(("shares", table), made)


def _paid(book: Book, lines: ExpectedLines, pays: Mapping[tuple[str, str], Term], who: str, what: str) -> list[tuple[Term, Row]]:
    counts = {row.cost_id: row.is_social if what == "cost" else row.is_cash for row in book.case.costs}
    return [(pays[line, who], row) for line, row in lines.cost.items() if counts[line] and (line, who) in pays]


def _closings(book: Book, lines: ExpectedLines, who: str) -> list[tuple[Term, Row]]:
    owner = {row.cost_centre_id: row.partner_id for row in book.case.cost_centres}
    return [(ONE, row) for centre, row in lines.closing.items() if owner[centre] == who]


def _fallen(book: Book, rows: Lines, falls: Mapping[tuple[str, str], Term], who: str, what: str) -> list[tuple[Term, Row]]:
    of = {row.benefit_id: row for row in book.case.benefits}
    partner = next(row for row in book.case.partners if row.partner_id == who)
    found = []
    for line, row in rows.items():
        if (line, who) not in falls or (what == "fiscal" and not of[line].is_fiscal):
            continue
        if what in ("managed", "departmental"):
            wanted = Budget.annually_managed if what == "managed" else Budget.departmental
            fall = next(each for each in book.case.benefit_falls if each.benefit_id == line and each.partner_id == who)
            if (fall.budget or budget_of(of[line].value_kind, partner)) is not wanted:
                continue
        found.append((falls[line, who], row))
    return found


def option_rows(book: Book, option: Option, lines: ExpectedLines) -> dict[str, Row]:
    """Totals of an option by year: cost to society, cash paid, benefit in budgets, cash, public value."""
    costs, of = {row.cost_id: row for row in book.case.costs}, {row.benefit_id: row for row in book.case.benefits}
    closing = list(lines.closing.values())
    health = book.case.programme.discount_schedule is DiscountSchedule.health
    value = {line: row for line, row in lines.gross.items() if of[line].is_public_value}
    well = {line for line in value if health and of[line].value_kind is ValueKind.wellbeing}
    parts = {
        "cost": [*(row for line, row in lines.cost.items() if costs[line].is_social), *closing],
        "paid": [*(row for line, row in lines.cost.items() if costs[line].is_cash), *closing],
        "fiscal": [row for line, row in lines.gross.items() if of[line].is_fiscal],
        "cash": list(lines.cash.values()),
        "value": [row for line, row in value.items() if line not in well],
        "value for health": [row for line, row in value.items() if line in well],
    }
    sheet = book.sheet("Options")
    found = {
        what: sheet.add((option.option_id, "", what), book.years, weighted([(ONE, row) for row in rows]))
        for what, rows in parts.items()
    }
    found["net cash"] = sheet.add(
        (option.option_id, "", "net cash"), book.years, lambda t: found["cash"].cells[t] - found["paid"].cells[t]
    )
    found["net fiscal"] = sheet.add(
        (option.option_id, "", "net benefit in budgets"), book.years, lambda t: found["fiscal"].cells[t] - found["paid"].cells[t]
    )
    return found


def present(book: Book, row: Row) -> Term:
    """Present value of a row of money."""
    return sum_of_products(row.across(), money_factors(book).across())


def payback(book: Book, sheet: str, labels: tuple[str, str], net: Row) -> Term:
    """The moment after which the running total never falls below nothing again; the words "never" where it does not come."""
    running = book.sheet(sheet).add_running(
        (*labels, "running total"), book.years, lambda t, before: net.cells[t] if before is None else before + net.cells[t]
    )
    last = book.sheet(sheet).add_running(
        (*labels, "last year below nothing"),
        book.years,
        lambda t, before: when(compared(running.cells[t], "<", ALMOST_NOTHING), fixed(t), fixed(-1) if before is None else before),
    )
    at, end = last.cells[-1], book.years - 1
    if end == 0:
        return when(compared(at, "<", NOTHING), NOTHING, Term('"never"', float("nan")))
    place = least(at_least_nothing(at), fixed(end - 1)) + ONE
    after = at - chosen(running.across(), place) / chosen(net.across(), place + ONE)
    later = when(compared(at, "=", fixed(end)), Term('"never"', float("nan")), after)
    return when(compared(at, "<", NOTHING), NOTHING, later)


def misalignment(paid: dict[str, Term], cash: dict[str, Term], whole_paid: Term, whole_cash: Term) -> Term:
    """Half the sum of what each partner's part of the cost differs from its part of the cash; "none" where it cannot be told."""
    gains = {one: at_least_nothing(term) for one, term in cash.items()}
    all_gains = total(gains.values())
    gaps = []
    for one, term in paid.items():
        gap = term / whole_paid - gains[one] / all_gains
        gaps.append(Term(f"ABS({gap.text})", abs(gap.value)))
    half = total(gaps) / fixed(2)
    none = Term('"none"', float("nan"))
    is_told = compared(least(whole_paid, whole_cash, most(all_gains, NOTHING)), ">", NOTHING)
    return when(is_told, half, none)
