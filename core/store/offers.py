"""Offers on who pays what, and what each partner answered. Rows are only ever added."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from core.domain.offers import PENNY, Answer, Offer, Reply, Rule
from core.store.database import Source, reading
from core.store.refusals import NoSuchRow
from core.store.schema_offers import offer_replies, offers


class OfferState(StrEnum):
    """Where an offer stands."""

    open = "open"
    agreed = "agreed"
    declined = "declined"
    countered = "countered"


@dataclass(frozen=True)
class FrozenShare:
    """What one partner would pay and gain under an offer when it was made, present value, real GBP."""

    partner_id: str
    partner: str
    pays_gbp: float
    gains_gbp: float


@dataclass(frozen=True)
class FrozenDeal:
    """What an offer came to on the version it was made on."""

    version_id: int
    version_number: int
    option_title: str
    shares: tuple[FrozenShare, ...]
    unallocated_gbp: float


@dataclass(frozen=True)
class StoredReply:
    """What a partner answered, when and by whom it was written down."""

    reply_id: int
    offer_id: int
    partner_id: str
    partner: str
    answer: Answer
    condition: str
    replied_at: datetime
    replied_by: str


@dataclass(frozen=True)
class StoredOffer:
    """An offer as it was made. `replies` are in the order they came; `countered_by` is the offer that took its place."""

    offer_id: int
    programme_id: str
    offer: Offer
    partner: str
    frozen: FrozenDeal
    made_at: datetime
    made_by: str
    replies: tuple[StoredReply, ...]
    countered_by: int | None

    @property
    def latest(self) -> dict[str, StoredReply]:
        """The last answer of each partner."""
        return {row.partner_id: row for row in self.replies}

    @property
    def payers(self) -> tuple[str, ...]:
        """Partners who would pay, and so have to accept."""
        return tuple(row.partner_id for row in self.frozen.shares if row.pays_gbp > PENNY)

    @property
    def waiting_for(self) -> tuple[str, ...]:
        """Titles of paying partners who have not accepted; who makes an offer accepts it."""
        said = self.latest
        accepted = {one for one, row in said.items() if row.answer is Answer.accept}
        accepted |= {self.offer.partner_id} - said.keys() if self.offer.partner_id else set()
        return tuple(row.partner for row in self.frozen.shares if row.partner_id in self.payers and row.partner_id not in accepted)

    @property
    def state(self) -> OfferState:
        """Where it stands: agreed when every paying partner accepted and nothing is left that nobody pays."""
        if self.countered_by is not None:
            return OfferState.countered
        if any(row.answer is Answer.decline for row in self.latest.values()):
            return OfferState.declined
        is_paid = self.frozen.unallocated_gbp <= PENNY
        return OfferState.agreed if self.payers and is_paid and not self.waiting_for else OfferState.open


def of_programme(source: Source, programme_id: str) -> tuple[StoredOffer, ...]:
    """List the offers of a programme, the newest first. One row per offer."""
    return _read(source, offers.c.programme_id == programme_id)


def get(source: Source, offer_id: int) -> StoredOffer:
    """Find an offer that must be there.

    Raises:
        NoSuchRow: it is not.
    """
    found = _read(source, offers.c.offer_id == offer_id)
    if not found:
        raise NoSuchRow("There is no such offer: open Deal again and choose one of the list.")
    return found[0]


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
    later = offers.alias("later")
    query = (
        sa.select(offers, later.c.offer_id.label("countered_by"))
        .join(later, later.c.counters == offers.c.offer_id, isouter=True)
        .where(which)
        .order_by(offers.c.offer_id.desc())
    )
    with reading(source) as connection:
        rows = [dict(row) for row in connection.execute(query).mappings()]
        replies = _replies(connection, [row["offer_id"] for row in rows])
    return tuple(_offer(row, replies[row["offer_id"]]) for row in rows)


def _replies(connection: sa.Connection, offer_ids: Sequence[int]) -> dict[int, list[StoredReply]]:
    query = sa.select(offer_replies).where(offer_replies.c.offer_id.in_(offer_ids)).order_by(offer_replies.c.reply_id)
    found: dict[int, list[StoredReply]] = defaultdict(list)
    for row in connection.execute(query).mappings():
        found[row["offer_id"]].append(StoredReply(**{**row, "answer": Answer(row["answer"])}))
    return found


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
    frozen = FrozenDeal(row["version_id"], row["version_number"], row["option_title"], shares, row["unallocated_gbp"])
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
