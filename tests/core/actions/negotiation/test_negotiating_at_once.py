"""Two people in processes of their own who negotiate and record at once: nothing either wrote is lost."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

from core.actions.offers import make_offer
from core.domain.offers import Offer, Rule
from core.store import audit, decisions, offers
from core.store.audit_chain import verified
from tests.core.actions.negotiation.negotiators import OPTION, negotiate_and_record
from tests.core.decided import NOON, SAMPLE_ID, recorded_in, with_sample
from tests.kept_people import keep_people
from tests.people import BOARD, a_person

TURNS = 4
TWO = (("Pat Police", "gmp"), ("Hal Prisons", "hmpps"))


@pytest.mark.state_file
def test_answers_decisions_positions_and_counter_offers_of_two_people_are_all_there(db):
    keep_people(db, BOARD, *(a_person("board", name=name) for name, _ in TWO))
    with_sample(db)
    for rule in (Rule.proportional, Rule.equal):
        make_offer(db, SAMPLE_ID, Offer(option_id=OPTION, rule=rule), version_number=1, by=BOARD, at=NOON)
    recorded_in(db)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as people:
        asked = [people.submit(negotiate_and_record, str(db.home), name, partner, TURNS) for name, partner in TWO]
        done = [each.result() for each in asked]

    every = offers.of_programme(db, SAMPLE_ID)
    answers = [row.condition for row in offers.get(db, 1).replies]
    assert sorted(answers) == sorted(said for one in done for said in one.answered)
    kept = decisions.of_programme(db, SAMPLE_ID)
    reasons = [row.reasons for row in kept]
    assert all(said in reasons for one in done for said in one.reasons)
    assert len(kept) == 1 + 2 * TURNS
    conditions = [row.condition for row in decisions.get(db, 1).positions]
    assert all(said in conditions for one in done for said in one.positions)
    made = sorted(number for one in done for number in one.made)
    assert made == sorted(row.offer_id for row in every if row.offer_id > 2)
    assert len(made) + sum(one.refused for one in done) == 2 * TURNS
    countered = [row.offer.counters for row in every if row.offer.counters]
    assert len(set(countered)) == len(countered), "no offer is countered twice"
    assert all(line.answer == "accepts if" for row in kept if row.offer_id for line in row.frozen.split.lines if line.condition)
    noted = audit.entries(db, SAMPLE_ID, actions=("answer_offer", "record_position", "record_decision", "make_offer"))
    assert len(noted) == 3 + 3 * 2 * TURNS + len(made)
    assert verified(db).broken is None
