"""Versions of a programme: each a set of files, made once and never altered, only undone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from core.domain.errors import NothingToUndo, UnknownVersion
from core.store.database import Source, reading
from core.store.schema import programmes as schema
from core.store.tables import observation_loads
from core.store.tables.manifest import of_version

CURRENT, UNDONE = "current", "undone"
OBSERVATIONS = "observations"


@dataclass(frozen=True)
class Version:
    """One state of a programme that was kept. `number` is what people see; `base_version` the number it was made from."""

    version_id: int
    programme_id: str
    number: int
    made_at: datetime
    made_by: str
    what: str
    state: str
    base_version: int | None

    @property
    def is_undone(self) -> bool:
        """True when it has been taken back."""
        return self.state == UNDONE


@dataclass(frozen=True)
class Change:
    """A version, and which tables differ from the one it was made from."""

    version: Version
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]


def current_version(source: Source, programme_id: str) -> Version | None:
    """Find the latest version that is not undone; None where there is no such programme."""
    query = _of(programme_id).where(schema.versions.c.state == CURRENT).limit(1)
    with reading(source) as connection:
        row = connection.execute(query).mappings().one_or_none()
    return None if row is None else Version(**row)


def version_numbered(source: Source, programme_id: str, number: int | None = None) -> Version:
    """Find a version by its number, undone or not, or the current one.

    Raises:
        UnknownVersion: there is none.
    """
    if number is None:
        found = current_version(source, programme_id)
    else:
        found = next((version for version in every_version(source, programme_id) if version.number == number), None)
    if found is None:
        wanted = "version" if number is None else f"version {number}"
        raise UnknownVersion(f'There is no {wanted} of the programme "{programme_id}".')
    return found


def version_before(source: Source, version: Version) -> Version:
    """Find the version that would be current if this one were undone.

    Raises:
        NothingToUndo: it is the first.
    """
    earlier = (found for found in every_version(source, version.programme_id) if found.number < version.number)
    before = next((found for found in earlier if not found.is_undone), None)
    if before is None:
        raise NothingToUndo(f'Version {version.number} is the first of "{version.programme_id}": there is nothing before it.')
    return before


def every_version(source: Source, programme_id: str) -> tuple[Version, ...]:
    """List the versions of a programme, the newest first, undone ones too. One row per version."""
    with reading(source) as connection:
        return tuple(Version(**row) for row in connection.execute(_of(programme_id)).mappings())


def history(source: Source, programme_id: str) -> tuple[Change, ...]:
    """List the versions of a programme, the newest first, with the tables each one changed."""
    with reading(source) as connection:
        every = every_version(connection, programme_id)
        files = {version.number: _load_ids(connection, version.version_id) for version in every}
    return tuple(_change(version, files[version.number], files.get(version.base_version or 0, {})) for version in every)


def add(
    connection: sa.Connection,
    programme_id: str,
    load_ids: Iterable[int],
    base: Version | None,
    *,
    what: str,
    at: datetime,
    by: str,
    observations: Iterable[int] | None = None,
) -> Version:
    """Add a version made of these loads. Its number is one more than any the programme ever had.

    Args:
        connection: the transaction.
        programme_id: the programme.
        load_ids: loads of its tables.
        base: the version it is made from.
        what: what was done, as a sentence for the history.
        at: when, in UTC.
        by: who did it.
        observations: loads of observations; those of `base` when not given.
    """
    highest = connection.execute(
        sa.select(sa.func.max(schema.versions.c.number)).where(schema.versions.c.programme_id == programme_id)
    ).scalar_one()
    number = (highest or 0) + 1
    connection.execute(
        schema.versions.insert().values(
            programme_id=programme_id,
            number=number,
            made_at=at,
            made_by=by,
            what=what,
            state=CURRENT,
            base_version=base.number if base else None,
        )
    )
    made = version_numbered(connection, programme_id, number)
    rows = [{"version_id": made.version_id, "load_id": load_id} for load_id in load_ids]
    connection.execute(schema.version_files.insert(), rows)
    if observations is None:
        observations = [load.load_id for load in observation_loads.of_version(connection, base.version_id)] if base else []
    observation_loads.link(connection, made.version_id, observations)
    return made


def mark_undone(connection: sa.Connection, version: Version) -> None:
    """Take a version back. Its rows and files stay."""
    row = schema.versions
    connection.execute(row.update().where(row.c.version_id == version.version_id).values(state=UNDONE))


def _of(programme_id: str) -> sa.Select[tuple[object, ...]]:
    return (
        sa.select(schema.versions).where(schema.versions.c.programme_id == programme_id).order_by(schema.versions.c.number.desc())
    )


def _load_ids(connection: sa.Connection, version_id: int) -> dict[str, frozenset[tuple[str, int]]]:
    """Find what each table of a version is made of. Observations may be a table of the folder, loads in bulk, or both."""
    loads = {name: frozenset({("table", load.load_id)}) for name, load in of_version(connection, version_id).items()}
    bulk = frozenset(("bulk", load.load_id) for load in observation_loads.of_version(connection, version_id))
    return {**loads, OBSERVATIONS: loads.get(OBSERVATIONS, frozenset()) | bulk} if bulk else loads


def _change(version: Version, after: Mapping[str, object], before: Mapping[str, object]) -> Change:
    return Change(
        version,
        added=tuple(name for name in after if name not in before),
        changed=tuple(name for name in after if name in before and after[name] != before[name]),
        removed=tuple(name for name in before if name not in after),
    )
