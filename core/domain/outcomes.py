"""What changes for people, and by how much."""

from typing import Self

from pydantic import model_validator

from core.domain.fields import Amount, Grade, Id, Ids, Number, Row, Share, Shares, Text, Word, Years, described


class ImpactBasis(Word):
    net = "net"
    gross = "gross"


class Outcome(Row):
    """Something that changes because of the work."""

    outcome_id: Id = described("Short name of the outcome.")
    title: Text = described("Name shown on pages.")
    unit: Text = described("What is counted, for example bed-day.")
    option_ids: Ids = described("Options in which this outcome is worked for, separated by |; every option when empty.", ())

    def is_worked_for_in(self, option_id: str) -> bool:
        """True where an option works for this outcome."""
        return not self.option_ids or option_id in self.option_ids


class Effect(Row):
    """How far one person who completes moves an outcome, and how sure that is."""

    outcome_id: Id = described("Outcome that is moved.")
    impact: Number = described("Units of the outcome for each completer.")
    impact_low: Number | None = described("Low end of impact.", None)
    impact_high: Number | None = described("High end of impact.", None)
    impact_basis: ImpactBasis = described("net: against a comparison group; gross: deadweight still to be taken off.")
    deadweight: Share = described("Share that would have happened anyway.", 0.0)
    deadweight_low: Share | None = described("Low end of deadweight.", None)
    deadweight_high: Share | None = described("High end of deadweight.", None)
    attribution: Share = described("Share of the change due to this work.", 1.0)
    attribution_reason: Text | None = described("Why that share.", None)
    lag_years: Years = described("Years from completing to the first effect.", 0)
    persistence: Shares = described("Share still in effect in each year after, separated by |.", (1.0,))
    units_per_person_year: Amount | None = described("Units a person with the problem causes a year; a scale-up needs it.", None)
    confidence_grade: Grade | None = described("How good the evidence is, 1 best to 6 worst.", None)
    source: Text | None = described("Where the figure comes from.", None)

    @model_validator(mode="after")
    def _a_net_effect_has_no_deadweight(self) -> Self:
        if self.impact_basis is ImpactBasis.net and (self.deadweight or self.deadweight_high):
            raise ValueError(
                "deadweight is already off a net effect: set deadweight to 0 (and empty its range), or say impact_basis gross"
            )
        return self
