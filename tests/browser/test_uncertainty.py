"""How sure are we, as a browser meets it: a lever moves the ranges, changes come soon, and nothing is in the way."""

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PageMaker
from tests.browser.harness.look import (
    axe_violations,
    charts_without_ink,
    errors_shown,
    marks_of,
    marks_once,
    open_page,
    remember_texts,
    save_picture,
    sideways_scroll,
    unfold,
    wait_until_settled,
    wait_until_was_shown,
)
from tests.browser.harness.server import Service

SAMPLE_ONLY = "?programme=cbt_probation"


def runs_told(page: Page, runs: str) -> None:
    """Wait until the chart that is shown says how many runs it was made of."""
    expect(page.get_by_text(re.compile(rf"\b{runs} runs"))).to_be_visible()


def timed(page: Page, what: str, change: Callable[[], object], until: Callable[[], object]) -> None:
    """Make a change, wait until the page shows it, and print how long that took."""
    began = time.perf_counter()
    change()
    until()
    print(f"{what}: {time.perf_counter() - began:.2f} s")


def choose(page: Page, label: str, option: str) -> None:
    """Pick an option of a select box."""
    page.get_by_role("combobox", name=label, exact=True).click()
    page.get_by_role("option", name=option).click()


def test_a_lever_moves_the_ranges_at_once_and_again_once_it_has_settled(service: Service, new_page: PageMaker) -> None:
    page = new_page()
    open_page(page, f"{service.address}/compare{SAMPLE_ONLY}&show=range")
    runs_told(page, "10,000")
    entered, table = marks_of(page), '[data-testid="stTable"]:has-text("1 run in 10 is below")'
    rows = page.locator(table).first.all_text_contents()
    box = page.get_by_role("spinbutton", name="Of those offered, how many start, %")
    box.fill("35")
    remember_texts(page, "[0-9,]+ runs")  # fewer runs are shown for three seconds, which a busy machine may take to look again
    timed(page, "Compare, a lever", lambda: box.press("Enter"), lambda: wait_until_was_shown(page, "2,000 runs"))
    wait_until_settled(page)
    runs_told(page, "10,000")
    wait_until_settled(page)
    marks_once(page, lambda drawn: drawn != entered)
    assert page.locator(table).first.all_text_contents() != rows
    assert not errors_shown(page) and charts_without_ink(page) == []
    save_picture(page, "ranges-what-if")
    page.get_by_role("button", name="Reset to as entered").click()
    page.wait_for_function("() => !new URLSearchParams(location.search).has('engagement')")
    wait_until_settled(page)
    marks_once(page, lambda drawn: drawn == entered)
    assert page.locator(table).first.all_text_contents() == rows


@pytest.mark.parametrize(
    ("address", "shows"),
    [("sure", "Offer it in all ten authorities: of those offered, how many start"), ("grow", "Scale out, then decide")],
)
def test_another_option_is_shown_soon(service: Service, new_page: PageMaker, address: str, shows: str) -> None:
    page = new_page()
    open_page(page, f"{service.address}/{address}{SAMPLE_ONLY}")
    expect(page.get_by_text(shows).first).to_be_attached()
    for option in ("All ten authorities first", "Offer it in all ten"):
        before = page.url
        timed(
            page,
            f"/{address}, another option",
            lambda option=option: choose(page, "Option", option),
            lambda before=before: page.wait_for_function("url => location.href !== url", arg=before),
        )
        wait_until_settled(page)
        assert not errors_shown(page) and charts_without_ink(page) == []


@pytest.mark.thorough  # the usual run opens every fold of these pages in the same look, beside every other page
@pytest.mark.parametrize("address", ["sure", "grow"])
def test_on_a_phone_in_the_dark_axe_finds_nothing_with_everything_unfolded(
    service: Service, new_page: PageMaker, address: str
) -> None:
    page = new_page("dark", 390, for_axe=True)
    open_page(page, f"{service.address}/{address}{SAMPLE_ONLY}")
    unfold(page)
    assert page.locator('[data-testid="stMain"] details:not([open])').count() == 0
    save_picture(page, f"{address}-unfolded")
    assert sideways_scroll(page) == 0
    assert charts_without_ink(page) == []
    assert axe_violations(page) == []


def test_signals_entered_on_a_page_add_a_line_to_the_gate(service: Service, new_page: PageMaker) -> None:
    page = new_page()
    open_page(page, f"{service.address}/grow{SAMPLE_ONLY}")
    ways = page.locator('[data-testid="stTable"]:has-text("Value of being able to stop")').first
    before = ways.inner_text()
    unfold(page)
    for label, percent in (
        ("Chance of good news, %", "50"),
        ("Adoption after good news, %", "80"),
    ):
        box = page.get_by_role("spinbutton", name=label)
        box.fill(percent)
        box.press("Enter")
        wait_until_settled(page)
    expect(page.get_by_text("Bad news then comes in")).to_be_visible()
    assert ways.inner_text() != before
    assert not errors_shown(page) and charts_without_ink(page) == []
