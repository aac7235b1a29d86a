"""What people do together, as it is tried in every role: comments, meetings, decisions, gates, offers, links, assurance."""

from functools import partial

from core.actions.assurance import approve_version, check_version, send_back, send_to_assurer
from core.actions.comments import begin_thread, edit_comment, reopen, reply, resolve
from core.actions.deals import Promise, save_contributions
from core.actions.decisions import mark_action, record_decision, record_position
from core.actions.gates import agree_problem, decide_gate, set_gates
from core.actions.links import end_link, make_link, set_small_numbers
from core.actions.meetings import prepare_meeting, present, show_screen, still_presenting, stop_presenting
from core.actions.offers import answer_offer, make_offer
from core.actions.opportunities import (
    decline_opportunity,
    edit_opportunity,
    make_option,
    raise_opportunity,
    screen_opportunity,
)
from core.actions.readiness import record_readiness
from core.actions.realisation import record_realised
from core.domain.case.options import OptionKind
from core.domain.comments import Anchor, On, Thread
from core.domain.decisions import Position, Stance
from core.domain.errors import NoSuchRow, NotRecorded
from core.domain.gates import GateKey, GateSettings, Ruling
from core.domain.links import LinkOrder
from core.domain.offers import Answer, Offer, Reply, Rule
from core.domain.people import Doing, Person
from core.domain.readiness import Aspect
from core.domain.scenario import Scenario
from core.store import comments, decisions, links, meetings, offers, opportunities, realisation
from core.store.database import Database
from core.store.gates import settings_of
from core.store.readiness import latest_assessments
from tests.canaries import NHS, PROGRAMME
from tests.canary_state import CHECKED, LATEST, NOON, OPTION, SENT, WINDOW, a_decision, a_meeting, said_of
from tests.core.an_action import Action

NET = Anchor(programme_id=PROGRAMME, kind=On.figure, id="npsv")


def _thread(db: Database, by: Person) -> Thread:
    """A thread of this person's own, or another where it has none."""
    every = [row for row in comments.threads_of(db, PROGRAMME, NET) if row.is_open]
    firsts = {comments.comments_of(db, [row.thread_id])[0].name: row for row in every}
    return firsts.get(by.name, every[0])


def _comment(db: Database, by: Person) -> object:
    return begin_thread(db, NET, "Net", "Why?", by=by, at=NOON)


def _reply(db: Database, by: Person) -> object:
    return reply(db, _thread(db, by).thread_id, "Because.", by=by, at=NOON)


def _edit_comment(db: Database, by: Person) -> object:
    written = comments.comments_of(db, [_thread(db, by).thread_id])[0]
    return edit_comment(db, written.comment_id, "Why so?", read_version=written.version, by=by, at=NOON)


def _resolve(db: Database, by: Person) -> object:
    return resolve(db, _thread(db, by).thread_id, read_version=1, by=by, at=NOON)


def _reopen(db: Database, by: Person) -> object:
    thread = next(row for row in comments.threads_of(db, PROGRAMME) if not row.is_open)
    return reopen(db, thread.thread_id, read_version=thread.version, by=by, at=NOON)


def _send(db: Database, by: Person) -> object:
    return send_to_assurer(db, PROGRAMME, 1, steps_seen=0, by=by, at=NOON)


def _check(db: Database, by: Person) -> object:
    return check_version(db, PROGRAMME, SENT, "Not for tax.", NOON.date(), steps_seen=1, by=by, at=NOON)


def _approve(db: Database, by: Person) -> object:
    return approve_version(db, PROGRAMME, CHECKED, steps_seen=2, by=by, at=NOON)


def _send_back(db: Database, by: Person, *, number: int, steps_seen: int) -> object:
    return send_back(db, PROGRAMME, number, "Look at the costs.", steps_seen=steps_seen, by=by, at=NOON)


def _contributions(db: Database, by: Person) -> object:
    promise = Promise(NHS, "0", 1000.0, "grant", "offered", "the grant comes")
    own = by.partners(Doing.edit_rows, PROGRAMME)
    promises = [promise] if own else [promise, *(Promise(one, "1", 2000.0, "grant", "agreed") for one in ("council", "police"))]
    return save_contributions(db, PROGRAMME, OPTION, promises, read_version=LATEST, by=by, at=NOON)


def _decision_id(db: Database) -> int:
    return decisions.of_programme(db, PROGRAMME)[0].decision_id


