"""The addresses people may have kept."""

from pages.shell.page_list import GROUPS, PLACES, built


def test_no_two_pages_share_an_address_a_title_or_a_file() -> None:
    for names in zip(*((place.address, place.title, place.file) for place in PLACES), strict=True):
        assert len(set(names)) == len(PLACES)


def test_every_page_is_in_one_of_five_groups_each_short_enough_to_be_seen_at_once() -> None:
    assert {place.group for place in PLACES} == set(GROUPS) and len(GROUPS) == 5
    assert max(sum(place.group == group for place in PLACES) for group in GROUPS) <= 7


def test_every_page_file_is_a_place_people_can_reach() -> None:
    files = {path.name for path in built()[0].path.parent.glob("*.py")} - {"main.py"}
    assert files == {place.file for place in built()}
