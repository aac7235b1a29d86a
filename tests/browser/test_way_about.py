"""The way about: every page in two clicks without scrolling, the bar that stays, the search, and what fits into which screens."""

import re

from playwright.sync_api import Page, expect

from pages.shell.page_list import GROUPS, PLACES, address_of
from tests.browser.conftest import PageMaker
from tests.browser.harness.look import axe_violations, charts_without_ink, open_page, sideways_scroll, wait_until_settled
from tests.browser.harness.server import Service
from tests.people import BOARD, LEAD_ANALYST, a_person

SAMPLE = "cbt_probation"
POLICE = a_person("board", SAMPLE, "gmp", name="Polly Police")
SCREEN = 720


def in_view(page: Page, name: str) -> bool:
    """Tell whether a link to a page stands whole on the screen, without scrolling."""
    exact = re.compile(f"^{re.escape(name)}$")
    links = page.get_by_test_id("stTopNavDropdownLink").or_(page.get_by_test_id("stSidebarNavLink"))
    box = links.filter(has_text=exact).first.bounding_box()
    size = page.viewport_size
    return box is not None and size is not None and box["y"] >= 0 and box["y"] + box["height"] <= size["height"]


def bottom_of(page: Page, text: str | re.Pattern[str]) -> float:
    """How far down the page a text ends, in pixels from its top."""
    box = page.get_by_text(text).filter(visible=True).last.bounding_box()
    assert box is not None
    return box["y"] + box["height"] + float(page.get_by_test_id("stMain").evaluate("main => main.scrollTop"))


def test_every_page_is_two_clicks_away_without_scrolling_on_a_wide_screen(service: Service, new_page: PageMaker) -> None:
    page = new_page(for_axe=True, person=LEAD_ANALYST)
    open_page(page, f"{service.address}/words")
    for group in GROUPS:
        page.get_by_test_id("stTopNavSection").filter(has_text=re.compile(f"^{group}")).click()
        for place in (place for place in PLACES if place.group == group):
            assert in_view(page, place.title), place.title
        if group == "Decide":
            assert not axe_violations(page)
        page.keyboard.press("Escape")
    page.get_by_test_id("stTopNavSection").filter(has_text="Deal").click()
    page.get_by_role("menuitem", name="Realisation", exact=True).click()
    wait_until_settled(page)
    expect(page.get_by_role("heading", name="Realisation", level=1)).to_be_visible()


def test_on_a_phone_a_word_opens_every_page_at_once(service: Service, new_page: PageMaker) -> None:
    page = new_page(width=390, for_axe=True, person=LEAD_ANALYST)
    open_page(page, f"{service.address}/words")
    page.get_by_role("button", name="Menu", exact=True).click()
    expect(page.get_by_test_id("stSidebarNavLink").filter(has_text="Accessibility")).to_be_in_viewport(ratio=1)
    for place in PLACES:
        assert in_view(page, place.title), place.title
    assert not axe_violations(page)
    page.get_by_test_id("stSidebarNavLink").filter(has_text="Compare options").click()
    page.wait_for_url(re.compile(address_of(next(place for place in PLACES if place.file == "options.py"))))


def test_what_is_chosen_stays_in_the_bar_and_search_goes_to_a_partner(service: Service, new_page: PageMaker) -> None:
    page = new_page(person=BOARD)
    open_page(page, f"{service.address}/who?programme={SAMPLE}&option=new_rules")
    page.get_by_test_id("stMain").evaluate("main => main.scrollTo(0, 1500)")
    expect(page.locator(".st-key-chosen")).to_be_in_viewport(ratio=1)
    page.keyboard.press("Control+k")
    page.get_by_role("dialog").get_by_role("combobox").fill("HM Prison")
    page.get_by_role("option", name="HM Prison and Probation Service (partner)").click()
    expect(page.get_by_role("heading", name="HM Prison and Probation Service", level=1)).to_be_visible()
    expect(page).to_have_url(re.compile("option=new_rules"))


def test_my_organisation_answers_within_two_screens_one_click_from_the_summary(service: Service, new_page: PageMaker) -> None:
    page = new_page(person=POLICE)
    open_page(page, f"{service.address}/organisation?programme={SAMPLE}&option=ten_boroughs")
    for answer in (
        "Worst year",
        "Pay-back.",
        "What waits",
        "What must be true for its cash",
        "What it may cost besides",
        "Year by year",
    ):
        assert bottom_of(page, answer) <= 2 * SCREEN, answer


def test_the_summary_opens_with_three_lines_in_the_first_screen(service: Service, new_page: PageMaker) -> None:
    page = new_page(person=BOARD)
    open_page(page, f"{service.address}/?programme={SAMPLE}&option=ten_boroughs")
    for line in ("The ask.", "Waits for you.", "What stands."):
        assert bottom_of(page, line) <= SCREEN, line
    expect(page.get_by_text("First steps")).to_have_count(0)


def test_the_open_offer_and_one_s_own_answer_are_in_the_first_screen_of_deal_and_every_tab_is_sound(
    service: Service, new_page: PageMaker
) -> None:
    page = new_page(for_axe=True, person=POLICE)
    open_page(page, f"{service.address}/deal?programme={SAMPLE}&option=ten_boroughs")
    own = re.compile("Greater Manchester Police (accepts|has not answered yet)")  # others may have made another offer meanwhile
    for what in ("Open: waits for", own, "Record the answer"):
        assert bottom_of(page, what) <= SCREEN, what
    tabs = page.get_by_role("tab")
    assert tabs.count() == 5
    for number in range(5):
        tabs.nth(number).click()
        wait_until_settled(page)
        assert not axe_violations(page) and not charts_without_ink(page)
    page.set_viewport_size({"width": 390, "height": 844})
    tabs.nth(0).click()
    card = page.get_by_role("row").filter(has_text="HM Prison and Probation Service").first
    expect(card).to_be_visible()
    box = card.bounding_box()
    assert (
        box is not None and box["width"] <= 390 and box["height"] > 80
    )  # a card: each cell on a line of its own, with its heading
    assert sideways_scroll(page) == 0
