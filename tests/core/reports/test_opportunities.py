import pytest

from core.actions.opportunities import decline_opportunity, make_option, raise_opportunity, screen_opportunity
from core.actions.programmes import undo_last_version
from core.domain.case.options import OptionKind
from core.domain.errors import DamagedAssumptions, NotAllowed
from core.domain.opportunities import Answer, Checklist, Said
from core.reports.appraisals import load_version
from core.reports.opportunities import answers_given, checklist_of, gaps, gaps_sentence, opportunities_raised, opportunity
from core.store.opportunities import load_checklist
from tests.new_store import filled
from tests.people import ANALYST, ANN, NOBODY, VIEWER
from tests.road_sample import NOON, POLICE, SAMPLE, keep_sample

AREAS = ["Strategy", "Credibility", "Support", "Advantage", "Ease of transfer", "Fit", "Sustainable funding"]
SAID = {"title": "Mentors", "problem": "It fades.", "who_benefits": "People.", "partner_id": "provider"}


@pytest.fixture
def held(db):
    """The sample with three opportunities."""
    return filled(db, _held)


def _held(db):
    keep_sample(db)
    for title in ("Mentors", "Custody", "Courts"):
        raise_opportunity(db, SAMPLE, **{**SAID, "title": title}, by=POLICE, at=NOON)


def raised(db, person=VIEWER):
    return opportunities_raised(db, person, load_version(db, SAMPLE).case)


def test_the_checklist_has_the_seven_areas_and_claims_no_source():
    checklist = checklist_of()
    assert [area.title for area in checklist.areas] == AREAS
    assert all(len(area.questions) == 3 for area in checklist.areas)
    assert "own" in checklist.wording
    assert len(checklist.keys) == 21


def test_a_damaged_checklist_is_said_to_be_damaged(tmp_path):
    with pytest.raises(DamagedAssumptions, match="restore that file"):
        load_checklist(tmp_path)
    area = {"key": "a", "title": "A", "questions": [{"key": "same", "text": "?"}, {"key": "same", "text": "!"}]}
    with pytest.raises(ValueError, match="same key"):
        Checklist(title="T", wording="W", vintage="2026", areas=[{**area, "key": str(place)} for place in range(7)])


def test_gaps_are_every_answer_that_is_not_yes_and_nothing_is_added_up():
    checklist = checklist_of()
    answers = {key: Said(answer=Answer.yes) for key in checklist.keys}
    assert gaps(checklist, answers).empty
    assert gaps_sentence(checklist, answers) == "Every question of the checklist was answered with yes."
    answers |= {"fit_rules": Said(answer=Answer.partly), "funding_after": Said(answer=Answer.not_known, note="Ask.")}
    assert list(gaps(checklist, answers).answer) == ["partly", "not known"]
    assert gaps_sentence(checklist, answers) == "There are gaps in: Fit and Sustainable funding."
    assert gaps_sentence(checklist, {}) == "It has not been screened yet."
    assert set(answers_given(checklist, {}).answer) == {"not asked yet"}
    assert not set(answers_given(checklist, answers).columns) & {"score", "total"}


def test_the_list_says_where_each_stands_and_puts_those_still_open_first(held):
    screen_opportunity(held, SAMPLE, 1, {"fit_rules": Said(answer=Answer.no)}, read_version=1, by=ANALYST, at=NOON)
    decline_opportunity(held, SAMPLE, 3, "Tried in 2019.", read_version=1, by=ANALYST, at=NOON)
    found = raised(held)
    assert list(found.opportunity_id) == [2, 1, 3]
    assert found.stands.iloc[1].startswith("Screened. There are gaps in: Strategy")
    assert (found.stands.iloc[0], found.stands.iloc[2]) == ("Raised, not screened yet", "Declined: Tried in 2019.")


def test_an_option_that_a_version_took_back_is_said_to_be_gone(held):
    make_option(held, SAMPLE, 1, kind=OptionKind.scale_up, title="Mentors", read_opportunity=1, read_version=1, by=ANALYST, at=NOON)
    assert raised(held).set_index("opportunity_id").at[1, "stands"] == "An option: Mentors"
    undo_last_version(held, SAMPLE, read_version=2, by=ANN, at=NOON)
    assert raised(held).set_index("opportunity_id").at[1, "stands"] == "Made an option, which this version does not have"


def test_an_opportunity_comes_with_what_was_done_to_it(held):
    seen = opportunity(held, VIEWER, SAMPLE, 1)
    assert [(row.by, row.what) for row in seen.changes] == [(POLICE.name, "Raised the opportunity “Mentors”.")]


def test_whoever_has_no_access_sees_no_opportunity(held):
    with pytest.raises(NotAllowed):
        raised(held, NOBODY)
    with pytest.raises(NotAllowed):
        opportunity(held, NOBODY, SAMPLE, 1)
