"""Whether it is worth it and how sure that is: sections that every reader's paper shares."""

from collections.abc import Iterator, Mapping

import pandas as pd

from core.access.redaction import drivers_seen, turning_points_seen
from core.charts import ledger as ledger_chart
from core.charts import tornado as tornado_chart
from core.charts.kit.formats import chance, duration, exact_money, money, money_range, runs
from core.charts.sentences.options import break_even_sentence
from core.charts.sentences.partners import ledger_title, misalignment_sentence
from core.charts.sentences.sensitivity import tornado_title, value_words
from core.charts.sentences.splits import moved_sentence, split_row, split_sentence, under_offer
from core.domain.prices import MoneyBasis
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
    told,
)
from core.papers.facts import Facts
from core.papers.kinds.rows import Column, pounds, table_of, text_tables
from core.reports.options import KIND_WORDS
from core.reports.partners import counting, ledger
from core.reports.prices import basis_in_words, terms_in_words
from core.reports.sensitivity import always_tested, drivers, turning_points
from core.reports.uncertainty import spreads

MOST_DRIVERS = 8
MOST_PARTNERS_DRAWN = 12
_NO_VALUE = "not shown"


def spread_of(facts: Facts) -> pd.Series:
    """The ranges of the option, as the pages show them."""
    frame = spreads(facts.appraised, facts.simulation)
    return frame[frame.option_id == facts.order.option_id].iloc[0]


def four_figures(facts: Facts) -> Table:
    """Net public value, cash to invest, net cash and pay-back, each with what 8 in 10 model runs say."""
    own, spread = facts.appraised.option(facts.order.option_id).expected.measures, spread_of(facts)
    net = own.pv_cash_released_gbp - own.pv_public_cost_gbp
    horizon = facts.appraised.case.programme.horizon_years
    rows = (
        (
            "Net public value",
            exact_money(own.npsv_gbp),
            money_range(spread["p10_gbp"], spread["p90_gbp"]),
            f"above nothing in {runs(spread['chance_positive'])}",
        ),
        (
            "Cash to invest",
            exact_money(own.pv_public_cost_gbp),
            money_range(spread["cost_p10_gbp"], spread["cost_p90_gbp"]),
            "paid in cash by all partners",
        ),
        (
            "Net cash",
            exact_money(net),
            money_range(spread["cash_p10_gbp"], spread["cash_p90_gbp"]),
            f"more back than in, in {runs(spread['chance_cash'])}",
        ),
        ("Cash pays back in", duration(own.payback_cash_years, horizon), "", "cash of all partners together, real terms"),
    )
    terms = terms_in_words(facts.appraised.case, MoneyBasis.present_value)
    return Table(
        f"The four figures. {terms.rstrip('.')}",
        ("Figure", "Expected", "8 in 10 model runs", "What that means"),
        rows,
        frozenset({1, 2}),
        (1.3, 1.2, 1.5, 2),
    )


def worth_sentence(facts: Facts) -> str:
    """Say whether society gains more than it spends, and how sure that is."""
    own, spread = facts.appraised.option(facts.order.option_id).expected.measures, spread_of(facts)
    more = "gains" if own.npsv_gbp >= 0 else "spends"
    than = "it spends" if own.npsv_gbp >= 0 else "it gains"
    return (
        f"Society {more} {money(abs(own.npsv_gbp))} more than {than} (present value); 8 in 10 model runs lie within "
        f"{money_range(spread['p10_gbp'], spread['p90_gbp'])}"
    )


def sure(facts: Facts) -> Section:
    """How sure: the chance, what would turn the answer, and the standing tests."""
    spread = spread_of(facts)
    blocks: list[Block] = [finding(f"{chance(spread['chance_positive'])} model runs are worth more than business as usual")]
    moved = drivers(facts.appraised, facts.order.option_id)
    if len(moved) < 2:
        blocks.append(missing("Fewer than 2 ranges are entered: the chance says little"))
    blocks += [*tornado(facts), *_turning(facts), *standing_tests(facts)]
    result = facts.appraised.option(facts.order.option_id)
    if result.has_levers:
        blocks.append(told(break_even_sentence(facts.option_title, result.break_even_adoption)))
    return Section("How sure", tuple(blocks))


