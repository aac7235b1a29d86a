"""Evidence: studies, observations, and what partners had agreed would convince them."""

from datetime import date
from typing import Annotated

from pydantic import Field

from core.domain.fields import Amount, Id, Number, People, Period, Row, Text, Word, YearIndex, described
from core.domain.prices import PriceBasis


class Design(Word):
    before_after = "before_after"
    matched_comparison = "matched_comparison"
    difference_in_differences = "difference_in_differences"
    randomised = "randomised"
    other = "other"


class EffectScale(Word):
    risk_difference = "risk_difference"
    mean_difference = "mean_difference"
    log_odds_ratio = "log_odds_ratio"
    log_risk_ratio = "log_risk_ratio"


class Arm(Word):
    treated = "treated"
    comparison = "comparison"


class Evidence(Row):
    """A study or a trial result."""

    evidence_id: Id = described("Short name of the study.")
    outcome_id: Id = described("Outcome it measured.")
    title: Text | None = described("Name shown on pages.", None)
    site_id: Id | None = described("Site it was measured at.", None)
    measured_on: date | None = described("Date of the measurement.", None)
    design: Design = described("How it was done.")
    sms_level: Annotated[int, Field(ge=1, le=5)] | None = described("Level on the Maryland scientific methods scale.", None)
    people_treated: People | None = described("People treated.", None)
    people_comparison: People | None = described("People compared with.", None)
    effect: Number | None = described("Effect found, on the effect scale.", None)
    standard_error: Amount | None = described("Its standard error.", None)
    effect_scale: EffectScale | None = described("Scale of the effect.", None)
    in_routine_practice: bool | None = described("True where it was routine practice and not a demonstration.", None)
    source: Text | None = described("Where it was published.", None)


# What tells the rows of groups apart. Rows of one person bear no name, so two that are equal may be two people.
OBSERVED_GROUP = ("site_id", "cohort", "period", "arm", "outcome_id")


class Observation(Row):
    """What happened to one person, or a group of people, in one period."""

    site_id: Id = described("Site.")
    cohort: Text = described("Cohort.")
    period: Period = described("Period: a date, month, quarter, half or year, for example 2026-Q1, 2026-04 or 2026/27.")
    arm: Arm = described("Treated or comparison.")
    outcome_id: Id = described("Outcome observed.")
    value: Number = described("Value, for example 1 where it happened.")
    people: People = described("People the row stands for.", 1.0)


class EvidenceAgreement(Row):
    """What one partner agreed beforehand would convince it, for one outcome."""

    partner_id: Id = described("Partner.")
    outcome_id: Id = described("Outcome.")
    minimum_design: Design = described("Weakest design it would accept.")
    minimum_people: People = described("Fewest people it would accept.")
    minimum_effect: Number | None = described("Smallest effect it would accept.", None)
    by_date: date = described("Date by which the evidence must be there.")
    agreed_on: date = described("Date of the agreement.")
    agreed_by: Text = described("Who agreed.")


class Prediction(Row):
    """What a line was expected to bring, frozen before the test."""

    line_id: Id = described("Line of benefit or cost.")
    partner_id: Id = described("Partner.")
    year: YearIndex = described("Year.")
    units: Number | None = described("Units.", None)
    gbp: Number = described("Money.")
    recorded_on: date = described("Date it was written down.")
    source: Text | None = described("Where it comes from.", None)
    price_basis: PriceBasis = described("Whether the money is real or money of the day.", PriceBasis.real)


class Actual(Prediction):
    """What a line really brought."""
