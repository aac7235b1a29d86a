"""The money that is chosen on one page is the money of the next."""

from playwright.sync_api import expect

from tests.browser.conftest import PageMaker
from tests.browser.harness.look import axe_violations, follow, open_page, sideways_scroll, wait_until_settled
from tests.browser.harness.server import Service

REAL = "prices, not discounted"


def test_the_money_stays_chosen_from_page_to_page(new_page: PageMaker, service: Service) -> None:
    page = new_page()
    open_page(page, f"{service.address}/who")
    page.get_by_role("radio", name="Real").or_(page.get_by_role("button", name="Real", exact=True)).first.click()
    expect(page.get_by_text(REAL).first).to_be_visible()
    assert "money=real" in page.url
    follow(page, "Compare options")
    expect(page.get_by_role("heading", name="Compare options", level=1)).to_be_visible()
    expect(page.get_by_text(REAL).first).to_be_visible()
    assert "money=real" in page.url


def test_the_switch_of_money_can_be_read_by_everybody_on_a_phone(new_page: PageMaker, service: Service) -> None:
    page = new_page("dark", 390, True)
    open_page(page, f"{service.address}/who?money=real")
    wait_until_settled(page)
    assert axe_violations(page) == []
    assert sideways_scroll(page) == 0
