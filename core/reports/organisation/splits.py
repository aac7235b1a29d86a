"""Splits: what one partner would pay, and whether it meets its own limits, as costed and under the offer that stands."""

from dataclasses import dataclass

import numpy as np

from core.domain.offers import PENNY, Amount, Rule, StoredOffer
from core.domain.people import Person
from core.reports.appraisals import Appraised
from core.reports.deals.shares import Parties, deal, parties, shares_by_year
from core.reports.prices import year_label


@dataclass(frozen=True)
class OwnSplit:
    """One partner under one split: present values, and real money for the worst year. Limits are nan where they are not seen.

    `offer_id` is None as costed. `offered_gbp` is what the offer came to when it was made, where that is another sum now.
    """

    offer_id: int | None
    rule: Rule
    pays_gbp: float
    gains_gbp: float  # cash the partner can spend itself
    net_gbp: float
    payback_years: float
    payback_limit_years: float
    pays_back_in_time: bool
    worst_gbp: float  # most needed in a year; 0 where it never pays more than it gets
    worst_label: str
    affordable_gbp: float
    can_afford: bool
    short_by_gbp: float
    is_seen: bool
    offered_gbp: float | None = None


def own_splits(
    person: Person, appraised: Appraised, option_id: str, partner_id: str, standing: StoredOffer | None
) -> tuple[OwnSplit, ...]:
    """Splits of one partner: as costed, then under the offer that stands; none where it neither pays nor gets cash.

    Every figure is the one that the page Deal shows for the same rule.

    Raises:
        NotAllowed: the person may not see the programme.
    """
    found = parties(person, appraised, option_id)
    if partner_id not in found.ids:
        return ()
    costed = _split(person, appraised, found, partner_id)
    if standing is None:
        return (costed,)
    return costed, _split(person, appraised, found, partner_id, standing)


def _split(person: Person, appraised: Appraised, found: Parties, partner_id: str, offer: StoredOffer | None = None) -> OwnSplit:
    rule = Rule.as_costed if offer is None else offer.offer.rule
    amounts: tuple[Amount, ...] = () if offer is None else offer.offer.amounts
    made, at = deal(person, appraised, found, rule, amounts), found.ids.index(partner_id)
    row = made.partners.iloc[at]
    need = shares_by_year(found, rule, made.shares_gbp)[:, at] - found.benefits_by_year[:, at]
    worst = int(np.argmax(need))
    return OwnSplit(
        offer_id=None if offer is None else offer.offer_id,
        rule=rule,
        pays_gbp=float(row.pays_gbp),
        gains_gbp=float(row.gains_gbp),
        net_gbp=float(row.net_gbp),
        payback_years=float(row.payback_years),
        payback_limit_years=float(row.payback_limit_years),
        pays_back_in_time=bool(row.pays_back_in_time),
        worst_gbp=max(0.0, float(need[worst])),
        worst_label=year_label(found.base_year, worst) if need[worst] > PENNY else "",
        affordable_gbp=float(row.affordable_gbp),
        can_afford=bool(row.can_afford),
        short_by_gbp=float(row.short_by_gbp),
        is_seen=bool(row.is_seen),
        offered_gbp=None if offer is None else _other_than_now(offer, partner_id, float(row.pays_gbp)),
    )


def _other_than_now(offer: StoredOffer, partner_id: str, pays_gbp: float) -> float | None:
    then = next((share.pays_gbp for share in offer.frozen.shares if share.partner_id == partner_id), 0.0)
    return then if abs(then - pays_gbp) > PENNY else None
