"""Sample story: what the sample's partners did on the road to scale, recorded through the actions people use.

All of it is made up, as the sample's own figures of partners are, and shows under the badge Sample.
"""

from datetime import date, datetime

from core.actions.gates import agree_problem, decide_gate, set_gates
from core.actions.opportunities import raise_opportunity, screen_opportunity
from core.actions.readiness import record_readiness
from core.actions.sample_deal import tell_sample_deal
from core.domain.gates import GateKey, GateSettings, Ruling
from core.domain.opportunities import Answer, Said
from core.domain.people import SERVICE, Grant, Person, Role
from core.domain.readiness import OF_LEADERS, OF_PARTNER
from core.reports.appraisals import load_version
from core.reports.gates.pathway import first_beyond_minimum
from core.store import people
from core.store.database import Database
from core.store.gates import settings_of
from core.store.opportunities import get_opportunity, load_checklist
from core.store.programmes import list_programmes

SAMPLE = "cbt_probation"
BOARD_NAME = "Reform board of the ten authorities (illustrative)"
HELD_TO = GateSettings(
    tolerance_share=0.1,
    least_chance=0.75,
    has_existing_model=True,
    least_maturity=3,
    least_readiness=3,
    agreed_by=BOARD_NAME,
    agreed_on=date(2025, 9, 18),
)
# Steps of approach, business model and ways of working; None where nobody has looked yet.
READINESS: dict[str, tuple[int | None, ...]] = {
    "gmca": (4, 3, 3),
    "councils": (3, None, 2),
    "gmp": (3, 3, 2),
    "hmpps": (3, 2, 2),
    "nhs_gm": (2, 1, None),
    "provider": (4, 3, 4),
}
READINESS_NOTES = {
    ("hmpps", 1): "The contract still pays for places, not for people kept from coming back.",
    ("councils", 2): "Four of the ten housing teams refer by hand.",
    ("nhs_gm", 0): "Diversion is discussed; no board has taken it yet.",
}
MATURITY = (4, 2, 3, 2)
MATURITY_NOTES = (
    "The same question stands at the head of every partner's paper.",
    "Each partner still answers for its own budget alone.",
    "The ledger is seen by all; release plans are not.",
    "Two decisions of the last year were taken back by one partner.",
)
ASSESSED_ON = date(2026, 10, 15)
CUSTODY = {
    "title": "Thinking skills before release, in the city prison",
    "problem": "People finish the course on probation only if somebody refers them in the weeks after release; many are lost then.",
    "who_benefits": "People in their last twelve weeks of a sentence, and those who would be harmed by a new offence.",
    "partner_id": "hmpps",
}
MENTORS = {
    "title": "A mentor who has been there, for everybody who completes",
    "problem": "What is learnt fades within a year where nobody asks after it.",
    "who_benefits": "People who complete the course, and the mentors themselves.",
    "partner_id": "provider",
}
# Answers by area: yes, partly, no or not known, in the order of the questions.
SCREENED = {
    "strategy": "yyy",
    "credibility": "pnp",
    "support": "ypn",
    "advantage": "yuy",
    "transfer": "yyy",
    "fit": "pyn",
    "funding": "nnu",
}
SCREEN_NOTES = {
    "credibility_compared": "One landing tried it; nobody was compared with.",
    "funding_after": "The governor's innovation money ends after a year.",
    "fit_rules": "Staff may not hold groups of more than eight under the present rule.",
}
LETTERS = {"y": Answer.yes, "p": Answer.partly, "n": Answer.no, "u": Answer.not_known}


def tell_sample_story(db: Database, *, at: datetime) -> bool:
    """Record what the sample's people did, once; leave any other programme, and a sample that has it, unaltered.

    Where the clock stands before the day on which its gates were looked at, nothing is recorded: it could not have been yet.

    Returns:
        True where it was recorded now.
    """
    if at.date() < ASSESSED_ON or not any(row.is_sample and row.programme_id == SAMPLE for row in list_programmes(db)):
        return False
    if settings_of(db, SAMPLE).settings_id:
        return False
    board, analyst = _sample_person(db, Role.board), _sample_person(db, Role.analyst)
    set_gates(db, SAMPLE, HELD_TO, read_settings=0, by=board, at=at)
    _tell_readiness(db, board, at)
    _tell_gates(db, board, at)
    _tell_opportunities(db, analyst, at)
    police = _sample_person(db, Role.board, "gmp")
    tell_sample_deal(db, board=board, analyst=analyst, police=police, at=at)
    return True


def _tell_readiness(db: Database, by: Person, at: datetime) -> None:
    for partner_id, levels in READINESS.items():
        for place, level in enumerate(levels):
            if level is not None:
                note = READINESS_NOTES.get((partner_id, place), "")
                _assess(db, partner_id, place, level, note, by, at)
    for place, level in enumerate(MATURITY):
        _assess(db, None, place, level, MATURITY_NOTES[place], by, at)


def _assess(db: Database, partner_id: str | None, place: int, level: int, note: str, by: Person, at: datetime) -> None:  # noqa: PLR0917
    aspects = OF_LEADERS if partner_id is None else OF_PARTNER
    record_readiness(
        db, SAMPLE, partner_id, aspects[place], level=level, note=note, assessed_on=ASSESSED_ON, assessed_by=BOARD_NAME,
        read_assessment=0, by=by, at=at,
    )  # fmt: skip


def _tell_gates(db: Database, by: Person, at: datetime) -> None:
    case = load_version(db, SAMPLE)
    number, option_id = case.version.number, first_beyond_minimum(case.case)
    if option_id is None:
        return
    agree_problem(db, SAMPLE, agreed_by=BOARD_NAME, agreed_on=date(2026, 1, 15), read_version=number, by=by, at=at)
    decide_gate(
        db, SAMPLE, GateKey.delivered, option_id, Ruling.met, evidence=["actuals"], reason="Salford ran as planned.",
        read_version=number, read_decision=0, by=by, at=at,
    )  # fmt: skip
    decide_gate(
        db, SAMPLE, GateKey.effective, option_id, Ruling.not_met, evidence=["predictions", "actuals"],
        reason="Fewer arrests were avoided than predicted, and no partner has the evidence it asked for yet.",
        read_version=number, read_decision=0, by=by, at=at,
    )  # fmt: skip


def _tell_opportunities(db: Database, by: Person, at: datetime) -> None:
    raise_opportunity(db, SAMPLE, **MENTORS, by=by, at=at)
    made = raise_opportunity(db, SAMPLE, **CUSTODY, by=by, at=at)
    screen_opportunity(db, SAMPLE, made, _answers(), read_version=get_opportunity(db, SAMPLE, made).version, by=by, at=at)


def _answers() -> dict[str, Said]:
    return {
        question.key: Said(answer=LETTERS[letter], note=SCREEN_NOTES.get(question.key, ""))
        for area in load_checklist().areas
        for question, letter in zip(area.questions, SCREENED[area.key], strict=True)
    }


def _sample_person(db: Database, role: Role, partner_id: str | None = None) -> Person:
    """The sample person of a role and partner (None: the whole partnership), else the service in that role for the sample."""
    wanted = f"{role.value}.{partner_id}.sample" if partner_id else f"{role.value}.sample"
    for kept in people.every_person(db):
        if kept.is_sample and kept.sign_in_name == wanted:
            return people.as_person(db, kept)
    return SERVICE.model_copy(update={"grants": (Grant(role=role, programme_id=SAMPLE, partner_id=partner_id),)})
