"""People whom programmes share, worked by hand: a site that two reach, and people who are in both."""

from dataclasses import replace

import pytest

from core.domain.places.place import Place
from core.domain.places.rows import MatchStatus, PlaceMatch, PlaceOverlap, SharedKind
from core.engine.places.appraisal import appraise_place
from core.engine.places.results import PlaceAppraisal
from core.ingest.places.folder import read_place
from tests.case_files import CASES, assumptions


def read(name: str) -> Place:
    folder = CASES / "place" / name
    files = {file.name: file.read_bytes() for file in folder.glob("*.csv")}
    programmes = {
        each.name: {file.name: file.read_bytes() for file in each.glob("*.csv")} for each in (folder / "programmes").iterdir()
    }
    reading = read_place(files, programmes)
    assert reading.place is not None
    return reading.place


def with_one_site(place: Place) -> Place:
    """The same place, its programmes working at one and the same site."""
    rows = [
        PlaceMatch(
            place_id="town", kind=SharedKind.site, shared_id="s", programme_id=programme_id, local_id="s0", status=MatchStatus.same
        )
        for programme_id in ("a", "b")
    ]
    return replace(place, matches=(*place.matches, *rows))


def with_overlap(place: Place, share_of_a: float) -> Place:
    """The same place, with a share of the people of a in b too."""
    row = PlaceOverlap(place_id="town", programme_a="a", programme_b="b", share_of_a=share_of_a)
    return replace(place, overlaps=(row,))


def engaged(found: PlaceAppraisal) -> list[float]:
    """People engaged in year 0 by each programme."""
    return [float(figures.activity.engaged[0].sum()) for figures in found.together.values()]


def test_a_site_of_80_people_that_two_programmes_want_whole_gives_each_40() -> None:
    found = appraise_place(with_one_site(read("people_are_reached_once")), assumptions(), seed=1)

    assert engaged(found) == pytest.approx([40, 40])
    assert found.together_gbp == pytest.approx(8_000)
    assert found.people_gbp == pytest.approx(-8_000)


def test_people_who_are_in_both_are_one_person_at_the_site_and_in_the_population() -> None:
    # 40 of a's 80 are in b too: 120 distinct people are wanted at a site of 80, so each has 80 x 80 / 120.
    found = appraise_place(with_overlap(with_one_site(read("people_are_reached_once")), 0.5), assumptions(), seed=1)

    assert engaged(found) == pytest.approx([80 * 80 / 120] * 2)


def test_people_who_are_in_both_leave_room_in_a_population_of_100() -> None:
    # 40 are in both: 120 distinct people are wanted of 100.
    found = appraise_place(with_overlap(read("people_are_reached_once"), 0.5), assumptions(), seed=1)

    assert engaged(found) == pytest.approx([80 * 100 / 120] * 2)
    assert found.parts["a"].part_gbp == pytest.approx(found.parts["b"].part_gbp)


def test_of_two_equal_effects_each_loses_half_of_those_in_both() -> None:
    # 50 are in both, each effect is 1: 25 units of £100 are taken from either.
    place = read("people_in_both")
    a, b = place.members
    effects = tuple(row.model_copy(update={"impact": 1.0}) for row in b.case.effects)
    equal = replace(place, members=(a, replace(b, case=b.case.model_copy(update={"effects": effects}))))
    found = appraise_place(equal, assumptions(), seed=1)

    assert found.together["a"].measures.pv_cash_released_gbp == pytest.approx(7_500)
    assert found.together["b"].measures.pv_cash_released_gbp == pytest.approx(7_500)
