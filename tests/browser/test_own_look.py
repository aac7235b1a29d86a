"""People who bring a look of their own: wider spacing of text, or the colours of their machine."""

import pytest

from tests.browser.conftest import PageMaker
from tests.browser.harness.look import open_page, sideways_scroll
from tests.browser.harness.server import Service

CHOICES = '[data-variant="segmented_control"]'
# What WCAG 1.4.12 names, as people's own style sheets set it.
SPACED = """
* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }
"""
CUT_OFF = f"""() => [...document.querySelectorAll('{CHOICES}')]
  .filter(each => each.scrollHeight > each.clientHeight + 1 || each.scrollWidth > each.clientWidth + 1)
  .map(each => each.innerText)"""
BACKGROUNDS = f"""() => [...document.querySelectorAll('{CHOICES}')]
  .map(each => [each.getAttribute('aria-checked'), getComputedStyle(each).backgroundColor])"""


@pytest.mark.parametrize("width", [1280, 390])
def test_with_wider_spacing_no_choice_is_cut_off_and_nothing_leaves_the_page(
    service: Service, new_page: PageMaker, width: int
) -> None:
    page = new_page(width=width, for_axe=True)
    open_page(page, f"{service.address}/who")
    page.locator(CHOICES).first.wait_for()
    page.add_style_tag(content=SPACED)
    assert page.evaluate(CUT_OFF) == []
    assert sideways_scroll(page) == 0


def test_in_the_colours_of_the_machine_what_is_chosen_still_looks_chosen(service: Service, new_page: PageMaker) -> None:
    page = new_page()
    page.emulate_media(forced_colors="active")
    open_page(page, f"{service.address}/who")
    page.locator(CHOICES).first.wait_for()
    backgrounds = page.evaluate(BACKGROUNDS)
    chosen = {colour for is_chosen, colour in backgrounds if is_chosen == "true"}
    others = {colour for is_chosen, colour in backgrounds if is_chosen != "true"}
    assert len(chosen) == 1 and chosen.isdisjoint(others)
    page.emulate_media(forced_colors="none")
