"""Scenario (what-if): the same programme with a few assumptions changed, never saved by itself."""

import json
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field

from core.domain.fields import LONGEST_HORIZON_YEARS, Id, Share

# What a scenario changes, as people read it.
SCENARIO_WORDS = {
    "horizon_years": "years counted",
    "engagement": "of those offered, how many start",
    "retention": "of those who start, how many finish",
    "scale_penalty": "lost when others run it",
    "p_adopted": "chance that others adopt it",
    "sites": "places that take part",
    "cost_centres": "cost centres that release cash",
}


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
    def in_words(self) -> str:
        """The scenario as JSON that is the same for the same scenario, whatever order its sets came in."""
        changed = self.model_dump(mode="json", exclude_none=True)
        return json.dumps(
            {name: sorted(value) if isinstance(value, list) else value for name, value in changed.items()}, sort_keys=True
        )

    @classmethod
    def from_words(cls, words: str) -> Self:
        """Read a scenario back from what `in_words` gave."""
        return cls.model_validate_json(words)

    @property
    def is_as_entered(self) -> bool:
        """True when nothing is changed."""
        return self == Scenario()
