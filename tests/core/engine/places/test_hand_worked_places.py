"""Every hand-worked place comes out as its expected.json says, to a billionth."""

import json
import math
from pathlib import Path
from typing import Any

import pytest

from core.domain.places.place import Place
from core.engine.appraisal import appraise
from core.engine.places.appraisal import appraise_place
from core.engine.results import Measures
from core.ingest.places.folder import read_place
from tests.case_files import CASES, assumptions

PLACES = CASES / "place"
CHOICE = "what_to_do_within_limits"
NAMES = tuple(folder.name for folder in sorted(PLACES.iterdir()) if folder.name != CHOICE)


def read(folder: Path) -> Place:
    """Read a place folder that is known to be good."""
    programmes = {each.name: files(each) for each in (folder / "programmes").iterdir()}
    reading = read_place(files(folder), programmes)
    assert reading.place is not None, reading.problems
    return reading.place


def files(folder: Path) -> dict[str, bytes]:
    """The CSV files of one folder."""
    return {file.name: file.read_bytes() for file in folder.glob("*.csv")}


def near(found: Any, expected: Any) -> bool:
    """Equal to a billionth of the larger, or of a pound."""
    if expected is None or found is None:
        return found is expected
    return math.isclose(float(found), float(expected), rel_tol=1e-9, abs_tol=1e-9)


def all_near(found: Any, expected: Any) -> bool:
    """Likewise, one by one."""
    return len(found) == len(expected) and all(near(one, other) for one, other in zip(found, expected, strict=True))


@pytest.mark.parametrize("name", NAMES)
def test_a_place_comes_out_as_worked_by_hand(name: str) -> None:
    expected = json.loads((PLACES / name / "expected.json").read_text(encoding="utf-8"))["oracle"]
    found = appraise_place(read(PLACES / name), assumptions(), seed=1)

    assert near(found.claimed_gbp, expected["pv_claimed_gbp"])
    assert near(found.together_gbp, expected["pv_together_gbp"])
    assert near(found.people_gbp, expected["pv_lost_or_won_by_people_gbp"])
    assert near(found.wards_gbp, expected["pv_lost_or_won_at_centres_gbp"])
    for which, side in (("claimed", found.claimed), ("together", found.together)):
        assert set(side) == set(expected[which])
        for programme_id, told in expected[which].items():
            figures = side[programme_id]
            assert all_near(figures.yearly.cash_released_gbp, told["yearly_cash_gbp"])
            assert near(figures.measures.pv_cash_released_gbp, told["pv_cash_gbp"])
            assert near(figures.measures.pv_public_cost_gbp, told["pv_cash_cost_gbp"])
    for programme_id, told in expected["together"].items():
        figures = found.together[programme_id]
        assert all_near(figures.activity.engaged.sum(axis=1), told["engaged"])
        for line, series in told["lines"].items():
            assert all_near(figures.lines.cash_gbp[:, figures.lines.benefit_ids.index(line)], series)
        for partner_id, money in told["partners"].items():
            assert near(figures.partners[partner_id].pv_cash_released_gbp, money["pv_cash_gbp"])
            assert near(figures.partners[partner_id].pv_public_cost_gbp, money["pv_cash_cost_gbp"])
    for centre_id, told in expected["centres"].items():
        centre = found.centres[centre_id]
        for programme_id, series in told["claimed"].items():
            assert all_near(centre.claimed_gbp[programme_id], series)
        for programme_id, series in told["together"].items():
            assert all_near(centre.together_gbp[programme_id], series)
        assert all_near(centre.steps, told["steps"])
        assert all_near(centre.units, told["units"])
        assert all_near(centre.usable_units, told["usable"])
    for programme_id, part in expected["shapley_gbp"].items():
        assert near(found.parts[programme_id].part_gbp, part)
        assert near(found.parts[programme_id].marginal_gbp, expected["marginal_gbp"][programme_id])


@pytest.mark.parametrize("name", NAMES)
def test_the_measures_of_a_place_come_out_as_worked_by_hand(name: str) -> None:
    expected = json.loads((PLACES / name / "expected.json").read_text(encoding="utf-8"))["oracle"]["measures"]
    found = appraise_place(read(PLACES / name), assumptions(), seed=1)

    for field in Measures.__dataclass_fields__:
        assert near(getattr(found.measures, field), expected[field]), field
    for partner_id, told in expected["partners"].items():
        for field, figure in told.items():
            assert near(getattr(found.partners[partner_id], field), figure), (partner_id, field)
    for field, series in expected["yearly"].items():
        own = "cash_cost_gbp" if field == "public_cost_gbp" else field
        assert all_near(getattr(found.yearly, own), series), field


def test_a_place_of_one_programme_is_the_programme_to_the_last_digit() -> None:
    place = read(PLACES / "place_of_one")
    by_itself = appraise(place.members[0].case, assumptions()).options["out"].expected
    found = appraise_place(place, assumptions(), seed=1)

    assert found.measures == by_itself.measures
    assert found.together["a"].measures == by_itself.measures
    assert (found.together["a"].lines.cash_gbp == by_itself.lines.cash_gbp).all()
    assert (found.people_gbp, found.wards_gbp) == (0.0, 0.0)
    assert found.parts["a"].part_gbp == found.together_gbp
