"""Service design: the service at scale: how each heading is arranged, who owns it and what it is paid from."""

from datetime import date
from typing import Self

from pydantic import model_validator

from core.domain.fields import Id, Row, Text, Word, described


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
