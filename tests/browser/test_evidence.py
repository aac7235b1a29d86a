"""The evidence page as a browser meets it: every view with everything unfolded, and a penalty carried to the comparison."""

import pytest

from tests.browser.conftest import HEIGHT_OF, WIDTHS, PageMaker
from tests.browser.harness.look import (
    axe_violations,
    charts_shown,
    charts_without_ink,
    errors_shown,
    open_page,
    save_picture,
    sideways_scroll,
    unfold,
    wait_until_settled,
)
from tests.browser.harness.own_service import own_service
from tests.browser.harness.server import Service

service = own_service  # what is saved here stays here

SAMPLE = "/evidence?programme=cbt_probation"


@pytest.mark.thorough  # the usual run opens every view and fold of every page in one look
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("view", ["agreed", "observed", "expected"])
def test_axe_finds_nothing_in_any_view_with_everything_unfolded(
    service: Service, new_page: PageMaker, view: str, theme: str
) -> None:
    page = new_page(theme, WIDTHS[0], for_axe=True)
    open_page(page, f"{service.address}{SAMPLE}&outcome=arrests&view={view}")
    unfold(page)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT_OF.get(width, 720)})
        wait_until_settled(page)
        save_picture(page, f"evidence-{view}-{theme}-{width}")
        assert sideways_scroll(page) == 0
        assert axe_violations(page) == []
        assert errors_shown(page) == []


def test_the_map_and_the_forest_have_ink(service: Service, new_page: PageMaker) -> None:
    page = new_page()
    open_page(page, service.address + SAMPLE)
    assert len(charts_shown(page)) == 1  # the pooled lines; the map, and the studies by their kind, are folded
    assert page.get_by_test_id("stMain").evaluate("main => main.scrollHeight") <= 3 * 720
    unfold(page)
    assert len(charts_shown(page)) >= 4
    assert charts_without_ink(page) == []


def test_an_effect_shows_its_pounds_and_axe_finds_nothing_there(service: Service, new_page: PageMaker) -> None:
    page = new_page("light", WIDTHS[0], for_axe=True)
    open_page(page, service.address + SAMPLE)
    page.get_by_text("Take what was found into the case").click()
    page.get_by_text("Show what it would change").click()
    page.get_by_role("button", name="Save as a new version").wait_for()
    wait_until_settled(page)
    assert page.get_by_text("Cells that would change").is_visible()
    assert axe_violations(page) == []


def test_the_penalty_that_studies_point_to_stands_in_the_address_of_the_comparison(service: Service, new_page: PageMaker) -> None:
    page = new_page()
    open_page(page, service.address + SAMPLE)
    page.get_by_text("Does it last outside demonstrations?").click()
    page.get_by_role("button", name="Use this penalty").click()
    page.wait_for_url("**/compare?*scale_penalty=*")
    wait_until_settled(page)
    assert page.get_by_text("What-if: not saved").is_visible()
