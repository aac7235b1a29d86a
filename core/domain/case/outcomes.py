"""Outcomes and effects: what changes for people, and by how much (deadweight and attribution taken off)."""

from math import exp
from typing import Self

from pydantic import model_validator

from core.domain.fields import Amount, Grade, Id, Ids, Number, Row, Share, Shares, Text, Word, Years, described


class ImpactBasis(Word):
    net = "net"
    gross = "gross"


class EvidenceScale(Word):
    """The scale on which an effect was estimated; a positive mean is fewer units on each of them."""

    difference = "difference"
    log_odds_ratio = "log_odds_ratio"
    log_risk_ratio = "log_risk_ratio"


EVIDENCE_TOLERANCE = 1e-6  # of impact, against what the evidence columns say


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
    parent_outcome_id: Id | None = described("Outcome it follows; impact is then units for each unit of that outcome.", None)
    evidence_scale: EvidenceScale | None = described("Scale on which the effect was estimated; its draws are made there.", None)
    evidence_mean: Number | None = described("Estimate on that scale; positive means fewer.", None)
    evidence_se: Amount | None = described("Standard error on that scale; for new places that of the prediction.", None)
    evidence_baseline_rate: Amount | None = described("Units a person would have without the work; ratios need it.", None)
    driver_id: Id | None = described("Name shared by the rows whose uncertainty is one and the same.", None)
    source: Text | None = described("Where the figure comes from.", None)

    @model_validator(mode="after")
    def _a_net_effect_has_no_deadweight(self) -> Self:
        if self.impact_basis is ImpactBasis.net and (self.deadweight or self.deadweight_high):
            raise ValueError(
                "deadweight is already off a net effect: set deadweight to 0 (and empty its range), or say impact_basis gross"
            )
        return self

    @model_validator(mode="after")
    def _a_child_takes_what_is_its_parents(self) -> Self:
        if self.parent_outcome_id is None:
            return self
        if self.parent_outcome_id == self.outcome_id:
            raise ValueError("parent_outcome_id is the outcome itself: name the outcome it follows, or leave it empty")
        for column, stated in (("deadweight", self.deadweight or self.deadweight_high), ("attribution", self.attribution != 1)):
            if stated:
                raise ValueError(
                    f"{column} is taken off the parent {self.parent_outcome_id} already, and this outcome follows it: "
                    f"leave {column} empty here"
                )
        return self

    @model_validator(mode="after")
    def _evidence_is_whole_and_says_what_impact_says(self) -> Self:
        given = {
            "evidence_scale": self.evidence_scale,
            "evidence_mean": self.evidence_mean,
            "evidence_se": self.evidence_se,
            "evidence_baseline_rate": self.evidence_baseline_rate,
        }
        if all(value is None for value in given.values()):
            return self
        needed = ["evidence_scale", "evidence_mean", "evidence_se"]
        if self.evidence_scale in (EvidenceScale.log_odds_ratio, EvidenceScale.log_risk_ratio):
            needed.append("evidence_baseline_rate")
        missing = [column for column in needed if given[column] is None]
        if missing:
            raise ValueError(f"the evidence columns go together and {' and '.join(missing)} is empty: fill it, or empty them all")
        self._evidence_gives_impact()
        return self

    def _evidence_gives_impact(self) -> None:
        scale, mean, rate = self.evidence_scale, self.evidence_mean or 0.0, self.evidence_baseline_rate or 0.0
        if scale is EvidenceScale.log_odds_ratio and not 0 < rate < 1:
            raise ValueError(
                f"evidence_baseline_rate is {rate:g}: for a log_odds_ratio it must lie between 0 and 1, neither of them"
            )
        if scale is EvidenceScale.difference:
            impact = mean
        elif scale is EvidenceScale.log_risk_ratio:
            impact = rate - rate * exp(-mean)
        else:
            impact = rate - 1 / (1 + (1 - rate) / rate * exp(mean))
        if abs(impact - self.impact) > EVIDENCE_TOLERANCE:
            raise ValueError(
                f"impact is {self.impact:g}, and the evidence columns say {impact:.9g}: write that as impact, or correct them"
            )
