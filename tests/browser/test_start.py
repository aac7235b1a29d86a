"""A programme from nothing to first figures in a real browser: clicks and typed cells are counted, and nothing is lost."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PageMaker
from tests.browser.harness.look import axe_violations, errors_shown, open_page, save_picture, sideways_scroll, wait_until_settled
from tests.browser.harness.own_service import own_service
from tests.browser.harness.server import Service
from tests.people import ANALYST

service = own_service  # what is saved here stays here

MOST_CLICKS, MOST_TYPED, MOST_TYPED_TO_POUNDS = 26, 15, 12
NEXT = "Next: "


@dataclass
class Hand:
    """A hand at the keyboard and the mouse, which counts what it does."""

    page: Page
    clicks: int = 0
    typed: int = 0

    def click(self, target: Locator) -> None:
        """Press something, and wait for what comes of it."""
        target.click()
        self.clicks += 1
        wait_until_settled(self.page)

    def button(self, name: str) -> None:
        """Press the first button of a name."""
        self.click(self.page.get_by_role("button", name=name).first)

    def write(self, label: str, text: str, *, at: int = 0, end: str = "Tab") -> None:
        """Fill one box."""
        box = self.page.get_by_role("textbox", name=label).nth(at)
        box.fill(text)
        box.press(end)
        self.typed += 1
        wait_until_settled(self.page)

    def benefit(self, words: str, fewer: str, at: int) -> None:
        """Find a published unit cost by words, use it, and say how many fewer."""
        search = self.page.get_by_role("searchbox", name="What will happen less often?")
        search.click()
        search.press_sequentially(words)
        self.clicks, self.typed = self.clicks + 1, self.typed + 1
        expect(self.page.get_by_role("button", name="Use this").first).to_be_visible()
        wait_until_settled(self.page)
        self.button("Use this")
        expect(self.page.get_by_role("textbox", name="How many fewer")).to_have_count(at + 1)
        self.write("How many fewer", fewer, at=at)


def test_a_newcomer_comes_from_nothing_to_a_saved_programme(new_page: PageMaker, service: Service) -> None:
    page = new_page("light", 1280, person=ANALYST)
    open_page(page, f"{service.address}/start")
    hand = Hand(page)
    hand.button("Begin a new programme")
    hand.write("What is the work called?", "Housing First in Greater Manchester")
    hand.button(f"{NEXT}Who and where")
    for name in ("NHS Greater Manchester", "Manchester City Council", "Greater Manchester Police"):
        hand.write("Add a partner", name, end="Enter")
    hand.click(page.get_by_text("Paste a list"))
    hand.write("One place a line", "Bolton\t32\nBury\t20\nWigan\t15")
    hand.button("Take these places")
    expect(page.get_by_text("67 people a year").first).to_be_visible()
    hand.button(f"{NEXT}What changes")
    hand.benefit("A&E", "3", 0)
    expect(page.get_by_text("Worth less cost").first).to_be_visible()
    assert hand.typed <= MOST_TYPED_TO_POUNDS
    hand.benefit("arrest", "1", 1)
    hand.button(f"{NEXT}Cost and who pays")
    hand.write("What is paid for?", "Support workers")
    hand.write("How much?", "£7,737", end="Enter")
    expect(page.get_by_text("Nothing. It can be saved.").first).to_be_visible()
    _nothing_is_lost(page, service, new_page)
    hand.click(page.get_by_text("8 Check and save"))
    hand.button("Save the programme")
    expect(page.get_by_text("Saved Housing First in Greater Manchester as version 1")).to_be_visible()
    save_picture(page, "start-saved")
    assert (hand.clicks <= MOST_CLICKS, hand.typed <= MOST_TYPED) == (True, True), (hand.clicks, hand.typed)
    page.get_by_role("link", name="See its Summary").click()
    expect(page.get_by_role("heading", name="Housing First in Greater Manchester")).to_be_visible()


def _nothing_is_lost(page: Page, service: Service, new_page: PageMaker) -> None:
    """After a reload, and in another browser, the draft is at its step with every answer."""
    page.reload()
    wait_until_settled(page)
    expect(page.get_by_role("textbox", name="How much", exact=True)).to_have_value("£7,737")
    other = new_page("dark", 390, for_axe=True, person=ANALYST)
    open_page(other, f"{service.address}/start")
    other.get_by_role("button", name="Go on with Housing First in Greater Manchester").click()
    expect(other.get_by_role("heading", name="4. Cost and who pays")).to_be_visible()
    wait_until_settled(other)
    expect(other.get_by_text("nothing left to say").first).to_be_visible()


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 390)])
def test_every_step_is_open_to_everyone(new_page: PageMaker, service: Service, theme: str, width: int) -> None:
    page = new_page(theme, width, for_axe=True)
    open_page(page, f"{service.address}/start")
    hand = Hand(page)
    hand.button("Begin a new programme")
    hand.write("What is the work called?", f"Warm homes {width}")
    hand.button(f"{NEXT}Who and where")
    hand.write("Add a partner", "NHS Derbyshire", end="Enter")
    hand.click(page.get_by_text("Paste a list"))
    hand.write("One place a line", "Derby\t40")
    hand.button("Take these places")
    hand.button(f"{NEXT}What changes")
    hand.benefit("A&E", "3", 0)
    for step in ("Cost and who pays", "What turns into cash", "Options", "How sure", "Check and save"):
        hand.button(f"{NEXT}{step}")
        page.mouse.move(0, 0)
        save_picture(page, f"start-{step.lower().replace(' ', '-')}-{theme}-{width}")
        assert not errors_shown(page)
        assert sideways_scroll(page) <= 0, step
        assert not axe_violations(page), step
