"""Costs: what an option costs, what drives the cost, and who pays."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from core.domain.fields import (
    CalendarYear,
    Gbp,
    Grade,
    Id,
    PositiveAmount,
    Row,
    Share,
    Text,
    Word,
    YearIndex,
    described,
    must_not_end_before,
)


class Heading(Word):
    workforce = "workforce"
    estates = "estates"
    it = "it"
    commissioning = "commissioning"
    evaluation = "evaluation"
    influence = "influence"
    transition = "transition"
    double_running = "double_running"
    disinvestment = "disinvestment"
    other = "other"


class CostType(Word):
    capital = "capital"
    revenue = "revenue"
    in_kind = "in_kind"


class Driver(Word):
    programme_one_off = "programme_one_off"
    programme_yearly = "programme_yearly"
    site_one_off = "site_one_off"
    site_yearly = "site_yearly"
    team_yearly = "team_yearly"
    per_person = "per_person"


class CostValueKind(Word):
    """Whether money is used up (a resource) or only changes hands (a transfer, such as vouchers)."""

    resource = "resource"
    transfer = "transfer"


class Cost(Row):
    """One line of cost of an option."""

    cost_id: Id = described("Short name of the line.")
    option_id: Id = described("Option it belongs to.")
    title: Text | None = described("Name shown on pages.", None)
    heading: Heading = described("What it is spent on.", Heading.other)
    cost_type: CostType = described("Capital, revenue, or in kind (counts in public value, not in cash).")
    driver: Driver = described("What makes it grow.")
    amount_gbp: Gbp = described("Amount for one unit of the driver.")
    amount_low: Gbp | None = described("Low end.", None)
    amount_high: Gbp | None = described("High end.", None)
    price_year: CalendarYear | None = described("Prices the amount is in; the programme's when empty.", None)
    start_year: YearIndex | None = described("First year it is paid.", None)
    end_year: YearIndex | None = described("Last year it is paid.", None)
    people_per_team: PositiveAmount | None = described("People one team can work with; team_yearly needs it.", None)
    progress_ratio: Annotated[float, Field(gt=0, le=1)] | None = described(
        "Unit cost after each doubling of people, as a share; per_person only.", None
    )
    optimism_bias: Annotated[float, Field(ge=0, le=10, allow_inf_nan=False)] | None = described(
        "Uplift for optimism; takes the place of the grade's.", None
    )
    mitigation: Share = described("Share of the optimism bias that has been dealt with.", 0.0)
    confidence_grade: Grade | None = described("How good the figure is, 1 best to 6 worst.", None)
    value_kind: CostValueKind = described(
        "resource, or transfer: money handed to people, which is spent but is no cost to society.", CostValueKind.resource
    )
    driver_id: Id | None = described("Name shared by the rows whose uncertainty is one and the same.", None)
    source: Text | None = described("Where the figure comes from.", None)

    @property
    def name(self) -> str:
        """The title, or the id where no title was given."""
        return self.title or self.cost_id

    @property
    def is_cash(self) -> bool:
        """True unless the cost is given in kind."""
        return self.cost_type is not CostType.in_kind

    @property
    def is_social(self) -> bool:
        """True for a cost to society: money that is used up, and does not only change hands."""
        return self.value_kind is not CostValueKind.transfer

    @model_validator(mode="after")
    def _a_team_has_a_size(self) -> Self:
        if self.driver is Driver.team_yearly and self.people_per_team is None:
            raise ValueError("a team_yearly cost needs people_per_team: how many people one team can work with")
        return self

    @model_validator(mode="after")
    def _only_costs_per_person_are_learnt(self) -> Self:
        if self.progress_ratio is not None and self.driver is not Driver.per_person:
            raise ValueError("progress_ratio applies to per_person costs only: leave it empty, or change the driver")
        return self

    @model_validator(mode="after")
    def _a_cost_ends_after_it_starts(self) -> Self:
        must_not_end_before(self.start_year, self.end_year)
        return self


class CostShare(Row):
    """The share of a line of cost that one partner pays."""

    cost_id: Id = described("Line of cost.")
    partner_id: Id = described("Partner that pays.")
    pay_share: Share = described("Share it pays; a line's shares add to 1.")


class Deflator(Row):
    """The price index of one year."""

    year: CalendarYear = described("Year.")
    index: Annotated[float, Field(gt=0, le=1e9, allow_inf_nan=False)] = described("Price index, on any base.")
