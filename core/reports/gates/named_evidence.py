"""Named evidence: what a version holds that a decision on a gate can name."""

from collections.abc import Iterator
from dataclasses import dataclass

from core.domain.case.case import Case
from core.domain.case.options import Option
from core.domain.gates import GateKey
from core.reports.appraisals import Appraised
from core.reports.flows import partner_titles


@dataclass(frozen=True)
class EvidenceItem:
    """One thing that can be named: its key, which a decision keeps, and what it is.

    For evidence in a partner's rows, `for_others` is its name for people who do not see that partner's detail.
    """

    key: str
    title: str
    partner_id: str = ""
    for_others: str = ""


def evidence_for(gate: GateKey, appraised: Appraised, option: Option) -> tuple[EvidenceItem, ...]:
    """List what the version holds that bears on a gate; nothing that is not there can be named."""
    case = appraised.case
    if gate is GateKey.delivered:
        return (*_results(case), *_at_prototypes(case))
    if gate is GateKey.effective:
        return (*_predicted(case), *_results(case), *_agreements(case))
    if gate is GateKey.valuable:
        return (*_appraisal(appraised, option), *_studies(case))
    return (*_problem(case), *_levers(case, option))


def _results(case: Case) -> Iterator[EvidenceItem]:
    if case.actuals:
        last = max(row.recorded_on for row in case.actuals)
        yield EvidenceItem(
            "actuals", f"Results recorded: {len(case.actuals)} rows of actuals.csv, the last of {last.day} {last:%B %Y}"
        )


def _predicted(case: Case) -> Iterator[EvidenceItem]:
    if case.predictions:
        last = max(row.recorded_on for row in case.predictions)
        yield EvidenceItem(
            "predictions", f"Predictions: {len(case.predictions)} rows of predictions.csv, the last of {last.day} {last:%B %Y}"
        )


def _at_prototypes(case: Case) -> Iterator[EvidenceItem]:
    prototypes = {site.site_id for site in case.sites if site.is_prototype}
    for study in case.evidence:
        if study.site_id in prototypes:
            yield EvidenceItem(f"study:{study.evidence_id}", f"Study at the prototype: {study.title or study.evidence_id}")


def _agreements(case: Case) -> Iterator[EvidenceItem]:
    titles = partner_titles(case)
    for row in case.evidence_agreement:
        called = f"Evidence agreed by {titles[row.partner_id]}"
        what = f"{called} on {row.agreed_on.day} {row.agreed_on:%B %Y}, {row.agreed_by}"
        yield EvidenceItem(f"agreement:{row.partner_id}/{row.outcome_id}", what, row.partner_id, called)


def _appraisal(appraised: Appraised, option: Option) -> Iterator[EvidenceItem]:
    number = appraised.loaded.version.number
    yield EvidenceItem(f"appraisal:{option.option_id}", f"The appraisal of “{option.title}”, version {number}")


def _studies(case: Case) -> Iterator[EvidenceItem]:
    for study in case.evidence:
        yield EvidenceItem(f"study:{study.evidence_id}", f"Study: {study.title or study.evidence_id}")


def _problem(case: Case) -> Iterator[EvidenceItem]:
    if case.programme.reframed_problem:
        yield EvidenceItem("reframed_problem", "The problem as seen anew, in programme.csv")


def _levers(case: Case, option: Option) -> Iterator[EvidenceItem]:
    for lever in case.levers_of(option):
        yield EvidenceItem(f"lever:{lever.lever_id}", f"Lever: {lever.title}")
