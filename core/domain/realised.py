"""What a partner says became, or will become, of a line of promised cash."""

from enum import StrEnum
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator


class RealisedKind(StrEnum):
    """Whether it has happened."""

    forecast = "forecast"
    actual = "actual"


class Realised(BaseModel):
    """One line of benefit, one partner, one year: how much came out of which budget, or how much fell away where."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    benefit_id: str
    partner_id: str
    year: int = Field(ge=0)
    kind: RealisedKind
    cost_centre_id: str = ""
    amount_gbp: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    units: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    budget: str = Field(default="", max_length=300)
    note: str = Field(default="", max_length=2_000)

    @model_validator(mode="after")
    def _something_is_said(self) -> Self:
        if self.amount_gbp is None and self.units is None:
            raise ValueError("Give the cash, the units that fell away, or both: nothing was entered.")
        return self

    @model_validator(mode="after")
    def _cash_that_is_out_came_out_of_a_budget(self) -> Self:
        if self.kind is RealisedKind.actual and self.amount_gbp and not self.budget.strip():
            raise ValueError("Name the budget the cash was taken out of: what no budget lost has not been released.")
        return self

    @property
    def key(self) -> tuple[str, str, str, int, str]:
        """What one line of what was said is about; a later one of the same key corrects it."""
        return (self.benefit_id, self.partner_id, self.cost_centre_id, self.year, self.kind.value)
