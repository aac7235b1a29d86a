"""The economic dimension: options framework, long list, appraisal summary table, and how sure it is."""

from collections.abc import Callable, Mapping

import pandas as pd

from core.charts import options_range as range_chart
from core.charts.kit.formats import duration, exact_money, money, money_range, ratio
from core.charts.sentences.uncertainty import options_range_title
from core.domain.case.options import Option, OptionKind
from core.domain.prices import MoneyBasis
from core.domain.wording import counted
from core.papers.content.paper import (
    Block,
    Chart,
    Section,
    Table,
    alt_of,
    finding,
    missing,
    to_complete,
)
from core.papers.facts import Facts
from core.papers.kinds import risks, worth
from core.papers.kinds.growth import by_scale
from core.papers.kinds.rows import Column, table_of
from core.reports.options import KIND_WORDS
from core.reports.partners import ledger
from core.reports.prices import terms_in_words
from core.reports.risks import risk_register
from core.reports.uncertainty import spreads
from core.reports.unmonetised import unmonetised

MOST_OPTIONS_ACROSS = 4
PRESENT = MoneyBasis.present_value
Show = Callable[[Facts, Option], str]


def parts(facts: Facts, raised: pd.DataFrame, why_rejected: Mapping[str, str]) -> tuple[Section, ...]:
    """Options framework, long list, appraisal summary, short list, uncertainty, and what has no price."""
    return (
        _options_framework(facts),
        _long_list(raised),
        _summary_table(facts),
        part_of(worth.alternatives(facts, why_rejected), "Short list"),
        part_of(worth.sure(facts), "Uncertainty and tests"),
        by_scale(facts),
        part_of(risks.without_price(facts), "What has no price"),
    )


def part_of(section: Section, heading: str) -> Section:
    """A section of another paper as a part of this one."""
    return Section(heading, section.blocks, 2)


def _options_framework(facts: Facts) -> Section:
    case = facts.appraised.case
    rows = tuple(
        (
            row.title,
            KIND_WORDS[row.kind],
            str(sum(site.option_id == row.option_id for site in case.option_sites)),
            row.delivery_form or "not recorded",
            row.commissioning_form or "not recorded",
        )
        for row in case.options
    )
    table = Table(
        "Choices of each option",
        ("Option", "Solution", "Sites", "Delivery", "Commissioning and funding"),
        rows,
        frozenset({2}),
        (2, 1.2, 0.6, 1.7, 1.7),
    )
    left = to_complete("the programme's lead", "the long list that was looked at first, by scope, solution, delivery and funding")
    return Section("Options framework", (finding(f"{counted(len(rows), 'option is', 'options are')} recorded"), table, left), 2)


def _long_list(raised: pd.DataFrame) -> Section:
    if raised.empty:
        return Section("Long list", (missing("No opportunity was raised and screened"),), 2)
    columns = (
        Column("Opportunity", "title", width=2),
        Column("Raised by", "raised_by", width=1.2),
        Column("Partner", "partner"),
        Column("Where it stands", "stands", width=2),
    )
    said = finding(f"{counted(len(raised), 'opportunity was', 'opportunities were')} raised")
    return Section("Long list", (said, table_of(raised, columns, "Opportunities raised, and where each stands")), 2)


def _summary_table(facts: Facts) -> Section:
    compared = [row for row in facts.appraised.case.options if row.kind is not OptionKind.business_as_usual]
    spread = spreads(facts.appraised, facts.simulation)
    terms = terms_in_words(facts.appraised.case, PRESENT).rstrip(".")
    blocks: list[Block] = [finding(options_range_title(spread)), _range_picture(spread)]
    for start in range(0, len(compared), MOST_OPTIONS_ACROSS):
        piece = compared[start : start + MOST_OPTIONS_ACROSS]
        rows = tuple((label, *(show(facts, row) for row in piece)) for label, show in _MEASURES)
        blocks.append(
            Table(
                f"Appraisal summary: {', '.join(row.title for row in piece)}. {terms}",
                ("Measure", *(row.title for row in piece)),
                rows,
                frozenset(range(1, len(piece) + 1)),
                (1.8, *(1.2,) * len(piece)),
            )
        )
    return Section("Appraisal summary table", tuple(blocks), 2)


def _range_picture(spread: pd.DataFrame) -> Chart:
    said = options_range_title(spread)
    ends = "; ".join(f"{row['option']} {money_range(row['p10_gbp'], row['p90_gbp'])}" for row in spread.to_dict("records"))
    return Chart(said, alt_of(f"Dots and bars of what 8 in 10 model runs return. {ends}."), range_chart.draw(spread))


def _spread(facts: Facts, option: Option) -> str:
    own = spreads(facts.appraised, facts.simulation)
    row = own[own.option_id == option.option_id].iloc[0]
    central = facts.appraised.option(option.option_id).expected.measures.npsv_gbp
    return f"{exact_money(central)} ({money_range(row['p10_gbp'], row['p90_gbp'])})"


def _losers(facts: Facts, option: Option) -> str:
    frame = ledger(facts.appraised, option.option_id)
    behind = [f"{row['partner']} {money(row['net_gbp'])}" for row in frame[frame.net_gbp < -0.5].to_dict("records")]
    return "; ".join(behind) or "nobody"


def _measure(name: str) -> Show:
    return lambda facts, option: exact_money(getattr(facts.appraised.option(option.option_id).expected.measures, name))


_MEASURES = (
    ("Net public value (8 in 10 model runs)", _spread),
    ("Cash cost to public bodies", _measure("pv_public_cost_gbp")),
    ("Cost to society", _measure("pv_cost_gbp")),
    (
        "Public value for each pound, a figure and no ranking",
        lambda facts, option: ratio(facts.appraised.option(option.option_id).expected.measures.bcr),
    ),
    ("Cash released", _measure("pv_cash_released_gbp")),
    ("Effects without a price", lambda facts, option: str(len(unmonetised(facts.appraised, option.option_id)))),
    (
        "Expected cost of risks, real",
        lambda facts, option: risks.expected_cost(risk_register(facts.appraised, option.option_id), facts.scope),
    ),
    (
        "Cash pays back",
        lambda facts, option: duration(facts.appraised.option(option.option_id).expected.measures.payback_cash_years),
    ),
    ("Who loses in cash", _losers),
)
