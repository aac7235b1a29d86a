"""What a database server says, in sentences for people: nothing of hosts, accounts or statements stands in them."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from core.domain.errors import BusyStore, CannotStore, DamagedStore, Refused, UnreachableStore

GONE = (
    "The database cannot be reached at this moment. What you were told is saved is saved, and nothing else was changed: try again "
    "in a minute."
)
UNSURE = (
    "The database was lost at the very moment this was being saved, so that whether it is saved is not known. Look whether it is "
    "there before you do it again."
)
BUSY = "Somebody else is saving at this moment and did not finish in time: nothing was changed, try again."
TOO_MANY = "Too many people are served at this moment: nothing was changed, try again."
_FULL = "The database has no room left: nothing was changed. Who looks after the service has to give it more."
_STANDBY = "The database takes no changes at this moment, as a copy of another does: nothing was changed, try again in a minute."
_DAMAGED = "The database says that what it holds is damaged: nothing was changed. Restore the latest backup into an empty database."
_REFUSED = "The database refuses the account of this service: who looks after it has to give it the right one."

# By the code PostgreSQL gives, the longest beginning first.
_BY_CODE: tuple[tuple[str, type[Refused], str], ...] = (
    ("55P03", BusyStore, BUSY),
    ("57014", BusyStore, BUSY),
    ("53300", BusyStore, TOO_MANY),
    ("25006", CannotStore, _STANDBY),
    ("40", BusyStore, BUSY),
    ("53", CannotStore, _FULL),
    ("28", CannotStore, _REFUSED),
    ("42501", CannotStore, _REFUSED),
    ("XX001", DamagedStore, _DAMAGED),
    ("XX002", DamagedStore, _DAMAGED),
    ("08", UnreachableStore, GONE),
    ("57P", UnreachableStore, GONE),
    ("25P03", UnreachableStore, GONE),
)


@contextmanager
def said_plainly() -> Iterator[None]:
    """Turn what the server says into a sentence; leave mistakes in our own statements alone.

    Raises:
        UnreachableStore: it cannot be reached, or was lost on the way.
        BusyStore: another writer, or too many people, did not finish in time.
        CannotStore: it is full, a copy that takes no changes, or refuses the account.
        DamagedStore: it says that what it holds is damaged.
    """
    try:
        yield
    except sa.exc.TimeoutError as full:
        raise BusyStore(TOO_MANY) from full
    except sa.exc.DBAPIError as refusal:
        plain = plain_refusal(refusal)
        if plain is None:
            raise
        raise plain from refusal


def plain_refusal(refusal: sa.exc.DBAPIError) -> Refused | None:
    """Say in a sentence what the server, or the way to it, said; None where it is about a statement of ours."""
    code = getattr(refusal.orig, "sqlstate", None)
    if code is not None:
        known = next(((kind, words) for start, kind, words in _BY_CODE if code.startswith(start)), None)
        if known is not None and known[0] is UnreachableStore and _was_committing(refusal):
            return UnreachableStore(UNSURE)
        return known[0](known[1]) if known is not None else None
    if refusal.connection_invalidated or isinstance(refusal, sa.exc.OperationalError):
        return UnreachableStore(UNSURE if _was_committing(refusal) else GONE)
    return None


def _was_committing(refusal: sa.exc.DBAPIError) -> bool:
    """Only beginning, committing and taking back have no statement; a transaction that cannot begin was never committed."""
    tried = refusal.__traceback__
    while tried is not None:
        if tried.tb_frame.f_code.co_name == "_commit_impl":
            return True
        tried = tried.tb_next
    return False
