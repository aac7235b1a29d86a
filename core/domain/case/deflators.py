"""Deflators: the official price indices that turn money of one year into that of another, each with its source."""

from collections.abc import Mapping
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from core.domain.fields import CalendarYear, Word
from core.domain.vintages import Rating, Vintage

OFFICIAL_YEARS = range(1990, 2037)  # financial years every official table must cover: what a file may lean on when it is read


class IndexKind(Word):
    """Kind of index: measured afterwards, forecast by a body that publishes it, or assumed for want of either."""

    outturn = "outturn"
    forecast = "forecast"
    assumed = "assumed"


class IndexPart(BaseModel):
    """Price indices of one kind and one source, by financial year."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: IndexKind
    name: str
    source: str
    vintage: str
    rating: Rating
    note: str = ""
    index: Annotated[dict[CalendarYear, Annotated[float, Field(gt=0, le=1e9, allow_inf_nan=False)]], Field(min_length=1)]


class OfficialDeflators(BaseModel):
    """The GDP deflators that serve a programme without a table of its own: outturn, forecast and assumption apart."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    base: str
    parts: Annotated[tuple[IndexPart, ...], Field(min_length=1)]

    @property
    def index(self) -> Mapping[int, float]:
        """Price index by financial year, over all parts."""
        return {year: index for part in self.parts for year, index in sorted(part.index.items())}

    @property
    def vintages(self) -> tuple[Vintage, ...]:
        """Where each part comes from and how far it can be relied on."""
        return tuple(Vintage.model_validate(part.model_dump(exclude={"kind", "index"})) for part in self.parts)

    @model_validator(mode="after")
    def _every_year_stands_once(self) -> Self:
        years = [year for part in self.parts for year in part.index]
        if len(set(years)) < len(years):
            raise ValueError(f"the index of {min(year for year in years if years.count(year) > 1)} is given twice")
        gaps = set(range(min(years), max(years) + 1)) - set(years)
        if gaps:
            raise ValueError(f"there is no index for {min(gaps)}, which lies between years that have one")
        if not set(OFFICIAL_YEARS) <= set(years):
            raise ValueError(f"the table must cover {OFFICIAL_YEARS[0]} to {OFFICIAL_YEARS[-1]}")
        return self
