"""The addresses people may have kept."""

from pages.shared.places import PLACES, built


def test_no_two_pages_share_an_address_a_title_or_a_file() -> None:
    for names in zip(*((place.address, place.title, place.file) for place in PLACES), strict=True):
        assert len(set(names)) == len(PLACES)


def test_the_bar_holds_seven_pages_or_fewer() -> None:
    assert sum(place.in_bar for place in PLACES) <= 7


def test_every_page_file_is_a_place_people_can_reach() -> None:
    files = {path.name for path in built()[0].path.parent.glob("*.py")} - {"main.py"}
    assert files == {place.file for place in built()}
