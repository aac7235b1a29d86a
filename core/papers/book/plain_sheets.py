"""Sheets of the workbook beside the working ones: years in three moneys, shares of the cost, tests, checks, sources, words."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from core.charts.kit.formats import financial_year
from core.domain.columns.dictionary import dictionary
from core.domain.offers import RULE_WORDS, Rule
from core.papers.book.inputs import TABLES
from core.papers.book.measures import OptionSheet
from core.papers.book.results import money_factors, present
from core.papers.book.term import NOTHING, Term, at_least_nothing, compared, fixed, total, when
from core.papers.book.whole_book import Book
from core.papers.facts import Facts
from core.reports.data.sources import lines_behind
from core.reports.deals.shares import parties, rules_for, shares_under
from core.reports.flows import option_titles, partner_titles
from core.reports.risks import risk_register
from core.reports.sensitivity import always_tested
from core.reports.uncertainty import spreads

Cell = str | float | Term
NEAR_GBP = fixed(1)


@dataclass
class PlainSheet:
    """A sheet that is one table: its heads, and rows of words, numbers and terms."""

    name: str
    what: str
    heads: tuple[str, ...]
    rows: list[tuple[Cell, ...]] = field(default_factory=list)
    widths: tuple[int, ...] = ()


def partner_years(book: Book, sheets: dict[str, OptionSheet]) -> PlainSheet:
    """Each partner by year: pays, gets and net, real, in money of the day where there is an index, and present value."""
    base, years = book.case.programme.base_year, range(book.years)
    labels = tuple(financial_year(base, t) for t in years)
    found = PlainSheet(
        "Partner_years",
        "What each partner pays and gets by year, in three moneys.",
        ("option", "partner", "measure", "money", *labels),
        widths=(18, 18, 14, 18),
    )
    for option_id, sheet in sheets.items():
        for partner_id, rows in sheet.partner_rows.items():
            for measure, what in (("paid", "pays"), ("cash", "gets in cash"), ("net", "net cash")):
                for money, factors in _moneys(book).items():
                    cells = (rows[measure].cells[t] * factors[t] for t in years)
                    found.rows.append((option_id, partner_id, what, money, *cells))
    return found


def _moneys(book: Book) -> dict[str, Sequence[Term]]:
    """Factors by money; no money of the day where a year has no price index."""

    def made() -> dict[str, Sequence[Term]]:
        base, years, prices = book.case.programme.base_year, range(book.years), book.case.programme.prices_of
        found: dict[str, Sequence[Term]] = {"real": [fixed(1)] * book.years}
        wanted = [str(base + t) for t in years]
        if all(book.inputs.has("deflators", (year,), "index") for year in (*wanted, str(prices))):
            to = book.inputs.term("deflators", (str(prices),), "index")
            found["money of the day"] = [book.inputs.term("deflators", (year,), "index") / to for year in wanted]
        found["present value"] = money_factors(book).cells
        return found

    return book.once(("moneys",), made)


def offers(book: Book, facts: Facts, sheets: dict[str, OptionSheet]) -> PlainSheet:
    """What each partner would pay under each rule: as costed, equal and by benefit live, the others as values."""
    found = PlainSheet(
        "Offers",
        "What each partner would pay, present value, by rule. Shapley and nucleolus are values: they do not recalculate.",
        (
            "option",
            "partner",
            "gains in departmental cash",
            "as costed",
            "equal",
            "by benefit",
            "shapley (value)",
            "nucleolus (value)",
        ),
        widths=(18, 24, 18, 16, 16, 16, 16, 16),
    )
    for option_id, sheet in sheets.items():
        among = parties(facts.person, facts.appraised, option_id)
        costed = {one: sheet.partners[one]["pv_public_cost_gbp"] for one in among.ids}
        gains = {one: present(book, sheet.partner_rows[one]["departmental"]) for one in among.ids}
        cost, positive = total(costed.values()), total(at_least_nothing(gain) for gain in gains.values())
        values = {rule: shares_under(among, rule)[0] for rule in rules_for(among) if rule in (Rule.shapley, Rule.nucleolus)}
        for at, one in enumerate(among.ids):
            equal = cost / fixed(len(among.ids))
            by_benefit = when(compared(positive, ">", NOTHING), cost * at_least_nothing(gains[one]) / positive, equal)
            last = [
                float(values[rule][at]) if rule in values else RULE_WORDS[rule] + ": too many partners"
                for rule in (Rule.shapley, Rule.nucleolus)
            ]
            found.rows.append((option_id, one, gains[one], costed[one], equal, by_benefit, *last))
    return found


def tested(facts: Facts) -> tuple[PlainSheet, PlainSheet]:
    """Simulation and standing tests: values, which do not recalculate."""
    drawn = PlainSheet(
        "Simulation",
        f"Values of {facts.simulation.draws:,} model runs, seed {facts.simulation.seed}: they do not recalculate.",
        ("option", "measure", "figure (value)"),
        widths=(24, 28, 20),
    )
    frame = spreads(facts.appraised, facts.simulation)
    for row in frame.to_dict("records"):
        drawn.rows += [
            (str(row["option_id"]), str(name), float(value)) for name, value in row.items() if name not in ("option_id", "option")
        ]
    tests = PlainSheet(
        "Tests",
        "Standing tests of every programme: values, which do not recalculate.",
        ("test", "option", "net public value (value)", "net cash (value)"),
        widths=(40, 24, 22, 22),
    )
    for row in always_tested(facts.appraised).to_dict("records"):
        tests.rows.append((str(row["test"]), str(row["option_id"]), float(row["npsv_gbp"]), float(row["net_cash_gbp"])))
    return drawn, tests


def risks(book: Book, facts: Facts) -> PlainSheet:
    """Risks with their expected cost, live."""
    found = PlainSheet(
        "Risks",
        "Expected cost of each risk: its chance times its cost, real money, apart from the figures.",
        ("risk", "falls on", "year", "chance", "cost", "expected cost"),
        widths=(40, 24, 12, 10, 16, 16),
    )
    titles = partner_titles(facts.appraised.case)
    register = risk_register(facts.appraised, facts.order.option_id)
    for row in book.case.risks:
        if row.risk_id in set(register.risk_id):
            chance, cost = (book.inputs.term("risks", (row.risk_id,), name) for name in ("chance", "cost_gbp"))
            year = financial_year(book.case.programme.base_year, row.year)
            found.rows.append((row.title, titles[row.partner_id], year, chance, cost, chance * cost))
    return found


def checks(book: Book, facts: Facts, sheets: dict[str, OptionSheet]) -> PlainSheet:
    """Checks of the workbook by itself, and whether its figures are still those of the version it was made from."""
    found = PlainSheet(
        "Checks",
        "What must hold, and whether an input was changed since the workbook was made.",
        ("check", "option", "here", "should be", "told"),
        widths=(52, 24, 18, 18, 18),
    )

    def add(what: str, option_id: str, here: Term, wanted: Term, words: tuple[str, str]) -> None:
        gap = here - wanted
        near = compared(Term(f"ABS({gap.text})", abs(gap.value)), "<", NEAR_GBP)
        told = f'IF({near.text},"{words[0]}","{words[1]}")'
        found.rows.append((what, option_id, here, wanted, Term(told, 0.0 if near.holds else 1.0)))

    for option_id, sheet in sheets.items():
        net = sheet.measures["net_cash_gbp"]
        add(
            "net cash of the partners adds up to the option's",
            option_id,
            total(own["net_cash_gbp"] for own in sheet.partners.values()),
            net,
            ("ok", "look"),
        )
        frozen = facts.appraised.option(option_id).expected.measures
        add(
            "net public value, as the product worked it out",
            option_id,
            sheet.measures["npsv_gbp"],
            Term("", frozen.npsv_gbp),
            ("as frozen", "inputs changed"),
        )
        cash = frozen.pv_cash_released_gbp - frozen.pv_public_cost_gbp
        add("net cash, as the product worked it out", option_id, net, Term("", cash), ("as frozen", "inputs changed"))
    return found


def sources(facts: Facts) -> PlainSheet:
    """Where each line's figure comes from."""
    found = PlainSheet(
        "Sources",
        "Where the figure of each line comes from, as the files say it.",
        ("line", "kind", "source", "file", "row"),
        widths=(36, 12, 60, 20, 8),
    )
    seen = set()
    for option_id in option_titles(facts.appraised.case):
        for row in lines_behind(facts.appraised, option_id).to_dict("records"):
            if row["line_id"] not in seen:
                seen.add(row["line_id"])
                kind = "benefit" if row["side"] == "gains" else "cost"
                found.rows.append((str(row["line"]), kind, str(row["source"]), str(row["file"]), float(row["row"])))
    return found


def words() -> PlainSheet:
    """What each column of the input sheets means."""
    found = PlainSheet(
        "Dictionary", "What each column of the input sheets means.", ("sheet", "column", "meaning"), widths=(22, 30, 90)
    )
    for table in TABLES:
        found.rows += [(f"In_{table}", entry.column.name, entry.help_text) for entry in dictionary()[table]]
    return found
