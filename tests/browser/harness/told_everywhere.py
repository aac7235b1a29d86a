"""A programme in which a person has written what could be markdown, HTML, maths, a formula or a link into every field there is."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from secrets import token_urlsafe

from core.actions.assurance import name_version
from core.actions.comments import begin_thread
from core.actions.decisions import record_decision
from core.actions.gates import decide_gate, set_gates
from core.actions.meetings import prepare_meeting
from core.actions.offers import make_offer
from core.actions.opportunities import raise_opportunity
from core.actions.programmes import import_case
from core.actions.readiness import record_readiness
from core.domain.comments import Anchor, On
from core.domain.decisions import Decision, DecisionAction, Outcome, Position, Stance
from core.domain.gates import GateKey, GateSettings, Ruling
from core.domain.links import LinkOrder
from core.domain.meetings import Meeting
from core.domain.offers import Offer, Rule
from core.domain.people import Grant, Person, Role
from core.domain.readiness import Aspect
from core.ingest.case import read_files
from core.papers.shared_page import share
from core.reports.appraisals import Loaded, compared_options, load_version
from core.store.database import Database, open_database
from tests.pages.hostile import hostile_files
from tests.signed_in import session_for

EVIL = (
    "=1+1 **bold** [l](http://evil.example) <img src=x onerror=alert(1)> $x^2$ :red[r] :material/home: \u202ertl\u202c \U0001f600 "
    "![i](http://evil.example/i.png) www.evil.example"
)
LONG_EVIL = f"{EVIL}\n# head\n| a | b |\n<script>alert(1)</script> {'long' * 100}"
PROGRAMME = "hostile"
WRITER = Person(
    person_id="writer",
    sign_in_name="writer",
    name="=Evil <b>Eve</b> [x](javascript:alert(1)) $y$ :blue[n] \U0001f608",
    grants=(Grant(role=Role.admin), Grant(role=Role.analyst), Grant(role=Role.board)),
)


def fill(home: Path) -> str:
    """Keep the programme and everything written in it; gives the token of a shared link."""
    db, now = open_database(home), datetime.now(UTC)
    session_for(db, WRITER)
    import_case(db, read_files(hostile_files()).tables, by=WRITER, at=now, what=LONG_EVIL)
    loaded = load_version(db, PROGRAMME)
    option_id, partner_id = compared_options(loaded.case)[0], loaded.case.partners[0].partner_id
    _talk(db, option_id, now)
    _decide(db, option_id, partner_id, now)
    _walk_the_road(db, loaded, option_id, partner_id, now)
    token = token_urlsafe(32)
    share(db, LinkOrder(PROGRAMME, 1, option_id, EVIL, LONG_EVIL), token=token, by=WRITER, at=now)
    db.close()
    return token


def _talk(db: Database, option_id: str, now: datetime) -> None:
    for kind, id_ in ((On.figure, f"{option_id}/npsv"), (On.benefit, loaded_benefit(db)), (On.version, "1")):
        begin_thread(db, Anchor(programme_id=PROGRAMME, kind=kind, id=id_), EVIL[:180], LONG_EVIL, by=WRITER, at=now)
    name_version(db, PROGRAMME, 1, EVIL[:60], EVIL, by=WRITER, at=now)


def loaded_benefit(db: Database) -> str:
    """The id of a line of benefit of the programme."""
    return load_version(db, PROGRAMME).case.benefits[0].benefit_id


def _decide(db: Database, option_id: str, partner_id: str, now: datetime) -> None:
    meeting = Meeting(title=EVIL[:190], held_on=now.date(), ask=EVIL, option_id=option_id)
    held = prepare_meeting(db, PROGRAMME, meeting, version_number=1, by=WRITER, at=now)
    decision = Decision(
        decided_on=now.date(), question=EVIL, outcome=Outcome.approve_with_conditions, words=LONG_EVIL, option_id=option_id,
        reasons=LONG_EVIL, interests=LONG_EVIL, powers=LONG_EVIL,
        positions=(Position(partner_id=partner_id, stance=Stance.agrees_if, condition=EVIL),),
        actions=(DecisionAction(what=EVIL, owner=WRITER.name, due_on=now.date() + timedelta(days=9)),),
    )  # fmt: skip
    record_decision(db, PROGRAMME, decision, version_number=1, by=WRITER, at=now, meeting_id=held.meeting_id)
    offer = Offer(option_id=option_id, rule=Rule.equal, conditions=LONG_EVIL, gain_share=LONG_EVIL)
    make_offer(db, PROGRAMME, offer, version_number=1, by=WRITER, at=now)


def _walk_the_road(db: Database, loaded: Loaded, option_id: str, partner_id: str, now: datetime) -> None:
    held_to = GateSettings(
        tolerance_share=0.1, least_chance=0.5, has_existing_model=True, least_maturity=1, least_readiness=1,
        agreed_by=EVIL, agreed_on=date(2026, 1, 1),
    )  # fmt: skip
    set_gates(db, PROGRAMME, held_to, read_settings=0, by=WRITER, at=now)
    decide_gate(
        db, PROGRAMME, GateKey.delivered, option_id, Ruling.overridden, reason=EVIL, review_by=now.date() + timedelta(days=90),
        read_version=loaded.version.number, read_decision=0, by=WRITER, at=now,
    )  # fmt: skip
    record_readiness(
        db, PROGRAMME, partner_id, Aspect.approach, level=2, note=EVIL, assessed_on=date(2026, 1, 1), assessed_by=EVIL,
        read_assessment=0, by=WRITER, at=now,
    )  # fmt: skip
    raise_opportunity(
        db, PROGRAMME, title=EVIL[:190], problem=LONG_EVIL, who_benefits=LONG_EVIL, partner_id=partner_id, by=WRITER, at=now
    )
