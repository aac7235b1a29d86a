"""Figures of a meeting: the few that every screen leans on, the split, and the money they are shown in."""

from datetime import UTC, datetime
from typing import Any

import pandas as pd
import streamlit as st

from core.access.redaction import limits_seen
from core.charts.kit.formats import duration, money, money_range, whole_years
from core.charts.sentences.splits import answers_sentence, own_cash_sentence, under_offer
from core.domain.deals.splits import SplitTable
from core.domain.prices import MONEY_BASIS_WORDS, MoneyBasis
from core.reports.appraisals import Appraised
from core.reports.deals.splits import split, standing_split
from core.reports.options import comparison, option_figures
from core.reports.partners import ledger
from core.reports.prices import basis_in_words
from core.reports.uncertainty import spreads
from pages.components import money_basis
from pages.components.layout import Card, cards
from pages.sections.meetings.papers import Papers
from pages.shell import cached_reads, store

AS_COSTED, UNDER_OFFER = "as costed", "under offer"
NO_CASH_GBP = 0.5


def headline(papers: Papers) -> None:
    """Draw the four figures of the option, as entered, each with what is known of its range."""
    shown_in = basis(papers)
    own = option_figures(comparison(papers.entered, shown_in), papers.meeting.option_id)
    place = (papers.meeting.programme_id, papers.meeting.number)
    simulation, shown = cached_reads.simulated(*place), cached_reads.shown_in(shown_in, *place)
    found = spreads(papers.entered, simulation, shown).set_index("option_id").to_dict("index").get(papers.meeting.option_id)

    def note(ends: str) -> str:
        own_money = "" if shown_in is MoneyBasis.present_value else f"{MONEY_BASIS_WORDS[shown_in]}. "
        if found is None:
            return own_money
        return f"{own_money}{money_range(found[f'{ends}p10_gbp'], found[f'{ends}p90_gbp'])} in 8 of 10 runs"

    cards(
        [
            Card("Cash to invest", money(own["pv_public_cost_gbp"]), note("cost_")),
            Card("Net public value", money(own["npsv_gbp"]), note("")),
            Card("Net cash", money(own["net_cash_gbp"]), note("cash_")),
            Card("Cash pays back", *_payback(own["payback_cash_years"], papers.entered.case.programme.horizon_years)),
        ]
    )


def in_a_line(papers: Papers) -> str:
    """Say the option's cash and value and how far partners have answered, in a line."""
    terms = basis_in_words(papers.entered.case, basis(papers))
    own = option_figures(comparison(papers.entered, basis(papers)), papers.meeting.option_id)
    cash, value = money(own["pv_public_cost_gbp"]), money(own["npsv_gbp"])
    offer = divided(papers).offer
    answered = "" if offer is None else f" Offer {offer.offer_id}: accepted by {offer.accepted} of {offer.asked}."
    return f"{papers.option}: {cash} of cash, net public value {value} ({terms[:1].lower()}{terms[1:]}).{answered}"


def answers(papers: Papers) -> str:
    """Say how far the partners have answered the offer that stands, if there is one."""
    return answers_sentence(divided(papers))


def divided(papers: Papers) -> SplitTable:
    """The split of the option as entered, as costed and under the offer that stands, in the money that was chosen."""
    today = datetime.now(UTC).date()
    return standing_split(store.database(), papers.person, papers.entered, papers.meeting.option_id, today, basis=basis(papers))


def which_split(papers: Papers, found: SplitTable) -> str:
    """The split that is looked at: under the offer where one stands, until a what-if is tried or the person turns to as costed."""
    if found.offer is None or not papers.scenario.is_as_entered:
        return AS_COSTED
    return str(st.session_state.get(_key(papers)) or UNDER_OFFER)


def which_cash(papers: Papers, *, is_own: bool) -> str:
    """Say which cash the bars show, all that is released or what partners can spend themselves, and how the two add up."""
    option_id, shown_in = papers.meeting.option_id, basis(papers)
    released = float(ledger(papers.appraised, option_id, shown_in).cash_gbp.sum())
    found = split(papers.person, papers.appraised, option_id, None, basis=shown_in)
    return own_cash_sentence(released, sum(line.gets_gbp for line in found.lines), is_own=is_own)


def split_switch(papers: Papers, found: SplitTable) -> None:
    """Draw the switch between as costed and the offer, unless there is no offer or a what-if is tried."""
    if found.offer is None or not papers.scenario.is_as_entered:
        return
    names = {AS_COSTED: "As costed", UNDER_OFFER: under_offer(found)}
    if st.session_state.get(_key(papers)) not in names:
        st.session_state[_key(papers)] = UNDER_OFFER
    st.segmented_control(
        "The split", list(names), format_func=names.__getitem__, key=_key(papers), required=True, persist_state="session",
        label_visibility="collapsed",
    )  # fmt: skip


def basis(papers: Papers) -> MoneyBasis:
    """The money that was chosen for every page; real money where money of the day has no price index."""
    return money_basis.chosen(papers.appraised)


def cash_ledger(appraised: Appraised, papers: Papers, shown_in: MoneyBasis) -> pd.DataFrame:
    """The ledger of cash, with no limit of a partner whose rows the person may not see."""
    scope = cached_reads.scope(papers.meeting.programme_id, papers.meeting.number)
    frame = limits_seen(ledger(appraised, papers.meeting.option_id, shown_in), scope)
    return frame.assign(gains_gbp=frame.cash_gbp)


def moves_cash(frame: pd.DataFrame) -> Any:
    """Tell of each partner whether it pays or gets any cash."""
    return (frame.pays_gbp.abs() > NO_CASH_GBP) | (frame.gains_gbp.abs() > NO_CASH_GBP)


def _payback(years: Any, horizon_years: int) -> tuple[str, str]:
    """When cash pays back, and what to know about it."""
    if years is None:
        return "never", f"within the {whole_years(horizon_years)} looked at"
    return duration(years), "from the first payment on"


def _key(papers: Papers) -> str:
    return f"meeting-split-{papers.meeting.programme_id}-{papers.meeting.meeting_id}"
