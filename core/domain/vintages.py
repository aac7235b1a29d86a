"""Vintage: where a set of figures comes from, when it was right, and how far it can be relied on."""

from pydantic import BaseModel, ConfigDict

from core.domain.fields import Word


class Rating(Word):
    green = "green"
    amber = "amber"
    red = "red"


class Vintage(BaseModel):
    """Where a set of figures comes from and how far it can be relied on."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    source: str
    vintage: str
    rating: Rating
    note: str = ""
