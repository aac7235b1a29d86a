"""Offers, counter-offers and answers."""

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from core.actions.offers import answer_offer, make_offer
from core.actions.sample import load_sample
from core.domain.errors import NoSuchRow, NotAllowed, NotRecorded, StaleRow
from core.domain.offers import Amount, Answer, Offer, OfferState, Reply, Rule
from core.store import audit
from core.store.database import all_or_nothing
from core.store.offers import get, of_programme
from tests.new_store import filled
from tests.people import ADMIN, ANN, BOARD, VIEWER, a_person

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
SAMPLE = "cbt_probation"
POLICE = a_person("board", SAMPLE, "gmp", name="Polly Police")
PRISONS = a_person("analyst", SAMPLE, "hmpps", name="Hal Prisons")


@pytest.fixture
def programme(db):
    return filled(db, _sample)


def _sample(db):
    load_sample(db, by=ANN, at=NOON)


def offered(db, *, by=BOARD, at=NOON, **changed):
    offer = Offer(**{"option_id": "ten_boroughs", "rule": Rule.proportional, **changed})
    return make_offer(db, SAMPLE, offer, version_number=1, by=by, at=at)


def answered(db, offer, partner_id, answer=Answer.accept, *, by=BOARD, condition="", read_reply=0):
    reply = Reply(partner_id=partner_id, answer=answer, condition=condition)
    return answer_offer(db, SAMPLE, offer.offer_id, reply, read_reply=read_reply, by=by, at=NOON)


def test_an_offer_keeps_what_each_partner_would_pay_to_the_penny(programme):
    made = offered(programme, conditions="The grant is renewed", gain_share="By what each pays", review_on=date(2027, 11, 1))
    pays = {row.partner_id: row.pays_gbp for row in made.frozen.shares}
    assert sum(pays.values()) == pytest.approx(18_768_489.66, abs=0.005) and pays["gmca"] == 0
    assert get(programme, made.offer_id) == made and made.frozen.version_number == 1
    assert made.state is OfferState.open and "hmpps" in made.payers and "gmca" not in made.payers


def test_it_is_agreed_once_every_partner_that_pays_has_accepted_and_the_maker_has_by_making_it(programme):
    made = offered(programme, by=PRISONS, partner_id="hmpps")
    others = [one for one in made.payers if one != "hmpps"]
    for one in others[:-1]:
        assert answered(programme, made, one).state is OfferState.open
    assert answered(programme, made, others[-1]).state is OfferState.agreed
    said = [entry.detail["what"] for entry in audit.entries(programme, SAMPLE, actions=("make_offer", "answer_offer"))]
    assert len(said) == len(others) + 1 and "every partner that pays has accepted" in said[0]


def test_an_acceptance_with_a_condition_does_not_make_it_agreed_and_a_refusal_ends_it(programme):
    made = offered(programme)
    for one in made.payers[:-1]:
        answered(programme, made, one)
    last = answered(programme, made, made.payers[-1], Answer.accept_if, condition="the evaluation reports")
    assert last.state is OfferState.open
    reply_id = last.latest[made.payers[-1]].reply_id
    assert answered(programme, made, made.payers[-1], Answer.decline, read_reply=reply_id).state is OfferState.declined


def test_a_counter_offer_takes_the_place_of_the_one_it_names_and_answers_to_that_are_refused(programme):
    first = offered(programme)
    second = offered(programme, by=POLICE, partner_id="gmp", rule=Rule.nucleolus, counters=first.offer_id)
    assert get(programme, first.offer_id).state is OfferState.countered
    with pytest.raises(StaleRow, match=f"countered by offer {second.offer_id} of Greater Manchester Police, made by Polly Police"):
        answered(programme, first, "hmpps")
    with pytest.raises(StaleRow, match="countered by offer"):
        offered(programme, counters=first.offer_id)
    assert [row.offer_id for row in of_programme(programme, SAMPLE)] == [second.offer_id, first.offer_id]


