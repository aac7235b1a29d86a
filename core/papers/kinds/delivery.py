"""The commercial, financial and management dimensions: who delivers, who pays when, and who sees to it."""

import pandas as pd

from core.charts import funding_gap as funding_chart
from core.charts.kit.formats import exact_money, money
from core.charts.sentences.deals import cliff_sentence, funding_title
from core.domain.prices import MoneyBasis
from core.domain.wording import counted
from core.papers.content.paper import (
    Block,
    Chart,
    Section,
    Sentence,
    Table,
    alt_of,
    finding,
    missing,
    to_complete,
    told,
)
from core.papers.facts import Facts
from core.papers.kinds import asks, close, risks, worth
from core.papers.kinds.actuals import predicted_against_actual
from core.papers.kinds.economic import part_of
from core.papers.kinds.history import History
from core.papers.kinds.rows import by_year_tables
from core.reports.benefits import cash_or_capacity
from core.reports.deals.funding import funding_plan, promised_by_partner
from core.reports.partners import partner_years
from core.reports.prices import basis_in_words, year_label
from core.reports.realisation.tracking import release_actions
from core.reports.service_design import design

PRESENT = MoneyBasis.present_value


def commercial(facts: Facts) -> tuple[Section, ...]:
    """Service design and the deal."""
    frame = design(facts.appraised, facts.order.option_id, facts.scope, facts.on)
    rows = tuple(
        (
            _name(row.heading.value),
            (row.arrangement or row.not_needed_because or "Not recorded"),
            row.status.value.replace("_", " "),
        )
        for row in facts.appraised.case.service_design
        if row.option_id == facts.order.option_id and (not row.owner_partner_id or facts.scope.sees_partner(row.owner_partner_id))
    )
    hidden = int((~frame.is_seen).sum())
    blocks: list[Block] = [finding(f"{len(rows)} of {len(frame)} headings of the service design are shown")]
    if rows:
        blocks.append(Table("Service design", ("Heading", "Arrangement", "Status"), rows, widths=(1.3, 3.4, 0.9)))
    if hidden:
        blocks.append(told(f"{counted(hidden, 'heading')} of other partners are not listed"))
    left = (
        to_complete("the head of procurement", "procurement route, contract length and subsidy"),
        to_complete("the head of human resources", "staff transfer"),
    )
    deal: tuple[Sentence, ...] = asks.offer_answers(facts) or (missing("No offer has been made on this option"),)
    return (Section("Service design", (*blocks, *left), 2), Section("The deal", deal, 2))


def _name(word: str) -> str:
    return "IT" if word == "it" else word.replace("_", " ").capitalize()


def financial(facts: Facts) -> tuple[Section, ...]:
    """Need and sources of money, partners, years, and cash against capacity."""
    option_id, case = facts.order.option_id, facts.appraised.case
    plan = funding_plan(facts.person, facts.appraised, option_id, facts.day_basis)
    labels = [year_label(case.programme.base_year, year) for year in range(len(facts.appraised.factors))]
    promised = promised_by_partner(facts.appraised, option_id, facts.scope.partners, plan.basis)
    need = _by_row(plan.years, {"Needed": "need_gbp", "Promised": "promised_gbp", "No source": "gap_gbp"})
    money_words = f"{facts.day_words}"
    drawn = Chart(funding_title(plan), alt_of(funding_chart.alt_text(plan)), funding_chart.draw(plan))
    blocks: list[Block] = [finding(funding_title(plan)), drawn]
    blocks += by_year_tables(need, "name", "All partners", labels, f"Needed and promised in cash, {money_words}")
    blocks += (
        by_year_tables(promised, "partner", "Partner", labels, f"Promised in cash by partner, {money_words}")
        if len(promised)
        else [missing("Nobody has promised any cash")]
    )
    if plan.hidden_promises:
        blocks.append(told(f"{counted(plan.hidden_promises, 'promise')} of other partners are not listed"))
    blocks.append(told(cliff_sentence(plan)))
    return (
        Section("Funding need and sources", tuple(blocks), 2),
        part_of(worth.partners(facts, ()), "Who pays and who gains"),
        _years_of_partners(facts, labels),
        _cash_and_capacity(facts),
        Section(
            "Accounting treatment",
            (to_complete("the chief finance officer", "capital or revenue, VAT, pensions, balance sheet"),),
            2,
        ),
    )


