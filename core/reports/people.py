"""People: who is asking, who there is, their access and their sessions."""

from datetime import datetime, timedelta

import pandas as pd

from core.domain.errors import BusyStore, CannotStore, NotAllowed
from core.domain.people import Doing, Person
from core.store import people
from core.store.database import Database, Source
from core.store.people import StoredGrant, StoredPerson
from core.store.sign_in import sessions
from core.store.sign_in.service_clock import passed

PEOPLE_COLUMNS = ("person_id", "sign_in_name", "name", "state", "grants", "last_seen_at", "created_at", "created_by", "version")
GRANT_COLUMNS = ("grant_id", "role", "programme_id", "partner_id", "given_at", "given_by")
SESSION_COLUMNS = ("started_at", "seen_at", "state", "ended_at", "ended_because")
SEEN_AGAIN_AFTER = timedelta(minutes=1)


def who_is(db: Database, token: str | None, at: datetime) -> Person | None:
    """Person of a session: the holder of a token, with their access at this moment; None where the session is not live.

    A session ends after 8 hours without use, after 7 days in any case, and at once when it is ended or the person disabled.

    Args:
        db: the open store.
        token: what the cookie holds.
        at: now, in UTC.
    """
    session = sessions.person_of(db, token, at) if token else None
    if session is None or token is None:
        return None
    person, unseen_for = session
    if unseen_for >= SEEN_AGAIN_AFTER:
        _note_seen(db, token, at)
    return person


def who_looks_on(db: Database, token: str | None, at: datetime) -> Person | None:
    """Person of a session, without counting as use, so that an open page does not keep a session alive.

    Args:
        db: the open store.
        token: what the cookie holds.
        at: now, in UTC.
    """
    session = sessions.person_of(db, token, at) if token else None
    return None if session is None else session[0]


def has_password(db: Database, person: Person) -> bool:
    """Tell whether this person signs in by a password kept here, and not through an organisation."""
    return people.get(db, person.person_id).password_hash is not None


def must_change_password(db: Database, person: Person) -> bool:
    """Password change due: True where a person entered with a password another person chose."""
    return people.get(db, person.person_id).must_change


def anybody_real(db: Database) -> bool:
    """Real accounts: True where people other than the sample people can sign in."""
    return any(stored.may_sign_in and not stored.is_sample for stored in people.every_person(db))


def sample_people(db: Database) -> tuple[Person, ...]:
    """List the sample people who can be entered as, with their grants, in the order they were made."""
    people_stored = [stored for stored in people.every_person(db) if stored.is_sample and stored.may_sign_in]
    ordered = [(people.stored_grants(db, stored.person_id), stored) for stored in people_stored]
    ordered.sort(key=lambda pair: (pair[0][0].grant_id if pair[0] else 0, pair[1].name))
    return tuple(people.as_person(db, stored) for _, stored in ordered)


def every_person(db: Database, person: Person) -> pd.DataFrame:
    """List the people this person may manage.

    An administrator of some programmes sees the people of those and people without any access, and only their access there.

    Returns:
        one row per person, by name: PEOPLE_COLUMNS. state is one of: can sign in, has no password yet, sample, disabled.
        grants is a sentence, one part per grant.

    Raises:
        NotAllowed: this person manages no people.
    """
    must_manage_somebody(person)
    given: dict[str, list[StoredGrant]] = {}
    for grant in people.stored_grants(db):
        given.setdefault(grant.person_id, []).append(grant)
    seen = sessions.last_seen(db)
    rows = []
    for stored in people.every_person(db):
        every = given.get(stored.person_id, [])
        shown = [grant for grant in every if _is_managed(person, grant)]
        if shown or not every:
            rows.append(_person_row(stored, shown, seen.get(stored.person_id)))
    return pd.DataFrame(rows, columns=list(PEOPLE_COLUMNS))


