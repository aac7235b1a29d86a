"""Shared links: making one, ending it, counting how often it was opened, and the rules for small numbers."""

from collections import Counter
from datetime import datetime, timedelta
from threading import Lock

from core.access.permission import must_be_allowed
from core.access.versions import must_see_version
from core.actions.start import database
from core.domain.errors import NoSuchRow, NotAllowed, Refused
from core.domain.links import (
    MOST_DAYS,
    MOST_PAGE_BYTES,
    MOST_TABLE_BYTES,
    MOST_TITLE_CHARACTERS,
    Link,
    LinkOrder,
    SmallNumberRules,
    is_token,
)
from core.domain.people import Doing, Person
from core.engine.appraisal import METHOD_VERSION
from core.store import audit
from core.store import links as kept
from core.store.database import Database, all_or_nothing
from core.store.tables.versions import version_numbered


class WrongLink(Refused):
    """The link asked for cannot be made: its title, its days or its page are wrong."""


def make_link(db: Database, order: LinkOrder, page: bytes, *, token: str, input_hash: str, by: Person, at: datetime) -> Link:
    """Keep a page and the link that opens it. What the page shows can never change afterwards.

    Args:
        db: the open store.
        order: what is shared.
        page: the whole page, as it will be served.
        token: 256 random bits as text, shown to the person once and kept as a hash only.
        input_hash: of everything the figures rest on.
        by: who shares it.
        at: when, in UTC.

    Raises:
        NotAllowed: the person shares nothing here.
        WrongLink: the title is missing or too long, the days are not 1 to 365, or the page is too large for a phone.
        UnknownVersion: there is no such version, or none the person may open.
    """
    must_be_allowed(by, Doing.make_link, order.programme_id)
    must_see_version(db, by, order.programme_id, order.number, at.date())
    _must_be_sound(order, page)
    if not is_token(token):
        raise ValueError("a token is 256 random bits as 43 characters")
    ends_at = at + timedelta(days=order.days)
    with all_or_nothing(db) as connection:
        version = version_numbered(connection, order.programme_id, order.number)
        link_id = kept.add(
            connection, order, version, page, token=token, input_hash=input_hash, method_version=METHOD_VERSION,
            ends_at=ends_at, at=at, by=by,
        )  # fmt: skip
        sentence = f'Shared version {version.number} by the link "{order.title}" until {ends_at.day} {ends_at:%B %Y}.'
        audit.add(
            connection,
            at=at,
            by=by,
            action="make_link",
            programme_id=order.programme_id,
            version_id=version.version_id,
            detail={"what": sentence, "link_id": link_id, "embeddable": order.embeddable},
        )
        return kept.get(connection, link_id)


def end_link(db: Database, link_id: int, *, read_version: int, by: Person, at: datetime) -> None:
    """End a link: from now on its address opens nothing. Its maker may, and an administrator.

    Raises:
        NoSuchRow: there is no such link.
        NotAllowed: it is another person's.
        StaleRow: it was ended in the meantime.
    """
    link = kept.get(db, link_id)
    if not by.may(Doing.see_agreed_view, link.programme_id):
        raise NoSuchRow(f"There is no shared link {link_id}.")  # as the store says it of one that is not there
    must_be_allowed(by, Doing.end_link, link.programme_id)
    if link.made_by != by.person_id and not by.may(Doing.manage_people, link.programme_id):
        raise NotAllowed(f"{by.name} did not make this link: its maker or an administrator ends it. Nothing was done.")
    with all_or_nothing(db) as connection:
        kept.end(connection, link, read_version, at=at, by=by)
        audit.add(
            connection,
            at=at,
            by=by,
            action="end_link",
            programme_id=link.programme_id,
            version_id=link.version_id,
            detail={"what": f'Ended the shared link "{link.title}".', "link_id": link_id},
        )


def set_small_numbers(
    db: Database, programme_id: str, threshold: int, rounding: int, *, read_version: int, by: Person, at: datetime
) -> None:
    """Set a programme's rules for small numbers; pages already shared stay as they are.

    Raises:
        NotAllowed: the person is no administrator of the programme.
        WrongLink: the rules would protect nobody.
        StaleRow: another person changed them in the meantime.
    """
    must_be_allowed(by, Doing.manage_people, programme_id)
    try:
        rules = SmallNumberRules(threshold, rounding)
    except ValueError as why:
        raise WrongLink(f"These rules are not taken: {why}. Nothing was saved.") from why
    with all_or_nothing(db) as connection:
        kept.set_rules(connection, programme_id, rules, read_version, at=at, by=by)
        sentence = f"On shared pages numbers of people below {threshold} are not shown, and others are rounded to {rounding}."
        audit.add(connection, at=at, by=by, action="set_small_numbers", programme_id=programme_id, detail={"what": sentence})


class ViewCounter:
    """Counts openings of links apart from answering: a full disk or a busy store delays no reader and fails none.

    Nothing is known of a reader. What could not be written is tried again with the next opening.
    """

    def __init__(self) -> None:
        self._waiting: Counter[int] = Counter()
        self._guard = Lock()
        self._writing = Lock()

    def count(self, link_id: int) -> None:
        """Count one opening; the first call that finds no other writing writes all that wait.

        Raises:
            Refused: it could not be written now; the count waits.
        """
        with self._guard:
            self._waiting[link_id] += 1
        while self._waiting and self._writing.acquire(blocking=False):
            try:
                self._write()
            finally:
                self._writing.release()

    def _write(self) -> None:
        with self._guard:
            counts, self._waiting = self._waiting, Counter()
        try:
            with all_or_nothing(database()) as connection:
                kept.count_views(connection, counts)
        except Refused:
            with self._guard:
                self._waiting.update(counts)
            raise


def _must_be_sound(order: LinkOrder, page: bytes) -> None:
    if not order.title.strip() or len(order.title) > MOST_TITLE_CHARACTERS:
        raise WrongLink(f"Give the page a title of 1 to {MOST_TITLE_CHARACTERS} characters. Nothing was shared.")
    if not 1 <= order.days <= MOST_DAYS:
        raise WrongLink(f"A link lasts 1 to {MOST_DAYS} days, not {order.days}. Nothing was shared.")
    if order.is_table:
        if len(page) > MOST_TABLE_BYTES:
            raise WrongLink(f"The table has {len(page):,} bytes and {MOST_TABLE_BYTES:,} is the most. Nothing was shared.")
    elif len(page) > MOST_PAGE_BYTES:
        raise WrongLink(
            f"The page has {len(page):,} bytes and {MOST_PAGE_BYTES:,} is what a phone should load: shorten the names of "
            "partners, or the ask. Nothing was shared."
        )
