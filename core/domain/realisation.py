"""Realisation: how partners take promised cash out of budgets, and what they record of it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from core.domain.fields import Id, Row, Text, Word, described
from core.domain.prices import PriceBasis


class RealisedKind(StrEnum):
    """Kind of entry: whether it has happened, or is expected."""

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
    price_basis: PriceBasis = PriceBasis.real

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
        """Subject of an entry; a later entry of the same key corrects it."""
        return (self.benefit_id, self.partner_id, self.cost_centre_id, self.year, self.kind.value)


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


class Realisation(Row):
    """How one partner takes one line of cash out of its budget."""

    benefit_id: Id = described("Line of benefit.")
    partner_id: Id = described("Partner.")
    release_action: Text = described("What will be done.")
    level: RealisationLevel = described("Level at which it is done.")
    owner: Text = described("Who does it.")
    due_on: date = described("Date it is due.")
    status: RealisationStatus = described("Where it stands.", RealisationStatus.planned)


Key = tuple[str, str, str, int, str]


@dataclass(frozen=True)
class Said:
    """Entry: what was recorded, its number among entries about the same thing, when and by whom."""

    what: Realised
    version: int
    said_at: datetime
    said_by: str
