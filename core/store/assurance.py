"""Assurance: names of versions and the steps of their assurance. Rows are only ever added."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from core.domain.assurance import Assurance, CheckItem, ItemKind, Naming, Step, StepKind, Tick, name_key
from core.domain.errors import Refused
from core.domain.people import Person
from core.store.database import Source, reading
from core.store.schema import links as schema
from core.store.tables.versions import Version, every_version


class VersionNameTaken(Refused):
    """Another version of the programme has the name, or this one has a name already."""


class FrozenVersion(Refused):
    """The version has a name, and so may not be taken back."""


def state_of(source: Source, version_id: int) -> Assurance:
    """Read how far a version may be relied on; a version that was never named is a draft."""
    with reading(source) as connection:
        return _assurances(connection, [version_id])[version_id]


def states_of(source: Source, programme_id: str) -> dict[int, Assurance]:
    """Read how far each version of a programme may be relied on, undone ones too. By version_id, the newest first."""
    with reading(source) as connection:
        return _assurances(connection, [version.version_id for version in every_version(connection, programme_id)])


def add_name(connection: sa.Connection, version: Version, name: str, why: str, *, at: datetime, by: Person) -> None:
    """Give a version its name, for good.

    Raises:
        VersionNameTaken: the version has one, or another version of the programme has this one.
    """
    own = state_of(connection, version.version_id).name
    if own is not None:
        raise VersionNameTaken(f'Version {version.number} is already named "{own}", and a name stays: make a new version instead.')
    row = schema.version_names.c
    taken = sa.select(row.version_id).where(row.programme_id == version.programme_id, row.name_key == name_key(name))
    if connection.execute(taken).scalar_one_or_none() is not None:
        raise VersionNameTaken(f'Another version of this programme is named "{name}" already: choose another name.')
    connection.execute(
        schema.version_names.insert().values(
            version_id=version.version_id,
            programme_id=version.programme_id,
            name=name,
            name_key=name_key(name),
            why=why,
            named_at=at,
            named_by=by.person_id,
            named_by_name=by.name,
        )
    )


def add_step(
    connection: sa.Connection,
    version_id: int,
    programme_id: str,
    kind: StepKind,
    *,
    at: datetime,
    by: Person,
    words: str = "",
    use_by: date | None = None,
    ticks: Sequence[Tick] = (),
) -> None:
    """Write one step down, a check with the list that was gone through."""
    connection.execute(
        schema.assurance_steps.insert().values(
            version_id=version_id,
            programme_id=programme_id,
            kind=kind.value,
            at=at,
            by=by.person_id,
            by_name=by.name,
            words=words,
            use_by=use_by,
            ticks=[asdict(tick) for tick in ticks] or None,
        )
    )


def must_not_be_named(source: Source, version: Version) -> None:
    """Refuse to take a named version back: others rely on it, and a link or a decision may stand on it.

    Raises:
        FrozenVersion: it has a name.
    """
    name = state_of(source, version.version_id).name
    if name is not None:
        raise FrozenVersion(
            f'Version {version.number} is named "{name}" and stays: a named version is never taken back. '
            "Nothing was changed: load the tables of before as a new version instead."
        )


def _assurances(connection: sa.Connection, version_ids: Iterable[int]) -> dict[int, Assurance]:
    wanted = list(version_ids)
    names = _namings(connection, wanted)
    steps: dict[int, list[Step]] = {version_id: [] for version_id in wanted}
    row = schema.assurance_steps.c
    columns = (row.version_id, row.kind, row.at, row["by"], row.by_name, row.words, row.use_by, row.ticks)
    query = sa.select(*columns).where(row.version_id.in_(wanted)).order_by(row.step_id)
    for version_id, kind, at, by, name, words, use_by, ticks in connection.execute(query):
        gone_through = tuple(_tick(kept) for kept in ticks or ())
        steps[version_id].append(Step(StepKind(kind), at, by, name, words, use_by, gone_through))
    return {version_id: Assurance(version_id, names.get(version_id), tuple(steps[version_id])) for version_id in wanted}


def _tick(kept: dict[str, Any]) -> Tick:
    item = kept["item"]
    return Tick(CheckItem(**{**item, "kind": ItemKind(item["kind"])}), kept["is_ticked"])


def _namings(connection: sa.Connection, version_ids: list[int]) -> dict[int, Naming]:
    row = schema.version_names.c
    columns = (row.version_id, row.name, row.why, row.named_at, row.named_by, row.named_by_name)
    query = sa.select(*columns).where(row.version_id.in_(version_ids))
    return {version_id: Naming(*rest) for version_id, *rest in connection.execute(query)}
