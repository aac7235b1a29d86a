"""Sentences about one partner's own money, worked out from the figures."""

import math

from core.charts.kit.formats import chance, duration, exact_money, money, runs
from core.domain.offers import PENNY, StoredOffer, rule_in_a_sentence
from core.reports.organisation.cash import LEAST_GBP, Sureness
from core.reports.organisation.harm import LINE, RISK
from core.reports.organisation.splits import OwnSplit

MEASURE = "its own net cash"


def own_cash_title(pays_gbp: float, cash_gbp: float) -> str:
    """Say what a partner pays, what it gets, and which is more."""
    net = cash_gbp - pays_gbp
    if max(abs(pays_gbp), abs(cash_gbp)) < LEAST_GBP:
        return "It pays nothing and no cash reaches its budget"
    if cash_gbp < -LEAST_GBP:
        return f"It pays {money(pays_gbp)} and loses {money(-cash_gbp)} of cash: {money(-net)} behind"
    stands = "just even" if abs(net) < LEAST_GBP else f"{money(abs(net))} {'ahead' if net > 0 else 'behind'}"
    return f"It pays {money(pays_gbp)} and gets {money(cash_gbp)}: {stands}"


def split_name(split: OwnSplit) -> str:
    """Name a split: as costed, or the offer and its rule."""
    return "As costed" if split.offer_id is None else f"Offer {split.offer_id}: {rule_in_a_sentence(split.rule)}"


def worst_year_note(split: OwnSplit) -> str:
    """Say which year needs most, and hold it to the partner's own limit."""
    year = f"in {split.worst_label}" if split.worst_label else "no year needs money"
    if not split.is_seen:
        return f"{year}; {'within' if split.can_afford else 'above'} its limit, which is not shown"
    if math.isnan(split.affordable_gbp):
        return f"{year}; it set no limit a year"
    limit = f"its limit is {exact_money(split.affordable_gbp)} a year"
    return f"{year}; {limit}: {'kept' if split.can_afford else f'{exact_money(split.short_by_gbp)} over'}"


def payback_note(split: OwnSplit) -> str:
    """Say whether cash is back within the partner's own limit."""
    if not split.is_seen:
        return f"{'within' if split.pays_back_in_time else 'later than'} its limit, which is not shown"
    if math.isnan(split.payback_limit_years):
        return "it set no limit"
    limit = f"its limit is {duration(split.payback_limit_years)}"
    return f"{limit}: {'kept' if split.pays_back_in_time else 'not kept'}"


def sure_note(sure: Sureness) -> str:
    """Say how many runs end ahead, and how many are paid back within the partner's limit."""
    ahead = f"{chance(sure.chance_ahead)} runs end ahead"
    return ahead if sure.chance_in_time is None else f"{ahead}; {runs(sure.chance_in_time)} are back within its limit"


def offer_asks_sentence(offer: StoredOffer, partner_id: str) -> str:
    """Say what an offer asks of a partner, and what it last answered."""
    share = next(row for row in offer.frozen.shares if row.partner_id == partner_id)
    asks = f"Offer {offer.offer_id} of {offer.partner}, {rule_in_a_sentence(offer.offer.rule)}: pay {exact_money(share.pays_gbp)}"
    said = offer.latest.get(partner_id)
    return f"{asks}, net {exact_money(share.gains_gbp - share.pays_gbp)}" + (
        f"; answered: accepts if {said.condition}" if said else ""
    )


def offered_then_sentence(split: OwnSplit) -> str:
    """Say what an offer came to when it was made, where the case has changed since."""
    if split.offered_gbp is None:
        return ""
    return f"When offer {split.offer_id} was made it was {exact_money(split.offered_gbp)}: the case has changed since."


def managed_sentence(cash_gbp: float, gains_gbp: float) -> str:
    """Say how much of the cash a partner gets is not its own to spend."""
    managed = cash_gbp - gains_gbp
    if abs(managed) <= PENNY:
        return ""
    return f"{exact_money(managed)} of its cash is managed annually by the Treasury, so that no deal can count on it."


def harm_sentence(kind: str, what: str, gbp: float, note: str) -> str:
    """Say what a line, a risk or an effect without a price takes from a partner."""
    after = f" ({note})" if note else ""
    if kind == LINE:
        return f"{what} takes {exact_money(gbp)} from it"
    if kind == RISK:
        return f"{what}: {exact_money(gbp)} expected{after}"
    return f"{what}: no price is given{after}"
