"""Sentences about a deal and its funding, worked out from the figures."""

from typing import Any

import pandas as pd

from core.charts.kit.formats import duration, money, share
from core.charts.kit.grammar import capitalised, counted, listed, listed_briefly, verb
from core.charts.sentences.headings import fits
from core.domain.offers import PENNY, RULE_MEANS, OfferState, Rule, StoredOffer
from core.reports.deals.funding import FundingPlan
from core.reports.deals.shares import Deal, Parties

NOTHING_GBP = 0.5
NOT_APPLICABLE = "not applicable"


def funding_title(plan: FundingPlan) -> str:
    """Say from which year money is short, or that it is not."""
    if plan.years.need_gbp.sum() <= NOTHING_GBP:
        return "Nothing has to be paid in cash"
    if plan.years.promised_gbp.sum() <= NOTHING_GBP:
        return f"Nobody has promised any of the {money(plan.years.need_gbp.sum())} it costs"
    if not plan.first_unfunded:
        return "What is promised covers the cost in every year"
    gaps = dict(zip(plan.years.year_label, plan.years.gap_gbp, strict=True))
    first, worst = plan.first_unfunded, max(gaps, key=gaps.__getitem__)
    sentence = f"Money is short from {first}, by {money(gaps[first])}"
    return sentence if worst == first else f"{sentence}, and most in {worst}, by {money(gaps[worst])}"


def cliff_sentence(plan: FundingPlan) -> str:
    """Say where money limited in time ends, how much that is, and what then has no source."""
    if plan.years.limited_gbp.sum() <= NOTHING_GBP:
        return "None of the money is limited in time."
    if plan.cliff is None:
        return "Money limited in time does not fall away while there is still something to pay."
    ends = f"After {plan.cliff_label} {money(plan.cliff.falls_gbp)} a year of time-limited money ends"
    if plan.cliff.unfunded_gbp <= NOTHING_GBP:
        return f"{ends}; other promises cover the years after."
    return f"{ends}; from then {money(plan.cliff.unfunded_gbp)} a year on average has no source."


def ends_sentence(plan: FundingPlan) -> str:
    """Say after which year nothing at all is promised, though the work still costs something; empty where that is not so."""
    years = plan.years
    promised, needed = years.year[years.promised_gbp > NOTHING_GBP], years.year[years.need_gbp > NOTHING_GBP]
    if promised.empty or needed.empty or needed.max() <= promised.max():
        return ""
    label = dict(zip(years.year, years.year_label, strict=True))[promised.max()]
    return f"Nothing at all is promised after {label}, and the work still costs money then."


def rule_sentence(rule: Rule, found: Parties) -> str:
    """Say what a rule does with these partners: where they gain less than the work costs, there is no gain to share."""
    gained, cost = float(found.benefits_gbp.sum()), found.cost_gbp
    if rule in (Rule.proportional, Rule.shapley, Rule.nucleolus) and found.benefits_gbp.max(initial=0.0) <= 0:
        return "No partner gains cash, so everybody pays the same."
    if rule in (Rule.shapley, Rule.nucleolus) and gained <= cost:
        return (
            f"Together the partners gain {money(gained)} in cash, and the work costs {money(cost)}: there is no joint gain to "
            "share. So it goes by benefit: everybody pays the same part of each pound of cash it gains."
        )
    return RULE_MEANS[rule]


def exchequer_sentence(found: Parties) -> str:
    """Say what falls to the Exchequer and is no part of the deal, and what it would add if it were brought in; empty for none."""
    gain = found.exchequer_gbp
    if abs(gain) <= NOTHING_GBP:
        return ""
    if gain < 0:
        return f"The Exchequer loses {money(-gain)} of annually managed money, which nobody in the room pays."
    joint = float(found.benefits_gbp.sum()) - found.cost_gbp
    told = f"The Exchequer gains {money(gain)} of annually managed money, which nobody in the room can spend"
    return f"{told}: brought in, it would raise what all gain together from {money(joint)} to {money(joint + gain)}."


def limited_sentence(plan: FundingPlan) -> str:
    """Say how much of the recurrent cost rests on money that will end."""
    if plan.limited_share is None:
        return "The option has no recurrent cost."
    if plan.limited_share <= 0:
        return "No recurrent cost rests on grants or other time-limited money."
    return f"{capitalised(share(plan.limited_share))} of recurrent cost rests on grants and other time-limited money."