def tornado(facts: Facts) -> tuple[Chart, ...]:
    """The assumptions that move net public value most; names and values of rows that are not seen are taken away."""
    frame = drivers_seen(drivers(facts.appraised, facts.order.option_id), facts.scope).head(MOST_DRIVERS)
    if frame.empty:
        return ()
    drawn = frame.assign(
        low_text=[_value(column, value) for column, value in zip(frame.column, frame.low_value, strict=True)],
        high_text=[_value(column, value) for column, value in zip(frame.column, frame.high_value, strict=True)],
    )
    said = tornado_title(drawn)
    alt = alt_of(f"Bars of how far each of {len(drawn)} assumptions moves net public value. {said}.")
    central = float(drawn.central_gbp.iloc[0])
    native = NativeChart(
        ChartKind.stacked_bars,
        tuple(map(str, drawn.driver)),
        (
            ("At the low end", tuple(float(gbp) - central for gbp in drawn.low_npsv_gbp)),
            ("At the high end", tuple(float(gbp) - central for gbp in drawn.high_npsv_gbp)),
        ),
    )
    return (Chart(said, alt, tornado_chart.draw(drawn), native),)


def _turning(facts: Facts) -> Iterator[Block]:
    frame = turning_points_seen(turning_points(facts.appraised, facts.order.option_id), facts.scope)
    crossing = frame[frame.switching_value.notna() | frame.from_value.notna()].head(MOST_DRIVERS)
    if crossing.empty:
        yield told("No single assumption, moved by itself, takes net public value to nothing")
        return
    rows = []
    for row in crossing.to_dict("records"):
        value = _value(row["column"], row["value"])
        if pd.isna(row["switching_value"]):
            turn = f"between {_value(row['column'], row['from_value'])} and {_value(row['column'], row['to_value'])}"
        else:
            turn = _value(row["column"], row["switching_value"])
        rows.append((str(row["driver"]), value, f"{'falls' if row['falls'] else 'rises'} to {turn}"))
    yield Table(
        "What would have to change for net public value to be nothing, one figure at a time",
        ("Figure", "As entered", "Crosses nothing when it"),
        tuple(rows),
        widths=(2.6, 1, 1.6),
    )


def standing_tests(facts: Facts) -> tuple[Table, ...]:
    """The tests made of every programme."""
    frame = always_tested(facts.appraised)
    own = frame[frame.option_id == facts.order.option_id]
    columns = (Column("Test", "test", width=2.4), pounds("Net public value", "npsv_gbp"), pounds("Net cash", "net_cash_gbp"))
    terms = basis_in_words(facts.appraised.case, MoneyBasis.present_value)
    has_cash = "net_cash_gbp" in own and own.net_cash_gbp.notna().any()
    return (table_of(own, columns if has_cash else columns[:2], f"Standing tests, made of every programme. {terms}"),)


def partners(facts: Facts, answers: tuple[Sentence, ...], heading: str = "Other partners") -> Section:
    """Who pays and who gains: totals of every partner, which every reader sees."""
    basis = facts.order.basis
    frame = ledger(facts.appraised, facts.order.option_id, basis)
    terms = terms_in_words(facts.appraised.case, basis).rstrip(".")
    said = facts.offer.latest if facts.offer else {}
    shown = frame.assign(
        back=[duration(years) for years in frame.payback_years],
        position=[said[one].answer.value.replace("_", " ") if one in said else "not answered" for one in frame.partner_id],
    )
    columns = [
        Column("Partner", "partner", width=2),
        pounds("Pays", "pays_gbp"),
        pounds("Gets in cash", "cash_gbp"),
        pounds("Net", "net_gbp"),
        Column("Pays back", "back"),
    ]
    columns += [Column("On the offer", "position")] if facts.offer else []
    own = facts.appraised.option(facts.order.option_id).expected.measures
    blocks: list[Block] = [finding(ledger_title(counting(frame, "cash"))), *ledger_picture(facts)]
    blocks.append(table_of(shown, columns, f"What each partner pays and gets in cash. {terms}"))
    blocks.append(told(misalignment_sentence(own.misalignment)))
    return Section(heading, (*blocks, *under_the_offer(facts), *answers))


