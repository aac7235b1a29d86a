"""A what-if: the same programme with a few assumptions changed, never saved by itself."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from core.domain.fields import LONGEST_HORIZON_YEARS, Id, Share


class Scenario(BaseModel):
    """What is assumed instead of what was entered. None means as entered.

    engagement, retention and scale_penalty apply to every option that reaches people at sites;
    p_adopted to every lever; sites and cost_centres list those that take part.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    horizon_years: Annotated[int, Field(ge=1, le=LONGEST_HORIZON_YEARS)] | None = None
    engagement: Share | None = None
    retention: Share | None = None
    scale_penalty: Share | None = None
    p_adopted: Share | None = None
    sites: frozenset[Id] | None = None
    cost_centres: frozenset[Id] | None = None

    @property
    def is_as_entered(self) -> bool:
        """True when nothing is changed."""
        return self == Scenario()
