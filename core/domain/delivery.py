"""The deal, the design at scale, and what was promised against what came."""

from datetime import date
from typing import Self

from pydantic import model_validator

from core.domain.fields import Amount, Gbp, Id, Ids, Number, Row, Text, Word, YearIndex, described
from core.domain.options import Control


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


class ModelVersion(Word):
    prototype = "prototype"
    scale_out = "scale_out"
    scale_up = "scale_up"


class ElementStage(Word):
    input = "input"
    activity = "activity"
    output = "output"
    outcome = "outcome"
    impact = "impact"


class DesignHeading(Word):
    partner_roles = "partner_roles"
    community_role = "community_role"
    funding_longevity = "funding_longevity"
    disinvestment = "disinvestment"
    workforce = "workforce"
    estates = "estates"
    it = "it"
    evaluation = "evaluation"
    benefits_model = "benefits_model"
    delivery_organisation = "delivery_organisation"
    joint_commissioning = "joint_commissioning"


class DesignStatus(Word):
    not_started = "not_started"
    in_hand = "in_hand"
    agreed = "agreed"
    not_needed = "not_needed"


class RealisationLevel(Word):
    front_line = "front_line"
    management = "management"
    leadership = "leadership"


class RealisationStatus(Word):
    planned = "planned"
    under_way = "under_way"
    released = "released"
    overdue = "overdue"
    lost = "lost"


class Contribution(Row):
    """What one partner puts into an option in one year."""

    option_id: Id = described("Option.")
    partner_id: Id = described("Partner.")
    year: YearIndex = described("Year.")
    amount_gbp: Gbp = described("Amount.")
    funding: Funding = described("Where the money comes from.")
    status: ContributionStatus = described("Offered, agreed or signed.", ContributionStatus.offered)
    paid_if: Text | None = described("Condition on which it is paid.", None)


class LogicElement(Row):
    """One element of the logic model, in one version."""

    version: ModelVersion = described("Version of the logic model.")
    element_id: Id = described("Short name of the element.")
    stage: ElementStage = described("Input, activity, output, outcome or impact.")
    title: Text = described("Name shown on pages.")
    leads_to: Ids = described("Elements it leads to, separated by |.", ())
    quantity: Amount | None = described("How much of it.", None)
    unit: Text | None = described("Unit of the quantity.", None)
    control: Control | None = described("Controlled, shared, or only influenced.", None)
    outcome_id: Id | None = described("Outcome it stands for.", None)
    decided_by: Text | None = described("Who holds the decision.", None)


class ServiceDesign(Row):
    """How one heading of the service is arranged at scale."""

    option_id: Id = described("Option.")
    heading: DesignHeading = described("Heading.")
    arrangement: Text | None = described("What is arranged.", None)
    owner_partner_id: Id | None = described("Partner that owns it.", None)
    cost_id: Id | None = described("Line of cost it is paid from.", None)
    status: DesignStatus = described("Where it stands.", DesignStatus.not_started)
    not_needed_because: Text | None = described("Why it is not needed.", None)
    due_on: date | None = described("Date it is due.", None)
    staff_transfer: Text | None = described("Whose staff move to whom, and on what terms.", None)
    vat_and_pensions: Text | None = described("What the form means for VAT and pensions.", None)

    @model_validator(mode="after")
    def _what_is_not_needed_has_a_reason(self) -> Self:
        if self.status is DesignStatus.not_needed and not self.not_needed_because:
            raise ValueError("status is not_needed: say why in not_needed_because")
        return self


class Prediction(Row):
    """What a line was expected to bring, frozen before the test."""

    line_id: Id = described("Line of benefit or cost.")
    partner_id: Id = described("Partner.")
    year: YearIndex = described("Year.")
    units: Number | None = described("Units.", None)
    gbp: Number = described("Money.")
    recorded_on: date = described("Date it was written down.")
    source: Text | None = described("Where it comes from.", None)


class Actual(Prediction):
    """What a line really brought."""


class Realisation(Row):
    """How one partner takes one line of cash out of its budget."""

    benefit_id: Id = described("Line of benefit.")
    partner_id: Id = described("Partner.")
    release_action: Text = described("What will be done.")
    level: RealisationLevel = described("Level at which it is done.")
    owner: Text = described("Who does it.")
    due_on: date = described("Date it is due.")
    status: RealisationStatus = described("Where it stands.", RealisationStatus.planned)
