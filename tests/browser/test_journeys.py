"""Journeys through the sample as people make them: by pointer, by keyboard, by a link that was sent."""

import csv
import io
import re
import zipfile
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from core.actions.sample import SAMPLE
from core.store.tables.folders import read_folder
from tests.browser.conftest import PageMaker
from tests.browser.harness.look import (
    axe_violations,
    charts_without_ink,
    follow,
    marks_of,
    marks_once,
    open_page,
    save_picture,
    unfold,
    wait_until_settled,
)
from tests.browser.harness.server import Service

SAMPLE_ONLY = "?programme=cbt_probation"
COMPARISON = '[data-testid="stTable"]:has-text("Net public value, expected")'


def comparison_of(page: Page) -> list[str]:
    """The cells of the table of every option, row by row, once a what-if has settled: its first ranges are rougher."""
    expect(page.get_by_text("10,000 model runs")).to_be_visible()
    wait_until_settled(page)
    return page.locator(COMPARISON).first.locator("tr").all_text_contents()


def badge(page: Page, text: str) -> Locator:
    """A badge by its text; capitals count."""
    return page.locator(".stMarkdownBadge", has_text=re.compile(text))


def asked(page: Page) -> dict[str, str]:
    """What the address carries."""
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


# From the top of the first lever to the foot of the chart beside it, in pixels of the page.
LEVERS_AND_CHART = """() => {
  const of = (part) => document.querySelector(part).getBoundingClientRect();
  return [of('[class*="st-key-whatif-horizon"]').top, of('.st-key-wide-options').bottom];
}"""


def type_into(page: Page, label: str, text: str) -> None:
    """Put a figure into a box and wait until the page has taken it up."""
    box = page.get_by_role("spinbutton", name=label)
    box.fill(text)
    box.press("Enter")
    wait_until_settled(page)


def test_a_lever_changes_figures_and_chart_the_link_carries_it_and_reset_takes_it_back(
    service: Service, new_page: PageMaker
) -> None:
    page = new_page()
    open_page(page, f"{service.address}/compare{SAMPLE_ONLY}")
    figures, marks = comparison_of(page), marks_of(page)
    expect(badge(page, "As entered")).to_be_visible()
    type_into(page, "Of those offered, how many start, %", "35")
    page.wait_for_function("() => new URLSearchParams(location.search).get('engagement') === '35'")
    expect(badge(page, "What-if: not saved")).to_be_visible()
    expect(page.get_by_text("2,000 model runs")).to_be_hidden()
    changed = comparison_of(page)
    assert changed != figures
    marks_once(page, lambda drawn: drawn != marks)
    top, foot = page.evaluate(LEVERS_AND_CHART)
    assert foot - top <= 720, "the levers and the whole chart are one view"
    rows = page.locator(".st-key-figures-comparison-first tbody tr")
    assert rows.count() == 8
    expect(page.get_by_text("Every row", exact=True)).to_be_visible()
    save_picture(page, "what-if")

    sent = new_page("light", 390)
    open_page(sent, page.url)
    assert asked(sent) == {"programme": "cbt_probation", "engagement": "35"}
    expect(badge(sent, "What-if: not saved")).to_be_visible()
    expect(sent.get_by_role("spinbutton", name="Of those offered, how many start, %")).to_have_value("35")
    assert comparison_of(sent) == changed
    assert charts_without_ink(sent) == []

    page.get_by_role("button", name="Reset to as entered").click()
    expect(badge(page, "As entered")).to_be_visible()
    wait_until_settled(page)
    assert comparison_of(page) == figures
    marks_once(page, lambda drawn: drawn == marks)
    assert asked(page) == {"programme": "cbt_probation"}


def test_a_link_carries_page_option_and_what_is_counted(service: Service, new_page: PageMaker) -> None:
    page = new_page()
    open_page(page, f"{service.address}/who{SAMPLE_ONLY}")
    title, marks = page.locator("h2").first.inner_text(), marks_of(page)
    page.get_by_role("radio", name="All benefit", exact=True).click()
    page.wait_for_function("() => new URLSearchParams(location.search).get('count') === 'all'")
    wait_until_settled(page)
    assert page.locator("h2").first.inner_text() != title
    marks_once(page, lambda drawn: drawn != marks)
    sent = new_page("dark")
    open_page(sent, page.url)
    assert sent.locator("h2").first.inner_text() == page.locator("h2").first.inner_text()
    assert asked(sent) == asked(page) == {"programme": "cbt_probation", "option": "ten_boroughs", "count": "all"}


