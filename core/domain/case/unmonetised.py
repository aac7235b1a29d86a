"""Unmonetised effects: those without a price, which stand beside the money and are never added to it."""

from typing import Self

from pydantic import model_validator

from core.domain.fields import Gbp, Id, Ids, Number, Row, Text, Word, described


class Direction(Word):
    for_ = "for"
    against = "against"


class EffectSize(Word):
    small = "small"
    medium = "medium"
    large = "large"


class UnmonetisedEffect(Row):
    """One effect without a price: which way it speaks, how large it is, and on whom it falls."""

    effect_id: Id = described("Short name of the effect.")
    title: Text = described("Name shown on pages.")
    direction: Direction = described("for or against the options it belongs to.")
    size: EffectSize = described("small, medium or large.")
    option_ids: Ids = described("Options it belongs to, separated by |; every option but business as usual when empty.", ())
    partner_id: Id | None = described("Partner it falls on.", None)
    group_title: Text | None = described("Group of people it falls on.", None)
    group_income_gbp: Gbp | None = described("Income of that group a year, for distributional weights.", None)
    evidence: Text | None = described("What shows it.", None)
    unit: Text | None = described("What is counted, where it can be counted.", None)
    units_per_year: Number | None = described("How many units a year, where they can be counted.", None)
    source: Text | None = described("Where the figures come from.", None)

    def belongs_to(self, option_id: str) -> bool:
        """True where the effect is one of an option's; business as usual, the comparison, has none."""
        return not self.option_ids or option_id in self.option_ids

    @model_validator(mode="after")
    def _counted_units_have_a_name(self) -> Self:
        if self.units_per_year is not None and not self.unit:
            raise ValueError("units_per_year counts something: say what in unit")
        return self
