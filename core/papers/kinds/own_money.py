"""What we pay, what we get, and whether we can afford it: the financial sections of one organisation's paper."""

import pandas as pd

from core.charts import ledger as ledger_chart
from core.charts import running_cash as running_chart
from core.charts.kit.formats import duration, exact_money, money, signed_money, whole_years
from core.papers.content.paper import (
    Block,
    Chart,
    ChartKind,
    NativeChart,
    Section,
    Sentence,
    Table,
    alt_of,
    finding,
    missing,
    note,
    told,
)
from core.papers.facts import Facts
from core.papers.kinds.rows import MAY_DIFFER, Column, pounds, row_of, table_of
from core.reports.organisation.cash import own_years
from core.reports.papers.own_money import own_lines
from core.reports.partners import ledger
from core.reports.prices import terms_in_words, why_no_money_of_the_day, years_in_words

NOTHING_GBP = 0.5
MOST_BARS = 14
_YEAR_COLUMNS = (
    Column("Year", "year_label", width=0.85),
    pounds("We pay: capital", "capital_gbp", 0.95),
    pounds("We pay: revenue", "revenue_gbp"),
    pounds("In kind", "in_kind_gbp", 0.9),
    pounds("We get in cash", "cash_gbp"),
    pounds("of which annually managed", "managed_gbp"),
    pounds("Net cash", "net_gbp", 1.1),
    pounds("Running total", "running_gbp", 1.1),
)


def pays_and_gets(facts: Facts, partner_id: str) -> Section:
    """Which money, in which year, of which line: tables by year and by line, and the years as bars."""
    frame = own_years(facts.appraised, facts.order.option_id, partner_id, facts.day_basis)
    case = facts.appraised.case
    caption = f"What {facts.reader_title} pays and gets by year: {facts.day_words}, {years_in_words(case)}"
    why_not = why_no_money_of_the_day(facts.appraised)
    blocks: list[Block] = [
        finding(net_sentence(facts, partner_id)),
        table_of(_with_total(frame), _YEAR_COLUMNS, caption, note=MAY_DIFFER, total=True),
    ]
    if why_not:
        blocks.append(missing(f"{why_not} These years are shown in real terms"))
    blocks += _years_chart(facts, frame)
    return Section("What we pay and what we get", (*blocks, *_lines(facts, partner_id)))


def net_sentence(facts: Facts, partner_id: str) -> str:
    """Say what the reader pays, gets and is left with, present value, and what of it nobody in the room can spend."""
    own = row_of(ledger(facts.appraised, facts.order.option_id), "partner_id", partner_id)
    pays, gets, net = (float(own[name]) for name in ("pays_gbp", "cash_gbp", "net_gbp"))
    managed = facts.appraised.option(facts.order.option_id).expected.partners[partner_id].pv_cash_annually_managed_gbp
    left = (
        "neither better nor worse off"
        if abs(net) < NOTHING_GBP
        else (f"{exact_money(abs(net))} {'better' if net > 0 else 'worse'} off in cash")
    )
    apart = (
        ""
        if abs(managed) < NOTHING_GBP
        else (f"; {exact_money(managed)} of what it gets is annually managed and cannot be spent locally")
    )
    return f"{facts.reader_title} pays {exact_money(pays)} and gets {exact_money(gets)} in cash (present value): {left}{apart}"


def affordable(facts: Facts, partner_id: str) -> Section:
    """Worst year and pay-back, held to the limits the reader set itself."""
    own = row_of(ledger(facts.appraised, facts.order.option_id), "partner_id", partner_id)
    partner = next(row for row in facts.appraised.case.partners if row.partner_id == partner_id)
    horizon = facts.appraised.case.programme.horizon_years
    payback = None if pd.isna(own["payback_years"]) else float(own["payback_years"])
    blocks: list[Block] = [finding(_payback_sentence(payback, partner.payback_limit_years, horizon)), _tests(facts, partner_id)]
    if partner.affordability_gbp_per_year is None:
        blocks.append(missing(f"No yearly limit is recorded for {facts.reader_title}"))
    if partner.payback_limit_years is None:
        blocks.append(missing(f"No limit for pay-back is recorded for {facts.reader_title}"))
    return Section("Can we afford it", (*blocks, *_running_chart(facts, partner_id)))


def _payback_sentence(payback: float | None, limit: float | None, horizon: int) -> str:
    told_limit = "" if limit is None else f"; our limit is {duration(limit)}"
    if payback is None:
        return f"Our cash is never paid back inside the {whole_years(horizon)} looked at{told_limit}"
    if payback == 0:
        return f"We are never out of pocket{told_limit}"
    return f"Our cash is paid back in {duration(payback)}{told_limit}"


def _tests(facts: Facts, partner_id: str) -> Table:
    made = facts.deal()
    heads = ("Test", "Our figure", "Our limit", "Met")
    caption = "Our tests, real terms, under the offer" if facts.offer else "Our tests, real terms, with each line as costed"
    if made is None or partner_id not in made.parties.ids:
        return Table(caption, heads, (("Cash in or out", "none", "no limit recorded", "yes"),))
    own = row_of(made.partners, "partner_id", partner_id)
    limit_years, limit_gbp = own["payback_limit_years"], own["affordable_gbp"]
    rows = (
        (
            "Pay-back of departmental cash",
            duration(own["payback_years"], none="never inside the years looked at"),
            duration(limit_years, none="no limit recorded"),
            _met(own["pays_back_in_time"], pd.isna(limit_years)),
        ),
        (
            "Most needed in one year",
            exact_money(float(own["most_needed_gbp"])),
            exact_money(limit_gbp, none="no limit recorded"),
            _met(own["can_afford"], pd.isna(limit_gbp)),
        ),
        ("No worse off", signed_money(float(own["net_gbp"])), "£0 or more", _met(own["is_no_worse"], no_limit=False)),
    )
    return Table(caption, heads, rows, frozenset({1, 2}), (2.2, 1.4, 1.2, 1))


