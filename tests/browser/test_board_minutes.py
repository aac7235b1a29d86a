"""The board's twenty minutes: each partner's position in some clicks, a paper to take away, and figures that hold on a phone."""

import zipfile

import pytest
from playwright.sync_api import Page, expect

from core.store.database import open_database
from tests.browser.conftest import PageMaker
from tests.browser.harness.look import axe_violations, errors_shown, open_page, save_picture, sideways_scroll, wait_until_settled
from tests.browser.harness.server import Service
from tests.core.decided import prepared_in
from tests.people import BOARD
from tests.signed_in import session_for

OUT = "programme=cbt_probation&option=ten_boroughs"
# A person takes some seconds for each click and cell: half a minute in all leaves the other half to the page.
SECONDS_A_CLICK, SECONDS_A_CELL, MOST_SECONDS = 1.5, 6, 30
PHONE_SCREEN, MOST_SCREENS = 844, 3
# The words a person says where they stand with: those that the sample's offer has not been answered with.
SAID = {
    "Greater Manchester Combined Authority": "Agrees", "The ten councils (together)": "Own board by",
    "Courts, prosecution and legal aid": "Agrees", "NHS Greater Manchester": "Does not agree",
    "Department for Work and Pensions": "Not present", "Voluntary-sector provider": "Agrees",
}  # fmt: skip
ANSWERED = ("Greater Manchester Police", "HM Prison and Probation Service")
# Money whose minus stands on another line than its pounds.
_BROKEN_MONEY = """() => {
  const broken = [], words = document.createTreeWalker(document.querySelector('[data-testid="stMain"]'), NodeFilter.SHOW_TEXT);
  while (words.nextNode()) {
    const node = words.currentNode, found = /\\u2212\\u2060?£/.exec(node.textContent);
    if (!found || node.parentElement.closest('svg, style')) continue;
    const top = at => { const one = document.createRange(); one.setStart(node, at); one.setEnd(node, at + 1);
      return one.getBoundingClientRect().top; };
    const end = found.index + found[0].length - 1;
    if (Math.abs(top(found.index) - top(end)) > 3) broken.push(node.textContent);
    node.parentElement.style.cssText = "width: 0; overflow-wrap: normal; word-break: normal";  // a line breaks wherever it may
    if (Math.abs(top(found.index) - top(end)) > 3) broken.push(`may break: ${node.textContent}`);
    node.parentElement.style.cssText = "";
  }
  return broken;
}"""
_TOPS = "all => [...new Set(all.map(one => Math.round(one.getBoundingClientRect().top)))].length"


def prepared(service: Service) -> str:
    """The address of a meeting with three levers, prepared without a browser."""
    db = open_database(service.home)
    session_for(db, BOARD)
    held = prepared_in(db, levers=("engagement", "retention", "p_adopted"))
    db.close()
    return f"{service.address}/meeting?meeting={held.meeting_id}"


class Hand:
    """One person at the page, whose clicks and typed cells are counted."""

    def __init__(self, page: Page) -> None:
        self.page, self.clicks, self.cells = page, 0, 0

    def press(self, found) -> None:  # type: ignore[no-untyped-def]
        self.clicks += 1
        found.click()
        wait_until_settled(self.page)

    def type(self, found, words: str) -> None:  # type: ignore[no-untyped-def]
        self.cells += 1
        found.focus()
        self.page.keyboard.type(words)
        self.page.keyboard.press("Tab")
        wait_until_settled(self.page)


def unfilled(page: Page) -> list[str]:
    """Partners whose answer to the sample's offer is not filled in, because another test has made a later offer."""
    expect(page.get_by_role("radiogroup", name="Position of")).to_have_count(8)
    rows = [(one, page.get_by_role("radiogroup", name=f"Position of {one}")) for one in ANSWERED]
    return [one for one, row in rows if row.get_by_role("radio", checked=True).count() == 0]


