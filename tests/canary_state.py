"""Everything that is written down about the canary case besides its tables, so that each word of it can be looked for.

Five versions: the first two plain, the third sent, the fourth checked, the fifth a draft on which nobody has agreed. What is
one partner's own holds that partner's word; what only drafts hold says `DRAFT`.
"""

from datetime import UTC, datetime, timedelta

from core.actions.assurance import check_version, name_version, send_to_assurer
from core.actions.comments import begin_thread
from core.actions.decisions import record_decision, record_position
from core.actions.gates import decide_gate, set_gates
from core.actions.links import make_link
from core.actions.meetings import prepare_meeting, present
from core.actions.offers import answer_offer, make_offer
from core.actions.opportunities import raise_opportunity
from core.actions.programmes import replace_tables
from core.actions.readiness import record_readiness
from core.actions.realisation import record_realised
from core.domain.comments import Anchor, On
from core.domain.decisions import Decision, DecisionAction, Outcome, Position, Stance
from core.domain.gates import GateKey, GateSettings, Ruling
from core.domain.links import LinkOrder
from core.domain.meetings import Meeting
from core.domain.offers import Answer, Offer, Reply, Rule
from core.domain.people import Role
from core.domain.readiness import Aspect
from core.domain.realisation import Realised, RealisedKind
from core.domain.tables import Table
from core.ingest.case import check_one
from core.store.database import Database
from tests.canaries import COUNCIL, NHS, PARTNERS, PROGRAMME, WORDS, case_files, mark
from tests.people import ADMIN, ANALYST, ANN, BOARD, OTHER_ANALYST, a_person
from tests.signed_in import session_for

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
SENT, CHECKED, LATEST = 3, 4, 5
DRAFT = "Draftolet"
OPTION = "out"
THE_ANALYST, THE_BOARD = a_person("analyst"), a_person("board")
OWN_ANALYSTS = {one: a_person("analyst", PROGRAMME, one) for one in PARTNERS}
NHS_BOARD = a_person("board", PROGRAMME, NHS)
EVERYBODY = (*(a_person(role) for role in Role), *OWN_ANALYSTS.values(), NHS_BOARD, ADMIN, ANALYST, OTHER_ANALYST, BOARD)
WINDOW = "a window"


def costs_in(number: int) -> Table:
    """The costs of a version: the title of one line of the NHS says which."""
    return one_table("costs.csv", case_files()["costs.csv"].replace(b"Tamsinet team", f"Tamsinet team {number}".encode()))


def one_table(name: str, data: bytes) -> Table:
    """One table, read and checked."""
    table = check_one(name, data).table
    assert table is not None
    return table


def fill(db: Database) -> None:
    """Write all of it down in a store that holds the canary case in its first version."""
    for person in EVERYBODY:
        session_for(db, person)
    _versions(db)
    _agreed(db)
    _own(db)
    _talk(db)
    _links(db)


def _versions(db: Database) -> None:
    for number in range(2, LATEST):
        replace_tables(db, PROGRAMME, {"costs": costs_in(number)}, read_version=number - 1, by=ANN, at=NOON)
    sites = one_table("sites.csv", case_files()["sites.csv"].replace(b"South", DRAFT.encode()))
    tables = {"costs": costs_in(LATEST), "sites": sites}
    replace_tables(db, PROGRAMME, tables, read_version=LATEST - 1, by=ANN, at=NOON, what=f"Put {DRAFT} in.")
    for number in (1, SENT, CHECKED):
        name_version(db, PROGRAMME, number, f"Named {number}", "For the board.", by=ANALYST, at=NOON)
    for number in (SENT, CHECKED):
        send_to_assurer(db, PROGRAMME, number, steps_seen=0, by=ANALYST, at=NOON)
    until = (NOON + timedelta(days=36500)).date()
    check_version(db, PROGRAMME, CHECKED, "Not for tax.", until, steps_seen=1, by=OTHER_ANALYST, at=NOON)


def a_decision(**changes: object) -> Decision:
    """A decision with nothing wrong, but for what is changed."""
    entered = {
        "decided_on": NOON.date(),
        "question": "Should it go everywhere?",
        "outcome": Outcome.approve,
        "words": "Yes.",
        "option_id": OPTION,
        "reasons": "It returns more than it costs.",
        "interests": "None.",
        "powers": "The Local Government Act.",
        "positions": (Position(partner_id=NHS, stance=Stance.agrees),),
        "actions": (DecisionAction(what="Sign the deal", owner="Jo Bell", due_on=(NOON + timedelta(days=9)).date()),),
        **changes,
    }
    return Decision.model_validate(entered)


