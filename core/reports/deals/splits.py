"""Splits: one table of who pays and gets what, as costed and under the offer that stands, for every place that shows it."""

from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from core.access.permission import must_be_allowed
from core.domain.deals.splits import MADE_IT, NO_ANSWER, NOT_ASKED, OfferedSplit, SplitLine, SplitTable
from core.domain.offers import ANSWER_WORDS, PENNY, RULE_WORDS, Answer, StoredOffer
from core.domain.people import Doing, Person
from core.domain.prices import MoneyBasis
from core.engine.arrays import Floats
from core.engine.deals import to_the_penny
from core.reports.appraisals import Appraised
from core.reports.deals.offers import offers_on, standing_offer
from core.reports.deals.shares import Deal, Parties, parties, shares_by_year, shares_under
from core.reports.flows import option_titles
from core.reports.prices import basis_factors, basis_in_words, year_label
from core.store.database import Database

SAME_GBP = 0.5


def standing_split(
    db: Database,
    person: Person,
    appraised: Appraised,
    option_id: str,
    today: date,
    *,
    basis: MoneyBasis = MoneyBasis.present_value,
) -> SplitTable:
    """Split of an option in a money, as costed and under the offer that stands on it; of as costed alone where none was made.

    Raises:
        NotAllowed: the person may not see the programme.
    """
    found = offers_on(db, person, appraised.case.programme.programme_id, option_id, today)
    return split(person, appraised, option_id, standing_offer(found), basis=basis)


def split(
    person: Person,
    appraised: Appraised,
    option_id: str,
    offer: StoredOffer | None,
    *,
    basis: MoneyBasis = MoneyBasis.present_value,
) -> SplitTable:
    """Lay out who pays and gets what: as costed on this version, and under an offer as it was made and answered so far.

    Offers are made in present values. In another money what an offer asks falls in the years in which the option is paid for, and
    what it brings in the years in which the partner's cash comes on this version.

    Raises:
        NotAllowed: the person may not see the programme.
    """
    must_be_allowed(person, Doing.see_agreed_view, appraised.case.programme.programme_id)
    found = parties(person, appraised, option_id)
    shown = found if basis is MoneyBasis.present_value else _in_money(found, basis_factors(appraised, basis))
    pays = to_the_penny(shown.costed_gbp)
    costed = {
        one: SplitLine(one, title, float(shown.benefits_gbp[index]), float(pays[index]))
        for index, (one, title) in enumerate(found.titles.items())
    }
    return SplitTable(
        option=option_titles(appraised.case)[option_id],
        version_number=appraised.loaded.version.number,
        method_version=appraised.appraisal.method_version,
        price_year=year_label(appraised.case.programme.prices_of),
        lines=tuple(costed.values()) if offer is None else tuple(_with_offer(costed, offer, _Turned(found, shown))),
        offer=None if offer is None else _offered(offer),
        has_moved=offer is not None and _has_moved(found, offer),
        money="" if basis is MoneyBasis.present_value else basis_in_words(appraised.case, basis),
    )


def paid_by_year(appraised: Appraised, made: Deal, basis: MoneyBasis = MoneyBasis.real) -> pd.DataFrame:
    """What each partner would pay under a rule, year by year, in real money or money of the day.

    Returns:
        one row per partner that pays: partner, one column per year (its label) and total_gbp.
    """
    by_year = basis_factors(appraised, basis)[:, None] * shares_by_year(made.parties, made.rule, made.shares_gbp)
    years = [year_label(made.parties.base_year, year) for year in range(len(by_year))]
    frame = pd.DataFrame(by_year.T, columns=years).assign(total_gbp=by_year.sum(axis=0))
    frame.insert(0, "partner", list(made.parties.titles.values()))
    return frame[frame.total_gbp.abs() > PENNY].reset_index(drop=True)


@dataclass(frozen=True)
class _Turned:
    """How present values of an offer are turned into the money that is shown."""

    present: Parties
    shown: Parties

    def paid(self, gbp: float) -> float:
        """What is asked, which falls along the cost of the whole option."""
        return gbp * _ratio(self.shown.cost_gbp, self.present.cost_gbp)

    def gained(self, partner_id: str, gbp: float) -> float:
        """What a partner gains, which falls along its own cash; along that of all partners where it has none on this version."""
        if partner_id in self.present.ids:
            at = self.present.ids.index(partner_id)
            now, then = float(self.shown.benefits_gbp[at]), float(self.present.benefits_gbp[at])
            if abs(then) > PENNY:
                return gbp * now / then
        return gbp * _ratio(float(self.shown.benefits_gbp.sum()), float(self.present.benefits_gbp.sum()))


def _ratio(now: float, then: float) -> float:
    return now / then if abs(then) > PENNY else 1.0


def _in_money(found: Parties, factors: Floats) -> Parties:
    """The parties with sums over the years by other factors than those of discounting."""
    return replace(found, benefits_gbp=factors @ found.benefits_by_year, costed_gbp=factors @ found.costed_by_year)


def _with_offer(costed: dict[str, SplitLine], offer: StoredOffer, turned: _Turned) -> list[SplitLine]:
    """The lines with what the offer asks of each, and one for each partner that only the offer knows."""
    shares = {row.partner_id: row for row in offer.frozen.shares}
    lines = []
    for one in dict.fromkeys([*costed, *shares]):
        share, line = shares.get(one), costed.get(one)
        title = line.partner if line is not None else shares[one].partner
        gets, pays = (0.0, 0.0) if line is None else (line.gets_gbp, line.pays_gbp)
        if share is None:
            lines.append(SplitLine(one, title, gets, pays))
        else:
            offered = (turned.gained(one, share.gains_gbp), turned.paid(share.pays_gbp))
            lines.append(SplitLine(one, title, gets, pays, *offered, *_answer(offer, one)))
    return lines


def _answer(offer: StoredOffer, partner_id: str) -> tuple[str, str]:
    """What a partner has answered so far, in words, and its condition or reason."""
    said = offer.latest.get(partner_id)
    if said is not None:
        return ANSWER_WORDS[said.answer], said.condition
    if offer.offer.partner_id == partner_id:
        return MADE_IT, ""
    return (NO_ANSWER if partner_id in offer.payers else NOT_ASKED), ""


def _offered(offer: StoredOffer) -> OfferedSplit:
    accepted = [one for one, said in offer.latest.items() if said.answer is Answer.accept]
    if offer.offer.partner_id and offer.offer.partner_id not in offer.latest:
        accepted.append(offer.offer.partner_id)
    return OfferedSplit(
        offer_id=offer.offer_id,
        by=offer.partner,
        rule=RULE_WORDS[offer.offer.rule],
        version_number=offer.frozen.version_number,
        method_version=offer.frozen.method_version,
        state=offer.state.value,
        accepted=len(set(accepted) & set(offer.payers)),
        asked=len(offer.payers),
        unallocated_gbp=offer.frozen.unallocated_gbp,
    )


def _has_moved(found: Parties, offer: StoredOffer) -> bool:
    """Tell whether the rule of the offer comes to other amounts on this version than when it was made."""
    shares, _ = shares_under(found, offer.offer.rule, offer.offer.amounts)
    now = dict(zip(found.ids, to_the_penny(shares), strict=True))
    then = {row.partner_id: row.pays_gbp for row in offer.frozen.shares}
    return any(abs(then.get(one, 0.0) - float(now.get(one, 0.0))) > SAME_GBP for one in {*then, *now})
