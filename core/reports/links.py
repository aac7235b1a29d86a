"""Shared links for the people who look after them, and the page that one opens."""

from datetime import datetime

from core.access.permission import must_be_allowed
from core.domain.errors import NoSuchRow
from core.domain.links import Link, SharedPage, SmallNumberRules, is_token
from core.domain.people import Doing, Person
from core.store import links as kept
from core.store.database import Source

# What an address that is no token is looked up as, so that it takes the same time as any other.
NO_TOKEN = "x" * 43


def links_of(source: Source, programme_id: str, *, person: Person) -> tuple[Link, ...]:
    """Links of a programme, the newest first: a person's own, or all of them for an administrator.

    Raises:
        NotAllowed: the person shares nothing here.
    """
    must_be_allowed(person, Doing.make_link, programme_id)
    sees_all = person.may(Doing.manage_people, programme_id)
    return kept.every_link(source, programme_id, made_by=None if sees_all else person.person_id)


def link_numbered(source: Source, link_id: int, *, person: Person) -> Link:
    """Find one link, its maker's or for an administrator.

    Raises:
        NoSuchRow: there is none, or it is another person's.
    """
    link = kept.get(source, link_id)
    is_own = link.made_by == person.person_id and person.may(Doing.make_link, link.programme_id)
    if not is_own and not person.may(Doing.manage_people, link.programme_id):
        raise NoSuchRow(f"There is no shared link {link_id}.")
    return link


def shared_page(source: Source, token: str, now: datetime) -> SharedPage | None:
    """Shared page: the page a token opens now. The token is enough: no sign-in is asked.

    None alike for a token that never was, was ended or has run out, and after the same work.

    Raises:
        DamagedStore: the page is no longer the one that was made.
    """
    page = kept.page_of(source, token if is_token(token) else NO_TOKEN, now)
    return page if is_token(token) else None


def small_number_rules(source: Source, programme_id: str, *, person: Person) -> tuple[SmallNumberRules, int]:
    """Read the rules for small numbers of a programme, and the version of them to name when they are changed.

    Raises:
        NotAllowed: the person may not see the programme.
    """
    must_be_allowed(person, Doing.see_agreed_view, programme_id)
    return kept.rules_of(source, programme_id)
