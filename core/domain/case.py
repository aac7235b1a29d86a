"""A whole programme, read and checked: everything an appraisal needs."""

from pydantic import BaseModel, ConfigDict

from core.domain.benefits import Benefit, BenefitCentre, BenefitFall, CostCentre, SiteCentre
from core.domain.costs import Cost, CostShare, Deflator
from core.domain.delivery import Actual, Contribution, LogicElement, Prediction, Realisation, ServiceDesign
from core.domain.evidence import Evidence, EvidenceAgreement
from core.domain.options import Lever, Option, OptionKind, OptionSite
from core.domain.outcomes import Effect, Outcome
from core.domain.programme import Partner, Population, Programme, Site


class Case(BaseModel):
    """One programme with all its tables but `observations`, which are read in bulk.

    A field is named as its table; `programme` and `population` hold one row.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    programme: Programme
    partners: tuple[Partner, ...]
    outcomes: tuple[Outcome, ...]
    effects: tuple[Effect, ...]
    benefits: tuple[Benefit, ...]
    benefit_falls: tuple[BenefitFall, ...]
    options: tuple[Option, ...]
    costs: tuple[Cost, ...]
    cost_shares: tuple[CostShare, ...]
    sites: tuple[Site, ...] = ()
    population: Population | None = None
    cost_centres: tuple[CostCentre, ...] = ()
    benefit_centres: tuple[BenefitCentre, ...] = ()
    site_centres: tuple[SiteCentre, ...] = ()
    option_sites: tuple[OptionSite, ...] = ()
    levers: tuple[Lever, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    deflators: tuple[Deflator, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    evidence_agreement: tuple[EvidenceAgreement, ...] = ()
    logic_model: tuple[LogicElement, ...] = ()
    service_design: tuple[ServiceDesign, ...] = ()
    predictions: tuple[Prediction, ...] = ()
    actuals: tuple[Actual, ...] = ()
    realisation: tuple[Realisation, ...] = ()

    def levers_of(self, option: Option) -> tuple[Lever, ...]:
        """The levers of one option."""
        return tuple(lever for lever in self.levers if lever.option_id == option.option_id)

    def option_of_kind(self, kind: OptionKind) -> Option | None:
        """The first option of a kind, or None."""
        return next((option for option in self.options if option.kind is kind), None)
