"""Shared links: the page each one opens, kept as it was made, and how often it was opened."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256

import sqlalchemy as sa

from core.domain.errors import DamagedStore, NoSuchRow, StaleRow
from core.domain.links import Link, LinkOrder, SharedPage, SmallNumberRules, token_sha256
from core.domain.people import Person
from core.store.database import Source, reading
from core.store.schema import links as tables
from core.store.schema import programmes as schema
from core.store.tables.versions import Version


def add(
    connection: sa.Connection,
    order: LinkOrder,
    version: Version,
    page: bytes,
    *,
    token: str,
    input_hash: str,
    method_version: str,
    ends_at: datetime,
    at: datetime,
    by: Person,
) -> int:
    """Keep a link and the page it opens; give its id."""
    added: sa.CursorResult[tuple[int]] = connection.execute(
        tables.links.insert().values(
            token_sha256=token_sha256(token),
            programme_id=order.programme_id,
            version_id=version.version_id,
            option_id=order.option_id,
            title=order.title,
            embeddable=order.embeddable,
            page=page,
            page_sha256=sha256(page).hexdigest(),
            input_hash=input_hash,
            method_version=method_version,
            made_at=at,
            made_by=by.person_id,
            made_by_name=by.name,
            ends_at=ends_at,
            version=1,
        )
    )
    key = added.inserted_primary_key
    if key is None:
        raise ValueError("the database gave the new link no id")
    return int(key[0])


def page_of(source: Source, token: str, now: datetime) -> SharedPage | None:
    """Find the page a token opens now; None alike for one that never was, was ended, or has run out.

    Raises:
        DamagedStore: the page is no longer the one that was made.
    """
    row = tables.links.c
    query = sa.select(row.link_id, row.page, row.embeddable, row.page_sha256).where(
        row.token_sha256 == token_sha256(token), row.ended_at.is_(None), row.ends_at > now
    )
    with reading(source) as connection:
        found = connection.execute(query).one_or_none()
    if found is None:
        return None
    if sha256(found.page).hexdigest() != found.page_sha256:
        raise DamagedStore(f"The page of shared link {found.link_id} is not the one that was made: end it and make another.")
    return SharedPage(found.link_id, found.page, found.embeddable)


def every_link(source: Source, programme_id: str, made_by: str | None = None) -> tuple[Link, ...]:
    """List the links of a programme, the newest first. One row per link.

    Args:
        source: the store.
        programme_id: the programme.
        made_by: person_id of who made them; None for all.
    """
    query = _links().where(tables.links.c.programme_id == programme_id).order_by(tables.links.c.link_id.desc())
    if made_by is not None:
        query = query.where(tables.links.c.made_by == made_by)
    with reading(source) as connection:
        return tuple(Link(**row) for row in connection.execute(query).mappings())


def get(source: Source, link_id: int) -> Link:
    """Find one link.

    Raises:
        NoSuchRow: there is none.
    """
    with reading(source) as connection:
        row = connection.execute(_links().where(tables.links.c.link_id == link_id)).mappings().one_or_none()
    if row is None:
        raise NoSuchRow(f"There is no shared link {link_id}.")
    return Link(**row)


def end(connection: sa.Connection, link: Link, read_version: int, *, at: datetime, by: Person) -> None:
    """Close a link for good.

    Raises:
        StaleRow: another person changed it since it was read.
    """
    row = tables.links
    changed = connection.execute(
        row.update()
        .where(row.c.link_id == link.link_id, row.c.version == read_version, row.c.ended_at.is_(None))
        .values(ended_at=at, ended_by=by.person_id, version=read_version + 1)
    )
    if changed.rowcount != 1:
        raise StaleRow(f'The link "{link.title}" was changed or ended by somebody else since you looked: look again.')


def count_views(connection: sa.Connection, counts: Mapping[int, int]) -> None:
    """Add to how often links were opened."""
    row = tables.link_views
    for link_id, count in counts.items():
        more = row.update().where(row.c.link_id == link_id).values(views=row.c.views + count)
        if connection.execute(more).rowcount == 0:
            connection.execute(row.insert().values(link_id=link_id, views=count))


def rules_of(source: Source, programme_id: str) -> tuple[SmallNumberRules, int]:
    """Read a programme's rules for small numbers and the version of that row; the usual rules and 0 when it set none."""
    row = tables.small_number_rules.c
    with reading(source) as connection:
        query = sa.select(row.threshold, row.rounding, row.version).where(row.programme_id == programme_id)
        found = connection.execute(query).one_or_none()
    return (SmallNumberRules(), 0) if found is None else (SmallNumberRules(found.threshold, found.rounding), found.version)


def set_rules(
    connection: sa.Connection, programme_id: str, rules: SmallNumberRules, read_version: int, *, at: datetime, by: Person
) -> None:
    """Keep a programme's rules for small numbers.

    Raises:
        StaleRow: another person changed them since they were read.
    """
    row = tables.small_number_rules
    _, now_at = rules_of(connection, programme_id)
    if now_at != read_version:
        raise StaleRow("Somebody else changed the rules for small numbers since you looked: look again.")
    values = {
        "threshold": rules.threshold,
        "rounding": rules.rounding,
        "set_at": at,
        "set_by": by.person_id,
        "set_by_name": by.name,
        "version": read_version + 1,
    }
    if now_at == 0:
        connection.execute(row.insert().values(programme_id=programme_id, **values))
    else:
        connection.execute(row.update().where(row.c.programme_id == programme_id).values(values))


def _links() -> sa.Select[tuple[object, ...]]:
    row, views, version = tables.links.c, tables.link_views.c, schema.versions.c
    kept = (row.link_id, row.programme_id, row.version_id, version.number, row.option_id, row.title, row.embeddable)
    moments = (row.made_at, row.made_by, row.made_by_name, row.ends_at, row.ended_at, row.version, row.method_version)
    opened = sa.func.coalesce(views.views, 0).label("views")
    joined = tables.links.outerjoin(tables.link_views, views.link_id == row.link_id).join(
        schema.versions, version.version_id == row.version_id
    )
    return sa.select(*kept, *moments, opened).select_from(joined)
