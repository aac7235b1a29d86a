"""Assumptions: figures the method rests on, each with its source, its vintage and a rating."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from core.domain.case.deflators import OfficialDeflators
from core.domain.fields import Share
from core.domain.vintages import Rating, Vintage


class Band(BaseModel):
    """A discount rate and the years whose step it applies to, both ends included; no last year means for ever."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    first_year: Annotated[int, Field(ge=1)]
    last_year: int | None = None
    rate: Annotated[float, Field(ge=0, lt=1)]


class IncomeWeights(BaseModel):
    """What a pound is worth to a group, by its income against the median: (median / income) to the power of the elasticity."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    elasticity: Annotated[float, Field(ge=0, le=5)]
    median_income_gbp: Annotated[float, Field(gt=0, allow_inf_nan=False)]


class Assumptions(BaseModel):
    """Everything the engine needs that is not in the case folder.

    benefit_cut and cost_uplift are indexed by confidence grade: the first of the six is grade 1.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    discount: dict[str, tuple[Band, ...]]
    benefit_cut: Annotated[tuple[Share, ...], Field(min_length=6, max_length=6)]
    cost_uplift: Annotated[tuple[float, ...], Field(min_length=6, max_length=6)]
    sensitivity_rate: float
    gdp_deflators: OfficialDeflators
    income_weights: IncomeWeights
    vintages: tuple[Vintage, ...]


class FigureSource(BaseModel):
    """Where the figures of one column of one programme's table come from, for columns that carry no source of their own.

    `key` names one row by its first key column; None speaks for every row of the table.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    table: str
    column: str
    key: str | None = None
    source: str
    vintage: str = ""
    rating: Rating
    note: str = ""
