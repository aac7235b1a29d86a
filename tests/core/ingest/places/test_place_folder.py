"""A place folder that does not hold together is refused with a sentence that says where, what and what to do."""

from collections.abc import Callable
from pathlib import Path

import pytest

from core.ingest.places.folder import PlaceReading, read_place
from tests.case_files import CASES

PLACES = CASES / "place"
Files = dict[str, str]


def read(name: str, change: Callable[[Files], None] = lambda _: None) -> PlaceReading:
    """Read a place of the tests after a change of its files, named as paths from its folder."""
    folder = PLACES / name
    files = {str(file.relative_to(folder)): file.read_text(encoding="utf-8") for file in folder.rglob("*.csv")}
    change(files)
    own = {path: text.encode() for path, text in files.items() if "/" not in path}
    programmes: dict[str, dict[str, bytes]] = {}
    for path, text in files.items():
        if "/" in path:
            _, programme_id, file = path.split("/")
            programmes.setdefault(programme_id, {})[file] = text.encode()
    return read_place(own, programmes)


def swap(path: str, old: str, new: str) -> Callable[[Files], None]:
    """Exchange a piece of one file."""

    def change(files: Files) -> None:
        assert old in files[path]
        files[path] = files[path].replace(old, new)

    return change


def add(path: str, text: str) -> Callable[[Files], None]:
    """Write lines at the end of a file, which may not be there yet."""

    def change(files: Files) -> None:
        files[path] = files.get(path, "") + text

    return change


OVERLAPS = "place_id,programme_a,programme_b,share_of_a\n"
RULES = "place_id,rule,programme_id,other_programme_id\n"
LIMITS = "place_id,partner_id,year,amount\n"
A, B = "programmes/a/", "programmes/b/"
BAD = [
    (
        "bed_days_and_beds",
        swap("place_matches.csv", "0.0027397260273972603", ""),
        "town_ward is counted in bed day by A and in bed by B.",
    ),
    ("two_of_40", swap(B + "cost_centres.csv", "60", "50"), "the lump units of town_ward: A says 60, B says 50."),
    (
        "two_of_40",
        add("place_matches.csv", "town,cost_centre,mill_ward,a,ward,same\n"),
        "the same place_id, kind, programme_id and local_id",
    ),
    (
        "two_of_40",
        lambda files: (
            add(A + "cost_centres.csv", "ward2,nhs,Ward 8,bed,60\n")(files),
            add("place_matches.csv", "town,cost_centre,town_ward,a,ward2,same\n")(files),
        ),
        "ward and ward2 of A cannot both be town_ward.",
    ),
    (
        "two_of_40",
        swap(B + "cost_centres.csv", "ward,nhs", "ward,council"),
        "town_ward belongs to town_nhs in A and to town_council in B.",
    ),
    ("two_of_40", swap(B + "partners.csv", "nhs,NHS,nhs", "nhs,NHS,police"), "town_nhs is nhs in A and police in B."),
    ("two_of_40", swap(B + "programme.csv", "2026,2026", "2027,2026"), "A counts from 2026, B from 2027."),
    (
        "one_rule_in_two_programmes",
        swap(B + "levers.csv", "0.1", "0.2"),
        "town_l has effect 0.1 in A and 0.2 in B: one of them is not the same.",
    ),
    (
        "three_30_40_50",
        add("place_rules.csv", RULES + "town,only_after,a,b\ntown,only_after,b,c\ntown,only_after,c,a\n"),
        "a only after b, b only after c, c only after a: none could ever start.",
    ),
    (
        "three_30_40_50",
        add("place_overlaps.csv", OVERLAPS + "town,a,b,0.6\ntown,a,c,0.5\n"),
        "60% also in B and 50% also in C: a person is in two programmes at most.",
    ),
    ("two_of_40", add("place_overlaps.csv", OVERLAPS + "town,a,a,0.5\n"), "a programme cannot overlap with itself."),
    ("two_of_40", add("place_limits.csv", LIMITS + "town,nobody,0,5\n"), "no partner of a programme is matched with this one."),
    ("two_of_40", add("place_limits.csv", LIMITS + "town,town_nhs,1,5\n"), "the last year looked at is 0."),
    ("two_of_40", add("place_limits.csv", LIMITS + "town,town_nhs,0,-5\n"), "place_limits.csv, line 2, column amount"),
    ("two_of_40", swap("place_programmes.csv", "town,b,out", "town,b,sideways"), "B has no such option."),
    ("two_of_40", swap("place_programmes.csv", "town,b", "town,z"), "there is no such programme."),
    ("two_of_40", swap("place_matches.csv", "b,ward", "b,wing"), "B has no cost centre of this id."),
    ("two_of_40", swap(A + "effects.csv", "outcome_id", "outcome"), "programmes/a/effects.csv"),
    (
        "both_prevent_the_same_people",
        swap(
            "place_matches.csv",
            "town,population,town_population,b,population,same",
            "town,population,town_population,b,population,different",
        ),
        "town_o is limited by the people of A and by those of B, who are not matched.",
    ),
]


@pytest.mark.parametrize("folder", sorted(PLACES.iterdir()), ids=lambda folder: folder.name)
def test_every_place_of_the_tests_is_read(folder: Path) -> None:
    reading = read(folder.name)

    assert reading.place is not None, [problem.sentence for problem in reading.problems]


@pytest.mark.parametrize(("name", "change", "sentence"), BAD)
def test_a_place_that_does_not_hold_together_is_refused(name: str, change: Callable[[Files], None], sentence: str) -> None:
    reading = read(name, change)

    assert reading.place is None
    assert any(sentence in problem.sentence for problem in reading.problems), [problem.sentence for problem in reading.problems]


def test_the_word_of_the_place_stands_for_programmes_that_differ() -> None:
    def change(files: Files) -> None:
        swap(B + "cost_centres.csv", "60", "50")(files)
        add("place_values.csv", "place_id,kind,shared_id,lump_units\ntown,cost_centre,town_ward,60\n")(files)

    assert read("two_of_40", change).place is not None


def test_what_is_only_proposed_leaves_things_apart() -> None:
    reading = read("two_of_40", swap("place_matches.csv", "b,ward,same", "b,ward,proposed"))

    assert reading.place is not None
    assert not any(match.programme_id == "b" and match.local_id == "ward" for match in reading.place.same)
