"""Contributions: what each partner puts into an option: how much, from which money, how firmly."""

from core.domain.fields import Gbp, Id, Row, Text, Word, YearIndex, described
from core.domain.prices import PriceBasis


class Funding(Word):
    core_budget = "core_budget"
    grant = "grant"
    reserve = "reserve"
    social_investment = "social_investment"
    national_match = "national_match"
    in_kind = "in_kind"


class ContributionStatus(Word):
    offered = "offered"
    agreed = "agreed"
    signed = "signed"


# What people read; what is stored and stands in files is the word itself.
FUNDING_WORDS = {
    Funding.core_budget: "Core budget",
    Funding.grant: "Grant",
    Funding.reserve: "Reserve",
    Funding.social_investment: "Social investment",
    Funding.national_match: "National match",
    Funding.in_kind: "In kind",
}


STATUS_WORDS = {
    ContributionStatus.offered: "Offered",
    ContributionStatus.agreed: "Agreed",
    ContributionStatus.signed: "Signed",
}


class Contribution(Row):
    """What one partner puts into an option in one year."""

    option_id: Id = described("Option.")
    partner_id: Id = described("Partner.")
    year: YearIndex = described("Year.")
    amount_gbp: Gbp = described("Amount.")
    funding: Funding = described("Where the money comes from.")
    status: ContributionStatus = described("Offered, agreed or signed.", ContributionStatus.offered)
    paid_if: Text | None = described("Condition on which it is paid.", None)
    price_basis: PriceBasis = described("Whether the amount is real or money of the day.", PriceBasis.real)
