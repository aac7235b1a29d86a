"""Own cash: what one partner pays and gets, in each money, by financial year, and how sure it is."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.access.permission import must_be_allowed
from core.domain.case.benefits import Budget
from core.domain.case.costs import CostType
from core.domain.people import Doing, Person
from core.domain.prices import MoneyBasis
from core.engine.arrays import Floats
from core.engine.simulation.simulate import Simulation
from core.engine.simulation.summary import chance_positive, payback_chances, spread_of
from core.reports.appraisals import Appraised
from core.reports.cache import worked_once
from core.reports.deals.budgets import cash_by_budget
from core.reports.flows import flows, partner_titles
from core.reports.partners import ledger, partner_years
from core.reports.prices import basis_factors, why_no_money_of_the_day

LEAST_GBP = 0.5
TOTAL_COLUMNS = ("basis", "pays_gbp", "in_kind_gbp", "cash_gbp", "capacity_gbp", "public_gbp", "net_gbp")


@dataclass(frozen=True)
class Sureness:
    """How sure a partner's net cash is. `chance_in_time` is None where it set no limit, or the limit is not the reader's to see."""

    p10_gbp: float
    p90_gbp: float
    chance_ahead: float
    chance_in_time: float | None


def organisations(person: Person, appraised: Appraised) -> dict[str, str]:
    """Partners whose page a person may open, by id: for a person of some partners theirs alone, for others every partner.

    Raises:
        NotAllowed: the person may not see the programme.
    """
    programme_id = appraised.case.programme.programme_id
    must_be_allowed(person, Doing.see_agreed_view, programme_id)
    own = person.partners(Doing.see_agreed_view, programme_id)
    return {id_: title for id_, title in partner_titles(appraised.case).items() if own is None or id_ in own}


@worked_once
def own_totals(appraised: Appraised, option_id: str, partner_id: str) -> pd.DataFrame:
    """Totals of one partner in each money, as the ledger of Who pays has them.

    Returns:
        one row per basis that can be shown: TOTAL_COLUMNS; money of the day is left out where a year has no price index.
    """
    bases = [basis for basis in MoneyBasis if basis is not MoneyBasis.money_of_the_day or not why_no_money_of_the_day(appraised)]
    rows = []
    for basis in bases:
        frame = ledger(appraised, option_id, basis)
        row = frame[frame.partner_id == partner_id].iloc[0]
        rows.append((basis.value, *(float(row[name]) for name in TOTAL_COLUMNS[1:])))
    return pd.DataFrame(rows, columns=list(TOTAL_COLUMNS))


@worked_once
def own_years(appraised: Appraised, option_id: str, partner_id: str, basis: MoneyBasis) -> pd.DataFrame:
    """Own years: what one partner pays and gets in each year, on its page and in its board's paper alike.

    Returns:
        one row per year: year, year_label, pays_gbp (in cash; of it capital_gbp and revenue_gbp), in_kind_gbp, cash_gbp
        (released; of it managed_gbp, which the Exchequer manages annually), net_gbp, running_gbp, each year's money in the
        basis. Pays, cash and net are those of `core.reports.partners.partner_years`.

    Raises:
        ValueError: money of the day is asked for and a year has no price index.
    """
    years = partner_years(appraised, option_id, basis)
    own = years[years.partner_id == partner_id].reset_index(drop=True)
    flow = flows(appraised, option_id)
    paid = flow[(flow.partner_id == partner_id) & (flow.side == "pays")]
    factors = basis_factors(appraised, basis)
    is_cash = paid.is_cash.astype(bool)
    capital = _by_year(paid[is_cash & (paid.route == CostType.capital)], "cash_gbp", len(factors)) * factors
    return own[["year", "year_label", "pays_gbp"]].assign(
        capital_gbp=capital,
        revenue_gbp=own.pays_gbp - capital,
        in_kind_gbp=_by_year(paid[~is_cash], "gbp", len(factors)) * factors,
        cash_gbp=own.cash_gbp,
        managed_gbp=cash_by_budget(appraised, option_id, Budget.annually_managed)[partner_id] * factors,
        net_gbp=own.net_gbp,
        running_gbp=own.net_gbp.cumsum(),
    )


def own_sureness(person: Person, appraised: Appraised, simulation: Simulation, option_id: str, partner_id: str) -> Sureness:
    """Range of one partner's net cash, present value, and the chances that it ends ahead and is paid back in time.

    Raises:
        NotAllowed: the person may not see the programme.
    """
    programme_id = appraised.case.programme.programme_id
    must_be_allowed(person, Doing.see_agreed_view, programme_id)
    cash = simulation.partner_net_cash_gbp[:, simulation.option(option_id), simulation.partner_ids.index(partner_id)]
    spread = spread_of(cash)
    sees = person.may(Doing.see_detail, programme_id, partner_id)
    chance = payback_chances(simulation, option_id)[partner_id] if sees else None
    return Sureness(spread.p10, spread.p90, chance_positive(cash), None if chance is None or np.isnan(chance) else chance)


def _by_year(frame: pd.DataFrame, column: str, years: int) -> Floats:
    found = np.zeros(years)
    for year, gbp in zip(frame.year, frame[column], strict=True):
        found[int(year)] += gbp
    return found
