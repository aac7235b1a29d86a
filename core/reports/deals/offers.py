"""Offers of a programme, for people who may see the agreed view."""

from datetime import date

from core.access.permission import must_be_allowed
from core.access.versions import versions_seen
from core.domain.offers import OfferState, StoredOffer
from core.domain.people import Doing, Person
from core.store import offers
from core.store.database import Database


def offers_on(
    db: Database, person: Person, programme_id: str, option_id: str, today: date | None = None
) -> tuple[StoredOffer, ...]:
    """List the offers on an option, the newest first.

    An offer shows what each partner would pay on the version it was made on, whether or not that was checked: it was put to the
    partners, who have to answer it. A person who answers for no partner sees the offers on versions they may open.

    Raises:
        NotAllowed: the person may not see the programme.
    """
    return tuple(row for row in every_offer(db, person, programme_id, today) if row.offer.option_id == option_id)


def every_offer(db: Database, person: Person, programme_id: str, today: date | None = None) -> tuple[StoredOffer, ...]:
    """List the offers on every option, the newest first, as `offers_on` does those on one.

    Raises:
        NotAllowed: the person may not see the programme.
    """
    must_be_allowed(person, Doing.see_agreed_view, programme_id)
    every = offers.of_programme(db, programme_id)
    if person.partners(Doing.make_offer, programme_id) != frozenset():
        return every
    numbers = {version.number for version in versions_seen(db, person, programme_id, today)}
    return tuple(row for row in every if row.frozen.version_number in numbers)


def standing_offer(found: tuple[StoredOffer, ...]) -> StoredOffer | None:
    """Standing offer: the latest that is agreed, else the latest that was not countered."""
    agreed = next((row for row in found if row.state is OfferState.agreed), None)
    return agreed or next((row for row in found if row.countered_by is None), None)