def _record_decision(db: Database, by: Person) -> object:
    return record_decision(db, PROGRAMME, a_decision(), version_number=CHECKED, by=by, at=NOON)


def _record_position(db: Database, by: Person) -> object:
    position = Position(partner_id=NHS, stance=Stance.does_not_agree, condition="It costs too much.")
    return record_position(db, PROGRAMME, _decision_id(db), position, by=by, at=NOON)


def _mark_action(db: Database, by: Person) -> object:
    found = decisions.of_programme(db, PROGRAMME)[0]
    action = found.actions[0]
    return mark_action(
        db, PROGRAMME, found.decision_id, action.action_id, read_version=action.version, is_done=True, by=by, at=NOON
    )


def _agree_problem(db: Database, by: Person) -> object:
    return agree_problem(db, PROGRAMME, agreed_by="The board", agreed_on=NOON.date(), read_version=CHECKED, by=by, at=NOON)


def _decide_gate(db: Database, by: Person) -> object:
    return decide_gate(
        db, PROGRAMME, GateKey.delivered, OPTION, Ruling.not_met, read_version=CHECKED, read_decision=0, by=by, at=NOON
    )


def _set_gates(db: Database, by: Person) -> object:
    settings = GateSettings(tolerance_share=0.2, agreed_by="The board", agreed_on=NOON.date())
    return set_gates(db, PROGRAMME, settings, read_settings=settings_of(db, PROGRAMME).settings_id, by=by, at=NOON)


def _make_link(db: Database, by: Person) -> object:
    order = LinkOrder(PROGRAMME, CHECKED, OPTION, "For a leader")
    return make_link(db, order, b"<html></html>", token="z" * 43, input_hash="0" * 64, by=by, at=NOON)


def _end_link(db: Database, by: Person) -> object:
    every = links.every_link(db, PROGRAMME)
    link = next((row for row in every if row.made_by == by.person_id), every[0])
    return end_link(db, link.link_id, read_version=link.version, by=by, at=NOON)


def _small_numbers(db: Database, by: Person) -> object:
    return set_small_numbers(db, PROGRAMME, 12, 6, read_version=0, by=by, at=NOON)


def _meeting_id(db: Database) -> int:
    return meetings.of_programme(db, PROGRAMME)[0].meeting_id


def _prepare(db: Database, by: Person) -> object:
    return prepare_meeting(db, PROGRAMME, a_meeting(), version_number=CHECKED, by=by, at=NOON)


def _present(db: Database, by: Person) -> object:
    return present(db, _meeting_id(db), presenting_as="another", screen=2, by=by, at=NOON)


def _show_screen(db: Database, by: Person) -> object:
    return show_screen(db, _meeting_id(db), 3, Scenario(), presenting_as=WINDOW, by=by, at=NOON)


def _still_presenting(db: Database, by: Person) -> object:
    return still_presenting(db, _meeting_id(db), presenting_as=WINDOW, by=by, at=NOON)


def _stop_presenting(db: Database, by: Person) -> object:
    return stop_presenting(db, _meeting_id(db), presenting_as=WINDOW, by=by, at=NOON)


def _make_offer(db: Database, by: Person) -> object:
    offer = Offer(option_id=OPTION, rule=Rule.proportional, partner_id=NHS)
    return make_offer(db, PROGRAMME, offer, version_number=CHECKED, by=by, at=NOON)


def _answer_offer(db: Database, by: Person) -> object:
    found = offers.of_programme(db, PROGRAMME)[0]
    return answer_offer(db, PROGRAMME, found.offer_id, Reply(partner_id=NHS, answer=Answer.accept), by=by, at=NOON)


SAID = {"title": "Beds", "problem": "Too many stays.", "who_benefits": "Patients", "partner_id": NHS}


def _opportunity(db: Database) -> int:
    return int(opportunities.list_opportunities(db, PROGRAMME)[0].opportunity_id)


def _raise_opportunity(db: Database, by: Person) -> object:
    return raise_opportunity(db, PROGRAMME, **SAID, by=by, at=NOON)


def _edit_opportunity(db: Database, by: Person) -> object:
    return edit_opportunity(db, PROGRAMME, _opportunity(db), **SAID, read_version=1, by=by, at=NOON)


def _screen(db: Database, by: Person) -> object:
    return screen_opportunity(db, PROGRAMME, _opportunity(db), {}, read_version=1, by=by, at=NOON)


