"""The people of the sample: one for each role, so that whoever looks around on this machine can look through each one's eyes."""

from collections.abc import Iterator
from datetime import datetime
from secrets import token_hex

from core.actions.signing_in import Ticket, ticket_for
from core.domain.people import SERVICE, Grant, Person, Role
from core.store import audit, people, programmes
from core.store.database import Database, all_or_nothing
from core.store.refusals import SignInRefused
from core.store.tables import read_tables
from core.store.versions import version_numbered

ONLY_HERE = (
    "Sample people can only be entered on the machine the service runs on. Nobody was signed in: sign in with your own name."
)


def add_sample_people(db: Database, *, at: datetime) -> tuple[Person, ...]:
    """Add the sample people to a store that has the sample programme and nobody yet; leave any other store as it is.

    They have no password. Returns those who were added.
    """
    samples = [programme for programme in programmes.list_programmes(db) if programme.is_sample]
    if not samples or people.every_person(db):
        return ()
    wanted = tuple(_people_of(db, samples[0].programme_id))
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
            added.append(people.as_person(connection, people.get(connection, person_id)))
        what = f"Added {len(added)} sample people, who can be entered on this machine only."
        audit.add(connection, at=at, by=SERVICE, action="add_sample_people", detail={"what": what})
        return tuple(added)


def enter_as_sample(db: Database, person_id: str, *, client_is_local: bool, at: datetime) -> Ticket:
    """Give a ticket for a sample person to whoever sits at this machine.

    Raises:
        SignInRefused: it is no sample person, is disabled, or the request comes from elsewhere.
        NoSuchRow: there is no such person.
    """
    if not client_is_local or not people.get(db, person_id).is_sample:
        raise SignInRefused(ONLY_HERE)
    return ticket_for(db, person_id, at=at)


def _people_of(db: Database, programme_id: str) -> Iterator[tuple[str, str, Grant]]:
    """List sign-in name, name and grant of each, in the order they are offered."""
    tables = read_tables(db, version_numbered(db, programme_id).version_id)
    lead = tables["programme"].dicts()[0]["lead_partner_id"].strip()
    partners = [(row["partner_id"].strip(), row["kind"].strip()) for row in tables["partners"].dicts()]
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
