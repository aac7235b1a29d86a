"""Case: a whole programme, read and checked: everything an appraisal needs."""

from pydantic import BaseModel, ConfigDict

from core.domain.case.benefits import Benefit, BenefitCentre, BenefitFall, CostCentre, SiteCentre
from core.domain.case.costs import Cost, CostShare, Deflator
from core.domain.case.deals import Contribution
from core.domain.case.evidence import Actual, Evidence, EvidenceAgreement, Prediction
from core.domain.case.logic_model import LogicElement
from core.domain.case.options import Lever, Option, OptionKind, OptionSite
from core.domain.case.outcomes import Effect, Outcome
from core.domain.case.programme import Partner, Population, Programme, Site
from core.domain.case.risks import Risk
from core.domain.case.scale_causes import ScaleCause, penalty_of
from core.domain.case.service_design import ServiceDesign
from core.domain.case.unmonetised import UnmonetisedEffect
from core.domain.realisation import Realisation


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
    costs: tuple[Cost, ...] = ()
    cost_shares: tuple[CostShare, ...] = ()
    sites: tuple[Site, ...] = ()
    population: Population | None = None
    cost_centres: tuple[CostCentre, ...] = ()
    benefit_centres: tuple[BenefitCentre, ...] = ()
    site_centres: tuple[SiteCentre, ...] = ()
    option_sites: tuple[OptionSite, ...] = ()
    levers: tuple[Lever, ...] = ()
    scale_causes: tuple[ScaleCause, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    deflators: tuple[Deflator, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    evidence_agreement: tuple[EvidenceAgreement, ...] = ()
    logic_model: tuple[LogicElement, ...] = ()
    service_design: tuple[ServiceDesign, ...] = ()
    predictions: tuple[Prediction, ...] = ()
    actuals: tuple[Actual, ...] = ()
    realisation: tuple[Realisation, ...] = ()
    risks: tuple[Risk, ...] = ()
    unmonetised: tuple[UnmonetisedEffect, ...] = ()

    def levers_of(self, option: Option) -> tuple[Lever, ...]:
        """The levers of one option."""
        return tuple(lever for lever in self.levers if lever.option_id == option.option_id)

    def causes_of(self, option_id: str) -> tuple[ScaleCause, ...]:
        """Causes for which an option loses effect at scale, in the order of their names."""
        own = (cause for cause in self.scale_causes if cause.option_id == option_id)
        return tuple(sorted(own, key=lambda cause: cause.cause))

    def scale_penalty_of(self, option: Option) -> float:
        """Scale penalty of an option: what its causes multiply to where they are given, else as entered."""
        causes = self.causes_of(option.option_id)
        return penalty_of(causes) if causes else option.scale_penalty

    def option_of_kind(self, kind: OptionKind) -> Option | None:
        """The first option of a kind, or None."""
        return next((option for option in self.options if option.kind is kind), None)
