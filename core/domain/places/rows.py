"""Rows of a place: which programmes it holds, what of theirs is the same, and what it may spend."""

from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from core.domain.case.programme import DiscountSchedule
from core.domain.fields import (
    LONGEST_HORIZON_YEARS,
    Amount,
    CalendarYear,
    Gbp,
    Growth,
    Id,
    Ids,
    People,
    PositiveAmount,
    Row,
    Share,
    Text,
    Word,
    YearIndex,
    Years,
    described,
)
from core.domain.prices import PriceBasis


class SharedKind(Word):
    partner = "partner"
    cost_centre = "cost_centre"
    population = "population"
    site = "site"
    outcome = "outcome"
    lever = "lever"
    driver = "driver"


class MatchStatus(Word):
    proposed = "proposed"
    same = "same"
    different = "different"


class LimitMeasure(Word):
    cash_cost = "cash_cost"
    net_cash = "net_cash"
    capital = "capital"
    engaged = "engaged"
    teams = "teams"


class RuleKind(Word):
    only_after = "only_after"
    not_together = "not_together"
    not_before = "not_before"


class PlaceFrame(Row):
    """The place itself, and the frame in which its programmes are added up."""

    place_id: Id = described("Short name used in links and files.")
    title: Text = described("Name people use for the place.")
    summary: Text | None = described("What is done in the place, in a sentence or two.", None)
    question: Text | None = described("The question that is asked of all programmes together.", None)
    lead_partner_id: Id | None = described("Shared partner that leads.", None)
    base_year: CalendarYear | None = described("Year 0; that of its programmes when empty.", None)
    price_year: CalendarYear | None = described("Prices all money is shown in; that of its programmes when empty.", None)
    horizon_years: Annotated[int, Field(ge=0, le=LONGEST_HORIZON_YEARS)] | None = described(
        "Years looked at after year 0; the shortest among its programmes when empty.", None
    )
    discount_schedule: DiscountSchedule | None = described("Discount rates; those of its programmes when empty.", None)
    totals_open: bool = described("True where totals are shown to every partner.", False)


class PlaceProgramme(Row):
    """One programme of a place, and the option that it is looked at with."""

    place_id: Id = described("Place.")
    programme_id: Id = described("Programme: the name of its folder under programmes.")
    version: Annotated[int, Field(ge=1)] | None = described("Frozen version that is read; the working one when empty.", None)
    option_id: Id | None = described("Option; the only one beside business as usual when empty.", None)
    in_place: bool = described("False where the programme is left out for now.", True)
    open_options: Ids = described("Options to choose from, separated by |; all but business as usual when empty.", ())
    must: bool = described("True where exactly the named option has to be chosen.", False)


class PlaceMatch(Row):
    """What of one programme is the same as a shared thing of the place. Only `same` counts."""

    place_id: Id = described("Place.")
    kind: SharedKind = described("What kind of thing it is.")
    shared_id: Id = described("Short name of the shared thing.")
    programme_id: Id = described("Programme.")
    local_id: Id = described("Its id in the programme; of a population the word population.")
    status: MatchStatus = described("proposed, same or different: only same counts.")
    unit_factor: PositiveAmount = described("Units of the place in one unit of the programme.", 1.0)
    reason: Text | None = described("Why it is the same, or is not.", None)
    decided_by: Text | None = described("Who said so.", None)
    decided_on: date | None = described("When.", None)


class PlaceValue(Row):
    """What the place itself says of a shared thing, where its programmes do not agree."""

    place_id: Id = described("Place.")
    kind: SharedKind = described("What kind of thing it is.")
    shared_id: Id = described("Short name of the shared thing.")
    title: Text | None = described("Name shown on pages.", None)
    unit: Text | None = described("What it is counted in.", None)
    partner_id: Id | None = described("Of a cost centre: the shared partner whose budget it is.", None)
    baseline_units: Amount | None = described("Of a cost centre: units a year today.", None)
    demand_growth_rate: Growth | None = described("Of a cost centre: growth of demand a year.", None)
    lump_units: PositiveAmount | None = described("Of a cost centre: units that make one step.", None)
    notice_years: Years | None = described("Of a cost centre: years demand must stay down before a step closes.", None)
    closing_gbp: Gbp | None = described("Of a cost centre: cost of closing one step.", None)
    reopening_gbp: Gbp | None = described("Of a cost centre: cost of opening one step again.", None)
    price_year: CalendarYear | None = described("Prices those two are in.", None)
    people_with_problem: People | None = described("Of a population: people with the problem at the start.", None)
    inflow_per_year: People | None = described("Of a population: people who come to have it, a year.", None)
    exit_rate: Share | None = described("Of a population: share that leaves it, a year.", None)
    people_per_year: People | None = described("Of a site: people in the target group, a year.", None)
    units_per_person_year: Amount | None = described("Of an outcome: units a person with the problem causes a year.", None)
    p_adopted: Share | None = described("Of a lever: probability that it is adopted.", None)


class PlaceOverlap(Row):
    """How many people of one programme are in another too."""

    place_id: Id = described("Place.")
    programme_a: Id = described("Programme.")
    programme_b: Id = described("The other programme.")
    share_of_a: Share = described("Share of the people of the first who are in the other too.")
    effect_kept: Share = described("Share of the smaller effect that still comes to those in both.", 0.0)
    source: Text | None = described("Where the share comes from.", None)


class PlaceLimit(Row):
    """The most that may be spent, or taken on, in one year."""

    place_id: Id = described("Place.")
    measure: LimitMeasure = described("What is limited.", LimitMeasure.cash_cost)
    partner_id: Id | None = described("Shared partner whose money it is.", None)
    site: Id | None = described("Shared site, for people engaged and for teams.", None)
    year: YearIndex = described("Year.")
    amount: Amount = described("The most of it.")
    price_basis: PriceBasis = described("Whether an amount of money is real or of the day.", PriceBasis.money_of_the_day)

    @model_validator(mode="after")
    def _a_limit_is_somebodys(self) -> Self:
        of_site = self.measure in (LimitMeasure.engaged, LimitMeasure.teams)
        if of_site and self.site is None:
            raise ValueError(f"site is empty and a limit of {self.measure} is one of a shared site: give the site")
        if not of_site and self.partner_id is None:
            raise ValueError(f"partner_id is empty and a limit of {self.measure} is a partner's: give the partner_id")
        return self


class PlaceRule(Row):
    """What may be chosen only after, not beside, or not before something."""

    place_id: Id = described("Place.")
    rule: RuleKind = described("only_after, not_together or not_before.")
    programme_id: Id = described("Programme that is bound.")
    option_id: Id | None = described("Its option; any when empty.", None)
    other_programme_id: Id | None = described("The other programme.", None)
    other_option_id: Id | None = described("Its option; any when empty.", None)
    year: YearIndex | None = described("Earliest year, for not_before.", None)
    reason: Text | None = described("Why.", None)

    @model_validator(mode="after")
    def _a_rule_says_what_it_needs(self) -> Self:
        if self.rule is RuleKind.not_before and self.year is None:
            raise ValueError("year is empty and not_before needs one: give the first year in which it may start")
        if self.rule is not RuleKind.not_before and self.other_programme_id is None:
            raise ValueError(f"other_programme_id is empty and {self.rule} needs it: name the other programme")
        return self
