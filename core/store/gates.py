"""Gates: their thresholds, the decisions on them, and who agreed to see the problem anew. Rows are only ever added."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from core.domain.gates import Finding, GateKey, GateSettings, KeptDecision, KeptReframing, KeptSettings, Ruling
from core.domain.people import Person
from core.store.database import Source, reading
from core.store.schema import programmes as schema
from core.store.schema.gates import gate_decisions, gate_settings, problem_agreements


def settings_history(source: Source, programme_id: str) -> tuple[KeptSettings, ...]:
    """Thresholds over time, the latest first. One row per time they were set."""
    row = gate_settings
    query = sa.select(row).where(row.c.programme_id == programme_id).order_by(row.c.settings_id.desc())
    with reading(source) as connection:
        rows = connection.execute(query).mappings().all()
    return tuple(
        KeptSettings(each["settings_id"], GateSettings.model_validate(each["settings"]), each["saved_at"], each["saved_by"])
        for each in rows
    )


def settings_of(source: Source, programme_id: str) -> KeptSettings:
    """Thresholds of the gates now; empty where none were set."""
    return next(iter(settings_history(source, programme_id)), KeptSettings(0, GateSettings(), None, ""))


def add_settings(connection: sa.Connection, programme_id: str, settings: GateSettings, *, by: Person, at: datetime) -> None:
    """Set the thresholds of the gates from now on."""
    values = {"programme_id": programme_id, "settings": settings.model_dump(mode="json"), "saved_at": at}
    connection.execute(gate_settings.insert().values(**values, saved_by=by.name, saved_by_id=by.person_id))


def decisions_of(source: Source, programme_id: str) -> tuple[KeptDecision, ...]:
    """List the decisions on a programme's gates, the latest first. One row per decision."""
    row, version = gate_decisions, schema.versions
    query = (
        sa.select(row, version.c.number)
        .join(version, version.c.version_id == row.c.version_id)
        .where(row.c.programme_id == programme_id)
        .order_by(row.c.decision_id.desc())
    )
    with reading(source) as connection:
        return tuple(_decision(dict(found)) for found in connection.execute(query).mappings())


def latest_decisions(source: Source, programme_id: str) -> dict[tuple[GateKey, str | None], KeptDecision]:
    """Find the decision that counts for each gate and option: the last one."""
    return {(found.gate, found.option_id): found for found in reversed(decisions_of(source, programme_id))}


def add_decision(
    connection: sa.Connection,
    programme_id: str,
    version_id: int,
    gate: GateKey,
    option_id: str | None,
    *,
    ruling: Ruling,
    reason: str,
    review_by: date | None,
    evidence: Sequence[str],
    findings: Sequence[Finding],
    by: Person,
    at: datetime,
) -> None:
    """Write a decision down with what the data said at that moment."""
    said = [{"key": each.key, "state": each.state.value, "sentence": each.sentence} for each in findings]
    connection.execute(
        gate_decisions.insert().values(
            programme_id=programme_id,
            version_id=version_id,
            gate=gate.value,
            option_id=option_id,
            ruling=ruling.value,
            reason=reason,
            review_by=review_by,
            evidence=list(evidence),
            findings=said,
            decided_at=at,
            decided_by=by.name,
            decided_by_id=by.person_id,
        )
    )


def reframings_of(source: Source, programme_id: str) -> tuple[KeptReframing, ...]:
    """List who agreed how the problem is seen anew, the latest first. One row per agreement."""
    row = problem_agreements
    query = sa.select(row).where(row.c.programme_id == programme_id).order_by(row.c.agreement_id.desc())
    names = KeptReframing.__dataclass_fields__
    with reading(source) as connection:
        return tuple(KeptReframing(**{name: found[name] for name in names}) for found in connection.execute(query).mappings())


def add_reframing(
    connection: sa.Connection,
    programme_id: str,
    version_id: int,
    *,
    problem_statement: str,
    reframed_problem: str,
    agreed_by: str,
    agreed_on: date,
    by: Person,
    at: datetime,
) -> None:
    """Write down who agreed these words, and when."""
    connection.execute(
        problem_agreements.insert().values(
            programme_id=programme_id,
            version_id=version_id,
            problem_statement=problem_statement,
            reframed_problem=reframed_problem,
            agreed_by=agreed_by,
            agreed_on=agreed_on,
            recorded_at=at,
            recorded_by=by.name,
            recorded_by_id=by.person_id,
        )
    )


def _decision(found: Mapping[str, Any]) -> KeptDecision:
    made = {
        **{name: found[name] for name in KeptDecision.__dataclass_fields__},
        "gate": GateKey(found["gate"]),
        "ruling": Ruling(found["ruling"]),
        "evidence": tuple(found["evidence"]),
        "findings": tuple(found["findings"]),
    }
    return KeptDecision(**made)
