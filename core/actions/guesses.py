"""Guesses at passwords and codes: counted before they are looked at, for the account and the place they come from.

Guesses made elsewhere never shut an account: they slow down the next ones from places the account is not known from, and
leave the browsers and addresses alone from which the person signed in before.
"""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv4Address, IPv6Network, ip_address

from core.domain.errors import TooManyGuesses
from core.domain.people import SERVICE
from core.domain.wording import counted
from core.store import audit, people
from core.store.database import Connection, Database, all_or_nothing
from core.store.sign_in import known_places, limits, sessions
from core.store.sign_in.limits import ACCOUNT, ADDRESS, BROWSER, CODE, PAIR, PRESENT, Counted

ONE_LINE_BITS = 64
A_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Place:
    """Where a person signs in from: the network address, and what the browser was given when a person signed in with it."""

    address: str
    browser: str | None = None

    @property
    def network(self) -> Counted:
        """The address as it is counted, whichever account is meant."""
        return Counted(ADDRESS, network_of(self.address))

    @property
    def known_by(self) -> tuple[Counted, ...]:
        """What a person may be known by here, the browser first."""
        return (*((Counted(BROWSER, self.browser),) if self.browser else ()), self.network)


@dataclass(frozen=True)
class CountedGuess:
    """A guess that was counted: under which ids, to be forgiven where it is right, and whether the account is known there."""

    ids: tuple[int, ...]
    is_known_place: bool


def count_guess(db: Database, sign_in_name: str, place: Place, at: datetime, *, is_code: bool = False) -> CountedGuess:
    """Count a guess before it is looked at, so that many at once cannot slip through together.

    Args:
        db: the open store.
        sign_in_name: as typed.
        place: where it comes from.
        at: when, in UTC.
        is_code: whether it is a one-time code and no password: these are counted apart, and each is a way in where the other waits.

    Raises:
        TooManyGuesses: too many were made from there in the last minutes; it must not be looked at.
    """
    account = people.folded(sign_in_name)
    with all_or_nothing(db) as connection:
        known = _known(connection, account, place, at)
        pair = _pair(account, place, known, is_code=is_code)
        wanted = (
            (pair,) if known is not None else (pair, place.network) if is_code else (pair, place.network, Counted(ACCOUNT, account))
        )
        waits = _waits(connection, wanted, at)
        if not waits:
            return CountedGuess(tuple(limits.add(connection, each, at) for each in wanted), known is not None)
        for each in waits:
            if limits.is_first_wait(connection, each, at):
                _note_wait(connection, account, each, at)
    raise _too_many(max(waits.values()))


def count_present(db: Database, person_id: str, token: str | None, at: datetime) -> tuple[int, ...]:
    """Count a guess at the present password by a person who is signed in, apart from guesses at the sign-in form.

    Raises:
        TooManyGuesses: too many were made in this session in the last minutes.
    """
    present = Counted(PRESENT, f"{person_id}\n{token or ''}")
    with all_or_nothing(db) as connection:
        free = limits.free_in(connection, present, at)
        if free is None:
            return (limits.add(connection, present, at),)
        if limits.is_first_wait(connection, present, at):
            _note(connection, "Too many guesses at a present password: it waits.", {"person_id": person_id}, at)
    raise _too_many(free)


def network_of(address: str) -> str:
    """Give what guesses from an address are counted for: itself, or the network of one line where a line has many addresses.

    One line with IPv6 has 2**64 addresses, so that each guess could come from another.
    """
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv4Address):
        return str(found)
    return str(found.ipv4_mapped or IPv6Network((found, ONE_LINE_BITS), strict=False))


def short_hash(name: str) -> str:
    """Shorten a name so far that equal ones can be told from others, and the name itself cannot be found by trying.

    People type passwords into the field for names: eight digits fit far too many texts to give one away.
    """
    return sessions.hashed(name)[:8]


def _known(connection: Connection, account: str, place: Place, at: datetime) -> Counted | None:
    """What the account is known by at a place: the browser, or the address; None where it is not."""
    found = people.by_sign_in_name(connection, account)
    if found is None:
        return None
    known = (each for each in place.known_by if known_places.is_known(connection, found.person_id, each, at))
    return next(known, None)


def _pair(account: str, place: Place, known: Counted | None, *, is_code: bool) -> Counted:
    own = known if known is not None and known.kind == BROWSER else place.network
    kind = CODE if is_code else BROWSER if own.kind == BROWSER else PAIR
    return Counted(kind, f"{account}\n{own.kind}\n{own.key}")


def _waits(connection: Connection, wanted: tuple[Counted, ...], at: datetime) -> dict[Counted, timedelta]:
    """What a guess has to wait for, and how long; guesses made elsewhere only make an account pause where it is not known."""
    left = {each: limits.free_in(connection, each, at) for each in wanted if each.kind != ACCOUNT}
    pair, account = wanted[0], wanted[-1]
    if account.kind == ACCOUNT and left[pair] is None:
        left[account] = limits.pause_of(connection, account, pair, at)
    return {each: free for each, free in left.items() if free is not None}


def _too_many(left: timedelta) -> TooManyGuesses:
    is_short = left <= limits.SHORT_PAUSE
    wait = counted(max(1, math.ceil(left.total_seconds())), "second") if is_short else counted(math.ceil(left / A_MINUTE), "minute")
    return TooManyGuesses(
        f"Too many guesses were made. Wait {wait} and try again: until then even the right password is not looked at."
    )


def _note_wait(connection: Connection, account: str, waits: Counted, at: datetime) -> None:
    if waits.kind == ADDRESS:
        _note(connection, "Too many guesses from one address: it waits.", {"unknown_address": short_hash(waits.key)}, at)
        return
    found = people.by_sign_in_name(connection, account)
    whose = {"person_id": found.person_id} if found else {"unknown_account": short_hash(account)}
    what = (
        "Many guesses at one account: those from elsewhere are slowed down."
        if waits.kind == ACCOUNT
        else ("Too many guesses at one account from one place: that place waits.")
    )
    _note(connection, what, whose, at)


def _note(connection: Connection, what: str, whose: dict[str, str], at: datetime) -> None:
    audit.add(connection, at=at, by=SERVICE, action="sign_in_waits", detail={"what": what, **whose})