def _met(is_met: object, no_limit: bool) -> str:
    return "no limit recorded" if no_limit else "yes" if is_met else "no"


def _with_total(frame: pd.DataFrame) -> pd.DataFrame:
    sums = {name: float(frame[name].sum()) for name in frame.columns if name.endswith("_gbp") and name != "running_gbp"}
    last = float(frame.running_gbp.iloc[-1])
    return pd.concat([frame, pd.DataFrame([{"year_label": "All years", **sums, "running_gbp": last}])], ignore_index=True)


def _years_chart(facts: Facts, frame: pd.DataFrame) -> list[Block]:
    shown = frame.assign(pays_gbp=frame.capital_gbp + frame.revenue_gbp, gains_gbp=frame.cash_gbp, partner=frame.year_label)
    moving = shown[(shown.pays_gbp.abs() > NOTHING_GBP) | (shown.gains_gbp.abs() > NOTHING_GBP)]
    if moving.empty:
        return [told(f"{facts.reader_title} neither pays nor gets any cash in any year")]
    drawn = in_bands(moving[["partner", "pays_gbp", "gains_gbp", "net_gbp"]])
    first, last = moving.year_label.iloc[0], moving.year_label.iloc[-1]
    title = f"What we pay and get, {first} to {last}, {facts.day_words}"
    paid, got = money(float(drawn.pays_gbp.sum())), money(float(drawn.gains_gbp.sum()))
    alt = alt_of(
        f"Bars by year, {first} to {last}: {facts.reader_title} pays {paid} in all and gets {got} in cash, "
        f"{facts.day_words}. Table above has the figures."
    )
    native = NativeChart(
        ChartKind.columns,
        tuple(str(label) for label in frame.year_label),
        (("We pay", tuple(-float(gbp) for gbp in shown.pays_gbp)), ("We get in cash", tuple(map(float, shown.gains_gbp)))),
    )
    return [Chart(title, alt, ledger_chart.draw(drawn.reset_index(drop=True)), native)]


def in_bands(years: pd.DataFrame) -> pd.DataFrame:
    """Years as rows of a chart: as many as can be read, else added up in bands of equal length."""
    if len(years) <= MOST_BARS:
        return years.reset_index(drop=True)
    length = next(each for each in (5, 10, 20, 50, 1_000) if -(-len(years) // each) <= MOST_BARS)
    rows = []
    for start in range(0, len(years), length):
        band = years.iloc[start : start + length]
        sums = {name: float(band[name].sum()) for name in ("pays_gbp", "gains_gbp", "net_gbp")}
        rows.append({"partner": f"{band.partner.iloc[0]} to {band.partner.iloc[-1]}", **sums})
    return pd.DataFrame(rows)


def _running_chart(facts: Facts, partner_id: str) -> list[Block]:
    frame = own_years(facts.appraised, facts.order.option_id, partner_id, facts.day_basis)
    if frame.net_gbp.abs().max() < NOTHING_GBP:
        return []
    drawn = frame[["year", "running_gbp"]].assign(option=facts.reader_title)[["option", "year", "running_gbp"]]
    lowest, last = float(frame.running_gbp.min()), float(frame.running_gbp.iloc[-1])
    at = str(frame.year_label.iloc[int(frame.running_gbp.to_numpy().argmin())])
    title = f"Our running total of cash, {facts.day_words}"
    alt = alt_of(
        f"Line of our running total of cash: lowest in {at} at {money(lowest)}, {money(last)} at the end, {facts.day_words}."
    )
    native = NativeChart(
        ChartKind.lines, tuple(map(str, frame.year_label)), (("Running total", tuple(map(float, frame.running_gbp))),)
    )
    return [Chart(title, alt, running_chart.draw(drawn), native)]


def _lines(facts: Facts, partner_id: str) -> tuple[Table | Sentence, ...]:
    frame = own_lines(facts.appraised, facts.order.option_id, partner_id, facts.order.basis)
    terms = terms_in_words(facts.appraised.case, facts.order.basis).rstrip(".")
    paid, got = frame[frame.side == "pays"], frame[frame.side == "gains"]
    found: list[Table | Sentence] = []
    if len(paid):
        of_costs = (
            Column("Line", "line", width=2.6),
            Column("What for", "kind", _plain),
            pounds("We pay in cash", "pays_gbp"),
            pounds("In kind", "in_kind_gbp"),
        )
        found.append(table_of(paid, of_costs, f"What we pay for, by line. {terms}"))
    if len(got):
        columns = (
            Column("Line", "line", width=1.9),
            Column("Cost centres", "centres", _or_none, 1.3),
            pounds("Cash", "cash_gbp"),
            pounds("Capacity", "capacity_gbp"),
            pounds("Redeployed", "redeployed_gbp", 1.1),
            pounds("Growth avoided", "growth_gbp"),
            pounds("In no budget", "outside_gbp"),
            Column("Release agreed", "agreed", _agreed, 0.9),
        )
        found.append(table_of(got, columns, f"What we get, by line. {terms}"))
        found.append(
            note("Cash, capacity, redeployed to a named use and growth avoided are four different things and are not added")
        )
    return tuple(found)


def _plain(word: object) -> str:
    return str(word).replace("_", " ")


def _or_none(words: object) -> str:
    return str(words) or "none"


def _agreed(word: object) -> str:
    return str(word) or "cannot be cash"
