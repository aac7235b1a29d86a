"""The three lines of the Summary, and what the search finds: for each reader their own, and nothing of others."""

from datetime import UTC, date, datetime

import pytest

from core.access.scope import owners_in, scope_of
from core.actions.meetings import prepare_meeting
from core.actions.offers import make_offer
from core.actions.sample import load_sample
from core.charts.sentences.today import ask_line, decision_line, waiting_line
from core.domain.meetings import Meeting
from core.domain.offers import Offer, Rule
from core.domain.scenario import Scenario
from core.reports.appraisals import appraise_loaded, load_version
from core.reports.search import names_in, words_to_find
from core.reports.today import today_for
from tests.people import ANALYST, ANN, VIEWER, a_person

SAMPLE, OUT = "cbt_probation", "ten_boroughs"
POLICE = a_person("board", SAMPLE, "gmp", name="Polly Police")
NOON, TODAY = datetime(2026, 11, 23, 12, tzinfo=UTC), date(2026, 11, 23)


@pytest.fixture
def sample(db):
    load_sample(db, by=ANN, at=NOON)
    return appraise_loaded(load_version(db, SAMPLE), Scenario())


def test_before_anything_was_prepared_the_question_is_the_ask_and_nothing_waits(db, sample):
    found = today_for(db, POLICE, sample, OUT, TODAY)
    assert found.is_clear and found.meeting is None
    assert ask_line(found).startswith(sample.case.programme.question[:200])
    assert (waiting_line(found), decision_line(found.decision)) == ("nothing today", "nothing has been decided yet")


def test_the_next_meeting_asks_and_an_offer_waits_for_those_who_speak_for_who_would_pay(db, sample):
    meeting = Meeting(held_on=date(2026, 12, 15), title="The board", ask="Say yes.", option_id=OUT, levers=())
    prepare_meeting(db, SAMPLE, meeting, version_number=1, by=ANALYST, at=NOON)
    make_offer(db, SAMPLE, Offer(option_id=OUT, rule=Rule.equal), version_number=1, by=ANALYST, at=NOON)
    found = today_for(db, POLICE, sample, OUT, TODAY)
    assert ask_line(found) == "Say yes. (The board, 15 December 2026)"
    assert waiting_line(found) == "offer 1 waits for Greater Manchester Police"
    assert today_for(db, VIEWER, sample, OUT, TODAY).offers == ()
    assert today_for(db, POLICE, sample, OUT, date(2026, 12, 16)).meeting is None
    assert "1 action is late" in waiting_line(today_for(db, POLICE, sample, OUT, date(2031, 4, 10)))


def test_search_finds_partners_places_benefits_figures_and_words_and_for_one_partner_its_own_lines(db, sample):
    owners = owners_in(sample.loaded.tables)
    found = {person: names_in(person, sample, scope_of(person, SAMPLE, owners)) for person in (ANALYST, POLICE, VIEWER)}
    kinds = {name.kind for name in found[ANALYST]}
    assert kinds == {"partner", "place", "benefit", "line of cost", "figure"}
    assert {name.kind for name in found[VIEWER]} == {"partner", "figure"}
    own = [name.name for name in found[POLICE] if name.kind == "benefit"]
    every = [name.name for name in found[ANALYST] if name.kind == "benefit"]
    assert set(own) < set(every) and "Prison places not needed" in every and "Prison places not needed" not in own
    assert [name.partner_id for name in found[POLICE] if name.address == "organisation"] == ["gmp"]
    assert "Nucleolus" in [word.name for word in words_to_find()]
