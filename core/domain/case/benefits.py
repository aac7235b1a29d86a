"""Benefits: what a changed outcome is worth, to whom, and where it can become cash."""

from typing import Self

from pydantic import model_validator

from core.domain.fields import (
    Amount,
    CalendarYear,
    Gbp,
    Growth,
    Id,
    PositiveAmount,
    PositiveGbp,
    Row,
    Share,
    Text,
    Word,
    Years,
    described,
)

SHARE_TOLERANCE = 1e-6


class BenefitClass(Word):
    fiscal = "fiscal"
    economic = "economic"
    social = "social"


class ValueKind(Word):
    service_cost = "service_cost"
    transfer = "transfer"
    tax = "tax"
    output_gain = "output_gain"
    wellbeing = "wellbeing"
    other = "other"


class ReleaseRoute(Word):
    budget_removed = "budget_removed"
    redeployed_named_use = "redeployed_named_use"
    cost_growth_avoided = "cost_growth_avoided"


class Budget(Word):
    """Budget: who can spend the money that a fall saves: a department itself, the Exchequer (annually managed), or no one."""

    departmental = "departmental"
    annually_managed = "annually_managed"
    none = "none"


class Benefit(Row):
    """One line of benefit of an outcome, and how much of it can become cash."""

    benefit_id: Id = described("Short name of the line.")
    outcome_id: Id = described("Outcome the line hangs on.")
    title: Text | None = described("Name shown on pages.", None)
    benefit_class: BenefitClass = described("fiscal, economic or social.")
    value_kind: ValueKind = described("What kind of value it is; transfers and tax do not count in public value.")
    unit_value_gbp: PositiveGbp = described("Value of one unit of the outcome.")
    unit_value_low: PositiveGbp | None = described("Low end of the unit value.", None)
    unit_value_high: PositiveGbp | None = described("High end of the unit value.", None)
    price_year: CalendarYear | None = described("Prices the value is in; the programme's when empty.", None)
    variable_share: Share | None = described("Share of the value that falls with every unit.", None)
    step_share: Share | None = described("Share that falls only in whole steps.", None)
    fixed_share: Share | None = described("Share that never falls.", None)
    lump_units: PositiveAmount | None = described("Units that make one step.", None)
    notice_years: Years = described("Years demand must stay down before a step can close.", 0)
    release_route: ReleaseRoute | None = described("How the value is realised; only budget_removed is cash.", None)
    release_agreed: bool = described("True once the partner has agreed to take the step out.", False)
    unit_cost_code: Text | None = described("Code in the unit cost database.", None)
    real_growth_rate: Growth = described("Growth of the unit value a year above inflation.", 0.0)
    driver_id: Id | None = described("Name shared by the rows whose uncertainty is one and the same.", None)
    source: Text | None = described("Where the figure comes from.", None)

    @property
    def name(self) -> str:
        """The title, or the id where no title was given."""
        return self.title or self.benefit_id

    @property
    def is_fiscal(self) -> bool:
        """True for a line that a public budget bears."""
        return self.benefit_class is BenefitClass.fiscal

    @property
    def can_be_cash(self) -> bool:
        """True for a fiscal line whose budget is to be removed, agreed or not. Unknown cashability means no cash."""
        return self.is_fiscal and self.release_route is ReleaseRoute.budget_removed

    @property
    def is_releasing(self) -> bool:
        """True for a line that can be positive cash: it can be cash, and the partner has agreed to take the money out."""
        return self.can_be_cash and self.release_agreed

    @property
    def is_public_value(self) -> bool:
        """True unless the line only moves money between people: a transfer or a tax."""
        return self.value_kind not in (ValueKind.transfer, ValueKind.tax)

    @model_validator(mode="after")
    def _shares_are_of_one_whole(self) -> Self:
        total = sum(share or 0.0 for share in (self.variable_share, self.step_share, self.fixed_share))
        if total > 1 + SHARE_TOLERANCE:
            raise ValueError(f"variable_share + step_share + fixed_share is {total:g}: together they may be 1 at most")
        return self


class BenefitFall(Row):
    """The share of a line of benefit that falls to one partner."""

    benefit_id: Id = described("Line of benefit.")
    partner_id: Id = described("Partner it falls to.")
    fall_share: Share = described("Share that falls to it; a line's shares add to 1.")
    budget: Budget | None = described(
        "departmental, annually_managed or none; worked out from the line and the partner when empty.", None
    )


class CostCentre(Row):
    """A place where cash can be released: a ward, a prison wing, a team."""

    cost_centre_id: Id = described("Short name of the centre.")
    partner_id: Id = described("Partner whose budget it is.")
    title: Text | None = described("Name shown on pages.", None)
    unit: Text | None = described("What it counts, for example bed-day; only lines counted in it can be pooled here.", None)
    baseline_units: Amount | None = described("Units it deals with a year today; no limit when empty.", None)
    demand_growth_rate: Growth = described("Growth of that demand a year.", 0.0)
    lump_units: PositiveAmount | None = described("Units that make one step here; those of its lines when empty.", None)
    notice_years: Years | None = described("Years demand must stay down before a step can close; its lines' when empty.", None)
    closing_gbp: Gbp = described("Cost of closing one step.", 0.0)
    reopening_gbp: Gbp = described("Cost of opening one step again.", 0.0)
    price_year: CalendarYear | None = described("Prices those two are in; the programme's when empty.", None)

    @property
    def name(self) -> str:
        """The title, or the id where no title was given."""
        return self.title or self.cost_centre_id


class BenefitCentre(Row):
    """A centre where a line of benefit can become cash."""

    benefit_id: Id = described("Line of benefit.")
    cost_centre_id: Id = described("Centre.")
    place_share: Share | None = described("Share of a scale-up's units that falls away here; equal when all are empty.", None)


class SiteCentre(Row):
    """Where the units avoided at one site fall away."""

    benefit_id: Id = described("Line of benefit.")
    site_id: Id = described("Site.")
    cost_centre_id: Id = described("Centre.")
    flow_share: Share = described("Share of the site's units that falls away at this centre.")
