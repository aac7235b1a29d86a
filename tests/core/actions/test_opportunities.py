import pytest

from core.actions import opportunities
from core.actions.opportunities import (
    decline_opportunity,
    edit_opportunity,
    make_option,
    raise_opportunity,
    screen_opportunity,
)
from core.domain.case.options import OptionKind
from core.domain.errors import NoSuchRow, NotAccepted, NotAllowed, NotRecorded, StaleRow, StaleVersion
from core.domain.opportunities import Answer, OpportunityState, Said
from core.reports.appraisals import load_version
from core.store import audit
from core.store.opportunities import changes_of, get_opportunity, list_opportunities
from core.store.tables.versions import version_numbered
from tests.new_store import filled
from tests.people import ANALYST, OTHER_ANALYST, VIEWER
from tests.road_sample import BOARD, NOON, POLICE, SAMPLE, change_cell, keep_sample

SAID = {
    "title": "Mentors for all",
    "problem": "What is learnt fades.",
    "who_benefits": "People who complete.",
    "partner_id": "provider",
}
ANSWERS = {"strategy_goal": Said(answer=Answer.yes), "funding_after": Said(answer=Answer.no, note="Grant ends.")}
AS_ANALYST = {"by": ANALYST, "at": NOON}


@pytest.fixture
def held(db):
    """The sample, with one opportunity that the police raised."""
    return filled(db, _held)


def _held(db):
    keep_sample(db)
    raise_opportunity(db, SAMPLE, **SAID, by=POLICE, at=NOON)


def make(db, **changed):
    """Turn the opportunity into an option, with some of it changed."""
    given = {"kind": OptionKind.scale_out, "title": "Mentors for all", "read_opportunity": 1, "read_version": 1, **AS_ANALYST}
    return make_option(db, SAMPLE, 1, **{**given, **changed})


def options_of(db):
    return {row.option_id: row for row in load_version(db, SAMPLE).case.options}


def test_a_partner_s_people_raise_an_opportunity(held):
    found = get_opportunity(held, SAMPLE, 1)
    assert (found.title, found.raised_by, found.state, found.version) == (
        "Mentors for all",
        POLICE.name,
        OpportunityState.raised,
        1,
    )
    assert (
        audit.entries(held, SAMPLE, actions=("raise_opportunity",))[0].detail["what"] == "Raised the opportunity “Mentors for all”."
    )


@pytest.mark.parametrize("name", ["title", "problem", "who_benefits", "partner_id"])
def test_an_opportunity_says_what_for_whom_and_which_partner(held, name):
    with pytest.raises(NotRecorded):
        raise_opportunity(held, SAMPLE, **{**SAID, name: "  "}, by=POLICE, at=NOON)
    assert len(list_opportunities(held, SAMPLE)) == 1


def test_a_title_that_is_too_long_is_refused(held):
    with pytest.raises(NotRecorded, match="shorten the title"):
        raise_opportunity(held, SAMPLE, **{**SAID, "title": "x" * 201}, by=POLICE, at=NOON)


