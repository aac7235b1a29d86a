"""The harness itself: what it is there to find, it finds."""

from playwright.sync_api import Page

from tests.browser.conftest import PageMaker
from tests.browser.harness.look import axe_violations, charts_shown, charts_without_ink, errors_shown, sideways_scroll

FRAME = """<!doctype html><html lang="en"><head><title>Probe</title></head>
<body style="margin: 0"><main data-testid="stApp" data-test-script-state="notRunning">
<div data-testid="stMain"><h1>Probe</h1>{content}</div></main></body></html>"""
CHART = """<div data-testid="stVegaLiteChart" aria-label="{name}"><svg width="100" height="100">
<g class="role-axis"><path d="M0,0h100" stroke="black"></path></g><g class="role-mark">{marks}</g></svg></div>"""


def drawn(page: Page, content: str) -> Page:
    """Put content into a page shaped like ours."""
    page.set_content(FRAME.format(content=content))
    return page


def test_a_button_without_a_name_is_a_violation(new_page: PageMaker) -> None:
    page = drawn(new_page(for_axe=True), "<button></button>")
    assert any("button-name" in violation for violation in axe_violations(page))


def test_a_plain_page_has_no_violation(new_page: PageMaker) -> None:
    assert axe_violations(drawn(new_page(for_axe=True), "<p>Plain</p>")) == []


def test_text_far_below_the_window_is_judged_too(new_page: PageMaker) -> None:
    page = drawn(new_page(for_axe=True), '<div style="height: 3000px"></div><p style="color: #ccc; background: #fff">Faint</p>')
    assert any("color-contrast" in violation for violation in axe_violations(page))


def test_a_faint_cell_is_found_among_rows_that_are_alike(new_page: PageMaker) -> None:
    row, faint = "<tr><td>Alike</td></tr>", '<tr><td style="color: #ccc; background: #fff">Of a colour of its own</td></tr>'
    table = f"<table><thead><tr><th>Heading</th></tr></thead><tbody>{row * 5}{faint}{row * 5}</tbody></table>"
    found = axe_violations(drawn(new_page(for_axe=True), table))
    assert [violation for violation in found if "color-contrast" in violation and "colour of its own" in violation]


def test_an_axis_alone_is_no_ink(new_page: PageMaker) -> None:
    full = CHART.format(name="Full", marks='<path d="M0,0h50v50h-50Z"></path>')
    flat = CHART.format(name="Flat", marks='<path d="M0,0h0v0h0Z"></path>')
    page = drawn(new_page(), full + CHART.format(name="Empty", marks="") + flat)
    assert charts_without_ink(page) == ["Empty", "Flat"]


def test_a_chart_that_is_hidden_needs_no_ink(new_page: PageMaker) -> None:
    full = CHART.format(name="Full", marks='<path d="M0,0h50v50h-50Z"></path>')
    hidden = f'<div style="display: none">{CHART.format(name="Hidden", marks="")}</div>'
    page = drawn(new_page(), hidden + full)
    assert charts_without_ink(page) == []
    assert [chart.get_attribute("aria-label") for chart in charts_shown(page)] == ["Full"]


def test_a_wide_table_scrolls_sideways(new_page: PageMaker) -> None:
    assert sideways_scroll(drawn(new_page(width=390), '<div style="width: 500px">Wide</div>')) == 110


def test_an_exception_on_the_page_is_seen(new_page: PageMaker) -> None:
    assert errors_shown(drawn(new_page(), '<div data-testid="stException">ValueError</div>')) == ["ValueError"]