def test_two_who_answer_for_one_partner_do_not_overwrite_each_other(programme):
    made = offered(programme)
    answered(programme, made, "gmp", by=POLICE)
    with pytest.raises(StaleRow, match="Polly Police answered for Greater Manchester Police"):
        answered(programme, made, "gmp", Answer.decline)


def test_nobody_speaks_for_another_partner_and_an_administrator_for_none(programme):
    made = offered(programme)
    for who in (POLICE, VIEWER, ADMIN):
        with pytest.raises(NotAllowed):
            answered(programme, made, "hmpps", by=who)
    for who in (POLICE, VIEWER, ADMIN):
        with pytest.raises(NotAllowed):
            offered(programme, by=who)
    assert len(of_programme(programme, SAMPLE)) == 1 and not get(programme, made.offer_id).replies


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"rule": Rule.typed, "amounts": (Amount(partner_id="gmp", value=1.2),)}, "is 120%: give 0% to 100%"),
        ({"rule": Rule.typed, "amounts": (Amount(partner_id="gmp", value=0.9),)}, "10% too little"),
        ({"rule": Rule.typed, "amounts": (Amount(partner_id="nobody", value=1.0),)}, '"nobody" does not pay or gain'),
        ({"rule": Rule.capped}, "No cap is given"),
        ({"rule": Rule.capped, "amounts": (Amount(partner_id="gmp", value=-1),)}, "cap of Greater Manchester Police is below 0"),
        ({"rule": Rule.equal, "amounts": (Amount(partner_id="gmp", value=1),)}, "Only capped and typed-in rules"),
        ({"rule": Rule.typed, "amounts": (Amount(partner_id="gmp", value=0.5),) * 2}, "stands there twice"),
        ({"option_id": "stop"}, "other than business as usual"),
        ({"review_on": NOON.date()}, "not after today"),
        ({"partner_id": "residents"}, "made by a partner that pays or gains"),
        ({"conditions": "x" * 2_001}, "2,001 letters"),
    ],
)
def test_what_cannot_be_offered_is_refused_in_a_sentence_and_nothing_is_kept(programme, changed, said):
    with pytest.raises(NotRecorded, match=said):
        offered(programme, **changed)
    assert not of_programme(programme, SAMPLE)


def test_an_answer_is_given_by_a_party_and_a_condition_is_said(programme):
    made = offered(programme)
    with pytest.raises(NotRecorded, match="on which condition"):
        answered(programme, made, "gmp", Answer.accept_if)
    with pytest.raises(NotRecorded, match="pays or gains cash"):
        answered(programme, made, "residents")
    with pytest.raises(NoSuchRow):
        answer_offer(programme, "another", made.offer_id, Reply(partner_id="gmp", answer=Answer.accept), by=BOARD, at=NOON)


def test_a_cap_that_leaves_something_unpaid_is_never_agreed(programme):
    caps = tuple(Amount(partner_id=one, value=100_000) for one in ("gmca", "councils", "gmp", "hmpps", "nhs_gm"))
    made = offered(programme, rule=Rule.capped, amounts=caps)
    assert made.frozen.unallocated_gbp == pytest.approx(18_268_489.66, abs=0.01)
    for one in made.payers:
        made = answered(programme, made, one)
    assert made.state is OfferState.open and not made.waiting_for


def test_offers_and_answers_are_never_rewritten(programme):
    made = offered(programme)
    answered(programme, made, "gmp")
    for statement in ("update offers set rule = 'equal'", "delete from offers", "delete from offer_replies"):
        with pytest.raises(sa.exc.IntegrityError, match="stays"), all_or_nothing(programme) as connection:
            connection.exec_driver_sql(statement)


def test_a_later_version_leaves_what_was_offered_as_it_was(programme):
    made = offered(programme, at=NOON + timedelta(days=1))
    assert made.frozen.option_title == "Offer it in all ten authorities" and made.made_at == NOON + timedelta(days=1)