def a_meeting() -> Meeting:
    """A meeting on everything."""
    return Meeting(title="Reform board", held_on=NOON.date(), ask="Approve it.", option_id=OPTION, levers=("engagement",))


def said_of(partner_id: str, line: str = "a", **changes: object) -> Realised:
    """What a partner says came out of a budget of one of its lines."""
    entered = {
        "benefit_id": f"{partner_id}_{line}",
        "partner_id": partner_id,
        "year": 0,
        "kind": RealisedKind.actual,
        "amount_gbp": mark(partner_id, f"realised_{line}"),
        "budget": f"{WORDS[partner_id]} budget",
        "note": f"{WORDS[partner_id]} note",
        **changes,
    }
    return Realised.model_validate(entered)


def _agreed(db: Database) -> None:
    """What the agreed view shows everybody: gates, decisions, meetings and offers."""
    settings = GateSettings(tolerance_share=0.1, least_readiness=3, agreed_by="The board", agreed_on=NOON.date())
    set_gates(db, PROGRAMME, settings, read_settings=0, by=BOARD, at=NOON)
    every = {"by": BOARD, "at": NOON}
    keys = [f"agreement:{one}/stays" for one in PARTNERS]
    decide_gate(
        db, PROGRAMME, GateKey.effective, OPTION, Ruling.not_met, evidence=keys, reason="Not yet.",
        read_version=CHECKED, read_decision=0, **every,
    )  # fmt: skip
    kept = record_decision(db, PROGRAMME, a_decision(), version_number=CHECKED, **every)
    agrees = Position(partner_id=COUNCIL, stance=Stance.own_board, own_board_on=(NOON + timedelta(days=9)).date())
    record_position(db, PROGRAMME, kept.decision_id, agrees, **every)
    meeting = prepare_meeting(db, PROGRAMME, a_meeting(), version_number=CHECKED, **every)
    present(db, meeting.meeting_id, presenting_as=WINDOW, screen=1, **every)
    offer = Offer(option_id=OPTION, rule=Rule.equal, conditions="All sign.", partner_id=NHS)
    made = make_offer(db, PROGRAMME, offer, version_number=CHECKED, **every)
    answer_offer(db, PROGRAMME, made.offer_id, Reply(partner_id=COUNCIL, answer=Answer.accept_if, condition="Police pay"), **every)


def _own(db: Database) -> None:
    """What is one partner's own: what came of its lines, how ready it is, what it raised."""
    for one in PARTNERS:
        by = OWN_ANALYSTS[one]
        for line in ("a", "b"):
            record_realised(db, PROGRAMME, said_of(one, line), read_version=0, by=by, at=NOON)
        record_readiness(
            db, PROGRAMME, one, Aspect.approach, level=2, note=f"{WORDS[one]} is not keen.", assessed_on=NOON.date(),
            assessed_by="A panel", read_assessment=0, by=by, at=NOON,
        )  # fmt: skip
        raise_opportunity(
            db,
            PROGRAMME,
            title=f"Beds of {one}",
            problem="Too many stays.",
            who_benefits="Patients",
            partner_id=one,
            by=by,
            at=NOON,
        )


def _talk(db: Database) -> None:
    """Comments: one for each partner's people alone, which names everybody; and one of everybody's by each who may write."""
    told = [person.person_id for person in EVERYBODY]
    for one in PARTNERS:
        anchor = Anchor(programme_id=PROGRAMME, kind=On.benefit, id=f"{one}_a")
        text = f"{WORDS[one]} cannot do this."
        begin_thread(db, anchor, f"{WORDS[one]} beds", text, partner_id=one, tell=told, by=OWN_ANALYSTS[one], at=NOON)
    net = Anchor(programme_id=PROGRAMME, kind=On.figure, id="npsv")
    for person in (a_person("admin"), THE_ANALYST, THE_BOARD):
        begin_thread(db, net, "Net", f"Why, asks {person.name}?", by=person, at=NOON)


def _links(db: Database) -> None:
    """A link of everybody who may make one."""
    for place, person in enumerate((a_person("admin"), THE_ANALYST, THE_BOARD)):
        order = LinkOrder(PROGRAMME, CHECKED, OPTION, f"Shared by {person.name}")
        make_link(db, order, b"<html></html>", token=f"{place}" * 43, input_hash="0" * 64, by=person, at=NOON)
