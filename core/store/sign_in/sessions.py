"""Sessions, tickets and one-time codes. The secret that a browser or a person holds is kept here as its SHA-256 alone."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

import sqlalchemy as sa

from core.domain.people import Grant, Person, Role
from core.store.database import Connection, Database, Source, all_or_nothing, reading
from core.store.schema.people import grants, people, reset_codes, sessions, tickets
from core.store.sign_in.service_clock import MILLISECOND, passed, passed_and_kept

IDLE_FOR_AT_MOST = timedelta(hours=8)
LASTS_AT_MOST = timedelta(days=7)
TICKET_LASTS = timedelta(seconds=30)
CODE_LASTS = timedelta(hours=24)
SEEN_AGAIN_AFTER = timedelta(minutes=1)
# Ended sessions and used tickets are kept for a while, so that an administrator can see how each ended.
KEPT_AFTERWARDS = timedelta(days=90)


@dataclass(frozen=True)
class StoredSession:
    """One row of sessions, without its key."""

    person_id: str
    started_at: datetime
    seen_at: datetime
    ended_at: datetime | None
    ended_because: str | None
    started: int
    seen: int

    def is_live(self, now: int) -> bool:
        """Tell whether the session lets its person in at this moment."""
        return (
            self.ended_at is None
            and now < self.started + LASTS_AT_MOST // MILLISECOND
            and now < self.seen + IDLE_FOR_AT_MOST // MILLISECOND
        )


def hashed(secret: str) -> str:
    """Write a secret as it is kept. It has 80 random bits or more, so that no slow hash is needed."""
    return sha256(secret.encode("utf-8", errors="surrogatepass")).hexdigest()


def person_of(source: Source, token: str, at: datetime) -> tuple[Person, timedelta] | None:
    """Find whose live session a token is, with all their grants, in one read; and when the session was last seen."""
    query = (
        sa.select(people.c.person_id, people.c.sign_in_name, people.c.name, people.c.disabled_at)
        .add_columns(sessions.c.started_at, sessions.c.seen_at, sessions.c.ended_at, sessions.c.ended_because)
        .add_columns(sessions.c.started, sessions.c.seen)
        .add_columns(grants.c.role, grants.c.programme_id, grants.c.partner_id)
        .select_from(sessions.join(people).outerjoin(grants, grants.c.person_id == people.c.person_id))
        .where(sessions.c.token_sha256 == hashed(token))
        .order_by(grants.c.grant_id)
    )
    with reading(source) as connection:
        rows = connection.execute(query).all()
    if not rows:
        return None
    one = rows[0]
    session = StoredSession(one.person_id, one.started_at, one.seen_at, one.ended_at, one.ended_because, one.started, one.seen)
    now = passed(source, at)
    if one.disabled_at is not None or not session.is_live(now):
        return None
    given = tuple(
        Grant(role=Role(row.role), programme_id=row.programme_id, partner_id=row.partner_id) for row in rows if row.role is not None
    )
    person = Person(person_id=one.person_id, sign_in_name=one.sign_in_name, name=one.name, grants=given)
    return person, (now - session.seen) * MILLISECOND


def seen(db: Database, token: str, at: datetime) -> None:
    """Note that a session is in use."""
    with all_or_nothing(db) as connection:
        now = passed_and_kept(connection, at)
        used = sessions.update().where(sessions.c.token_sha256 == hashed(token))
        connection.execute(used.values(seen_at=at, seen=now))


def start(connection: Connection, token: str, person_id: str, at: datetime) -> None:
    """Start a session, and forget those that ended long ago."""
    now = passed_and_kept(connection, at)
    connection.execute(sessions.delete().where(sessions.c.started < now - (LASTS_AT_MOST + KEPT_AFTERWARDS) // MILLISECOND))
    row = {"token_sha256": hashed(token), "person_id": person_id, "started_at": at, "seen_at": at, "started": now, "seen": now}
    connection.execute(sessions.insert().values(**row, ended_at=None))


def end(connection: Connection, token: str, *, at: datetime, because: str) -> str | None:
    """End a session; gives whose it was, or None where none was live."""
    query = sa.select(sessions.c.person_id).where(sessions.c.token_sha256 == hashed(token), sessions.c.ended_at.is_(None))
    person_id = connection.execute(query).scalar_one_or_none()
    _end(connection, sessions.c.token_sha256 == hashed(token), at, because)
    return person_id


def end_all(connection: Connection, person_id: str, *, at: datetime, because: str, but: str | None = None) -> int:
    """End every session of a person but one, and their unused tickets and codes; gives how many sessions ended.

    Args:
        connection: the transaction.
        person_id: whose.
        at: when.
        because: why, as others will read it.
        but: the token of a session that goes on.
    """
    end_codes(connection, person_id, at)
    unused = (tickets.c.person_id == person_id) & tickets.c.used_at.is_(None)
    connection.execute(tickets.update().where(unused).values(used_at=at))
    whose = sessions.c.person_id == person_id
    return _end(connection, whose if but is None else whose & (sessions.c.token_sha256 != hashed(but)), at, because)


def of_person(source: Source, person_id: str) -> tuple[StoredSession, ...]:
    """List a person's sessions, the latest first."""
    columns = [column for column in sessions.c if column.name != "token_sha256"]
    query = sa.select(*columns).where(sessions.c.person_id == person_id).order_by(sessions.c.started_at.desc())
    with reading(source) as connection:
        return tuple(StoredSession(**row) for row in connection.execute(query).mappings())


