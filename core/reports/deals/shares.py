"""Sharing rules: who would pay what of an option under each rule, and whether it passes the checks."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.access.permission import must_be_allowed
from core.domain.case.benefits import Budget
from core.domain.offers import PENNY, SHARES_TOLERANCE, Amount, Rule
from core.domain.people import Doing, Person
from core.engine.arrays import Floats
from core.engine.deals import (
    MOST_PARTNERS,
    MOST_PARTNERS_WITH_HARM,
    Payment,
    best_group_alone,
    capped_shares,
    equal_shares,
    nucleolus_shares,
    proportional_shares,
    shapley_shares,
    side_payments,
    to_the_penny,
)
from core.engine.formulas.payback import payback_year
from core.reports.appraisals import Appraised
from core.reports.cache import worked_once
from core.reports.deals.budgets import by_column, cash_by_budget
from core.reports.deals.limits import affordable, afforded, in_time, worse
from core.reports.flows import partner_titles

_BY_BENEFIT = {
    Rule.equal: equal_shares,
    Rule.proportional: proportional_shares,
    Rule.shapley: shapley_shares,
    Rule.nucleolus: nucleolus_shares,
}


@dataclass(frozen=True)
class Parties:
    """The partners who pay or gain cash under an option: present values, real GBP, and the years behind them.

    Gains are departmental cash, which a partner can spend itself; what is annually managed is the Exchequer's and stands beside.
    """

    option_id: str
    titles: dict[str, str]
    benefits_gbp: Floats  # (partners,) departmental cash released; below 0 for a partner that the work harms
    costed_gbp: Floats  # (partners,) cash paid as costed
    benefits_by_year: Floats  # (years, partners) undiscounted
    costed_by_year: Floats  # (years, partners) undiscounted
    base_year: int
    managed_gbp: Floats  # (partners,) cash that is annually managed, which nobody in the room can spend

    @property
    def ids(self) -> tuple[str, ...]:
        """Their ids, in the order of the arrays."""
        return tuple(self.titles)

    @property
    def exchequer_gbp(self) -> float:
        """Cash that is annually managed, of all partners, present value: the Exchequer's gain beside the deal."""
        return float(self.managed_gbp.sum())

    @property
    def cost_gbp(self) -> float:
        """What there is to share, present value."""
        return float(self.costed_gbp.sum())


@dataclass(frozen=True)
class Group:
    """The group that would gain most by going alone, and by how much; not looked at where there are too many partners."""

    partners: tuple[str, ...]
    excess_gbp: float

    @property
    def would_leave(self) -> bool:
        """True when it gains more alone than under the deal."""
        return self.excess_gbp > PENNY


@dataclass(frozen=True)
class Deal:
    """One rule applied: `partners` has one row per partner, `payments` one per payment from as-costed to the rule."""

    rule: Rule
    parties: Parties
    shares_gbp: Floats
    unallocated_gbp: float
    partners: pd.DataFrame
    group: Group | None
    payments: pd.DataFrame

    @property
    def passes(self) -> bool:
        """True when every check that can be made is met, and all of the cost has a payer."""
        good = self.partners[["is_no_worse", "pays_back_in_time", "can_afford"]].all(axis=None)
        return bool(good) and self.unallocated_gbp <= PENNY and not (self.group and self.group.would_leave)


def parties(person: Person, appraised: Appraised, option_id: str) -> Parties:
    """Find the partners who pay or gain cash under an option. Totals of partners are the agreed view.

    Raises:
        NotAllowed: the person may not see the programme.
    """
    must_be_allowed(person, Doing.see_agreed_view, appraised.case.programme.programme_id)
    return _parties(appraised, option_id)


@worked_once
def _parties(appraised: Appraised, option_id: str) -> Parties:
    expected = appraised.option(option_id).expected
    titles = partner_titles(appraised.case)
    own, managed = (cash_by_budget(appraised, option_id, budget) for budget in (Budget.departmental, Budget.annually_managed))
    pays = {one: expected.partners[one].pv_cash_released_gbp - expected.partners[one].net_cash_gbp for one in titles}
    concerned = {one: (own[one], managed[one], np.array([pays[one]])) for one in titles}
    taking_part = {one: title for one, title in titles.items() if any(np.abs(gbp).max() > PENNY for gbp in concerned[one])}
    columns = [expected.yearly.partner_ids.index(one) for one in taking_part]
    return Parties(
        option_id,
        taking_part,
        np.array([appraised.factors @ own[one] for one in taking_part]),
        np.array([pays[one] for one in taking_part]),
        by_column(own, taking_part, len(appraised.factors)),
        expected.yearly.partner_cash_cost_gbp[:, columns],
        appraised.case.programme.base_year,
        np.array([appraised.factors @ managed[one] for one in taking_part]),
    )


def rules_for(found: Parties) -> list[Rule]:
    """List the rules that can be worked out without further figures."""
    every = [Rule.as_costed, Rule.equal, Rule.proportional, Rule.shapley, Rule.nucleolus]
    most = {Rule.shapley: MOST_PARTNERS}
    if (found.benefits_gbp < 0).any():
        most[Rule.nucleolus] = MOST_PARTNERS_WITH_HARM
    return [rule for rule in every if len(found.ids) <= most.get(rule, len(found.ids))]


def shares_under(found: Parties, rule: Rule, amounts: tuple[Amount, ...] = ()) -> tuple[Floats, float]:
    """Share the cost by a rule.

    Args:
        found: the partners.
        rule: the rule.
        amounts: caps in GBP, present value, for capped (none for a partner without one); shares of 0 to 1 for typed.

    Returns:
        (partners,) what each pays, present value, and what is left unpaid.
    """
    return _shared(found, rule, _plain(amounts))