def _by_row(frame: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    rows = []
    for name, column in names.items():
        series = dict(zip(frame.year_label, frame[column], strict=True))
        rows.append({"name": name, **series, "total_gbp": float(frame[column].sum())})
    return pd.DataFrame(rows)


def _years_of_partners(facts: Facts, labels: list[str]) -> Section:
    frame = partner_years(facts.appraised, facts.order.option_id, facts.day_basis)
    moving = frame.groupby("partner", sort=False).net_gbp.transform(lambda each: each.abs().max()) > 0.5
    wide = frame[moving].pivot_table(index="partner", columns="year_label", values="net_gbp", sort=False).reset_index()
    if wide.empty:
        return Section("Each partner by year", (told("No partner pays or gets cash in any year"),), 2)
    wide = wide.assign(total_gbp=wide[labels].sum(axis=1))
    tables = by_year_tables(wide, "partner", "Partner", labels, f"Net cash of each partner by year, {facts.day_words}")
    out = int((wide.total_gbp < -0.5).sum())
    return Section("Each partner by year", (finding(f"{out} of {counted(len(wide), 'partner')} end with less cash"), *tables), 2)


def _cash_and_capacity(facts: Facts) -> Section:
    sums = cash_or_capacity(facts.appraised, facts.order.option_id).groupby("part", sort=False).gbp.sum()
    if sums.empty:
        return Section("Cash against capacity", (told("No benefit falls in a budget"),), 2)
    rows = tuple((str(part).capitalize(), exact_money(float(gbp))) for part, gbp in sums.items())
    table = Table(
        f"Benefit in budgets by what becomes of it. {basis_in_words(facts.appraised.case, PRESENT)}",
        ("What becomes of it", "Present value"),
        rows,
        frozenset({1}),
        (3, 1),
    )
    cash = float(sums.get("cash released", 0.0))
    return Section("Cash against capacity", (finding(f"{money(cash)} becomes cash; capacity is never added to it"), table), 2)


def management(facts: Facts, history: History) -> tuple[Section, ...]:
    """Gates, realisation plan, risks, what came of what was promised, assurance and roles."""
    gates = tuple((row.gate.title, row.words, row.look_again or "nothing has changed since") for row in facts.gates)
    passed = sum(row.is_passed for row in facts.gates)
    table = Table("Gates of this option", ("Gate", "State", "Since"), gates, widths=(3, 1, 1.6))
    return (
        Section("Gates", (finding(f"{passed} of {counted(len(gates), 'gate is', 'gates are')} passed"), table), 2),
        _realisation_plan(facts),
        part_of(risks.risks(facts), "Risks"),
        predicted_against_actual(facts, history),
        part_of(close.assurance(facts), "Assurance and evidence"),
        Section("Roles", (to_complete("the programme's lead", "who is accountable, who leads, and who reports to whom"),), 2),
    )


def _realisation_plan(facts: Facts) -> Section:
    frame = release_actions(facts.person, facts.appraised, facts.order.option_id, facts.on)
    if frame.empty:
        return Section(
            "Benefits realisation plan", (missing("No line of cash is shown that somebody could take out of a budget"),), 2
        )
    rows = tuple(
        (
            str(row["line"]),
            str(row["partner"]),
            exact_money(float(row["pv_cash_gbp"])),
            str(row["action"] or "Not recorded"),
            str(row["owner"] or "Nobody named"),
            str(row["due_on"] or "No date"),
            _status(row["status"]),
        )
        for row in frame.to_dict("records")
    )
    owned = sum(row[4] != "Nobody named" for row in rows)
    table = Table(
        "Cash to be taken out of budgets, present value",
        ("Benefit", "Partner", "Cash", "Release action", "Owner", "Due", "State"),
        rows,
        frozenset({2}),
        (1.5, 1.4, 1, 1.8, 1.2, 1, 0.9),
    )
    gaps = [missing(f"{row[0]} of {row[1]} has no owner") for row in rows if row[4] == "Nobody named"]
    said = finding(f"{owned} of {counted(len(rows), 'benefit has', 'benefits have')} an owner")
    return Section("Benefits realisation plan", (said, table, *gaps), 2)


def _status(word: object) -> str:
    return str(word or "Not planned").replace("_", " ")
