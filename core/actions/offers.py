"""Offers on who pays what, and answers. Nothing is rewritten: a later offer or answer stands after the earlier one."""

from datetime import datetime

from core.access.permission import must_be_allowed
from core.access.versions import must_see_version
from core.domain.errors import NoSuchRow, NotRecorded, StaleRow
from core.domain.offers import (
    ANSWER_WORDS,
    FrozenDeal,
    FrozenShare,
    Offer,
    OfferState,
    Reply,
    StoredOffer,
    faults_of_offer,
    faults_of_reply,
    rule_in_a_sentence,
)
from core.domain.people import Doing, Person
from core.domain.scenario import Scenario
from core.engine.appraisal import METHOD_VERSION
from core.engine.deals import to_the_penny
from core.reports.appraisals import Loaded, appraise_loaded, compared_options, load_version
from core.reports.deals.shares import Parties, parties, shares_under
from core.store import audit, offers
from core.store.database import Connection, Database, Source, all_or_nothing

PARTNERSHIP = "the whole partnership"


def make_offer(db: Database, programme_id: str, offer: Offer, *, version_number: int, by: Person, at: datetime) -> StoredOffer:
    """Make an offer, or counter one: what each partner would pay is worked out here and kept with it.

    Args:
        db: the open store.
        programme_id: the programme.
        offer: what is offered; `counters` names the offer whose place it takes.
        version_number: number of the version it is made on.
        by: who makes it.
        at: when, in UTC.

    Raises:
        NotAllowed: the person may not make offers for this partner.
        NotRecorded: something has to be put right first; every fault is named.
        StaleRow: the offer it answers was countered already.
        NoSuchRow, UnknownProgramme, UnknownVersion: there is none.
        CannotStore, BusyStore, DamagedStore: it could not be kept.
    """
    must_be_allowed(by, Doing.make_offer, programme_id, offer.partner_id)
    must_see_version(db, by, programme_id, version_number, at.date())
    loaded = load_version(db, programme_id, version_number)
    options = {row.option_id: row.title for row in loaded.case.options if row.option_id in compared_options(loaded.case)}
    if offer.option_id not in options:
        raise NotRecorded(*faults_of_offer(offer, at.date(), options, {}))
    partners = parties(by, appraise_loaded(loaded, Scenario()), offer.option_id)
    faults = faults_of_offer(offer, at.date(), options, partners.titles)
    if faults:
        raise NotRecorded(*faults)
    frozen, maker = (
        _frozen(loaded, offer, partners, options[offer.option_id]),
        partners.titles.get(offer.partner_id or "", PARTNERSHIP),
    )
    with all_or_nothing(db) as connection:
        if offer.counters is not None:
            _must_stand(connection, programme_id, offer.counters, offer.option_id)
        offer_id = offers.add(connection, programme_id, offer, frozen, maker, at=at, by=by.name)
        what = f'Made offer {offer_id} for {maker} on "{frozen.option_title}": {rule_in_a_sentence(offer.rule)}.'
        if offer.counters is not None:
            what += f" It counters offer {offer.counters}."
        _note(connection, "make_offer", what, offers.get(connection, offer_id), offer.partner_id, at=at, by=by)
        return offers.get(connection, offer_id)


def answer_offer(
    db: Database, programme_id: str, offer_id: int, reply: Reply, *, read_reply: int = 0, by: Person, at: datetime
) -> StoredOffer:
    """Write down what a partner says to an offer; what it said before stays in the history.

    Args:
        db: the open store.
        programme_id: the programme.
        offer_id: the offer.
        reply: the answer.
        read_reply: id of the partner's last answer that the person saw; 0 where it had not answered.
        by: who writes it down.
        at: when, in UTC.

    Raises:
        NotAllowed: the person may not speak for this partner.
        NotRecorded: something has to be put right first.
        StaleRow: the offer was countered, or the partner's answer changed, since the person read it.
        NoSuchRow: the programme has no such offer.
        CannotStore, BusyStore: it could not be kept.
    """
    must_be_allowed(by, Doing.make_offer, programme_id, reply.partner_id)
    with all_or_nothing(db) as connection:
        offer = _must_stand(connection, programme_id, offer_id)
        titles = {row.partner_id: row.partner for row in offer.frozen.shares}
        faults = faults_of_reply(reply, titles)
        if faults:
            raise NotRecorded(*faults)
        _must_be_last(offer, reply, read_reply)
        offers.add_reply(connection, offer_id, reply, titles[reply.partner_id], at=at, by=by.name)
        now = offers.get(connection, offer_id)
        condition = f" {reply.condition}" if reply.condition else ""
        what = f"{titles[reply.partner_id]} {ANSWER_WORDS[reply.answer]}{condition} (offer {offer_id})."
        if now.state is OfferState.agreed and offer.state is not OfferState.agreed:
            what += " With that every partner that pays has accepted."
        _note(connection, "answer_offer", what, now, reply.partner_id, at=at, by=by)
        return now


def _frozen(loaded: Loaded, offer: Offer, found: Parties, title: str) -> FrozenDeal:
    shares, unallocated = shares_under(found, offer.rule, offer.amounts)
    pays = to_the_penny(shares)
    rows = tuple(
        FrozenShare(one, name, float(pays[index]), float(found.benefits_gbp[index]))
        for index, (one, name) in enumerate(found.titles.items())
    )
    return FrozenDeal(loaded.version.version_id, loaded.version.number, title, rows, round(unallocated, 2), METHOD_VERSION)


def _must_stand(source: Source, programme_id: str, offer_id: int, option_id: str | None = None) -> StoredOffer:
    offer = offers.get(source, offer_id)
    if offer.programme_id != programme_id or option_id not in (None, offer.offer.option_id):
        raise NoSuchRow("There is no such offer on this option: open Deal again and choose one of the list.")
    if offer.countered_by is not None:
        later = offers.get(source, offer.countered_by)
        raise StaleRow(
            f"Offer {offer_id} was countered by offer {later.offer_id} of {later.partner}, made by {later.made_by} on "
            f"{later.made_at:%d %B %Y at %H:%M} UTC. Nothing was saved: answer that one."
        )
    return offer


def _must_be_last(found: StoredOffer, reply: Reply, read_reply: int) -> None:
    last = found.latest.get(reply.partner_id)
    if last is not None and last.reply_id != read_reply:
        raise StaleRow(
            f"{last.replied_by} answered for {last.partner} on {last.replied_at:%d %B %Y at %H:%M} UTC, after you opened the page: "
            f"it {ANSWER_WORDS[last.answer]} {last.condition}".rstrip()
            + ". Nothing of yours was saved."
        )


def _note(
    connection: Connection, action: str, what: str, offer: StoredOffer, partner_id: str | None, *, at: datetime, by: Person
) -> None:
    audit.add(
        connection,
        at=at,
        by=by,
        action=action,
        programme_id=offer.programme_id,
        version_id=offer.frozen.version_id,
        detail={"what": what, "offer_id": offer.offer_id, "partner_id": partner_id, "state": offer.state.value},
    )