def last_seen(source: Source) -> dict[str, datetime]:
    """When each person was last seen. People who never signed in are left out."""
    query = sa.select(sessions.c.person_id, sa.func.max(sessions.c.seen_at).label("seen_at")).group_by(sessions.c.person_id)
    with reading(source) as connection:
        return {row.person_id: row.seen_at for row in connection.execute(query)}


def add_ticket(connection: Connection, ticket: str, person_id: str, at: datetime) -> None:
    """Keep a new ticket, and forget those nobody can use any more."""
    now = passed_and_kept(connection, at)
    connection.execute(tickets.delete().where(tickets.c.made < now - LASTS_AT_MOST // MILLISECOND))
    row = {"ticket_sha256": hashed(ticket), "person_id": person_id, "made_at": at, "made": now, "used_at": None}
    connection.execute(tickets.insert().values(**row))


def use_ticket(connection: Connection, ticket: str, at: datetime) -> str | None:
    """Use a ticket up; gives whose it was, or None where it is unknown, used or too old."""
    known = tickets.c.ticket_sha256 == hashed(ticket)
    row = connection.execute(sa.select(tickets).where(known)).one_or_none()
    now = passed(connection, at)
    if row is None or row.used_at is not None or now > row.made + TICKET_LASTS // MILLISECOND:
        return None
    connection.execute(tickets.update().where(known).values(used_at=at))
    return str(row.person_id)


def add_code(connection: Connection, code: str, person_id: str, at: datetime) -> None:
    """Keep a new one-time code; any other of that person ends."""
    end_codes(connection, person_id, at)
    row = {"code_sha256": hashed(code), "person_id": person_id, "made_at": at, "made": passed_and_kept(connection, at)}
    connection.execute(reset_codes.insert().values(**row, ended_at=None))


def code_is_good(source: Source, code: str, person_id: str, at: datetime) -> bool:
    """Tell whether a one-time code is this person's, unused and not too old."""
    query = sa.select(reset_codes).where(reset_codes.c.code_sha256 == hashed(code))
    now = passed(source, at)
    with reading(source) as connection:
        row = connection.execute(query).one_or_none()
    is_theirs = row is not None and row.person_id == person_id
    return row is not None and is_theirs and row.ended_at is None and now <= row.made + CODE_LASTS // MILLISECOND


def end_codes(connection: Connection, person_id: str, at: datetime) -> None:
    """Make every one-time code of a person useless."""
    unused = (reset_codes.c.person_id == person_id) & reset_codes.c.ended_at.is_(None)
    connection.execute(reset_codes.update().where(unused).values(ended_at=at))


def _end(connection: Connection, which: sa.ColumnElement[bool], at: datetime, because: str) -> int:
    still_live = which & sessions.c.ended_at.is_(None)
    return connection.execute(sessions.update().where(still_live).values(ended_at=at, ended_because=because)).rowcount
