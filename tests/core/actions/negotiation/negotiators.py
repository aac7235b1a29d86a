"""What one of two people does who negotiate and record at once, each from a process of their own."""

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from core.actions.decisions import record_decision, record_position
from core.actions.offers import answer_offer, make_offer
from core.domain.decisions import Position, Stance
from core.domain.errors import StaleRow
from core.domain.offers import Answer, Offer, Reply, Rule
from core.store import offers
from core.store.database import open_database
from tests.core.decided import NOON, SAMPLE_ID, a_decision
from tests.people import a_person

OPTION = "ten_boroughs"


@dataclass
class Done:
    """What one person got done: conditions and reasons that were kept, offers that were made, counters that were refused."""

    answered: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    positions: list[str] = field(default_factory=list)
    made: list[int] = field(default_factory=list)
    refused: int = 0


def negotiate_and_record(home: str, name: str, partner_id: str, turns: int) -> Done:
    """Answer for one's own partner, record a decision and a position, counter the offer that stands, over and over."""
    db, by, done = open_database(Path(home)), a_person("board", name=name), Done()
    for turn in range(turns):
        said, at = f"{name} {turn}", NOON + timedelta(minutes=turn)
        last = offers.get(db, 1).latest.get(partner_id)
        reply = Reply(partner_id=partner_id, answer=Answer.accept_if, condition=said)
        answer_offer(db, SAMPLE_ID, 1, reply, read_reply=last.reply_id if last else 0, by=by, at=at)
        done.answered.append(said)
        record_decision(db, SAMPLE_ID, a_decision(reasons=said, offer_id=1), version_number=1, by=by, at=at)
        done.reasons.append(said)
        stance = Position(partner_id=partner_id, stance=Stance.agrees_if, condition=said)
        record_position(db, SAMPLE_ID, 1, stance, by=by, at=at)
        done.positions.append(said)
        _counter(db, by, at, done)
    db.close()
    return done


def _counter(db, by, at, done) -> None:  # type: ignore[no-untyped-def]
    """Counter the second chain of offers at its end; the other person may have been quicker, and is then told of."""
    standing = next(row for row in offers.of_programme(db, SAMPLE_ID) if row.countered_by is None and row.offer_id != 1)
    counter = Offer(option_id=OPTION, rule=Rule.equal, counters=standing.offer_id)
    try:
        done.made.append(make_offer(db, SAMPLE_ID, counter, version_number=1, by=by, at=at).offer_id)
    except StaleRow:
        done.refused += 1
