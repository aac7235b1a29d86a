"""Gates: what each asks, what the data say, what was decided by whom, and which were overridden."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from core.access.permission import must_be_allowed
from core.access.versions import as_shown
from core.domain.case.case import Case
from core.domain.case.options import Option
from core.domain.gates import GATES, Finding, Gate, GateKey, GateSettings, KeptDecision, KeptSettings, Ruling, State, state_of
from core.domain.people import Doing, Person
from core.engine.simulation.simulate import Simulation
from core.reports.appraisals import Appraised
from core.reports.evidence.agreement_changes import agreement_history
from core.reports.evidence.agreements import evidence_status
from core.reports.evidence.baselines import baselines_of
from core.reports.gates.findings import (
    agreement_findings,
    delivery_findings,
    lead_of,
    outcome_findings,
    prediction_findings,
    problem_findings,
    worth_findings,
)
from core.reports.gates.named_evidence import EvidenceItem, evidence_for
from core.reports.gates.readiness import maturity, maturity_findings
from core.store.database import Database, Source
from core.store.evidence_rules import load_evidence_rules
from core.store.gates import decisions_of, latest_decisions, reframings_of, settings_history, settings_of
from core.store.people import every_person
from core.store.readiness import latest_assessments
from core.store.tables.tables import read_tables
from core.store.tables.versions import version_numbered

RULING_WORDS = {Ruling.met: "met", Ruling.not_met: "not met", Ruling.overridden: "overridden"}


@dataclass(frozen=True)
class Override:
    """A gate that was passed against what the data say: by whom, why, and by when it is looked at again.

    `by_has_left` is True once the person who answers for it can no longer sign in.
    """

    gate: GateKey
    title: str
    option_id: str | None
    by: str
    by_has_left: bool
    on: date
    number: int
    reason: str
    review_by: date

    def has_lapsed(self, today: date) -> bool:
        """Tell whether the day by which it had to be looked at again is past."""
        return today > self.review_by


@dataclass(frozen=True)
class GateStanding:
    """Standing of a gate in one version: what it asks, what the data say, and the decision that counts."""

    gate: Gate
    option_id: str | None
    branch: str
    findings: tuple[Finding, ...]
    evidence: tuple[EvidenceItem, ...]
    decision: KeptDecision | None
    look_again: str
    has_lapsed: bool

    @property
    def computed(self) -> State:
        """Verdict of the data: the findings taken together."""
        return state_of(self.findings)

    @property
    def is_passed(self) -> bool:
        """True where it was decided met or overridden, the override runs, and nothing has changed since."""
        stands = self.decision is not None and self.decision.ruling is not Ruling.not_met
        return stands and not self.has_lapsed and not self.look_again

    @property
    def open_findings(self) -> tuple[Finding, ...]:
        """What is unmet or not known, the unmet first."""
        rank = {State.unmet: 0, State.unknown: 1}
        return tuple(sorted((row for row in self.findings if row.state in rank), key=lambda row: rank[row.state]))

    @property
    def words(self) -> str:
        """Its state in words: 'not decided', 'met', 'not met', 'overridden' or 'override has lapsed'."""
        if self.decision is None:
            return "not decided"
        return "override has lapsed" if self.has_lapsed else RULING_WORDS[self.decision.ruling]


def overrides(db: Source, programme_id: str) -> tuple[Override, ...]:
    """List the gates whose last decision is an override, for every page, paper and link of the case to name.

    An override whose day has passed stays listed until the gate is decided anew: it was relied on.
    """
    overridden = [row for row in latest_decisions(db, programme_id).values() if row.ruling is Ruling.overridden]
    gone = {row.person_id for row in every_person(db) if row.disabled_at is not None} if overridden else set()
    return tuple(
        Override(
            gate=kept.gate,
            title=GATES[kept.gate].title,
            option_id=kept.option_id,
            by=kept.decided_by,
            by_has_left=kept.decided_by_id in gone,
            on=kept.decided_at.date(),
            number=kept.number,
            reason=kept.reason,
            review_by=kept.review_by,
        )
        for kept in overridden
        if kept.review_by is not None
    )


def override_sentences(db: Database, programme_id: str, today: date) -> tuple[str, ...]:
    """Override sentences: what every reader of the case must know of each override, in one sentence of plain text."""
    overridden = overrides(db, programme_id)
    titles = _option_titles(db, programme_id) if any(row.option_id for row in overridden) else {}
    return tuple(_override_sentence(row, titles, today) for row in overridden)


def standings(
    db: Database, person: Person, appraised: Appraised, option_id: str, *, today: date, simulation: Simulation | None
) -> tuple[GateStanding, ...]:
    """Show how every gate stands that an option has to pass.

    Args:
        db: the open store.
        person: who asks.
        appraised: the version, worked out as entered.
        option_id: the option that is looked at.
        today: the day it is looked at.
        simulation: the version's draws; without them gate 3 says that they are missing.

    Raises:
        NotAllowed: the person sees nothing of this programme.
    """
    case = appraised.case
    must_be_allowed(person, Doing.see_agreed_view, case.programme.programme_id)
    reader = as_shown(db, person, case.programme.programme_id, appraised.loaded.version.number, today)
    option = next(row for row in case.options if row.option_id == option_id)
    asked = [gate for gate in GATES.values() if gate.is_asked_of(option.kind)]
    return tuple(as_seen(reader, standing(db, appraised, gate, option, today=today, simulation=simulation), case) for gate in asked)


def as_seen(person: Person, stands: GateStanding, case: Case) -> GateStanding:
    """Standing as a person may see it: the detail of partners whose rows they may not see is taken out."""
    mine = person.partners(Doing.see_detail, case.programme.programme_id)
    if mine is None:
        return stands
    return replace(
        stands,
        findings=tuple(row if row.of_partners <= mine else replace(row, sentence=row.for_others) for row in stands.findings),
        evidence=tuple(
            row if not row.partner_id or row.partner_id in mine else replace(row, title=row.for_others) for row in stands.evidence
        ),
        decision=None if stands.decision is None else replace(stands.decision, findings=()),
    )


def standing(
    db: Database, appraised: Appraised, gate: Gate, option: Option, *, today: date, simulation: Simulation | None
) -> GateStanding:
    """Show how one gate stands, with every partner's detail: for a caller that has asked permission and keeps that back."""
    case = appraised.case
    programme_id, of = case.programme.programme_id, option.option_id if gate.of_option else None
    settings = settings_of(db, programme_id).settings
    branch, findings = _asked(db, appraised, gate, option, settings=settings, today=today, simulation=simulation)
    decision = latest_decisions(db, programme_id).get((gate.key, of))
    return GateStanding(
        gate=gate,
        option_id=of,
        branch=branch,
        findings=findings,
        evidence=evidence_for(gate.key, appraised, option),
        decision=decision,
        look_again=_look_again(decision, findings, appraised.loaded.version.number),
        has_lapsed=decision is not None and decision.review_by is not None and today > decision.review_by,
    )


