"""Own figures: what a partner pays and gets, its worst year, its pay-back and how sure they are, by year and by split."""

import pandas as pd
import streamlit as st

from core.charts.kit.formats import duration, exact_money, money, money_range
from core.charts.sentences.organisation import (
    managed_sentence,
    offered_then_sentence,
    payback_note,
    split_name,
    sure_note,
    worst_year_note,
)
from core.domain.prices import MONEY_BASIS_WORDS, MoneyBasis
from core.reports.organisation.cash import Sureness
from core.reports.organisation.splits import OwnSplit
from pages.components.layout import Card, text_table
from pages.shell.user_text import plain

PV = MoneyBasis.present_value.value


def cards(totals: pd.DataFrame, splits: tuple[OwnSplit, ...], sure: Sureness) -> list[Card]:
    """Four figures of a partner: what it pays, what it gets, what is left, and its worst year."""
    own = totals.set_index("basis").loc[PV]
    kept = [
        Card("Pays", money(own.pays_gbp), _under_the_offer(splits, own.in_kind_gbp)),
        Card("Gets, in cash", money(own.cash_gbp), f"and {money(own.capacity_gbp)} of capacity, which is no cash"),
        Card("Net cash", money(own.net_gbp), f"{money_range(sure.p10_gbp, sure.p90_gbp)} in 8 of 10 model runs"),
    ]
    if splits:
        kept.append(Card("Worst year", money(splits[0].worst_gbp), worst_year_note(splits[0])))
    return kept


def payback(splits: tuple[OwnSplit, ...], sure: Sureness) -> None:
    """Say when cash is back, against the partner's limit, and with which chance."""
    if splits:
        back = duration(splits[0].payback_years)
        st.markdown(f"**Pay-back.** {plain(f'{back}; {payback_note(splits[0])}. {sure_note(sure)}.')}")


def by_year(years: pd.DataFrame, key: str) -> None:
    """Show pays, gets, net and running total by financial year; years go down on a phone."""
    names = {"Pays": "pays_gbp", "Gets": "cash_gbp", "Net": "net_gbp", "So far": "running_gbp"}
    cells = {name: [money(gbp) for gbp in years[column]] for name, column in names.items()}
    wide = pd.DataFrame([[name, *figures] for name, figures in cells.items()], columns=["Cash", *years.year_label])
    with st.container(key=f"wide-{key}"):
        text_table(wide, figures=f"{key}-across")
    with st.container(key=f"narrow-{key}"):
        text_table(pd.DataFrame({"Year": years.year_label, **cells}), figures=f"{key}-down")


def to_the_pound(totals: pd.DataFrame, splits: tuple[OwnSplit, ...]) -> None:
    """Fold away what a secretary needs and a board seldom: the totals in each money, and each split, to the pound."""
    with st.expander("To the pound: in each money, and as costed beside the offer", key="own-to-the-pound"):
        moneys, split = st.columns(2, gap="large")
        with moneys:
            _three_moneys(totals)
        with split:
            if splits:
                _by_split(splits, totals)


def _three_moneys(totals: pd.DataFrame) -> None:
    """Show the totals in each money, to the pound."""
    names = {"Pays": "pays_gbp", "Gets": "cash_gbp", "Net cash": "net_gbp"}
    table = pd.DataFrame({"All years": [MONEY_BASIS_WORDS[MoneyBasis(basis)] for basis in totals.basis]})
    text_table(table.assign(**{name: totals[column].map(exact_money) for name, column in names.items()}), figures="moneys-own")


def _by_split(splits: tuple[OwnSplit, ...], totals: pd.DataFrame) -> None:
    """Show what the partner pays as costed and under the offer that stands, to the pound, as the page Deal does."""
    rows = (
        ("Pays", [exact_money(split.pays_gbp) for split in splits]),
        ("Gains in cash", [exact_money(split.gains_gbp) for split in splits]),
        ("Net", [exact_money(split.net_gbp) for split in splits]),
        ("Pays back in", [duration(split.payback_years) for split in splits]),
        ("Most needed in a year", [_worst(split) for split in splits]),
    )
    table = pd.DataFrame([[name, *cells] for name, cells in rows], columns=["Present value", *map(split_name, splits)])
    text_table(table, figures="splits-own")
    own = totals.set_index("basis").loc[PV]
    told = [managed_sentence(own.cash_gbp, splits[0].gains_gbp), *map(offered_then_sentence, splits)]
    if any(told):
        st.caption(plain(" ".join(filter(None, told))))


def _worst(split: OwnSplit) -> str:
    return f"{exact_money(split.worst_gbp)} ({split.worst_label})" if split.worst_label else "none"


def _under_the_offer(splits: tuple[OwnSplit, ...], in_kind_gbp: float) -> str:
    kind = f"and {money(in_kind_gbp)} in kind" if in_kind_gbp >= 1 else "as costed"
    return kind if len(splits) < 2 else f"{kind}; {money(splits[1].pays_gbp)} under offer {splits[1].offer_id}"