def under_the_offer(facts: Facts) -> tuple[Block, ...]:
    """The split under the offer that stands, to the pound, as the deal sheet gives it; nothing where none was made."""
    divided = facts.divided()
    if divided.offer is None:
        return ()
    frame = pd.DataFrame([split_row(line, divided) for line in divided.lines])
    moved = moved_sentence(divided)
    return (
        told(split_sentence(divided)),
        *((told(moved),) if moved else ()),
        *text_tables(frame, f"Who pays and who gets, as costed and {under_offer(divided).lower()}"),
    )


def ledger_picture(facts: Facts) -> tuple[Chart, ...]:
    """The ledger as bars: what each partner pays and what cash it gets."""
    frame = counting(ledger(facts.appraised, facts.order.option_id, facts.order.basis), "cash")
    moving = frame[(frame.pays_gbp.abs() > 0.5) | (frame.gains_gbp.abs() > 0.5)].reset_index(drop=True)
    if moving.empty:
        return ()
    whole = len(moving)
    if whole > MOST_PARTNERS_DRAWN:
        largest = (moving.pays_gbp.abs() + moving.gains_gbp.abs()).nlargest(MOST_PARTNERS_DRAWN).index
        moving = moving.loc[sorted(largest)].reset_index(drop=True)
    title = "What each partner pays and what it gets in cash"
    title += f": the {len(moving)} of {whole} with the largest sums" if whole > len(moving) else ""
    drawing = ledger_chart.draw(moving[["partner", "pays_gbp", "gains_gbp", "net_gbp"]])
    paid, got = money(float(moving.pays_gbp.sum())), money(float(moving.gains_gbp.sum()))
    alt = alt_of(f"Bars of what {len(moving)} partners pay ({paid} in all) and get in cash ({got} in all). {ledger_title(moving)}.")
    native = NativeChart(
        ChartKind.stacked_bars,
        tuple(map(str, moving.partner)),
        (("Pays", tuple(-float(gbp) for gbp in moving.pays_gbp)), ("Gets in cash", tuple(map(float, moving.gains_gbp)))),
    )
    return (Chart(title, alt, drawing, native),)


def alternatives(facts: Facts, why_rejected: Mapping[str, str], partner_id: str | None = None) -> Section:
    """Every option, business as usual first, with the reader's net cash, and why it is not asked for."""
    rows, gaps = [], []
    for option in facts.appraised.case.options:
        own = facts.appraised.option(option.option_id).expected
        net = own.measures.pv_cash_released_gbp - own.measures.pv_public_cost_gbp
        cash = own.partners[partner_id].net_cash_gbp if partner_id else net
        is_asked = option.option_id == facts.order.option_id
        why = "this is what is asked" if is_asked else why_rejected.get(option.option_id, "")
        if not why:
            gaps.append(missing(f"Why “{option.title}” was rejected is not written down"))
        back = duration(own.measures.payback_cash_years)
        rows.append(
            (
                f"{option.title} ({KIND_WORDS[option.kind].lower()})",
                exact_money(own.measures.npsv_gbp),
                exact_money(cash),
                back,
                why or "Not recorded",
            )
        )
    heads = ("Option", "Net public value", "Our net cash" if partner_id else "Net cash", "Cash pays back", "Why not")
    terms = basis_in_words(facts.appraised.case, MoneyBasis.present_value)
    table = Table(
        f"Alternatives, in the order of the file. {terms}", heads, tuple(rows), frozenset({1, 2}), (2.4, 1.2, 1.2, 1, 1.8)
    )
    best = spreads(facts.appraised, facts.simulation)
    return Section("Alternatives considered", (finding(f"{len(best)} options are held against business as usual"), table, *gaps))


def _value(column: object, value: float | None) -> str:
    """A value of an assumption as the pages write it."""
    return _NO_VALUE if value is None or pd.isna(value) else value_words(float(value), str(column))
