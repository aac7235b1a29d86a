"""Today: what a reader of the Summary needs first: what is asked and when, what waits for them, and the decision that stands."""

from dataclasses import dataclass
from datetime import date

from core.access.permission import must_be_allowed
from core.domain.decisions import StoredDecision
from core.domain.meetings import StoredMeeting
from core.domain.offers import OfferState, StoredOffer
from core.domain.people import Doing, Person
from core.reports.appraisals import Appraised, compared_options
from core.reports.comments.threads import unread_count
from core.reports.deals.offers import offers_on
from core.reports.decisions import decisions_of, open_actions
from core.reports.meetings import meetings_of, next_meeting
from core.reports.organisation.tasks import is_waiting_for
from core.reports.realisation.tracking import OVERDUE, release_actions
from core.store.database import Database


@dataclass(frozen=True)
class WaitingOffer:
    """An open offer that waits for partners the reader speaks for, by their titles."""

    offer: StoredOffer
    partners: tuple[str, ...]


@dataclass(frozen=True)
class Today:
    """What a reader needs first. `meeting` is the next one to come, else None; `late` counts actions the reader may see."""

    question: str
    meeting: StoredMeeting | None
    offers: tuple[WaitingOffer, ...]
    unread: int
    late: int
    decision: StoredDecision | None

    @property
    def is_clear(self) -> bool:
        """True when nothing waits for the reader."""
        return not (self.offers or self.unread or self.late)


def today_for(db: Database, person: Person, appraised: Appraised, option_id: str, today: date) -> Today:
    """Gather what a person needs first of a programme.

    Args:
        db: the open store.
        person: who reads.
        appraised: the version, worked out.
        option_id: whose late actions of release are counted; offers and decisions are those of the programme.
        today: the day of asking.

    Raises:
        NotAllowed: the person may not see the programme.
    """
    programme = appraised.case.programme
    must_be_allowed(person, Doing.see_agreed_view, programme.programme_id)
    coming = next_meeting(meetings_of(db, person, programme.programme_id), today)
    decisions = decisions_of(db, person, programme.programme_id)
    released = release_actions(person, appraised, option_id, today)
    decided = open_actions(decisions, today)
    return Today(
        question=programme.question or programme.summary or "",
        meeting=coming if coming is not None and coming.held_on >= today else None,
        offers=_offers(db, person, appraised, today),
        unread=unread_count(db, person),
        late=int((released.status == OVERDUE).sum()) + int(decided.is_overdue.sum()),
        decision=next((row for row in decisions if row.stands), None),
    )


def _offers(db: Database, person: Person, appraised: Appraised, today: date) -> tuple[WaitingOffer, ...]:
    """Open offers that wait for an answer this person may give."""
    programme_id = appraised.case.programme.programme_id
    speaks_for = person.partners(Doing.make_offer, programme_id)
    found = []
    for option_id in compared_options(appraised.case) if speaks_for != frozenset() else ():
        for offer in offers_on(db, person, programme_id, option_id, today):
            waits = tuple(
                share.partner
                for share in offer.frozen.shares
                if (speaks_for is None or share.partner_id in speaks_for) and is_waiting_for(offer, share.partner_id)
            )
            if offer.state is OfferState.open and waits:
                found.append(WaitingOffer(offer, waits))
    return tuple(found)
