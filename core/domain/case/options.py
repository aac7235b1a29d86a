"""Options: the ways forward that are compared, where they reach and which rules they change."""

from typing import Self

from pydantic import model_validator

from core.domain.fields import (
    Id,
    Ids,
    PeopleByYear,
    Row,
    Share,
    Shares,
    Text,
    Word,
    YearIndex,
    described,
    must_not_end_before,
)


class OptionKind(Word):
    business_as_usual = "business_as_usual"
    do_minimum = "do_minimum"
    scale_out = "scale_out"
    scale_up = "scale_up"
    out_then_up = "out_then_up"


class LeverKind(Word):
    rule = "rule"
    funding_rule = "funding_rule"
    commissioning_norm = "commissioning_norm"
    data_sharing = "data_sharing"
    practice_standard = "practice_standard"
    public_behaviour = "public_behaviour"


class Mechanism(Word):
    inflow = "inflow"
    exit = "exit"
    unit_cost = "unit_cost"


class Control(Word):
    control = "control"
    share = "share"
    influence = "influence"


class Option(Row):
    """One way forward."""

    option_id: Id = described("Short name of the option.")
    title: Text = described("Name shown on pages.")
    kind: OptionKind = described("Business as usual, do minimum, scale out, scale up, or out then up.")
    affected_share: Share = described("Share of the target group that is offered the work.", 1.0)
    affected_share_low: Share | None = described("Low end.", None)
    affected_share_high: Share | None = described("High end.", None)
    engagement: Share = described("Share of those offered who take part.", 1.0)
    engagement_low: Share | None = described("Low end.", None)
    engagement_high: Share | None = described("High end.", None)
    retention: Share = described("Share of those who take part who complete.", 1.0)
    retention_low: Share | None = described("Low end.", None)
    retention_high: Share | None = described("High end.", None)
    scale_penalty: Share = described("Share of the effect lost beyond the prototype sites.", 0.0)
    scale_penalty_low: Share | None = described("Low end.", None)
    scale_penalty_high: Share | None = described("High end.", None)
    gate_year: YearIndex | None = described("Year in which the step from out to up is decided.", None)
    delivery_form: Text | None = described("Form of organisation that delivers.", None)
    commissioning_form: Text | None = described("Form of commissioning.", None)

    @model_validator(mode="after")
    def _out_then_up_has_a_gate(self) -> Self:
        if self.kind is OptionKind.out_then_up and self.gate_year is None:
            raise ValueError("an out_then_up option decides at a gate: give gate_year")
        if self.kind is not OptionKind.out_then_up and self.gate_year is not None:
            raise ValueError(
                f"gate_year belongs to out_then_up options and this one is {self.kind}: leave it empty, or change the kind"
            )
        return self


class OptionSite(Row):
    """A site that an option reaches, and when."""

    option_id: Id = described("Option.")
    site_id: Id = described("Site.")
    start_year: YearIndex = described("First year of delivery here.")
    end_year: YearIndex | None = described("Last year of delivery here; the horizon when empty.", None)
    ramp: Shares = described("Share of full reach in each year from the start, separated by |; the last one stays.", (1.0,))
    most_people: PeopleByYear = described(
        "Most people its teams can take in each year from the start, separated by |; the last one stays, no limit when empty.", ()
    )

    @model_validator(mode="after")
    def _a_site_ends_after_it_starts(self) -> Self:
        must_not_end_before(self.start_year, self.end_year)
        return self


class Lever(Row):
    """A change of rules or behaviour that others decide on."""

    lever_id: Id = described("Short name of the lever.")
    option_id: Id = described("Option it belongs to.")
    title: Text = described("Name shown on pages.")
    kind: LeverKind | None = described("What kind of change it is.", None)
    mechanism: Mechanism = described("Cuts inflow, speeds exit, or cuts the unit cost of the response.")
    full_effect: Share = described("Cut once fully adopted, as a share.")
    full_effect_low: Share | None = described("Low end.", None)
    full_effect_high: Share | None = described("High end.", None)
    p_adopted: Share = described("Probability that it is adopted.")
    p_adopted_low: Share | None = described("Low end.", None)
    p_adopted_high: Share | None = described("High end.", None)
    adoption: Shares = described("Share of full effect in each year from year 0, separated by |; the last one stays.", (1.0,))
    owner_partner_id: Id | None = described("Partner that leads on it.", None)
    decided_by: Text | None = described("Who decides.", None)
    control: Control | None = described("Controlled, shared, or only influenced.", None)
    root_cause: Text | None = described("Root cause it acts on.", None)
    ask: Text | None = described("What the decision-maker is asked for.", None)
    outcome_ids: Ids = described("Outcomes it moves, separated by |; all that the option works for when empty.", ())
    indicators: Text | None = described("What would show that it is being adopted.", None)
    driver_id: Id | None = described("Name shared by the rows whose uncertainty is one and the same.", None)
