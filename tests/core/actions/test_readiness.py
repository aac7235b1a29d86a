from datetime import date

import pytest

from core.actions.readiness import record_readiness
from core.domain.errors import NotAllowed, NotRecorded, StaleRow
from core.domain.readiness import Aspect
from core.reports.appraisals import load_version
from core.reports.gates.readiness import assessment_history, leadership, readiness_grid
from core.store import audit
from core.store.readiness import assessments_of
from tests.new_store import filled
from tests.people import ANALYST, NOBODY, VIEWER, a_person
from tests.road_sample import BOARD, NEXT_YEAR, NOON, POLICE, SAMPLE, TODAY, keep_sample

STEP = {"level": 2, "note": "Two teams of five.", "assessed_on": TODAY, "assessed_by": "The board", "read_assessment": 0}


@pytest.fixture
def held(db):
    """The sample, with everybody who decides."""
    return filled(db, keep_sample)


def assess(db, partner_id="gmp", aspect=Aspect.approach, by=BOARD, **changed):
    """Record a step, with some of it changed."""
    return record_readiness(db, SAMPLE, partner_id, aspect, by=by, at=NOON, **{**STEP, **changed})


def row_of(db, partner_id="gmp", aspect=Aspect.approach, person=BOARD, least=3):
    grid = readiness_grid(db, person, load_version(db, SAMPLE).case, least)
    return grid[(grid.partner_id == partner_id) & (grid.aspect == aspect)].iloc[0]


def test_a_step_is_dated_named_and_in_words(held):
    told = assess(held)
    row = row_of(held)
    assert (row.words, row.assessed_on, row.assessed_by, row.state) == ("being worked out (2 of 4)", TODAY, "The board", "unmet")
    assert told == "Assessed approach of Greater Manchester Police: being worked out (2 of 4)."
    assert audit.entries(held, SAMPLE, actions=("record_readiness",))[0].detail["what"] == told


def test_the_last_step_counts_and_those_before_stay_known(held):
    assess(held)
    assess(held, level=3, read_assessment=1)
    assert row_of(held).state == "met"
    assert [row.level for row in assessments_of(held, SAMPLE)] == [3, 2]
    assert len(assessment_history(held, BOARD, load_version(held, SAMPLE).case)) == 2


def test_a_partner_s_own_people_assess_that_partner_and_no_other(held):
    assess(held, by=POLICE)
    for partner_id, aspect in (("hmpps", Aspect.approach), (None, Aspect.money)):
        with pytest.raises(NotAllowed):
            assess(held, partner_id, aspect, by=POLICE)
    with pytest.raises(NotAllowed):
        assess(held, by=VIEWER)


def test_leaders_together_are_assessed_by_whoever_speaks_for_all(held):
    assess(held, None, Aspect.money, by=ANALYST)
    frame = leadership(held, VIEWER, SAMPLE, 3).set_index("aspect")
    assert (frame.at["money", "words"], frame.at["money", "state"]) == ("talking, deciding apart (2 of 4)", "unmet")
    assert (frame.at["purpose", "words"], frame.at["purpose", "state"]) == ("not looked at yet", "unknown")


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"level": 0}, "1, 2, 3 or 4"),
        ({"level": 5}, "1, 2, 3 or 4"),
        ({"assessed_by": " "}, "who looked"),
        ({"assessed_on": NEXT_YEAR}, "still to come"),
        ({"note": "x" * 1_001}, "1,001 letters"),
        ({"partner_id": "nobody"}, 'no partner "nobody"'),
        ({"aspect": Aspect.money}, "not looked at there"),
        ({"partner_id": None}, "not looked at there"),
    ],
)
def test_what_does_not_fit_is_refused_with_a_sentence(held, changed, says):
    with pytest.raises(NotRecorded, match=says):
        assess(held, **changed)
    assert assessments_of(held, SAMPLE) == ()


def test_two_who_assess_at_once_do_not_overwrite_each_other(held):
    assess(held)
    with pytest.raises(StaleRow, match=r"Bea Board, 22 November 2026 at 12:00 UTC, being worked out \(2 of 4\)"):
        assess(held, by=POLICE, level=4)
    assess(held, aspect=Aspect.ways_of_working, by=POLICE)
    assert len(assessments_of(held, SAMPLE)) == 2


def test_a_note_is_kept_to_that_partner_and_those_who_see_every_detail(held):
    assess(held)
    probation = a_person("board", SAMPLE, "hmpps")
    notes = [row_of(held, person=person).note for person in (BOARD, POLICE, probation, VIEWER)]
    assert notes == [STEP["note"], STEP["note"], "kept to that partner", "kept to that partner"]
    case = load_version(held, SAMPLE).case
    assert [len(assessment_history(held, person, case)) for person in (BOARD, probation)] == [1, 0]


def test_whoever_has_no_access_sees_no_readiness(held):
    for report in (lambda: row_of(held, person=NOBODY), lambda: leadership(held, NOBODY, SAMPLE, 3)):
        with pytest.raises(NotAllowed):
            report()


def test_partners_without_a_part_are_not_asked(held):
    grid = readiness_grid(held, BOARD, load_version(held, SAMPLE).case, 3)
    assert "residents" not in set(grid.partner_id)
    assert {"gmca", "hmpps", "provider"} <= set(grid.partner_id)


def test_each_aspect_of_a_partner_is_held_against_the_agreed_step(held):
    for aspect in (Aspect.approach, Aspect.business_model, Aspect.ways_of_working):
        assess(held, aspect=aspect, level=3)
    assess(held, "hmpps", level=4)
    assess(held, "hmpps", Aspect.business_model, level=1)
    grid = readiness_grid(held, BOARD, load_version(held, SAMPLE).case, 3)
    states = {partner: set(rows.state) for partner, rows in grid.groupby("partner_id")}
    assert (states["gmp"], states["hmpps"], states["gmca"]) == ({"met"}, {"met", "unmet", "unknown"}, {"unknown"})
    unset = readiness_grid(held, BOARD, load_version(held, SAMPLE).case, None)
    assert set(unset.state) == {"unknown"}


def test_a_step_of_long_ago_keeps_its_day(held):
    assess(held, assessed_on=date(2026, 1, 5))
    assert row_of(held).assessed_on == date(2026, 1, 5)
