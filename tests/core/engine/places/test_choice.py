"""What to do within limits: every choice of the worked place, and the sentences of what cannot be chosen."""

import json
from dataclasses import replace

import pytest

from core.domain.places.place import Place
from core.domain.places.rows import LimitMeasure, PlaceRule, RuleKind
from core.engine.places.choice import Choices, choices_of
from core.ingest.places.folder import read_place
from tests.case_files import CASES, assumptions, read_case
from tests.made_programmes import place_of

FOLDER = CASES / "place" / "what_to_do_within_limits"
EXPECTED = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def place() -> Place:
    files = {file.name: file.read_bytes() for file in FOLDER.glob("*.csv")}
    programmes = {
        each.name: {file.name: file.read_bytes() for file in each.glob("*.csv")} for each in (FOLDER / "programmes").iterdir()
    }
    reading = read_place(files, programmes)
    assert reading.place is not None
    return reading.place


@pytest.fixture(scope="module")
def found(place: Place) -> Choices:
    return choices_of(place, assumptions(), last_year=1)


def test_every_choice_comes_out_as_worked(found: Choices) -> None:
    told = {tuple(sorted(each["pick"].items())): each for each in EXPECTED["oracle"]["all"]}
    ruled = [each for each in told.values() if "only_after" in each["broken"]]

    assert len(found.every) + found.ruled_out == EXPECTED["by_hand"]["combinations"]
    assert found.ruled_out == len(ruled)
    assert len(found.open) == EXPECTED["by_hand"]["allowed"]
    for choice in found.every:
        expected = told[tuple(sorted(choice.pick.items()))]
        assert choice.npsv_gbp == pytest.approx(expected["npsv"], abs=0.0051)
        assert choice.net_cash_gbp == pytest.approx(expected["net_cash_to_year_1"], abs=1e-6)
        assert len(choice.broken) == len(expected["broken"])


def test_most_value_and_most_cash_are_not_the_same_choice(found: Choices) -> None:
    by_value = max(found.open, key=lambda choice: choice.npsv_gbp)
    by_cash = max(found.open, key=lambda choice: choice.net_cash_gbp)

    assert by_value.pick == EXPECTED["by_hand"]["npsv_pick"]
    assert by_cash.pick == EXPECTED["by_hand"]["cash_pick"]


def test_what_must_be_done_is_done_and_what_may_not_go_together_does_not(place: Place) -> None:
    first, *others = place.members
    bound = replace(first, row=first.row.model_copy(update={"must": True}))
    apart = PlaceRule(place_id="town", rule=RuleKind.not_together, programme_id="a", other_programme_id="b")
    late = PlaceRule(place_id="town", rule=RuleKind.not_before, programme_id="c", year=1)
    found = choices_of(replace(place, members=(bound, *others), rules=(apart, late)), assumptions(), last_year=1)

    assert [choice.pick for choice in found.every] == [{"a": "small"}]


def test_what_cannot_be_chosen_is_refused_with_what_to_do(place: Place) -> None:
    engaged = place.limits[0].model_copy(update={"measure": LimitMeasure.capital})
    with pytest.raises(ValueError, match="a limit of capital is not held against choices yet"):
        choices_of(replace(place, limits=(engaged,)), assumptions(), last_year=1)

    hospital = read_case("one_hospital")
    many = place_of({f"p{number:02}": (hospital, "out") for number in range(13)})
    with pytest.raises(ValueError, match=r"choices are more than the 4,096 that can be worked out: narrow the options of"):
        choices_of(many, assumptions(), last_year=1)