def _plain(amounts: tuple[Amount, ...]) -> tuple[tuple[str, float], ...]:
    return tuple((row.partner_id, row.value) for row in amounts)


def _shared(found: Parties, rule: Rule, amounts: tuple[tuple[str, float], ...]) -> tuple[Floats, float]:
    given = dict(amounts)
    if rule in _BY_BENEFIT:
        return _BY_BENEFIT[rule](found.benefits_gbp, found.cost_gbp), 0.0
    if rule is Rule.capped:
        return capped_shares(found.cost_gbp, found.costed_gbp, [given.get(partner_id, np.inf) for partner_id in found.ids])
    if rule is Rule.typed:
        shares = np.array([given.get(partner_id, 0.0) for partner_id in found.ids])
        whole = float(shares.sum())
        if abs(whole - 1) <= SHARES_TOLERANCE:
            shares = shares / whole
        return shares * found.cost_gbp, found.cost_gbp * (1.0 - float(shares.sum()))
    return found.costed_gbp.copy(), 0.0


def deal(person: Person, appraised: Appraised, found: Parties, rule: Rule, amounts: tuple[Amount, ...] = ()) -> Deal:
    """Apply a rule and hold it to the checks.

    Limits of partners whose detail the person may not see are left out: of those only whether they are met is shown.

    Returns:
        the deal. partners: partner_id, partner, gains_gbp, costed_gbp, pays_gbp, net_gbp, worse_by_gbp, is_no_worse,
        payback_years, payback_limit_years, pays_back_in_time, over_by_years, most_needed_gbp, affordable_gbp, can_afford,
        short_by_gbp, short_in (year label), is_seen. payments: payer, receiver, gbp.

    Raises:
        NotAllowed: the person may not see the programme.
    """
    programme_id = appraised.case.programme.programme_id
    must_be_allowed(person, Doing.see_agreed_view, programme_id)
    shares, unallocated, frame, group, payments = _applied(appraised, found, rule, _plain(amounts))
    seen = [person.may(Doing.see_detail, programme_id, partner_id) for partner_id in found.ids]
    if not all(seen):
        hidden = ~pd.Series(seen, index=frame.index, dtype=bool)
        for name in ("payback_limit_years", "over_by_years", "affordable_gbp", "short_by_gbp", "most_needed_gbp"):
            frame.loc[hidden, name] = np.nan
        frame.loc[hidden, "short_in"] = ""
    return Deal(rule, found, shares, unallocated, frame.assign(is_seen=seen), group, payments)


@worked_once
def _applied(
    appraised: Appraised, found: Parties, rule: Rule, amounts: tuple[tuple[str, float], ...]
) -> tuple[Floats, float, pd.DataFrame, Group | None, pd.DataFrame]:
    """A rule applied, the same for every reader: shares, what is left unpaid, the checks, the group that would leave, payments."""
    shares, unallocated = _shared(found, rule, amounts)
    # What has no payer yet is no payment: the payments are worked out on the part that is shared.
    before = found.costed_gbp * (shares.sum() / found.cost_gbp) if unallocated > PENNY else found.costed_gbp
    frame = _checked(appraised, found, rule, shares)
    return shares, unallocated, frame, _group(found, shares), _payments(found, side_payments(before, shares))


def shares_by_year(found: Parties, rule: Rule, shares_gbp: Floats) -> Floats:
    """Spread what each partner pays over the years: as costed by its own lines, else along the cost of the whole option.

    Returns:
        (years, partners) real GBP, undiscounted; each column has the present value of the partner's share.
    """
    if rule is Rule.as_costed:
        return found.costed_by_year
    if abs(found.cost_gbp) < PENNY:
        return np.zeros_like(found.costed_by_year)
    whole = found.costed_by_year.sum(axis=1)
    return np.asarray(whole[:, None] * (shares_gbp / found.cost_gbp))


def gains_moved(made: Deal) -> float:
    """Add up the payments between partners, real GBP."""
    return float(made.payments.gbp.sum())


def _checked(appraised: Appraised, found: Parties, rule: Rule, shares: Floats) -> pd.DataFrame:
    limits = {row.partner_id: row for row in appraised.case.partners}
    afford = {one: affordable(appraised, row) for one, row in limits.items()}
    by_year = shares_by_year(found, rule, shares)
    pennies = to_the_penny(shares)
    rows = []
    for index, (one, title) in enumerate(found.titles.items()):
        need = by_year[:, index] - found.benefits_by_year[:, index]
        rows.append(
            {
                "partner_id": one,
                "partner": title,
                "gains_gbp": found.benefits_gbp[index],
                "costed_gbp": found.costed_gbp[index],
                "pays_gbp": pennies[index],
                "net_gbp": found.benefits_gbp[index] - pennies[index],
                **worse(found.benefits_gbp[index] - shares[index]),
                **in_time(payback_year(-need), limits[one].payback_limit_years, len(need) - 1),
                **afforded(need, limits[one].affordability_gbp_per_year, afford[one], found.base_year),
            }
        )
    return pd.DataFrame(rows)


def _group(found: Parties, shares: Floats) -> Group | None:
    if len(found.ids) > MOST_PARTNERS:
        return None
    best = best_group_alone(found.benefits_gbp, found.cost_gbp, shares)
    if best is None:
        return None
    titles = list(found.titles.values())
    return Group(tuple(titles[place] for place in best.members), best.excess_gbp)


def _payments(found: Parties, payments: tuple[Payment, ...]) -> pd.DataFrame:
    titles = list(found.titles.values())
    rows = [(titles[row.payer], titles[row.receiver], row.gbp) for row in payments]
    return pd.DataFrame(rows, columns=["payer", "receiver", "gbp"])