def test_a_viewer_only_looks(held):
    by = {"by": VIEWER, "at": NOON}
    for act in (
        lambda: raise_opportunity(held, SAMPLE, **SAID, **by),
        lambda: edit_opportunity(held, SAMPLE, 1, **SAID, read_version=1, **by),
        lambda: screen_opportunity(held, SAMPLE, 1, ANSWERS, read_version=1, **by),
        lambda: decline_opportunity(held, SAMPLE, 1, "No.", read_version=1, **by),
        lambda: make(held, by=VIEWER),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert get_opportunity(held, SAMPLE, 1).version == 1


def test_screening_keeps_answers_and_notes_and_adds_nothing_up(held):
    screen_opportunity(held, SAMPLE, 1, ANSWERS, read_version=1, **AS_ANALYST)
    found = get_opportunity(held, SAMPLE, 1)
    assert (found.state, dict(found.answers)) == (OpportunityState.screening, ANSWERS)
    with pytest.raises(NotRecorded, match="does not ask “total”"):
        screen_opportunity(held, SAMPLE, 1, {"total": Said(answer=Answer.yes)}, read_version=2, **AS_ANALYST)


def test_an_opportunity_becomes_an_option_of_a_new_version(held):
    option_id = make(held)
    assert options_of(held)[option_id].kind is OptionKind.scale_out
    assert options_of(held)[option_id].title == "Mentors for all"
    assert version_numbered(held, SAMPLE).number == 2
    found = get_opportunity(held, SAMPLE, 1)
    assert (found.state, found.option_id) == (OpportunityState.option, option_id)


def test_out_then_up_needs_the_year_of_its_gate_and_nothing_is_left_half_done(held):
    with pytest.raises(NotAccepted, match="gate_year"):
        make(held, kind=OptionKind.out_then_up)
    found = get_opportunity(held, SAMPLE, 1)
    assert (found.state, found.option_id, version_numbered(held, SAMPLE).number) == (OpportunityState.raised, None, 1)
    assert [row.what.split(" ")[0] for row in changes_of(held, 1)] == ["Opened", "Made", "Raised"]
    option_id = make(held, kind=OptionKind.out_then_up, gate_year=3, read_opportunity=3)
    assert options_of(held)[option_id].gate_year == 3


def test_two_who_make_the_same_option_at_once_make_one(held):
    make(held)
    with pytest.raises(StaleRow, match="Anil Analyst"):
        make(held, by=OTHER_ANALYST, read_version=2)
    assert sum(option_id.startswith("opportunity_") for option_id in options_of(held)) == 1


def test_an_option_is_not_added_to_a_version_that_has_moved_on(held):
    change_cell(held, "costs", {"cost_id": "dm_rooms"}, title="Rooms in town")
    with pytest.raises(StaleVersion):
        make(held)
    assert get_opportunity(held, SAMPLE, 1).state is OpportunityState.raised


def test_a_board_member_screens_and_declines_but_does_not_change_tables(held):
    with pytest.raises(NotAllowed):
        make(held, by=BOARD)
    decline_opportunity(held, SAMPLE, 1, "Tried in 2019.", read_version=1, by=BOARD, at=NOON)
    found = get_opportunity(held, SAMPLE, 1)
    assert (found.state, found.reason) == (OpportunityState.declined, "Tried in 2019.")


@pytest.mark.parametrize("kind", [OptionKind.business_as_usual, OptionKind.do_minimum])
def test_an_opportunity_goes_beyond_the_minimum(held, kind):
    with pytest.raises(NotRecorded, match="scale out, a scale up"):
        make(held, kind=kind)


def test_what_is_closed_stays_closed(held):
    decline_opportunity(held, SAMPLE, 1, "Tried in 2019.", read_version=1, **AS_ANALYST)
    for act in (
        lambda: edit_opportunity(held, SAMPLE, 1, **SAID, read_version=2, **AS_ANALYST),
        lambda: screen_opportunity(held, SAMPLE, 1, ANSWERS, read_version=2, **AS_ANALYST),
        lambda: decline_opportunity(held, SAMPLE, 1, "Again.", read_version=2, **AS_ANALYST),
        lambda: make(held, read_opportunity=2),
    ):
        with pytest.raises(NotRecorded, match="is declined"):
            act()


def test_declining_says_why(held):
    with pytest.raises(NotRecorded, match="Say why"):
        decline_opportunity(held, SAMPLE, 1, " ", read_version=1, **AS_ANALYST)


def test_a_stale_edit_says_who_changed_what(held):
    edit_opportunity(held, SAMPLE, 1, **{**SAID, "title": "Mentors"}, read_version=1, by=POLICE, at=NOON)
    with pytest.raises(StaleRow, match=r"Pat Police, 22 November 2026 at 12:00 UTC: Reworded the opportunity “Mentors”\."):
        screen_opportunity(held, SAMPLE, 1, ANSWERS, read_version=1, **AS_ANALYST)
    with pytest.raises(StaleRow, match="Pat Police"):
        edit_opportunity(held, SAMPLE, 1, **SAID, read_version=1, **AS_ANALYST)
    assert get_opportunity(held, SAMPLE, 1).title == "Mentors"


def test_an_opportunity_of_nowhere_is_not_there(held):
    with pytest.raises(NoSuchRow):
        decline_opportunity(held, SAMPLE, 99, "No.", read_version=1, **AS_ANALYST)


def test_an_id_that_is_taken_is_not_given_again(held):
    change_cell(held, "options", {"option_id": "stop"}, option_id="opportunity_1")
    assert make(held, read_version=2) == "opportunity_1_2"


def test_every_action_is_in_the_audit_with_a_sentence(held):
    screen_opportunity(held, SAMPLE, 1, ANSWERS, read_version=1, **AS_ANALYST)
    make(held, read_opportunity=2)
    told = [row.detail["what"] for row in audit.entries(held, SAMPLE) if "opportunity" in row.action or row.action == "make_option"]
    assert told[0] == "Made the opportunity “Mentors for all” an option: scale out, “Mentors for all”."
    assert len(told) == 3
    assert set(opportunities.OPEN) == {OpportunityState.raised, OpportunityState.screening}
