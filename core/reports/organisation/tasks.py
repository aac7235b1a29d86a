"""Tasks: what waits for one partner: offers to answer, actions that are its own, and comments that are open."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from core.access.permission import must_be_allowed
from core.domain.offers import Answer, OfferState, StoredOffer
from core.domain.people import Doing, Person
from core.reports.appraisals import Appraised, compared_options
from core.reports.comments.threads import ThreadRead, all_threads
from core.reports.deals.offers import every_offer
from core.reports.decisions import decisions_of, open_actions
from core.reports.flows import partner_titles
from core.reports.realisation.owners import names_gone
from core.reports.realisation.tracking import OVERDUE, UNOWNED, release_actions
from core.store import people
from core.store.database import Database

ACTIONS = ("what", "owner", "due_on", "is_late", "days_late", "trouble", "settled_at")
CLOSED = frozenset({"released", "lost"})


@dataclass(frozen=True)
class Tasks:
    """What waits for a partner. `actions` has one row per open action: ACTIONS, the latest due last, those without a day first.

    settled_at is the address of the page on which the action is told done: realisation or decide.
    """

    offers: tuple[StoredOffer, ...]
    actions: pd.DataFrame
    comments: tuple[ThreadRead, ...]

    @property
    def late(self) -> int:
        """How many actions are past their day."""
        return int(self.actions.is_late.sum())


def own_tasks(db: Database, person: Person, appraised: Appraised, option_id: str, partner_id: str, *, today: date) -> Tasks:
    """Gather what waits for one partner, as far as this person may see it.

    Args:
        db: the open store.
        person: who asks.
        appraised: the version, worked out.
        option_id: whose actions of release are listed; offers of every option are.
        partner_id: the partner.
        today: the day of asking.

    Raises:
        NotAllowed: the person may not see the programme.
    """
    must_be_allowed(person, Doing.see_agreed_view, appraised.case.programme.programme_id)
    actions = [
        *_releases(db, person, appraised, option_id, partner_id, today=today),
        *_decided(db, person, appraised, partner_id, today),
    ]
    frame = pd.DataFrame(actions, columns=list(ACTIONS)).astype({"is_late": bool})
    by_day = frame.assign(_day=[day or date.min for day in frame.due_on]).sort_values("_day", kind="stable", ignore_index=True)
    return Tasks(
        offers=offers_that_wait(db, person, appraised, partner_id, today=today),
        actions=by_day.drop(columns="_day"),
        comments=_comments(db, person, appraised, partner_id),
    )


def offers_that_wait(
    db: Database, person: Person, appraised: Appraised, partner_id: str, *, today: date
) -> tuple[StoredOffer, ...]:
    """Open offers, of whatever option, that a partner would pay under and has not answered.

    Raises:
        NotAllowed: the person may not see the programme.
    """
    programme_id = appraised.case.programme.programme_id
    waiting = [row for row in every_offer(db, person, programme_id, today) if row.state is OfferState.open]
    return tuple(
        row
        for option_id in compared_options(appraised.case)
        for row in waiting
        if row.offer.option_id == option_id and is_waiting_for(row, partner_id)
    )


def is_waiting_for(offer: StoredOffer, partner_id: str) -> bool:
    """True where a partner would pay under an offer and has not accepted it; who makes an offer accepts it."""
    said = offer.latest.get(partner_id)
    if said is None:
        return partner_id in offer.payers and offer.offer.partner_id != partner_id
    return partner_id in offer.payers and said.answer is not Answer.accept


def _releases(
    db: Database, person: Person, appraised: Appraised, option_id: str, partner_id: str, *, today: date
) -> list[tuple[object, ...]]:
    gone = names_gone(db, person, appraised.case.programme.programme_id)
    frame = release_actions(person, appraised, option_id, today, gone)
    own = frame[(frame.partner_id == partner_id) & ~frame.held_status.isin(CLOSED)].to_dict("records")
    return [
        (_to_do(row["line"], row["action"], row["trouble"]), row["owner"], row["due_on"], row["status"] == OVERDUE,
         int(row["days_late"]), row["trouble"], "realisation")
        for row in own
    ]  # fmt: skip


def _to_do(line: str, action: str, trouble: str) -> str:
    return f"{line}: nobody has said how this cash leaves the budget" if trouble == UNOWNED else f"{line}: {action}"


def _decided(db: Database, person: Person, appraised: Appraised, partner_id: str, today: date) -> list[tuple[object, ...]]:
    programme_id = appraised.case.programme.programme_id
    names = _names(db, person, appraised, partner_id)
    frame = open_actions(decisions_of(db, person, programme_id), today)
    own = [row for row in frame.to_dict("records") if _folded(row["owner"]) in names]
    return [
        (row["what"], row["owner"], row["due_on"], bool(row["is_overdue"]), max(0, (today - row["due_on"]).days), "", "decide")
        for row in own
    ]


def _names(db: Database, person: Person, appraised: Appraised, partner_id: str) -> frozenset[str]:
    """Names under which a partner owns an action: its own, and those of the people who act for it alone."""
    programme_id = appraised.case.programme.programme_id
    own = {_folded(partner_titles(appraised.case)[partner_id])}
    if not person.may(Doing.see_activity, programme_id):
        return frozenset(own)
    acting = {
        row.person_id
        for row in people.stored_grants(db)
        if (row.grant.programme_id, row.grant.partner_id) == (programme_id, partner_id)
    }
    return frozenset(own | {_folded(row.name) for row in people.every_person(db) if row.person_id in acting})


def _comments(db: Database, person: Person, appraised: Appraised, partner_id: str) -> tuple[ThreadRead, ...]:
    """Open threads that are the partner's alone, or are on a line of benefit that falls to it."""
    programme_id = appraised.case.programme.programme_id
    if not person.may(Doing.see_activity, programme_id):
        return ()
    lines = {fall.benefit_id for fall in appraised.case.benefit_falls if fall.partner_id == partner_id}
    found = (row for row in all_threads(db, person, programme_id) if row.thread.is_open)
    return tuple(row for row in found if _is_of(row, partner_id, lines))


def _is_of(row: ThreadRead, partner_id: str, lines: set[str]) -> bool:
    thread = row.thread
    is_on_page = thread.anchor_kind == "figure" and thread.anchor_id.split("/")[0::2] == ["organisation", partner_id]
    return thread.partner_id == partner_id or is_on_page or (thread.anchor_kind == "benefit" and thread.anchor_id in lines)


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