def _decline(db: Database, by: Person) -> object:
    return decline_opportunity(db, PROGRAMME, _opportunity(db), "Not now.", read_version=1, by=by, at=NOON)


def _make_option(db: Database, by: Person) -> object:
    return make_option(
        db, PROGRAMME, _opportunity(db), kind=OptionKind.scale_out, title="Beds", read_opportunity=1, read_version=LATEST,
        by=by, at=NOON,
    )  # fmt: skip


def _readiness(db: Database, by: Person) -> object:
    last = latest_assessments(db, PROGRAMME)[NHS, Aspect.approach].assessment_id
    seen = {"level": 3, "assessed_on": NOON.date(), "assessed_by": "A panel", "read_assessment": last}
    return record_readiness(db, PROGRAMME, NHS, Aspect.approach, **seen, by=by, at=NOON)


def _realised(db: Database, by: Person) -> object:
    said = said_of(NHS, note="Said again.")
    before = realisation.latest(db, PROGRAMME)[said.key]
    return record_realised(db, PROGRAMME, said, read_version=before.version, by=by, at=NOON)


TOGETHER: dict[str, Action] = {
    "assurance.send_to_assurer": Action(Doing.name_version, _send),
    "assurance.check_version": Action(Doing.assure, _check),
    "assurance.approve_version": Action(Doing.approve, _approve),
    "assurance.send_back": Action(Doing.assure, partial(_send_back, number=SENT, steps_seen=1)),
    "assurance.send_back, what was checked": Action(Doing.approve, partial(_send_back, number=CHECKED, steps_seen=2)),
    "comments.begin_thread": Action(Doing.comment, _comment),
    "comments.reply": Action(Doing.comment, _reply, unseen=NoSuchRow),
    "comments.edit_comment": Action(Doing.comment, _edit_comment, unseen=NoSuchRow),
    "comments.resolve": Action(Doing.comment, _resolve, unseen=NoSuchRow),
    "comments.reopen": Action(Doing.comment, _reopen, unseen=NoSuchRow),
    "deals.save_contributions": Action(Doing.edit_rows, _contributions, unseen=NotRecorded, is_of_nhs=True),
    "decisions.record_decision": Action(Doing.record_decision, _record_decision),
    "decisions.record_position": Action(Doing.record_position, _record_position, is_of_nhs=True),
    "decisions.mark_action": Action(Doing.prepare_meeting, _mark_action),
    "gates.agree_problem": Action(Doing.decide_gate, _agree_problem),
    "gates.decide_gate": Action(Doing.decide_gate, _decide_gate),
    "gates.set_gates": Action(Doing.decide_gate, _set_gates),
    "links.make_link": Action(Doing.make_link, _make_link),
    "links.end_link": Action(Doing.end_link, _end_link, unseen=NoSuchRow),
    "links.set_small_numbers": Action(Doing.manage_people, _small_numbers),
    "meetings.prepare_meeting": Action(Doing.prepare_meeting, _prepare),
    "meetings.present": Action(Doing.prepare_meeting, _present, unseen=NoSuchRow),
    "meetings.show_screen": Action(Doing.prepare_meeting, _show_screen, unseen=NoSuchRow),
    "meetings.still_presenting": Action(Doing.prepare_meeting, _still_presenting, unseen=NoSuchRow),
    "meetings.stop_presenting": Action(Doing.prepare_meeting, _stop_presenting, unseen=NoSuchRow),
    "offers.make_offer": Action(Doing.make_offer, _make_offer, is_of_nhs=True),
    "offers.answer_offer": Action(Doing.make_offer, _answer_offer, is_of_nhs=True),
    "opportunities.raise_opportunity": Action(Doing.raise_opportunity, _raise_opportunity),
    "opportunities.edit_opportunity": Action(Doing.raise_opportunity, _edit_opportunity),
    "opportunities.screen_opportunity": Action(Doing.screen_opportunity, _screen),
    "opportunities.decline_opportunity": Action(Doing.screen_opportunity, _decline),
    "opportunities.make_option": Action(Doing.screen_opportunity, _make_option, also=Doing.edit_rows),
    "readiness.record_readiness": Action(Doing.assess_readiness, _readiness, is_of_nhs=True),
    "realisation.record_realised": Action(Doing.track_benefits, _realised, is_of_nhs=True),
}