def decision_history(db: Database, person: Person, programme_id: str) -> tuple[KeptDecision, ...]:
    """List every decision on a programme's gates, the latest first, without the findings it was made on: they tell of rows.

    Raises:
        NotAllowed: the person sees nothing of this programme.
    """
    must_be_allowed(person, Doing.see_agreed_view, programme_id)
    return tuple(replace(row, findings=()) for row in decisions_of(db, programme_id))


def what_gates_are_held_to(db: Database, person: Person, programme_id: str) -> tuple[KeptSettings, ...]:
    """Thresholds that the partnership holds its gates to, the latest first; empty where none was agreed.

    Raises:
        NotAllowed: the person sees nothing of this programme.
    """
    must_be_allowed(person, Doing.see_agreed_view, programme_id)
    return settings_history(db, programme_id)


def _asked(
    db: Database,
    appraised: Appraised,
    gate: Gate,
    option: Option,
    *,
    settings: GateSettings,
    today: date,
    simulation: Simulation | None,
) -> tuple[str, tuple[Finding, ...]]:
    """Find which branch of the gate applies and what the data say of it."""
    case = appraised.case
    if gate.key is GateKey.delivered:
        return "", delivery_findings(case, today)
    if gate.key is GateKey.effective:
        return "", (*prediction_findings(case, settings), *agreed_evidence(db, case, today))
    if gate.key is GateKey.system:
        return "", _system(db, case, option, settings)
    return _worth(case, simulation, option.option_id, settings)


def agreed_evidence(db: Database, case: Case, today: date) -> tuple[Finding, ...]:
    """Say whether partners have the evidence they agreed beforehand, and what was changed after results were known."""
    rules = load_evidence_rules()
    changes = agreement_history(db, case.programme.programme_id, rules)
    late = int(changes["after_results"].sum()) if len(changes) else 0
    return agreement_findings(evidence_status(case, today, rules, baselines_of(case)), late, lead_of(case))


def _worth(case: Case, simulation: Simulation | None, option_id: str, settings: GateSettings) -> tuple[str, tuple[Finding, ...]]:
    if settings.has_existing_model is None:
        unset = "The partnership has not said whether there is an existing model to be held against."
        return "", (Finding("existing_model", State.unknown, unset, "the board", "road"),)
    if not settings.has_existing_model:
        return "There is no existing model: is it likely to deliver its outcomes?", outcome_findings(case)
    branch = "There is an existing model: is it worth more?"
    if simulation is None:
        missing = Finding("draws", State.unknown, "The chance is not worked out here: see How sure are we.", "the analyst", "sure")
        return branch, (missing,)
    return branch, worth_findings(case, simulation, option_id, settings)


def _system(db: Source, case: Case, option: Option, settings: GateSettings) -> tuple[Finding, ...]:
    programme_id, least = case.programme.programme_id, settings.least_maturity
    reframing = next(iter(reframings_of(db, programme_id)), None)
    leaders = maturity_findings(maturity(latest_assessments(db, programme_id), least), least)
    return (*problem_findings(case, option, reframing), *leaders)


def _look_again(decision: KeptDecision | None, findings: tuple[Finding, ...], number: int) -> str:
    """Changed finding: say so when the data no longer say what they said when the gate was decided."""
    if decision is None:
        return ""
    now = {(row.key, row.state.value, row.sentence) for row in findings if row.state is not State.note}
    then = {(row["key"], row["state"], row["sentence"]) for row in decision.findings if row["state"] != State.note}
    if now == then:
        return ""
    where = "the figures" if number != decision.number else "the findings"
    return f"Decided on version {decision.number}; {where} have changed since: look again."


def _override_sentence(found: Override, titles: Mapping[str, str], today: date) -> str:
    on, until = (f"{day.day} {day:%B %Y}" for day in (found.on, found.review_by))
    again = f"That lapsed on {until}: decide it anew" if found.has_lapsed(today) else f"To be looked at again by {until}"
    of = f", for “{titles.get(found.option_id, found.option_id)}”" if found.option_id else ""
    gone = f" {found.by} has left since: somebody else must answer for it." if found.by_has_left else ""
    reason = found.reason.rstrip(".")
    return f"Passed against what the data say: “{found.title}”{of}, by {found.by} on {on}, because: {reason}. {again}.{gone}"


def _option_titles(db: Database, programme_id: str) -> dict[str, str]:
    rows = read_tables(db, version_numbered(db, programme_id).version_id)["options"].dicts()
    return {row["option_id"].strip(): row["title"].strip() for row in rows}
