"""What can be commented on, as far as a person sees it, and for whose eyes a comment on it is."""

import pytest

from core.access.scope import Scope, owners_in, scope_of
from core.actions.sample import load_sample
from core.domain.scenario import Scenario
from core.reports.appraisals import Appraised, appraise_loaded, load_version
from core.reports.comments.anchors import benefits, studies, uncertain_inputs
from core.store.database import open_database
from tests.core.store.stored import NOON
from tests.people import ANALYST, ANN, VIEWER, a_person

NAME, OPTION = "cbt_probation", "ten_boroughs"


@pytest.fixture(scope="module")
def appraised(tmp_path_factory: pytest.TempPathFactory) -> Appraised:
    db = open_database(tmp_path_factory.mktemp("home"))
    load_sample(db, by=ANN, at=NOON)
    found = appraise_loaded(load_version(db, NAME), Scenario())
    db.close()
    return found


def scope(appraised: Appraised, person) -> Scope:
    return scope_of(person, NAME, owners_in(appraised.loaded.tables))


def test_a_line_s_comments_are_for_the_partners_it_falls_to_and_the_partnership_s_for_everybody(appraised: Appraised) -> None:
    seen = scope(appraised, ANALYST)
    for thing in benefits(appraised, seen):
        assert set(thing.partner_ids) == set(seen.owners.benefits[thing.id])
    shared = {thing.id: thing.partner_ids for thing in uncertain_inputs(appraised, OPTION, seen)}
    assert shared["effects/crimes/impact"] == ()
    assert {name for name, owners in shared.items() if owners} == {
        name for name in shared if name.startswith(("costs/", "benefits/"))
    }


def test_a_person_of_one_partner_is_offered_no_line_of_another(appraised: Appraised) -> None:
    mine = scope(appraised, a_person("analyst", NAME, "gmp"))
    offered = benefits(appraised, mine)
    every = benefits(appraised, scope(appraised, ANALYST))
    assert 0 < len(offered) < len(every)
    assert all("gmp" in mine.owners.benefits[thing.id] and thing.partner_ids == ("gmp",) for thing in offered)
    labels = {thing.label for thing in every} - {thing.label for thing in offered}
    assert not labels & {thing.label for thing in uncertain_inputs(appraised, OPTION, mine)}


def test_who_sees_no_rows_is_offered_nothing(appraised: Appraised) -> None:
    nothing = scope(appraised, VIEWER)
    assert (benefits(appraised, nothing), uncertain_inputs(appraised, OPTION, nothing), studies(appraised, nothing)) == ((), (), ())


def test_every_study_can_be_commented_on_and_no_two_look_the_same(appraised: Appraised) -> None:
    found = studies(appraised, scope(appraised, ANALYST))
    assert [thing.id for thing in found] == [row.evidence_id for row in appraised.case.evidence]
    assert len({thing.label for thing in found}) == len(found)
