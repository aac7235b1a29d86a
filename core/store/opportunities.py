"""Opportunities, their history, and the checklist they are screened with."""

import tomllib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from pydantic import ValidationError

from core.domain.errors import DamagedAssumptions, NoSuchRow, StaleRow
from core.domain.opportunities import Checklist, KeptOpportunity, OpportunityChange, OpportunityState, Proposal, Said
from core.domain.people import Person
from core.store.assumptions import ASSUMPTIONS
from core.store.database import Source, reading
from core.store.schema.gates import opportunities, opportunity_changes

CHECKLIST = "scalability_checklist.toml"


def load_checklist(folder: Path = ASSUMPTIONS) -> Checklist:
    """Read the checklist.

    Raises:
        DamagedAssumptions: the file is missing, is not TOML, or says something that is not allowed.
    """
    path = folder / CHECKLIST
    try:
        return Checklist.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError, ValidationError) as refusal:
        raise DamagedAssumptions(f"The checklist cannot be read from {path} ({refusal}): restore that file.") from refusal


def list_opportunities(source: Source, programme_id: str) -> tuple[KeptOpportunity, ...]:
    """List a programme's opportunities, the latest raised first. One row per opportunity."""
    row = opportunities
    query = sa.select(row).where(row.c.programme_id == programme_id).order_by(row.c.opportunity_id.desc())
    with reading(source) as connection:
        return tuple(_opportunity(dict(found)) for found in connection.execute(query).mappings())


def get_opportunity(source: Source, programme_id: str, opportunity_id: int) -> KeptOpportunity:
    """Find an opportunity that must be there.

    Raises:
        NoSuchRow: the programme has none of that number.
    """
    opportunity = next((row for row in list_opportunities(source, programme_id) if row.opportunity_id == opportunity_id), None)
    if opportunity is None:
        raise NoSuchRow(f"There is no opportunity {opportunity_id} in this programme: choose one from the list.")
    return opportunity


def changes_of(source: Source, opportunity_id: int) -> tuple[OpportunityChange, ...]:
    """List what was done to an opportunity, the latest first. One row per change."""
    row = opportunity_changes
    query = sa.select(row).where(row.c.opportunity_id == opportunity_id).order_by(row.c.version.desc())
    with reading(source) as connection:
        rows = connection.execute(query).mappings().all()
    return tuple(OpportunityChange(each["version"], each["what"], each["at"], each["by"]) for each in rows)


def add_opportunity(
    connection: sa.Connection, programme_id: str, proposal: Proposal, what: str, *, by: Person, at: datetime
) -> int:
    """Add an opportunity with the first line of its history; gives its number."""
    values = {
        "programme_id": programme_id,
        **proposal.model_dump(),
        "state": OpportunityState.raised.value,
        "answers": {},
        "option_id": None,
        "reason": "",
        "raised_at": at,
        "raised_by": by.name,
        "raised_by_id": by.person_id,
        "version": 1,
    }
    made = int(connection.execute(opportunities.insert().values(values).returning(opportunities.c.opportunity_id)).scalar_one())
    became = {name: value for name, value in values.items() if name != "raised_at"}
    _add_change(connection, made, 1, what, became, by=by, at=at)
    return made


def change_opportunity(
    connection: sa.Connection,
    programme_id: str,
    opportunity_id: int,
    *,
    read_version: int,
    what: str,
    became: Mapping[str, Any],
    by: Person,
    at: datetime,
) -> None:
    """Change some columns of an opportunity, if it is still as it was read, and add to its history.

    Raises:
        NoSuchRow: there is none.
        StaleRow: a person changed it since; the sentence says who, when and what.
    """
    current = get_opportunity(connection, programme_id, opportunity_id)
    if current.version != read_version:
        last = changes_of(connection, opportunity_id)[0]
        raise StaleRow(
            f"Somebody else changed this opportunity since you opened it: {last.by}, {last.at:%d %B %Y at %H:%M} UTC: {last.what} "
            "Nothing of yours was saved: look at it as it is now and make your change again."
        )
    version = current.version + 1
    row = opportunities
    connection.execute(row.update().where(row.c.opportunity_id == opportunity_id).values(**became, version=version))
    _add_change(connection, opportunity_id, version, what, became, by=by, at=at)


def _add_change(
    connection: sa.Connection, opportunity_id: int, version: int, what: str, became: Mapping[str, Any], *, by: Person, at: datetime
) -> None:
    values = {"opportunity_id": opportunity_id, "version": version, "what": what, "became": dict(became), "at": at}
    connection.execute(opportunity_changes.insert().values(**values, by=by.name, by_id=by.person_id))


def _opportunity(found: Mapping[str, Any]) -> KeptOpportunity:
    made = {
        **{name: found[name] for name in KeptOpportunity.__dataclass_fields__},
        "state": OpportunityState(found["state"]),
        "answers": {key: Said.model_validate(said) for key, said in found["answers"].items()},
    }
    return KeptOpportunity(**made)
