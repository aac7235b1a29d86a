"""Odd programmes on every page of a real browser: no fault, no empty heading, nothing cut, no word of the machine."""

from collections.abc import Iterator

import pytest

from pages.shell.page_list import address_of, built
from tests.browser.conftest import PageMaker
from tests.browser.harness.look import errors_shown, open_page, sideways_scroll, turn_to
from tests.browser.harness.oddities import oddities
from tests.browser.harness.server import ROOT, Service, running
from tests.odd_programmes import keep_odd_programmes, odd_programmes
from tests.pages.shell.test_every_page import OF_NO_PROGRAMME

NAMES = list(odd_programmes())
# In the usual run the two that have most faults in them are looked at, each at one width; in the thorough one all at both.
USUAL = [("light", 1280, "e_tiny"), ("dark", 390, "e_big")]
LOOKS = [("light", 1280), ("dark", 390)]
THOROUGH = [pytest.param(*look, name, marks=pytest.mark.thorough) for look in LOOKS for name in NAMES if (*look, name) not in USUAL]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Service]:
    """One service with every odd programme that is looked at in this run."""
    home = tmp_path_factory.mktemp("odd") / "home"
    looked_at = {name for name in NAMES for item in request.session.items if item.name.endswith(f"-{name}]")}
    keep_odd_programmes(home, looked_at)
    with running(ROOT / "app.py", home) as started:
        yield started


@pytest.mark.parametrize(("theme", "width", "name"), [*USUAL, *THOROUGH])
def test_every_page_says_something_sensible_of_an_odd_programme(
    service: Service, new_page: PageMaker, theme: str, width: int, name: str
) -> None:
    page, found = new_page(theme, width), []
    open_page(page, f"{service.address}/?programme={name}")
    for place in built():
        if place.file in OF_NO_PROGRAMME:
            continue
        turn_to(page, f"{service.address}{address_of(place)}?programme={name}")
        told = [*map(str, errors_shown(page)), *oddities(page)]
        told += ["it scrolls sideways"] if sideways_scroll(page) > 0 else []
        found += [f"{place.title}: {one}" for one in told]
    assert found == []
