"""Sample deal: what the sample's partners did about its deal, its cash, a version and a meeting.

All of it is made up, says so where people read it, and is recorded through the actions people use. No decision is among it: what
a board decides, it decides itself.
"""

from datetime import date, datetime, timedelta

from core.actions.assurance import name_version, send_to_assurer
from core.actions.comments import begin_thread, reply
from core.actions.meetings import prepare_meeting
from core.actions.offers import answer_offer, make_offer
from core.actions.realisation import record_realised
from core.domain.comments import Anchor, On
from core.domain.meetings import Meeting
from core.domain.offers import Answer, Offer, Reply, Rule
from core.domain.people import Person
from core.domain.realisation import Realised, RealisedKind
from core.store.database import Database

SAMPLE, OPTION, VERSION = "cbt_probation", "ten_boroughs", 1
YEAR_BEGINS = date(2026, 4, 1)
OFFER = Offer(
    option_id=OPTION,
    rule=Rule.proportional,
    conditions="Illustrative: the reform grant is renewed each spring, and the evaluation reports on time.",
    gain_share="Illustrative: what comes beyond the case is shared by what each pays.",
)
ACCEPTED = Reply(partner_id="gmp", answer=Answer.accept)
ACCEPTED_IF = Reply(
    partner_id="hmpps",
    answer=Answer.accept_if,
    condition="(illustrative) it pays only once a landing has closed at the city prison",
)
SEEN = (
    Realised(
        benefit_id="prison_places", partner_id="hmpps", cost_centre_id="prison_city", year=0, kind=RealisedKind.actual, units=11,
        note="Illustrative: places that stayed empty in the first half of the year. No landing has closed, so no cash is out.",
    ),
    Realised(
        benefit_id="legal_aid", partner_id="courts", year=0, kind=RealisedKind.actual, amount_gbp=6_000,
        budget="Duty solicitor scheme (illustrative)", note="Illustrative: the forecast of fees was lowered once.",
    ),
)  # fmt: skip
EXPECTED = (
    Realised(
        benefit_id="prison_places", partner_id="hmpps", cost_centre_id="prison_city", year=5, kind=RealisedKind.forecast, units=27,
        amount_gbp=400_000, note="Illustrative: one landing, a year later than the first plan had it.",
    ),
    Realised(
        benefit_id="legal_aid", partner_id="courts", year=1, kind=RealisedKind.forecast, amount_gbp=20_000,
        note="Illustrative: the second wave of boroughs joins.",
    ),
)  # fmt: skip
MEETING_TITLE = "Reform board of the ten authorities (illustrative)"
ASK = "Offer the programme in all ten authorities, and share the cost by benefit."
LEVERS = ("engagement", "scale_penalty")
ASKED = "@{name} two landings close in the case, and eleven places of twenty-five are empty so far. Is this figure safe to show?"
ANSWERED = "Not before the second wave reports: until then it rests on the model, and the page says so. (Illustrative)"


def tell_sample_deal(db: Database, *, board: Person, analyst: Person, police: Person, at: datetime) -> None:
    """Record an offer with two answers, what was seen and is expected of cash, comments, a version sent on and a meeting.

    Args:
        db: the open store, which holds the sample and nothing else of it.
        board: a board member of the whole partnership.
        analyst: an analyst of the whole partnership.
        police: a board member of the police.
        at: when, in UTC.
    """
    _tell_offer(db, board, police, at)
    for said in (*(SEEN if at.date() >= YEAR_BEGINS else ()), *EXPECTED):
        record_realised(db, SAMPLE, said, read_version=0, by=analyst, at=at)
    _tell_comments(db, board, analyst, at)
    _tell_version(db, analyst, at)
    held_on = at.date() + timedelta(days=14)
    meeting = Meeting(title=MEETING_TITLE, held_on=held_on, ask=ASK, option_id=OPTION, levers=LEVERS)
    prepare_meeting(db, SAMPLE, meeting, version_number=VERSION, by=board, at=at)


def _tell_offer(db: Database, board: Person, police: Person, at: datetime) -> None:
    offer = OFFER.model_copy(update={"review_on": at.date() + timedelta(days=180)})
    made = make_offer(db, SAMPLE, offer, version_number=VERSION, by=board, at=at)
    answer_offer(db, SAMPLE, made.offer_id, ACCEPTED, by=police, at=at)
    answer_offer(db, SAMPLE, made.offer_id, ACCEPTED_IF, by=board, at=at)


def _tell_comments(db: Database, board: Person, analyst: Person, at: datetime) -> None:
    anchor = Anchor(programme_id=SAMPLE, kind=On.figure, id=f"headlines/{OPTION}")
    label = "Headline figures of Offer it in all ten authorities"
    thread = begin_thread(db, anchor, label, ASKED.format(name=analyst.name), by=board, at=at)
    reply(db, thread.thread_id, ANSWERED, by=analyst, at=at)


def _tell_version(db: Database, analyst: Person, at: datetime) -> None:
    why = "Illustrative: what the reform board is asked about."
    named = name_version(db, SAMPLE, VERSION, "First scale case", why, by=analyst, at=at)
    words = "Illustrative: please look first at what routine practice loses."
    send_to_assurer(db, SAMPLE, VERSION, words, steps_seen=len(named.steps), by=analyst, at=at)
