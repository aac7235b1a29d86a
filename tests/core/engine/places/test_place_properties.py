"""What holds in every place: sums add up, one programme is itself, and only what is shared moves."""

import math
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from core.domain.case.case import Case
from core.domain.places.place import Place
from core.domain.places.rows import PlaceFrame, PlaceOverlap, SharedKind
from core.engine.appraisal import appraise
from core.engine.places.appraisal import appraise_place
from core.engine.places.parts import parts_of
from core.engine.places.results import PlaceAppraisal
from tests.case_files import CASE_NAMES, HAND_NAMES, assumptions, read_case
from tests.made_programmes import place_of, real_options

KINDS = (SharedKind.partner, SharedKind.cost_centre, SharedKind.population, SharedKind.site, SharedKind.outcome)
SHARED = dict.fromkeys(KINDS, 3)
PAIRS = (("made_300", "made_304"), ("made_309", "made_311"), ("one_hospital", "two_hospitals"), ("made_300", "made_311"))


@cache
def case(name: str) -> Case:
    return read_case(name)


@cache
def found_in(names: tuple[str, ...], at: int = 0) -> PlaceAppraisal:
    return appraise_place(shared_place(names, at), assumptions(), seed=1)


def shared_place(names: tuple[str, ...], at: int = 0) -> Place:
    """A place of some cases that share a few things of every kind, and a fifth of the people of the first."""
    chosen = {name: (case(name), real_options(case(name))[at]) for name in names}
    overlap = PlaceOverlap(place_id="town", programme_a=names[0], programme_b=names[1], share_of_a=0.2, effect_kept=0.1)
    return replace(place_of(chosen, SHARED), overlaps=(overlap,))


@pytest.mark.parametrize("name", [*CASE_NAMES, *HAND_NAMES])
def test_one_programme_is_itself_to_the_last_digit(name: str) -> None:
    own = appraise(case(name), assumptions()).options
    for option_id in real_options(case(name)):
        found = appraise_place(place_of({"a": (case(name), option_id)}, SHARED), assumptions(), seed=1)
        by_itself = own[option_id].expected

        assert found.together["a"].measures == by_itself.measures
        assert found.together["a"].partners == by_itself.partners
        assert (found.together["a"].lines.cash_gbp == by_itself.lines.cash_gbp).all()
        assert (found.together["a"].lines.moving_gbp == by_itself.lines.moving_gbp).all()
        assert found.measures == by_itself.measures
        assert found.people_gbp == found.wards_gbp == 0


@pytest.mark.parametrize("names", PAIRS)
def test_programmes_partners_parts_and_causes_add_up(names: tuple[str, ...]) -> None:
    found = found_in(names)
    largest = max(1.0, *(abs(row.real_gbp).max() for row in found.ledger))

    def near(one: float, other: float) -> bool:
        return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9 * largest)

    assert near(sum(part.part_gbp for part in found.parts.values()), found.together_gbp)
    assert near(found.people_gbp + found.wards_gbp, found.together_gbp - found.claimed_gbp)
    cash = sum(row.real_gbp for row in found.ledger if row.kind == "cash")
    paid = -sum(row.real_gbp for row in found.ledger if row.kind != "cash")
    assert np.allclose(cash, found.yearly.cash_released_gbp, rtol=1e-9, atol=1e-9 * largest)
    assert np.allclose(paid, found.yearly.cash_cost_gbp, rtol=1e-9, atol=1e-9 * largest)
    assert np.allclose(found.yearly.partner_cash_released_gbp.sum(axis=1), found.yearly.cash_released_gbp, atol=1e-9 * largest)
    for programme_id, figures in found.together.items():
        own = sum(row.present_gbp.sum() for row in found.ledger if row.programme_id == programme_id)
        assert near(own, figures.measures.pv_cash_released_gbp - figures.measures.pv_public_cost_gbp)


@pytest.mark.parametrize("names", PAIRS)
def test_the_order_of_matches_changes_nothing(names: tuple[str, ...]) -> None:
    place = shared_place(names)
    other = appraise_place(replace(place, matches=tuple(reversed(place.matches))), assumptions(), seed=1)

    assert other.measures == found_in(names).measures
    assert other.parts == found_in(names).parts


def test_leaving_a_programme_out_moves_only_what_shares_with_it() -> None:
    two = shared_place(("made_300", "made_304"))
    apart = place_of({"made_309": (case("made_309"), real_options(case("made_309"))[0])})
    members = (*two.members, *apart.members)
    years = min(member.case.programme.horizon_years for member in members)
    frame = PlaceFrame(place_id="town", title="Town", horizon_years=years, price_year=2026, discount_schedule="standard")
    found = appraise_place(replace(two, members=members, frame=frame), assumptions(), seed=1)
    without = appraise_place(replace(two, frame=frame), assumptions(), seed=1)

    assert found.groups == (("made_300", "made_304"), ("made_309",))
    for name in ("made_300", "made_304"):
        assert found.together[name].measures == without.together[name].measures
        assert found.parts[name] == without.parts[name]
    assert found.together["made_309"].measures == found.claimed["made_309"].measures


def test_too_many_levers_together_are_refused_and_nothing_is_said() -> None:
    bench = case("bench")
    with_levers = next(option for option in bench.options if bench.levers_of(option))
    count = len(bench.levers_of(with_levers))
    copies = {f"p{number:02}": (bench, with_levers.option_id) for number in range(12 // count + 1)}
    with pytest.raises(ValueError, match=r"levers act together .* and 12 can be combined"):
        appraise_place(place_of(copies, {SharedKind.cost_centre: 1}), assumptions(), seed=1)


def test_drawn_parts_add_up_and_lie_within_their_errors_of_the_exact_ones() -> None:
    group = tuple("abcdefghijklm")
    units = {each: 10.0 + at for at, each in enumerate(group)}

    def value(chosen: frozenset[str]) -> float:
        return math.floor(sum(units[each] for each in chosen) / 60) * 6_000.0

    drawn = parts_of(group, dict.fromkeys(group, 0), value, seed=3)
    again = parts_of(group, dict.fromkeys(group, 0), value, seed=3)
    exact = parts_of(group[:12], dict.fromkeys(group, 0), value, seed=3)

    assert drawn == again
    assert math.isclose(sum(part.part_gbp for part in drawn.values()), value(frozenset(group)))
    assert all(0 < part.error_gbp < 0.01 * value(frozenset(group)) for part in drawn.values())
    assert math.isclose(sum(part.part_gbp for part in exact.values()), value(frozenset(group[:12])))
    assert all(part.error_gbp == 0 for part in exact.values())
