"""Readiness: assessments of partners and leaders, by whom and when. Rows are only ever added; the last of each aspect counts."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from core.domain.people import Person
from core.domain.readiness import Aspect, KeptAssessment
from core.store.database import Source, reading
from core.store.schema.gates import readiness_assessments


def assessments_of(source: Source, programme_id: str) -> tuple[KeptAssessment, ...]:
    """List every assessment of a programme, the latest first. One row per assessment."""
    row = readiness_assessments
    query = sa.select(row).where(row.c.programme_id == programme_id).order_by(row.c.assessment_id.desc())
    with reading(source) as connection:
        return tuple(_assessment(dict(found)) for found in connection.execute(query).mappings())


def latest_assessments(source: Source, programme_id: str) -> dict[tuple[str | None, Aspect], KeptAssessment]:
    """Find the assessment that counts for each partner and aspect: the last one."""
    return {(found.partner_id, found.aspect): found for found in reversed(assessments_of(source, programme_id))}


def add_assessment(
    connection: sa.Connection,
    programme_id: str,
    partner_id: str | None,
    aspect: Aspect,
    *,
    level: int,
    note: str,
    assessed_on: date,
    assessed_by: str,
    by: Person,
    at: datetime,
) -> None:
    """Write an assessment down."""
    connection.execute(
        readiness_assessments.insert().values(
            programme_id=programme_id,
            partner_id=partner_id,
            aspect=aspect.value,
            level=level,
            note=note,
            assessed_on=assessed_on,
            assessed_by=assessed_by,
            recorded_at=at,
            recorded_by=by.name,
            recorded_by_id=by.person_id,
        )
    )


def _assessment(found: Mapping[str, Any]) -> KeptAssessment:
    made = {**{name: found[name] for name in KeptAssessment.__dataclass_fields__}, "aspect": Aspect(found["aspect"])}
    return KeptAssessment(**made)
