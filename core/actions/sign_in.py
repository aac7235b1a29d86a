"""Sign-in and sign-out: guesses are counted before a password is looked at, and a ticket is swapped for a session."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_urlsafe

from core.actions.guesses import Place, count_guess, count_present, network_of, short_hash
from core.actions.password_rules import must_be_strong
from core.actions.passwords import hash_password, is_right, plain_code
from core.domain.errors import SignInRefused, TooManyGuesses
from core.domain.people import SERVICE, Person
from core.reports.people import must_manage
from core.store import audit, people
from core.store.database import Connection, Database, all_or_nothing
from core.store.people import StoredPerson
from core.store.sign_in import known_places, limits, sessions
from core.store.sign_in.limits import BROWSER, Counted

__all__ = ["SignInRefused", "Ticket", "TooManyGuesses", "network_of", "short_hash"]

TOKEN_BYTES = 32
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


def sign_in(db: Database, sign_in_name: str, password: str, *, address: str, at: datetime, browser: str | None = None) -> Ticket:
    """Check a name and password and give a ticket.

    Args:
        db: the open store.
        sign_in_name: as typed; case and outer spaces do not matter.
        password: as typed.
        address: the network address it comes from.
        at: when, in UTC.
        browser: what the browser was given when a person signed in with it; guesses made elsewhere never slow down the account
            in a browser it is known from.

    Raises:
        SignInRefused: unknown name, wrong password or disabled: the same words for each.
        TooManyGuesses: too many were made from there in the last minutes; the password was not looked at.
        BusySigningIn: too many passwords are being checked at this moment.
    """
    place = Place(address, browser)
    counted = count_guess(db, sign_in_name, place, at)
    person = people.by_sign_in_name(db, sign_in_name)
    fits = is_right(password, person.password_hash if person else None, is_known_place=counted.is_known_place)
    if person is None or not fits or not person.may_sign_in:
        raise _refused(db, person, sign_in_name, NOT_SIGNED_IN, at)
    with all_or_nothing(db) as connection:
        limits.forgive(connection, counted.ids)
        ticket = _let_in(connection, people.get(connection, person.person_id), "with a password", at)
        known_places.remember(connection, person.person_id, place.network, at)
        return ticket


def ticket_for(db: Database, person_id: str, *, at: datetime) -> Ticket:
    """Give a ticket to a person whose identity was made sure of elsewhere.

    Raises:
        SignInRefused: the person is disabled, or never signs in.
        NoSuchRow: there is none.
    """
    with all_or_nothing(db) as connection:
        return _let_in(connection, people.get(connection, person_id), "without a password", at)


def ticket_for_email(db: Database, email: str, *, vouched_at: datetime | None, at: datetime) -> Ticket:
    """Give a ticket to the person who signs in by this e-mail address, which an identity provider has verified.

    Args:
        db: the open store.
        email: the address.
        vouched_at: when the provider said so, in UTC; None where it does not tell.
        at: when, in UTC.

    Raises:
        SignInRefused: no person has the address, the person is disabled, or the provider said so too long ago.
    """
    if not is_vouched_for(vouched_at, at):
        raise SignInRefused(TOO_OLD)
    person = people.by_sign_in_name(db, email)
    if person is None or not person.may_sign_in:
        raise _refused(db, person, email, NOT_OURS, at)
    with all_or_nothing(db) as connection:
        return _let_in(connection, people.get(connection, person.person_id), "through the identity provider", at)


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


def remember_browser(db: Database, token: str, browser: str, *, at: datetime) -> None:
    """Know a browser again in which a person signed in: guesses made elsewhere do not slow the person down there.

    Args:
        db: the open store.
        token: of the session that was started.
        browser: what the browser keeps after the session has ended; it lets nobody in.
        at: when, in UTC.
    """
    result = sessions.person_of(db, token, at)
    if result is not None:
        with all_or_nothing(db) as connection:
            known_places.remember(connection, result[0].person_id, Counted(BROWSER, browser), at)


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
        NotAllowed: they are another person's, whom this person may not manage.
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
        old: the present password; wrong ones are counted for this session, apart from guesses at the sign-in form.
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
    counted = count_present(db, by.person_id, token, at)
    if not is_right(old, stored.password_hash) or not stored.may_sign_in:
        raise _refused(db, stored, stored.sign_in_name, WRONG_OLD, at)
    with all_or_nothing(db) as connection:
        limits.forgive(connection, counted)
    must_be_strong(new, stored.name, stored.sign_in_name)
    _set_password(db, stored, new, action="change_password", what="Changed their password", at=at, but=token)


def use_reset_code(
    db: Database, sign_in_name: str, code: str, new_password: str, *, address: str, at: datetime, browser: str | None = None
) -> None:
    """Let a person choose a password with a one-time code. They sign in with it afterwards; older sessions end.

    Raises:
        SignInRefused: the code is not this person's, was used, or is older than a day.
        TooManyGuesses: the account or the address made too many guesses in the last minutes.
        WeakPassword: the new password is too short, too long or guessed first; the code can be used again.
        BusySigningIn: too many passwords are being hashed at this moment.
    """
    counted = count_guess(db, sign_in_name, Place(address, browser), at, is_code=True)
    person = people.by_sign_in_name(db, sign_in_name)
    typed = plain_code(code)
    if not sessions.code_is_good(db, typed, person.person_id if person else "", at) or person is None or not person.may_sign_in:
        raise _refused(db, person, sign_in_name, BAD_CODE, at)
    with all_or_nothing(db) as connection:
        limits.forgive(connection, counted.ids)
    must_be_strong(new_password, person.name, person.sign_in_name)
    what = "Chose a password with a one-time code"
    _set_password(db, person, new_password, action="use_reset_code", what=what, at=at, code=typed)


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


def _refused(db: Database, found: StoredPerson | None, sign_in_name: str, sentence: str, at: datetime) -> SignInRefused:
    """Note a refusal, with the person where the name belongs to one, else with a short hash of the name."""
    whose = {"person_id": found.person_id} if found else {"unknown_name": short_hash(people.folded(sign_in_name))}
    with all_or_nothing(db) as connection:
        what = f"A sign-in as {found.name} was refused." if found else "A sign-in by an unknown name was refused."
        audit.add(connection, at=at, by=SERVICE, action="sign_in_refused", detail={"what": what, **whose})
    return SignInRefused(sentence)