def test_eight_partners_positions_and_the_decision_take_half_a_minute_of_a_person_s_hand(
    service: Service, new_page: PageMaker
) -> None:
    page = new_page(person=BOARD)
    open_page(page, f"{prepared(service)}&screen=6")
    hand = Hand(page)
    hand.press(page.get_by_role("radio", name="Approve", exact=True))
    hand.type(page.get_by_label("Reasons"), "It returns more than it costs.")
    hand.press(page.get_by_role("radio", name="Where each partner stands"))
    said = SAID | dict.fromkeys(unfilled(page), "Agrees")
    for partner, stance in said.items():
        row = page.get_by_role("radiogroup", name=f"Position of {partner}")
        hand.press(row.get_by_role("radio", name=stance, exact=True))
    by = page.get_by_label("The ten councils (together): to its own board by").first
    hand.type(by.get_by_role("spinbutton").first, "14012027")
    expect(page.get_by_role("radio", name="Where each partner stands (8 of 8)")).to_be_visible()
    hand.press(page.get_by_role("button", name="Record the decision"))
    expect(page.get_by_text("is recorded, with the figures on the screens")).to_be_visible()
    assert (hand.clicks, hand.cells) == (len(said) + 3, 2)
    assert hand.clicks * SECONDS_A_CLICK + hand.cells * SECONDS_A_CELL < MOST_SECONDS


def test_the_board_paper_of_an_organisation_is_taken_from_its_page(service: Service, new_page: PageMaker) -> None:
    page = new_page(person=BOARD)
    open_page(page, f"{service.address}/organisation?{OUT}&partner=gmp")
    with page.expect_download() as handed_over:
        page.get_by_role("button", name="Its board paper: Word").click()
    assert "gmp" in handed_over.value.suggested_filename
    assert zipfile.is_zipfile(handed_over.value.path())
    assert errors_shown(page) == []


def test_on_a_phone_an_organisation_s_answers_end_within_three_screens(service: Service, new_page: PageMaker) -> None:
    page = new_page(width=390, person=BOARD)
    open_page(page, f"{service.address}/organisation?{OUT}&partner=gmp")
    last = page.locator(".st-key-narrow-own-years")
    assert last.locator("tbody tr").count() == 11
    foot = page.evaluate(
        "last => last.getBoundingClientRect().bottom + document.querySelector('[data-testid=\"stMain\"]').scrollTop",
        last.element_handle(),
    )
    save_picture(page, "organisation-phone")
    assert foot <= MOST_SCREENS * PHONE_SCREEN, f"the years end {foot / PHONE_SCREEN:.1f} screens down"
    assert sideways_scroll(page) == 0


@pytest.mark.parametrize("address", ["", "organisation", "compare", "deal"])
def test_on_a_phone_no_money_breaks_after_its_minus(service: Service, kept_page: PageMaker, address: str) -> None:
    page = kept_page(width=390, person=BOARD)
    open_page(page, f"{service.address}/{address}?{OUT}&partner=gmp")
    assert page.evaluate(_BROKEN_MONEY) == []


def test_on_a_phone_three_levers_stand_in_a_row_and_a_position_takes_one_line_under_its_partner(
    service: Service, new_page: PageMaker
) -> None:
    page, address = new_page(width=390, person=BOARD), prepared(service)
    open_page(page, f"{address}&screen=3")
    levers = page.locator(".st-key-meeting-levers [data-testid='stNumberInput'] input")
    assert (levers.count(), levers.evaluate_all(_TOPS)) == (3, 1)
    assert sideways_scroll(page) == 0
    open_page(page, f"{address}&screen=6")
    page.get_by_role("radio", name="Where each partner stands").click()
    expect(page.get_by_text("Every partner agrees, save where said otherwise")).to_be_visible()
    wait_until_settled(page)
    save_picture(page, "positions-phone")
    for partner in SAID:
        row = page.get_by_role("radiogroup", name=f"Position of {partner}")
        assert row.get_by_role("radio").evaluate_all(_TOPS) == 1, partner
    assert sideways_scroll(page) == 0


def test_who_pays_says_in_the_meeting_which_cash_each_split_shows(service: Service, new_page: PageMaker) -> None:
    page = new_page(person=BOARD)
    open_page(page, f"{prepared(service)}&screen=4")
    expect(page.get_by_text("Gets is cash that a partner can spend itself: £15.7m. With £1.7m")).to_be_visible()
    page.get_by_role("radio", name="As costed").click()
    expect(page.get_by_text("Gets is all cash released: £17.4m. Partners can spend £15.7m")).to_be_visible()


@pytest.mark.parametrize(("theme", "width"), [("light", 390), ("dark", 1280)])
def test_axe_finds_nothing_on_an_organisation_s_page(service: Service, new_page: PageMaker, theme: str, width: int) -> None:
    page = new_page(theme, width, for_axe=True, person=BOARD)
    open_page(page, f"{service.address}/organisation?{OUT}&partner=gmp")
    assert axe_violations(page) == []
    page.get_by_text("To the pound: in each money").click()
    wait_until_settled(page)
    assert axe_violations(page) == []