def committed_sentence(plan: FundingPlan) -> str:
    """Say how much is agreed or signed, and from when that is not enough."""
    firm = float((plan.years.agreed_gbp + plan.years.signed_gbp).sum())
    signed = float(plan.years.signed_gbp.sum())
    sentence = f"{money(firm)} of the {money(plan.years.promised_gbp.sum())} promised is agreed, of which {money(signed)} is signed"
    if plan.first_uncommitted:
        return f"{sentence}; counting only that, money is short from {plan.first_uncommitted}."
    return f"{sentence}; that alone covers every year."


def worse_off_sentence(made: Deal) -> str:
    """Say who pays more than it gains, and by how much."""
    worse = made.partners[~made.partners.is_no_worse.astype(bool)]
    if worse.empty:
        return "Nobody pays more than it gains."
    each = [f"{row['partner']} by {money(row['worse_by_gbp'])}" for row in _rows(worse)]
    return f"{capitalised(counted(len(worse)))} {verb(len(worse), 'partner is', 'partners are')} worse off: {listed(each)}."


def payback_sentence(made: Deal) -> str:
    """Say who does not get its cash back within its own limit; the limit only where it is seen."""
    late = made.partners[~made.partners.pays_back_in_time.astype(bool)]
    if late.empty:
        return "Everybody that set a limit gets its cash back within it."
    return f"Cash does not come back in time for {listed([_late(row) for row in _rows(late)])}."


def afford_sentence(made: Deal) -> str:
    """Say who needs more in some year than it can pay; amounts only where they are seen."""
    short = made.partners[~made.partners.can_afford.astype(bool)]
    if short.empty:
        return "Nobody needs more in any year than it said it can pay."
    each = [
        f"{row['partner']} by {money(row['short_by_gbp'])} in {row['short_in']}" if row["is_seen"] else str(row["partner"])
        for row in _rows(short)
    ]
    return f"More than they can pay in a year is needed from {listed(each)}."


def group_sentence(made: Deal) -> str:
    """Say which group would do better on its own, if any does."""
    if made.group is None:
        return "Groups are not looked at: there are fewer than two partners, or too many."
    who, number = listed_briefly(made.group.partners), len(made.group.partners)
    if made.group.would_leave:
        return f"{who} would be better off alone by {money(made.group.excess_gbp)}."
    return f"No group is better off alone; the nearest to it {verb(number, 'is', 'are')} {who}."


def payments_sentence(made: Deal) -> str:
    """Say what has to be moved between partners to get from lines of cost to the rule."""
    moved = float(made.payments.gbp.sum())
    if moved <= NOTHING_GBP:
        return "No money has to move between partners."
    number = len(made.payments)
    return f"{capitalised(counted(number))} {verb(number, 'payment moves', 'payments move')} {money(moved)} between partners."


def unallocated_sentence(made: Deal) -> str:
    """Say what part of the cost has no payer yet; empty where all is paid."""
    if made.unallocated_gbp <= 0.01:
        return ""
    return f"{money(made.unallocated_gbp)} of the cost is unallocated: all caps are reached."


def payback_words(pays_gbp: float, payback_years: float | None) -> str:
    """Say when a partner has its cash back; where it pays nothing there is nothing to be paid back."""
    return NOT_APPLICABLE if abs(pays_gbp) < PENNY else duration(payback_years)


def positions_title(made: Deal) -> str:
    """Say how many partners come out ahead under a rule."""
    ahead, number = int((made.partners.net_gbp >= -0.01).sum()), len(made.partners)
    if ahead == number:
        return "No partner pays more than it gains"
    behind = made.partners[made.partners.net_gbp < -0.01]
    pays, gains = verb(len(behind), "pays", "pay"), verb(len(behind), "it gains", "they gain")
    said = f"{listed_briefly(list(behind.partner))} {pays} more than {gains}"
    counts = f"{capitalised(counted(len(behind)))} {verb(len(behind), 'partner', 'partners')}"
    return said if fits(said) else f"{counts} {pays} more than {gains}"


def offer_sentence(offer: StoredOffer) -> str:
    """Say where an offer stands and whom it waits for."""
    if offer.state is OfferState.countered:
        return f"Countered by offer {offer.countered_by}."
    if offer.state is OfferState.agreed:
        return "Agreed: every partner that pays has accepted."
    waits = offer.waiting_for
    if offer.state is OfferState.declined:
        return f"Declined; not accepted by {listed(waits)}." if waits else "Declined."
    if not waits:
        return f"Accepted by all, but {money(offer.frozen.unallocated_gbp)} has nobody who pays it."
    return f"Open: waits for {listed(waits)}."


def _late(row: dict[str, Any]) -> str:
    if not row["is_seen"]:
        return str(row["partner"])
    comes = duration(row["payback_years"], none="not within the years looked at")
    return f"{row['partner']} ({comes}, its limit is {duration(row['payback_limit_years'])})"


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]
