"""Offers on who pays what, and what each partner answered. Rows are only ever added."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from core.domain.errors import NoSuchRow
from core.domain.offers import Answer, FrozenDeal, FrozenShare, Offer, Reply, Rule, StoredOffer, StoredReply
from core.store.database import Source, reading
from core.store.schema.offers import offer_replies, offers

# Put together once: naming every column of a table anew takes longer than asking for its rows.
_LATER = offers.alias("later")
_WITH_COUNTERS = sa.select(offers, _LATER.c.offer_id.label("countered_by")).join(
    _LATER, _LATER.c.counters == offers.c.offer_id, isouter=True
)


def of_programme(source: Source, programme_id: str) -> tuple[StoredOffer, ...]:
    """List the offers of a programme, the newest first. One row per offer."""
    return _read(source, offers.c.programme_id == programme_id)


def get(source: Source, offer_id: int) -> StoredOffer:
    """Find an offer that must be there.

    Raises:
        NoSuchRow: it is not.
    """
    offers_read = _read(source, offers.c.offer_id == offer_id)
    if not offers_read:
        raise NoSuchRow("There is no such offer: open Deal again and choose one of the list.")
    return offers_read[0]


def add(
    connection: sa.Connection, programme_id: str, offer: Offer, frozen: FrozenDeal, partner: str, *, at: datetime, by: str
) -> int:
    """Add an offer; gives its id."""
    row = {
        **offer.model_dump(mode="json", exclude={"review_on", "amounts"}),
        "review_on": offer.review_on,
        "amounts": [amount.model_dump() for amount in offer.amounts],
        "programme_id": programme_id,
        "version_id": frozen.version_id,
        "version_number": frozen.version_number,
        "option_title": frozen.option_title,
        "shares": [vars(share) for share in frozen.shares],
        "unallocated_gbp": frozen.unallocated_gbp,
        "method_version": frozen.method_version,
        "partner": partner,
        "made_at": at,
        "made_by": by,
    }
    return int(connection.execute(offers.insert().values(**row).returning(offers.c.offer_id)).scalar_one())


def add_reply(connection: sa.Connection, offer_id: int, reply: Reply, partner: str, *, at: datetime, by: str) -> None:
    """Add what a partner answers."""
    row = {**reply.model_dump(mode="json"), "offer_id": offer_id, "partner": partner, "replied_at": at, "replied_by": by}
    connection.execute(offer_replies.insert().values(**row))


def _read(source: Source, which: sa.ColumnElement[bool]) -> tuple[StoredOffer, ...]:
    query = _WITH_COUNTERS.where(which).order_by(offers.c.offer_id.desc())
    with reading(source) as connection:
        rows = [dict(row) for row in connection.execute(query).mappings()]
        replies = _replies(connection, [row["offer_id"] for row in rows])
    return tuple(_offer(row, replies[row["offer_id"]]) for row in rows)


def _replies(connection: sa.Connection, offer_ids: Sequence[int]) -> dict[int, list[StoredReply]]:
    query = sa.select(offer_replies).where(offer_replies.c.offer_id.in_(offer_ids)).order_by(offer_replies.c.reply_id)
    replies: dict[int, list[StoredReply]] = defaultdict(list)
    for row in connection.execute(query).mappings():
        replies[row["offer_id"]].append(StoredReply(**{**row, "answer": Answer(row["answer"])}))
    return replies


def _offer(row: dict[str, Any], replies: Sequence[StoredReply]) -> StoredOffer:
    held: date | None = row["review_on"]
    offer = Offer(
        option_id=row["option_id"],
        rule=Rule(row["rule"]),
        amounts=row["amounts"],
        conditions=row["conditions"],
        gain_share=row["gain_share"],
        review_on=held,
        partner_id=row["partner_id"],
        counters=row["counters"],
    )
    shares = tuple(FrozenShare(**share) for share in row["shares"])
    frozen = FrozenDeal(
        row["version_id"], row["version_number"], row["option_title"], shares, row["unallocated_gbp"], row["method_version"]
    )
    return StoredOffer(
        offer_id=row["offer_id"],
        programme_id=row["programme_id"],
        offer=offer,
        partner=row["partner"],
        frozen=frozen,
        made_at=row["made_at"],
        made_by=row["made_by"],
        replies=tuple(replies),
        countered_by=row["countered_by"],
    )
