"""Known places: browsers and addresses from which a person signed in, so that guesses made elsewhere never slow these down."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from core.store.database import Connection
from core.store.schema.people import known_places
from core.store.sign_in.limits import ADDRESS, BROWSER, Counted
from core.store.sign_in.service_clock import MILLISECOND, passed, passed_and_kept

KNOWN_FOR = timedelta(days=180)


def is_known(connection: Connection, person_id: str, place: Counted, at: datetime) -> bool:
    """Tell whether a person signed in from a place in the last half year."""
    row = known_places.c
    since = passed(connection, at) - KNOWN_FOR // MILLISECOND
    query = sa.select(row.seen).where(row.person_id == person_id, row.kind == place.kind, row.key_sha256 == place.hashed)
    return connection.execute(query.where(row.seen > since)).first() is not None


def remember(connection: Connection, person_id: str, place: Counted, at: datetime) -> None:
    """Note that a person signed in from a place, and forget places of long ago.

    Raises:
        ValueError: the place is neither a browser nor an address.
    """
    if place.kind not in (ADDRESS, BROWSER):
        raise ValueError(f"{place.kind} is no place")
    row, now = known_places.c, passed_and_kept(connection, at)
    connection.execute(known_places.delete().where(row.seen <= now - KNOWN_FOR // MILLISECOND))
    same = (row.person_id == person_id) & (row.kind == place.kind) & (row.key_sha256 == place.hashed)
    if connection.execute(known_places.update().where(same).values(seen_at=at, seen=now)).rowcount == 0:
        told = {"person_id": person_id, "kind": place.kind, "key_sha256": place.hashed, "seen_at": at, "seen": now}
        connection.execute(known_places.insert().values(**told))


def forget(connection: Connection, person_id: str) -> None:
    """Forget every place of a person, whose account another person may have used."""
    connection.execute(known_places.delete().where(known_places.c.person_id == person_id))
