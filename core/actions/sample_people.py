"""Sample people: one for each role, so that a visitor on this machine can look through each one's eyes."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from secrets import token_hex

from core.actions.sign_in import Ticket, ticket_for
from core.domain.errors import SignInRefused
from core.domain.people import SERVICE, Grant, Person, Role
from core.store import audit, people, programmes
from core.store.database import Database, all_or_nothing
from core.store.integrity.grants import GIVEN, listed, of_person
from core.store.tables.tables import read_tables
from core.store.tables.versions import version_numbered

ONLY_HERE = (
    "Sample people can only be entered on the machine the service runs on. Nobody was signed in: sign in with your own name."
)


def add_sample_people(db: Database, *, at: datetime) -> tuple[Person, ...]:
    """Add the sample people to a store that has the sample programme and no people; leave any other store unaltered.

    They have no password. Returns those who were added.
    """
    samples = sorted((row for row in programmes.list_programmes(db) if row.is_sample), key=lambda row: row.created_at)
    if not samples or people.every_person(db):
        return ()
    first, *others = [row.programme_id for row in samples]
    wanted = tuple(_people_of(db, first))
    with all_or_nothing(db) as connection:
        if people.every_person(connection):
            return ()
        added = []
        for sign_in_name, name, grant in wanted:
            person_id = token_hex(8)
            people.add(
                connection,
                person_id,
                sign_in_name,
                name,
                password_hash=None,
                must_change=False,
                at=at,
                by=SERVICE.name,
                is_sample=True,
            )
            people.add_grant(connection, person_id, grant, at=at, by=SERVICE.name)
            for more in _in_others(db, grant, others):
                people.add_grant(connection, person_id, more, at=at, by=SERVICE.name)
            added.append(people.as_person(connection, people.get(connection, person_id)))
        what = f"Added {len(added)} sample people, who can be entered on this machine only."
        given = [grant for person in added for grant in of_person(connection, person.person_id)]
        detail = {"what": what, GIVEN: listed(given)}
        audit.add(connection, at=at, by=SERVICE, action="add_sample_people", detail=detail)
        return tuple(added)


def enter_as_sample(db: Database, person_id: str, *, client_is_local: bool, at: datetime) -> Ticket:
    """Give a ticket for a sample person to the person at this machine.

    Raises:
        SignInRefused: it is no sample person, is disabled, or the request comes from elsewhere.
        NoSuchRow: there is no such person.
    """
    if not client_is_local or not people.get(db, person_id).is_sample:
        raise SignInRefused(ONLY_HERE)
    return ticket_for(db, person_id, at=at)


def _in_others(db: Database, grant: Grant, programme_ids: Sequence[str]) -> Iterator[Grant]:
    """The same role in the other samples, for the partner of the same kind where the grant is for one partner."""
    if grant.programme_id is None:
        return
    for programme_id in programme_ids:
        partner_id = None
        if grant.partner_id is not None:
            partner_id = _partner_of_kind(db, programme_id, _kind_of(db, grant.programme_id, grant.partner_id))
            if partner_id is None:
                continue
        yield Grant(role=grant.role, programme_id=programme_id, partner_id=partner_id)


def _kind_of(db: Database, programme_id: str, partner_id: str) -> str:
    return next(kind for id_, kind in _partners_in(db, programme_id) if id_ == partner_id)


def _partner_of_kind(db: Database, programme_id: str, kind: str) -> str | None:
    return next((id_ for id_, other in _partners_in(db, programme_id) if other == kind), None)


def _partners_in(db: Database, programme_id: str) -> list[tuple[str, str]]:
    tables = read_tables(db, version_numbered(db, programme_id).version_id)
    return [(row["partner_id"].strip(), row["kind"].strip()) for row in tables["partners"].dicts()]


def _people_of(db: Database, programme_id: str) -> Iterator[tuple[str, str, Grant]]:
    """List sign-in name, name and grant of each, in the order they are offered."""
    tables = read_tables(db, version_numbered(db, programme_id).version_id)
    lead = tables["programme"].dicts()[0]["lead_partner_id"].strip()
    partners = _partners_in(db, programme_id)
    others = [(id_, kind) for id_, kind in partners if id_ != lead] or partners
    analysts = next((id_ for id_, kind in others if kind == "nhs"), others[0][0])
    board = next((id_ for id_, kind in others if kind == "police"), others[-1][0])
    yield "admin.sample", "Amina Clarke", Grant(role=Role.admin)
    yield "analyst.sample", "Tom Hughes", Grant(role=Role.analyst, programme_id=programme_id)
    yield f"analyst.{analysts}.sample", "Priya Nair", Grant(role=Role.analyst, programme_id=programme_id, partner_id=analysts)
    yield "board.sample", "Margaret Osei", Grant(role=Role.board, programme_id=programme_id)
    yield f"board.{board}.sample", "David Walsh", Grant(role=Role.board, programme_id=programme_id, partner_id=board)
    yield "assurer.sample", "Helen Novak", Grant(role=Role.analyst, programme_id=programme_id)
    yield "viewer.sample", "Sam Okafor", Grant(role=Role.viewer, programme_id=programme_id)
