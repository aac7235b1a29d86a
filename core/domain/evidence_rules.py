"""Evidence rules: what evidence must be like before a figure is drawn from it: limits and scales, dated and with their sources."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from core.domain.case.evidence import Design, Evidence
from core.domain.fields import Share
from core.domain.vintages import Vintage


class EvidenceRules(BaseModel):
    """Limits for estimates, and the scale on which designs are set.

    `level_of` is the usual level of a design on the Maryland scale of the variant named; `weakest_first` orders designs.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    fewest_people_an_arm: Annotated[int, Field(ge=2)]
    fewest_events: Annotated[int, Field(ge=0)]
    fewest_sites_an_arm: Annotated[int, Field(ge=2)]
    difference_worth_a_look: Annotated[float, Field(gt=0)]
    difference_too_large: Annotated[float, Field(gt=0)]
    missing_share_too_large: Share
    missing_gap_too_large: Share
    fewest_studies_to_pool: Annotated[int, Field(ge=2)]
    scale_variant: str
    level_of: dict[Design, Annotated[int, Field(ge=1, le=5)]]
    level_means: dict[str, str]
    weakest_first: tuple[Design, ...]
    vintages: tuple[Vintage, ...]

    def level(self, study: Evidence) -> int:
        """The level of a study: the one stated, else the usual one of its design."""
        return study.sms_level if study.sms_level is not None else self.level_of[study.design]

    def is_strong_enough(self, study: Evidence, minimum: Design) -> bool:
        """True where a study's design and its level both reach what was asked for.

        A study of design `other` is judged by its level alone, since the word says nothing of how it was done.
        """
        by_level = self.level(study) >= self.level_of[minimum]
        if study.design is Design.other:
            return by_level
        return by_level and self.weakest_first.index(study.design) >= self.weakest_first.index(minimum)
