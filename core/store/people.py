"""People and their access: rows read and written; the caller asks for permission."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from core.domain.errors import NameTaken, NoSuchRow
from core.domain.people import OPERATOR, SERVICE, Grant, Person, Role
from core.store.database import Connection, Source, reading
from core.store.schema.people import grants, people

NEVER_SIGN_IN = frozenset({OPERATOR.person_id, SERVICE.person_id})


@dataclass(frozen=True)
class StoredPerson:
    """One row of people."""

    person_id: str
    sign_in_name: str
    name: str
    password_hash: str | None
    must_change: bool
    disabled_at: datetime | None
    is_sample: bool
    created_at: datetime
    created_by: str
    version: int

    @property
    def bare(self) -> Person:
        """The person without what was granted to them: enough to say who did something."""
        return Person(person_id=self.person_id, sign_in_name=self.sign_in_name, name=self.name)

    @property
    def may_sign_in(self) -> bool:
        """True for a person who is not disabled; the operator and the service never sign in."""
        return self.disabled_at is None and self.person_id not in NEVER_SIGN_IN


@dataclass(frozen=True)
class StoredGrant:
    """One row of grants."""

    grant_id: int
    person_id: str
    programme_id: str | None
    partner_id: str | None
    role: str
    given_at: datetime
    given_by: str

    @property
    def grant(self) -> Grant:
        """What was granted."""
        return Grant(role=Role(self.role), programme_id=self.programme_id, partner_id=self.partner_id)


def folded(sign_in_name: str) -> str:
    """Write a sign-in name as it is kept: however it is typed, it is one name."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", sign_in_name).casefold()).strip()


def add(
    connection: Connection,
    person_id: str,
    sign_in_name: str,
    name: str,
    *,
    password_hash: str | None,
    must_change: bool,
    at: datetime,
    by: str,
    is_sample: bool = False,
) -> None:
    """Add a person.

    Raises:
        NameTaken: a person signs in by that name already.
    """
    if by_sign_in_name(connection, sign_in_name) is not None:
        raise NameTaken(f'Somebody signs in as "{folded(sign_in_name)}" already: nothing was changed. Choose another sign-in name.')
    connection.execute(
        people.insert().values(
            person_id=person_id,
            sign_in_name=folded(sign_in_name),
            name=name,
            password_hash=password_hash,
            must_change=must_change,
            disabled_at=None,
            is_sample=is_sample,
            created_at=at,
            created_by=by,
            version=1,
        )
    )


def get(source: Source, person_id: str) -> StoredPerson:
    """Read one person.

    Raises:
        NoSuchRow: there is none.
    """
    with reading(source) as connection:
        row = connection.execute(sa.select(people).where(people.c.person_id == person_id)).mappings().one_or_none()
    if row is None:
        raise NoSuchRow("There is no such person: nothing was changed.")
    return StoredPerson(**row)


def by_sign_in_name(source: Source, sign_in_name: str) -> StoredPerson | None:
    """Person who signs in by a name, however it is typed; None where there is none."""
    with reading(source) as connection:
        query = sa.select(people).where(people.c.sign_in_name == folded(sign_in_name))
        row = connection.execute(query).mappings().one_or_none()
    return None if row is None else StoredPerson(**row)


def every_person(source: Source) -> tuple[StoredPerson, ...]:
    """All people who can have a sign-in, by name, the disabled too."""
    query = sa.select(people).where(people.c.person_id.not_in(NEVER_SIGN_IN)).order_by(people.c.name, people.c.person_id)
    with reading(source) as connection:
        return tuple(StoredPerson(**row) for row in connection.execute(query).mappings())


def set_disabled(connection: Connection, person_id: str, at: datetime | None) -> None:
    """Disable a person from a moment on, or with None enable them again."""
    _change(connection, person_id, disabled_at=at)


def set_password(connection: Connection, person_id: str, password_hash: str | None, *, must_change: bool) -> None:
    """Replace a person's password; None leaves none, so that only a one-time code lets them choose one."""
    _change(connection, person_id, password_hash=password_hash, must_change=must_change)


def add_grant(connection: Connection, person_id: str, grant: Grant, *, at: datetime, by: str) -> int:
    """Give a person a role; gives the id of the row."""
    made: int = connection.execute(
        grants.insert()
        .values(
            person_id=person_id,
            programme_id=grant.programme_id,
            partner_id=grant.partner_id,
            role=grant.role.value,
            given_at=at,
            given_by=by,
        )
        .returning(grants.c.grant_id)
    ).scalar_one()
    return made


def get_grant(source: Source, grant_id: int) -> StoredGrant:
    """Read one grant.

    Raises:
        NoSuchRow: there is none.
    """
    with reading(source) as connection:
        row = connection.execute(sa.select(grants).where(grants.c.grant_id == grant_id)).mappings().one_or_none()
    if row is None:
        raise NoSuchRow("That access is not there, or was taken away already: nothing was changed.")
    return StoredGrant(**row)


def remove_grant(connection: Connection, grant_id: int) -> None:
    """Take a grant away; the audit still says who had it."""
    connection.execute(grants.delete().where(grants.c.grant_id == grant_id))


def stored_grants(source: Source, person_id: str | None = None) -> tuple[StoredGrant, ...]:
    """Grants in the order they were given: one person's, or all."""
    query = sa.select(grants).order_by(grants.c.grant_id)
    if person_id is not None:
        query = query.where(grants.c.person_id == person_id)
    with reading(source) as connection:
        return tuple(StoredGrant(**row) for row in connection.execute(query).mappings())


def as_person(source: Source, stored: StoredPerson) -> Person:
    """Give a row of people the grants that belong to it."""
    given = tuple(row.grant for row in stored_grants(source, stored.person_id))
    return Person(person_id=stored.person_id, sign_in_name=stored.sign_in_name, name=stored.name, grants=given)


def _change(connection: Connection, person_id: str, **values: object) -> None:
    changed = people.update().where(people.c.person_id == person_id).values(version=people.c.version + 1, **values)
    connection.execute(changed)
