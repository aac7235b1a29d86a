"""Signing in and out: guesses are counted before a password is looked at, and what enters is swapped for a session."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv4Address, IPv6Network, ip_address
from secrets import token_urlsafe

from core.actions.password_rules import must_be_strong
from core.actions.passwords import hash_password, is_right, plain_code
from core.domain.people import SERVICE, Person
from core.reports.people import must_manage
from core.store import audit, guesses, people, sessions
from core.store.database import Connection, Database, all_or_nothing
from core.store.guesses import ACCOUNT, ADDRESS, Counted
from core.store.people import StoredPerson
from core.store.refusals import SignInRefused, TooManyGuesses

__all__ = ["SignInRefused", "Ticket", "TooManyGuesses"]

TOKEN_BYTES, ONE_LINE_BITS = 32, 64
NOT_SIGNED_IN = "That name and password do not belong together, or the account is disabled. Nobody was signed in: try again."
BAD_CODE = "That name and code do not belong together, or the code was used or is older than a day. Nothing was changed."
BAD_TICKET = "That way in was used already or is too old. Nobody was signed in: sign in again."
NOT_OURS = "That account is not one of this service's people. Nobody was signed in: ask an administrator for access."
TOO_OLD = "Your organisation said who you are too long ago. Nobody was signed in: go to its sign-in again."
# An organisation's word is for one entrance now. It travels in a cookie, and one that was copied is of no use later.
VOUCHED_FOR = timedelta(minutes=10)
WRONG_OLD = "The present password is not right: nothing was changed."


@dataclass(frozen=True)
class Ticket:
    """What a browser swaps for a session, once and within 30 seconds; and whether the person must first choose a password."""

    text: str
    person_id: str
    must_change: bool


def sign_in(db: Database, sign_in_name: str, password: str, *, address: str, at: datetime) -> Ticket:
    """Check a name and password and give a ticket.

    Args:
        db: the open store.
        sign_in_name: as typed; case and outer spaces do not matter.
        password: as typed.
        address: the network address it comes from.
        at: when, in UTC.

    Raises:
        SignInRefused: unknown name, wrong password or disabled: the same words for each.
        TooManyGuesses: the account or the address made too many in the last minutes; the password was not looked at.
        BusySigningIn: too many passwords are being checked at this moment.
    """
    counted = _count_guess(db, sign_in_name, address, at)
    found = people.by_sign_in_name(db, sign_in_name)
    fits = is_right(password, found.password_hash if found else None)
    if found is None or not fits or not found.may_sign_in:
        raise _refused(db, found, sign_in_name, NOT_SIGNED_IN, at)
    with all_or_nothing(db) as connection:
        guesses.forgive(connection, counted)
        return _let_in(connection, people.get(connection, found.person_id), "with a password", at)


def ticket_for(db: Database, person_id: str, *, at: datetime) -> Ticket:
    """Give a ticket to somebody whose identity was made sure of elsewhere.

    Raises:
        SignInRefused: the person is disabled, or never signs in.
        NoSuchRow: there is none.
    """
    with all_or_nothing(db) as connection:
        return _let_in(connection, people.get(connection, person_id), "without a password", at)


def ticket_for_email(db: Database, email: str, *, vouched_at: datetime | None, at: datetime) -> Ticket:
    """Give a ticket to whoever signs in by this e-mail address, which an identity provider has verified.

    Args:
        db: the open store.
        email: the address.
        vouched_at: when the provider said so, in UTC; None where it does not tell.
        at: when, in UTC.

    Raises:
        SignInRefused: the address is nobody's, or theirs who is disabled, or the provider said so too long ago.
    """
    if not is_vouched_for(vouched_at, at):
        raise SignInRefused(TOO_OLD)
    found = people.by_sign_in_name(db, email)
    if found is None or not found.may_sign_in:
        raise _refused(db, found, email, NOT_OURS, at)
    with all_or_nothing(db) as connection:
        return _let_in(connection, people.get(connection, found.person_id), "through the identity provider", at)


def is_vouched_for(vouched_at: datetime | None, at: datetime) -> bool:
    """Tell whether what an identity provider said at one moment still counts at another; clocks may differ by as much."""
    return vouched_at is not None and abs(at - vouched_at) <= VOUCHED_FOR


def swap_ticket(db: Database, ticket: str, *, at: datetime) -> str:
    """Swap a ticket for a session; gives its token, which is kept nowhere else.

    Raises:
        SignInRefused: the ticket is unknown, used, or older than 30 seconds, or the person was disabled meanwhile.
    """
    token = token_urlsafe(TOKEN_BYTES)
    with all_or_nothing(db) as connection:
        person_id = sessions.use_ticket(connection, ticket, at)
        if person_id is not None and people.get(connection, person_id).may_sign_in:
            sessions.start(connection, token, person_id, at)
            return token
    raise SignInRefused(BAD_TICKET)


def end_session(db: Database, token: str, *, at: datetime, because: str) -> None:
    """End one session, so that its cookie opens nothing from now on. Ending it twice does no harm.

    Args:
        db: the open store.
        token: what the browser holds.
        at: when, in UTC.
        because: why, as the person will read it, for example "signed out".
    """
    with all_or_nothing(db) as connection:
        person_id = sessions.end(connection, token, at=at, because=because)
        if person_id is not None:
            by = people.get(connection, person_id).bare
            what = f"A session ended: {because}."
            audit.add(connection, at=at, by=by, action="end_session", detail={"what": what, "person_id": person_id})


def end_all_sessions(db: Database, person_id: str, *, by: Person, at: datetime, because: str, but: str | None = None) -> int:
    """End every session of a person, or all but one; their own, or by who may manage them. Gives how many ended.

    Raises:
        NotAllowed: they are somebody else's, whom this person may not manage.
        NoSuchRow: there is no such person.
    """
    stored = people.get(db, person_id)
    if by.person_id != person_id:
        must_manage(db, by, person_id)
    with all_or_nothing(db) as connection:
        ended = sessions.end_all(connection, person_id, at=at, because=because, but=but)
        what = f"Ended {ended} sessions of {stored.name}: {because}."
        audit.add(connection, at=at, by=by, action="end_all_sessions", detail={"what": what, "person_id": person_id})
    return ended


def change_password(db: Database, old: str, new: str, *, by: Person, at: datetime, token: str | None = None) -> None:
    """Let a person replace their own password. Every other session of theirs ends.

    Args:
        db: the open store.
        old: the present password; wrong ones count as guesses at the account.
        new: the next one.
        by: whose password it is.
        at: when, in UTC.
        token: of the session that goes on; without it, all end.

    Raises:
        SignInRefused: the present password is not right.
        TooManyGuesses: too many were tried in the last minutes.
        WeakPassword: the new one is too short, too long or guessed first.
        BusySigningIn: too many passwords are being checked at this moment.
    """
    stored = people.get(db, by.person_id)
    counted = _count_guess(db, stored.sign_in_name, None, at)
    if not is_right(old, stored.password_hash) or not stored.may_sign_in:
        raise _refused(db, stored, stored.sign_in_name, WRONG_OLD, at)
    with all_or_nothing(db) as connection:
        guesses.forgive(connection, counted)
    must_be_strong(new, stored.name, stored.sign_in_name)
    _set_password(db, stored, new, action="change_password", what="Changed their password", at=at, but=token)


def use_reset_code(db: Database, sign_in_name: str, code: str, new_password: str, *, address: str, at: datetime) -> None:
    """Let a person choose a password with a one-time code. They sign in with it afterwards; older sessions end.

    Raises:
        SignInRefused: the code is not this person's, was used, or is older than a day.
        TooManyGuesses: the account or the address made too many guesses in the last minutes.
        WeakPassword: the new password is too short, too long or guessed first; the code can be used again.
        BusySigningIn: too many passwords are being hashed at this moment.
    """
    counted = _count_guess(db, sign_in_name, address, at)
    found = people.by_sign_in_name(db, sign_in_name)
    typed = plain_code(code)
    if not sessions.code_is_good(db, typed, found.person_id if found else "", at) or found is None or not found.may_sign_in:
        raise _refused(db, found, sign_in_name, BAD_CODE, at)
    with all_or_nothing(db) as connection:
        guesses.forgive(connection, counted)
    must_be_strong(new_password, found.name, found.sign_in_name)
    what = "Chose a password with a one-time code"
    _set_password(db, found, new_password, action="use_reset_code", what=what, at=at, code=typed)


def _set_password(
    db: Database, stored: StoredPerson, new: str, *, action: str, what: str, at: datetime, but: str | None = None, code: str = ""
) -> None:
    password_hash = hash_password(new)
    with all_or_nothing(db) as connection:
        if code and not sessions.code_is_good(connection, code, stored.person_id, at):
            raise SignInRefused(BAD_CODE)  # somebody else used it while this password was hashed
        people.set_password(connection, stored.person_id, password_hash, must_change=False)
        ended = sessions.end_all(connection, stored.person_id, at=at, because="the password was changed", but=but)
        detail = {"what": f"{what}; {ended} other sessions ended.", "person_id": stored.person_id}
        audit.add(connection, at=at, by=stored.bare, action=action, detail=detail)


def _let_in(connection: Connection, stored: StoredPerson, how: str, at: datetime) -> Ticket:
    if not stored.may_sign_in:
        raise SignInRefused(NOT_SIGNED_IN)
    text = token_urlsafe(TOKEN_BYTES)
    sessions.add_ticket(connection, text, stored.person_id, at)
    detail = {"what": f"Signed in {how}.", "person_id": stored.person_id}
    audit.add(connection, at=at, by=stored.bare, action="sign_in", detail=detail)
    return Ticket(text, stored.person_id, stored.must_change)


def network_of(address: str) -> str:
    """Give what guesses from an address are counted for: itself, or the network of one line where a line has many addresses.

    Whoever has one line with IPv6 has 2**64 addresses, and could make each guess from another.
    """
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv4Address):
        return str(found)
    return str(found.ipv4_mapped or IPv6Network((found, ONE_LINE_BITS), strict=False))


def _count_guess(db: Database, sign_in_name: str, address: str | None, at: datetime) -> tuple[int, ...]:
    """Count a guess before it is looked at, so that many at once cannot slip through together."""
    wanted = [Counted(ACCOUNT, people.folded(sign_in_name))]
    if address is not None:
        wanted.append(Counted(ADDRESS, network_of(address)))
    with all_or_nothing(db) as connection:
        waits = [(counted, free) for counted in wanted if (free := guesses.free_at(connection, counted, at)) is not None]
        if not waits:
            return tuple(guesses.add(connection, counted, at) for counted in wanted)
        for counted, _ in waits:
            if guesses.is_first_wait(connection, counted, at):
                _note_wait(connection, counted, at)
    minutes = max(1, math.ceil(max((free - at).total_seconds() for _, free in waits) / 60))
    raise TooManyGuesses(
        f"Too many guesses were made. Wait {minutes} {'minute' if minutes == 1 else 'minutes'} and try again: "
        "until then even the right password is not looked at."
    )


def _note_wait(connection: Connection, counted: Counted, at: datetime) -> None:
    found = people.by_sign_in_name(connection, counted.key) if counted.kind == ACCOUNT else None
    whose = {"person_id": found.person_id} if found else {f"unknown_{counted.kind}": short_hash(counted.key)}
    what = f"Too many guesses at one {counted.kind}: it waits."
    audit.add(connection, at=at, by=SERVICE, action="sign_in_waits", detail={"what": what, **whose})


def _refused(db: Database, found: StoredPerson | None, sign_in_name: str, sentence: str, at: datetime) -> SignInRefused:
    """Note a refusal, with the person where the name is one's and a short hash of the name where it is nobody's."""
    whose = {"person_id": found.person_id} if found else {"unknown_name": short_hash(people.folded(sign_in_name))}
    with all_or_nothing(db) as connection:
        what = f"A sign-in as {found.name} was refused." if found else "A sign-in by an unknown name was refused."
        audit.add(connection, at=at, by=SERVICE, action="sign_in_refused", detail={"what": what, **whose})
    return SignInRefused(sentence)


def short_hash(name: str) -> str:
    """Shorten a name so far that equal ones can be told from others, and the name itself cannot be found by trying.

    People type passwords into the field for names: eight digits fit far too many texts to give one away.
    """
    return sessions.hashed(name)[:8]