def tab_to(page: Page, is_there: str, most: int = 60) -> None:
    """Press Tab until the control is reached for which the expression holds."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(f"() => {{ const here = document.activeElement; return {is_there}; }}"):
            return
    pytest.fail(f"{most} presses of Tab do not reach {is_there}")


def test_by_keyboard_alone_another_page_is_opened_and_another_option_chosen(service: Service, new_page: PageMaker) -> None:
    page = new_page()
    open_page(page, f"{service.address}/{SAMPLE_ONLY}")
    tab_to(page, "here.tagName === 'BUTTON' && here.textContent.trim() === 'Case'")
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem", name="Summary")).to_be_visible()
    for _ in range(8):
        if "Who pays, who benefits" in page.evaluate("document.activeElement.textContent"):
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Who pays, who benefits")
    wait_until_settled(page)
    before = page.get_by_test_id("stMain").inner_text()
    tab_to(page, "(here.getAttribute('aria-label') || '').includes('Option')")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_function("() => new URLSearchParams(location.search).get('option') !== 'ten_boroughs'")
    wait_until_settled(page)
    assert page.get_by_test_id("stMain").inner_text() != before
    assert charts_without_ink(page) == []
    tab_to(page, "here.tagName === 'SUMMARY' && here.textContent.includes('See as a table')")
    page.keyboard.press("Enter")
    expect(page.get_by_role("columnheader", name="Pays in cash").first).to_be_visible()


def test_from_a_figure_to_its_input_rows_and_sources_in_two_clicks(service: Service, new_page: PageMaker) -> None:
    page = new_page()
    open_page(page, f"{service.address}/{SAMPLE_ONLY}")
    follow(page, "Who pays, who benefits")
    expect(page.locator("h1")).to_have_text("Who pays, who benefits")
    page.get_by_text("Where these figures come from").first.click()
    row = page.get_by_role("row").filter(has_text="Prison places not needed").filter(has_text="benefits.csv").first
    expect(row).to_be_visible()
    expect(row).to_contain_text("sheet Crime, row 23")
    wait_until_settled(page)
    expect(page.get_by_text("is worked out from:")).to_be_visible()
    inputs = page.get_by_role("row").filter(has_text="effects.csv")
    expect(inputs.first).to_be_visible()
    save_picture(page, "rows-behind")


@pytest.mark.parametrize(
    ("address", "theme", "width"),
    [
        ("/compare?programme=cbt_probation&show=cash&engagement=50", "dark", 390),
        ("/who?programme=cbt_probation&count=all&option=new_rules", "light", 1280),
        # Every view is opened elsewhere, each in one look; these are others.
        pytest.param("/data?programme=cbt_probation&view=sources", "dark", 390, marks=pytest.mark.thorough),
        pytest.param("/data?programme=cbt_probation&view=add", "light", 390, marks=pytest.mark.thorough),
        pytest.param("/data?programme=cbt_probation&view=history", "dark", 1280, marks=pytest.mark.thorough),
    ],
)
def test_axe_finds_nothing_behind_the_choices_and_in_what_is_folded_away(
    service: Service, new_page: PageMaker, address: str, theme: str, width: int
) -> None:
    page = new_page(theme, width, for_axe=True)
    open_page(page, service.address + address)
    unfold(page)
    assert axe_violations(page) == []


def downloaded(page: Page, name: str, place: Path) -> bytes:
    """Press a button and keep the file it gives."""
    with page.expect_download() as waited:
        page.get_by_role("button", name=name).first.click()
    waited.value.save_as(place)
    return place.read_bytes()


def test_downloads_hold_what_the_page_shows(service: Service, new_page: PageMaker, tmp_path: Path) -> None:
    page = new_page()
    open_page(page, f"{service.address}/{SAMPLE_ONLY}")
    ledger = list(csv.DictReader(io.StringIO(downloaded(page, "Download data", tmp_path / "ledger.csv").decode("utf-8-sig"))))
    assert [row["Partner"] for row in ledger][:2] == ["Greater Manchester Combined Authority", "The ten councils (together)"]
    assert all(row["Pays in cash"].startswith("£") for row in ledger)

    open_page(page, f"{service.address}/data{SAMPLE_ONLY}")
    packed = downloaded(page, "Download this version as a case folder (zip)", tmp_path / "case.zip")
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == read_folder(SAMPLE)

    open_page(page, f"{service.address}/data{SAMPLE_ONLY}&view=add")
    packed = downloaded(page, "Download the templates (zip)", tmp_path / "templates.zip")
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert {"programme.csv", "benefits.csv", "levers.csv"} <= set(archive.namelist())