def grants_of(db: Database, person: Person, person_id: str) -> pd.DataFrame:
    """Access of a person: all of their own to oneself, of others the part this person may manage.

    Returns:
        one row per grant, in the order they were given: GRANT_COLUMNS. No programme_id means every programme, no partner_id
        the whole partnership.

    Raises:
        NotAllowed: this person manages no people, and asks for another's.
    """
    own = person.person_id == person_id
    if not own:
        must_manage_somebody(person)
    shown = [grant for grant in people.stored_grants(db, person_id) if own or _is_managed(person, grant)]
    rows = [{name: getattr(grant, name) for name in GRANT_COLUMNS} for grant in shown]
    return pd.DataFrame(rows, columns=list(GRANT_COLUMNS))


def sessions_of(db: Database, person: Person, person_id: str, at: datetime) -> pd.DataFrame:
    """Sessions of a person: one's own, or another person's for an administrator who manages all people.

    Returns:
        one row per session, the latest first: SESSION_COLUMNS. state is "live" or "ended".

    Raises:
        NotAllowed: they are another's, and this person does not manage all people.
    """
    if person.person_id != person_id and not person.may(Doing.manage_people):
        raise NotAllowed("Only who manages all people may see another person's sessions. Nothing was shown.")
    now = passed(db, at)
    rows = [
        {
            "started_at": session.started_at,
            "seen_at": session.seen_at,
            "state": "live" if session.is_live(now) else "ended",
            "ended_at": session.ended_at,
            "ended_because": session.ended_because or ("" if session.is_live(now) else "not used for too long"),
        }
        for session in sessions.of_person(db, person_id)
    ]
    return pd.DataFrame(rows, columns=list(SESSION_COLUMNS))


def grant_in_words(grant: StoredGrant) -> str:
    """Say a grant in words, by ids: "analyst in cbt for probation"."""
    where = f"in {grant.programme_id}" if grant.programme_id else "in every programme"
    return f"{grant.role} {where} for {grant.partner_id}" if grant.partner_id else f"{grant.role} {where}"


def must_manage_somebody(person: Person) -> None:
    """Management check: go on only if this person administers something.

    Raises:
        NotAllowed: they do not.
    """
    if not (person.may(Doing.manage_people) or any(person.may(Doing.manage_people, id_) for id_ in person.programmes() or ())):
        raise NotAllowed(f"{person.name} may not {Doing.manage_people.value} here. Nothing was done: ask an administrator.")


def must_manage(source: Source, person: Person, person_id: str) -> None:
    """Go on only if this person may manage that one: everything granted to that one lies where this one administers.

    Raises:
        NotAllowed: it does not. An administrator of one programme cannot reset a person who also works in another.
    """
    must_manage_somebody(person)
    for grant in people.stored_grants(source, person_id):
        if not _is_managed(person, grant):
            raise NotAllowed(
                f"{person.name} may not manage this person, who has access outside your programmes too. Nothing was done: "
                "ask who administers every programme."
            )


def _note_seen(db: Database, token: str, at: datetime) -> None:
    try:
        sessions.seen(db, token, at)
    except (BusyStore, CannotStore):
        # Reading goes on while nothing can be written; the next run of a page notes it, and at worst the session ends early.
        return


def _is_managed(person: Person, grant: StoredGrant) -> bool:
    return person.may(Doing.manage_people, grant.programme_id)


def _person_row(stored: StoredPerson, shown: list[StoredGrant], seen_at: datetime | None) -> dict[str, object]:
    return {
        "person_id": stored.person_id,
        "sign_in_name": stored.sign_in_name,
        "name": stored.name,
        "state": _state(stored),
        "grants": "; ".join(grant_in_words(grant) for grant in shown),
        "last_seen_at": seen_at,
        "created_at": stored.created_at,
        "created_by": stored.created_by,
        "version": stored.version,
    }


def _state(stored: StoredPerson) -> str:
    if stored.disabled_at is not None:
        return "disabled"
    if stored.is_sample:
        return "sample"
    return "can sign in" if stored.password_hash else "has no password yet"
