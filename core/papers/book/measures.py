"""The measures of every option and partner as named cells, and what a partner's board reads by year in three moneys."""

from dataclasses import dataclass

from core.domain.case.options import Option, OptionKind
from core.engine.results import OptionResult
from core.papers.book import results
from core.papers.book.results import MOST_LIVE_LEVERS, ExpectedLines
from core.papers.book.sheets import Row
from core.papers.book.term import NOTHING, Term, compared, least, sum_of_products, when
from core.papers.book.whole_book import Book

NONE = Term('"none"', float("nan"))


@dataclass(frozen=True)
class OptionSheet:
    """What one option came to: its measures and its partners' by name, and the rows they are sums of."""

    measures: dict[str, Term]
    partners: dict[str, dict[str, Term]]
    rows: dict[str, Row]
    partner_rows: dict[str, dict[str, Row]]


def lay_out(book: Book, option: Option, result: OptionResult) -> OptionSheet:
    """Lay one option out; one with too many levers has the engine's expected lines as values, and says so."""
    levers = [row for row in book.case.levers if row.option_id == option.option_id]
    if option.kind is OptionKind.business_as_usual:
        raise ValueError("business as usual is what every figure is a difference from: it has no sheet")
    if len(levers) > MOST_LIVE_LEVERS:
        lines = _as_values(book, option, result, f"values: {len(levers)} levers")
    else:
        lines = results.expected_lines(book, option)
    rows = results.option_rows(book, option, lines)
    of_partners = results.partner_rows(book, option, lines)
    partners = {one: _of_partner(book, option, one, own) for one, own in of_partners.items()}
    return OptionSheet(_of_option(book, option, rows, partners), partners, rows, of_partners)


def _as_values(book: Book, option: Option, result: OptionResult, said: str) -> ExpectedLines:
    lines, sheet = result.expected.lines, book.sheet("Expected")

    def row(what: str, of: str, values: object) -> Row:
        series = [float(each) for each in values]  # type: ignore[attr-defined]
        return sheet.add((option.option_id, said, what, of), book.years, lambda t: Term("", series[t]))

    return ExpectedLines(
        {one: row("gross", one, lines.gross_gbp[:, at]) for at, one in enumerate(lines.benefit_ids)},
        {one: row("cash", one, lines.cash_gbp[:, at]) for at, one in enumerate(lines.benefit_ids)},
        {one: row("cost", one, lines.cost_gbp[:, at]) for at, one in enumerate(lines.cost_ids)},
        {one: row("closing and reopening", one, lines.moving_gbp[:, at]) for at, one in enumerate(lines.cost_centre_ids)},
    )


def _of_partner(book: Book, option: Option, partner_id: str, rows: dict[str, Row]) -> dict[str, Term]:
    paid, cash = results.present(book, rows["paid"]), results.present(book, rows["cash"])
    found = {
        "pv_cost_gbp": results.present(book, rows["cost"]),
        "pv_public_cost_gbp": paid,
        "pv_fiscal_gbp": results.present(book, rows["fiscal"]),
        "pv_cash_released_gbp": cash,
        "pv_cash_annually_managed_gbp": results.present(book, rows["managed"]),
        "payback_cash_years": results.payback(book, "Partners", (option.option_id, partner_id), rows["net"]),
    }
    kept = {name: _keep(book, option.option_id, partner_id, name, term) for name, term in found.items()}
    net = kept["pv_cash_released_gbp"] - kept["pv_public_cost_gbp"]
    return {**kept, "net_cash_gbp": _keep(book, option.option_id, partner_id, "net_cash_gbp", net)}


def _of_option(book: Book, option: Option, rows: dict[str, Row], partners: dict[str, dict[str, Term]]) -> dict[str, Term]:
    option_id = option.option_id

    def keep(name: str, term: Term) -> Term:
        return _keep(book, option_id, "", name, term)

    cost, paid, fiscal, cash = (
        keep(name, results.present(book, rows[what]))
        for name, what in (
            ("pv_cost_gbp", "cost"),
            ("pv_public_cost_gbp", "paid"),
            ("pv_fiscal_gbp", "fiscal"),
            ("pv_cash_released_gbp", "cash"),
        )
    )
    worth = results.present(book, rows["value"])
    if any(not cell.is_fixed for cell in rows["value for health"].cells):
        health = results.discount_row(book, "health")
        worth = worth + sum_of_products(rows["value for health"].across(), health.across())
    value = keep("pv_public_value_gbp", worth)
    running = rows["net cash"]
    discounted = book.sheet("Options").add(
        (option_id, "", "net benefit in budgets, discounted"),
        book.years,
        lambda t: rows["net fiscal"].cells[t] * results.money_factors(book).cells[t],
    )
    found = {
        "pv_cost_gbp": cost,
        "pv_public_cost_gbp": paid,
        "pv_fiscal_gbp": fiscal,
        "pv_cash_released_gbp": cash,
        "pv_public_value_gbp": value,
        "npsv_gbp": keep("npsv_gbp", value - cost),
        "bcr": keep("bcr", _ratio(value, cost)),
        "froi": keep("froi", _ratio(fiscal, paid)),
        "cash_froi": keep("cash_froi", _ratio(cash, paid)),
    }
    for name, row, what in (
        ("payback_fiscal_years", rows["net fiscal"], "benefit in budgets"),
        ("payback_fiscal_discounted_years", discounted, "benefit in budgets, discounted"),
        ("payback_cash_years", running, "cash"),
    ):
        found[name] = keep(name, results.payback(book, "Options", (option_id, what), row))
    found["peak_funding_gbp"] = keep("peak_funding_gbp", _peak(book, option_id, running))
    in_all = {one: own["pv_public_cost_gbp"] for one, own in partners.items()}
    gains = {one: own["pv_cash_released_gbp"] for one, own in partners.items()}
    found["misalignment"] = keep("misalignment", results.misalignment(in_all, gains, paid, cash))
    found["net_cash_gbp"] = keep("net_cash_gbp", cash - paid)
    return found


def _peak(book: Book, option_id: str, net: Row) -> Term:
    total = book.sheet("Options").add_running(
        (option_id, "", "running total of cash"),
        book.years,
        lambda t, before: net.cells[t] if before is None else before + net.cells[t],
    )
    lowest = min(cell.value for cell in total.cells)
    return least(NOTHING, Term(f"MIN({total.across().address})", lowest))


def _ratio(over: Term, under: Term) -> Term:
    return when(compared(under, ">", NOTHING), over / under, NONE)


def _keep(book: Book, option_id: str, partner_id: str, measure: str, term: Term) -> Term:
    name = "_".join(part for part in ("out", option_id, partner_id, measure) if part)
    return book.results.add((option_id, partner_id or "all", measure), term, name)
