"""Sustainability: recurrent cost against the money that recurs, by year, and who would run it."""

from dataclasses import dataclass

import pandas as pd

from core.domain.case.case import Case
from core.domain.case.costs import CostType, Driver
from core.domain.case.deals import ContributionStatus, Funding
from core.domain.case.service_design import DesignHeading, DesignStatus
from core.domain.gates import Finding, State
from core.reports.appraisals import Appraised
from core.reports.flows import flows, partner_titles

SUSTAINED_COLUMNS = ("year", "year_label", "recurrent_gbp", "lasting_gbp", "offered_gbp", "time_limited_gbp", "uncovered_gbp")
RECURS = frozenset({Driver.programme_yearly, Driver.site_yearly, Driver.team_yearly, Driver.per_person})
TIME_LIMITED = frozenset({Funding.grant, Funding.reserve, Funding.social_investment, Funding.national_match})
LEAST_GBP = 0.5


@dataclass(frozen=True)
class Sustained:
    """Sustainability of one option: the years, the first one lasting money does not cover, the first none does, the owner."""

    frame: pd.DataFrame
    first_on_limited: str
    first_uncovered: str
    owner: str
    findings: tuple[Finding, ...]


def sustainability(appraised: Appraised, option_id: str) -> Sustained:
    """Hold an option's recurrent cost against the money that recurs.

    Recurrent is cash revenue cost that comes every year and has no last year. Lasting money is partners' core budgets;
    grants, reserves, social investment and national match are limited in time. Contributions count in the year they are
    entered for, in the prices of the case.
    """
    case = appraised.case
    frame = _by_year(appraised, option_id)
    on_limited = frame[frame["recurrent_gbp"] - frame["lasting_gbp"] > LEAST_GBP]
    uncovered = frame[frame["uncovered_gbp"] > LEAST_GBP]
    first_limited, first_none = (str(part["year_label"].iloc[0]) if len(part) else "" for part in (on_limited, uncovered))
    owner = operating_owner(case, option_id)
    lead = partner_titles(case).get(case.programme.lead_partner_id or "", "the partner that leads the programme")
    findings = (_covered(first_none, first_limited, lead), _owned(owner, lead))
    return Sustained(frame, first_limited, first_none, owner, findings)


def operating_owner(case: Case, option_id: str) -> str:
    """Find who would run the option: the owner its service design names for the delivery organisation, else for the roles."""
    titles = partner_titles(case)
    for heading in (DesignHeading.delivery_organisation, DesignHeading.partner_roles):
        for row in case.service_design:
            is_it = row.option_id == option_id and row.heading is heading and row.status is not DesignStatus.not_needed
            if is_it and row.owner_partner_id:
                return titles[row.owner_partner_id]
    return ""


def _by_year(appraised: Appraised, option_id: str) -> pd.DataFrame:
    case, programme = appraised.case, appraised.case.programme
    recurrent = {
        row.cost_id
        for row in case.costs
        if row.option_id == option_id and row.cost_type is CostType.revenue and row.driver in RECURS and row.end_year is None
    }
    paid = flows(appraised, option_id)
    paid = paid[(paid["side"] == "pays") & paid["line_id"].isin(recurrent)]
    costs = paid.groupby("year")["cash_gbp"].sum() if len(paid) else pd.Series(dtype=float)
    rows = []
    for year in range(programme.horizon_years + 1):
        given = [row for row in case.contributions if row.option_id == option_id and row.year == year]
        lasting = sum(row.amount_gbp for row in given if row.funding is Funding.core_budget)
        offered = sum(
            row.amount_gbp for row in given if row.funding is Funding.core_budget and row.status is ContributionStatus.offered
        )
        limited = sum(row.amount_gbp for row in given if row.funding in TIME_LIMITED)
        cost = float(costs.get(year, 0.0))
        label = f"{programme.base_year + year}/{(programme.base_year + year + 1) % 100:02d}"
        rows.append((year, label, cost, lasting, offered, limited, max(0.0, cost - lasting - limited)))
    return pd.DataFrame(rows, columns=list(SUSTAINED_COLUMNS))


def _covered(first_none: str, first_limited: str, lead: str) -> Finding:
    if first_none:
        said = f"From {first_none} nobody has promised all of the recurrent cost."
        return Finding("covered", State.unmet, said, lead, "deal")
    if first_limited:
        said = f"Recurrent cost is covered in every year, but in {first_limited} by money that is limited in time."
        return Finding("covered", State.unmet, said, lead, "deal")
    return Finding("covered", State.met, "Core budgets cover the recurrent cost in every year.", lead, "deal")


def _owned(owner: str, lead: str) -> Finding:
    if owner:
        return Finding("operating_owner", State.met, f"{owner} would answer for running it.", owner, "design")
    return Finding("operating_owner", State.unmet, "Nobody is named who would answer for running it.", lead, "design")
