"""Programme: what the work is, who takes part, and where."""

from datetime import date
from typing import Annotated

from pydantic import Field

from core.domain.fields import (
    LONGEST_HORIZON_YEARS,
    CalendarYear,
    Factor,
    Gbp,
    Id,
    People,
    Row,
    Share,
    Text,
    Word,
    described,
)
from core.domain.prices import PriceBasis


class Stage(Word):
    define = "define"
    prototype = "prototype"
    test = "test"
    scale = "scale"
    sustained = "sustained"


class DiscountSchedule(Word):
    standard = "standard"
    health = "health"
    low_pure_time_preference = "low_pure_time_preference"


class EffectTiming(Word):
    """When in its year a person is treated: half way through it on average, or at its start."""

    mid_year = "mid_year"
    full_year = "full_year"


class PartnerKind(Word):
    local_authority = "local_authority"
    nhs = "nhs"
    police = "police"
    justice = "justice"
    central_government = "central_government"
    education = "education"
    housing = "housing"
    fire = "fire"
    voluntary = "voluntary"
    community = "community"
    business = "business"
    residents = "residents"
    other = "other"


class Level(Word):
    local = "local"
    national = "national"


class Programme(Row):
    """The piece of work that succeeded, and the frame in which it is appraised."""

    programme_id: Id = described("Short name used in links and files.")
    title: Text = described("Name people use for the programme.")
    summary: Text | None = described("What the programme does, in a sentence or two.", None)
    question: Text | None = described("The question the board is asked to decide.", None)
    lead_partner_id: Id | None = described("Partner that leads.", None)
    stage: Stage | None = described("Where the work stands.", None)
    base_year: CalendarYear = described("Year 0, the decision year: 2026 is 2026/27.")
    price_year: CalendarYear | None = described("Prices all money is shown in; the base year when empty.", None)
    horizon_years: Annotated[int, Field(ge=0, le=LONGEST_HORIZON_YEARS)] = described("Years appraised after year 0.")
    horizon_reason: Text | None = described("Why that many years are looked at.", None)
    discount_schedule: DiscountSchedule = described("Schedule of discount rates.", DiscountSchedule.standard)
    effect_timing: EffectTiming = described(
        "mid_year: people treated across a year bring half of each year of effect in the next one; full_year: all of it at once.",
        EffectTiming.mid_year,
    )
    proposition: Text | None = described("What the prototype set out to test.", None)
    hypothesis: Text | None = described("What it was expected to change, for whom and by how much.", None)
    proposition_on: date | None = described("Date on which the proposition was written down.", None)
    problem_statement: Text | None = described("The problem as first stated.", None)
    reframed_problem: Text | None = described("The problem as seen from the whole system.", None)
    scaling_intent_on: date | None = described("Date on which the intention to scale was written down.", None)

    @property
    def prices_of(self) -> int:
        """The year whose prices all money is shown in."""
        return self.price_year if self.price_year is not None else self.base_year


class Partner(Row):
    """A body that pays, gains, delivers or decides."""

    partner_id: Id = described("Short name of the partner.")
    title: Text = described("Name shown on pages.")
    kind: PartnerKind = described("What kind of body it is.")
    level: Level = described("Local or national.", Level.local)
    payback_limit_years: Annotated[float, Field(ge=0, le=LONGEST_HORIZON_YEARS)] | None = described(
        "Years within which this partner must have its cash back.", None
    )
    affordability_gbp_per_year: Gbp | None = described("The most this partner can pay in a year.", None)
    affordability_price_basis: PriceBasis = described("Whether that is real or money of the day.", PriceBasis.real)


class Site(Row):
    """A place where the work is delivered."""

    site_id: Id = described("Short name of the place.")
    title: Text = described("Name shown on pages.")
    area_code: Text | None = described("Official code of the area.", None)
    people_per_year: People = described("People in the target group here, a year.")
    is_prototype: bool = described("True where the prototype runs: no scale penalty applies.", False)
    cost_factor: Factor = described("Local costs against the programme's, 1 is the same.", 1.0)
    effect_factor: Factor = described("Local effect against the programme's, 1 is the same.", 1.0)


class Population(Row):
    """The stock of people with the problem across the place, with nothing done."""

    people_with_problem: People = described("People with the problem at the start.")
    inflow_per_year: People = described("People who come to have the problem, a year.")
    exit_rate: Share = described("Share of the stock that leaves the problem, a year.")
