"""Two people in two browsers change the same action: who is second is told, keeps what was typed, and overwrites nothing."""

from secrets import token_hex

from playwright.sync_api import Page, expect

from tests.browser.conftest import PageMaker
from tests.browser.harness.look import errors_shown, open_page
from tests.browser.harness.own_service import own_service
from tests.browser.harness.server import Service
from tests.people import ANALYST, OTHER_ANALYST

service = own_service  # what is saved here stays here

ADDRESS = "realisation?programme=cbt_probation&option=ten_boroughs"
SOON_MS = 60_000


def opened(service: Service, page: Page) -> Page:
    """The form in which an action is planned, opened."""
    open_page(page, f"{service.address}/{ADDRESS}")
    page.get_by_text("Plan or change an action").click()
    page.get_by_label("Owner", exact=True).wait_for(timeout=SOON_MS)
    return page


def test_the_second_is_refused_with_who_was_first_and_keeps_what_was_typed(service: Service, new_page: PageMaker) -> None:
    first, second = opened(service, new_page(person=ANALYST)), opened(service, new_page(person=OTHER_ANALYST))
    owner = f"Deputy governor {token_hex(4)}"
    second.get_by_label("Owner", exact=True).fill("Typed by the second")
    first.get_by_label("Owner", exact=True).fill(owner)
    first.get_by_role("button", name="Save the action").click()
    first.get_by_role("cell", name=owner).first.wait_for(timeout=SOON_MS)
    second.get_by_role("button", name="Show the latest").wait_for(timeout=SOON_MS)
    assert second.get_by_label("Owner", exact=True).input_value() == "Typed by the second"
    second.get_by_role("button", name="Save the action").click()
    refused = second.get_by_role("alert").filter(has_text=ANALYST.name).filter(has_text="Nothing")
    expect(refused.first).to_be_visible(timeout=SOON_MS)
    assert second.get_by_label("Owner", exact=True).input_value() == "Typed by the second"
    second.get_by_role("button", name="Begin again from the latest").click()
    expect(second.get_by_label("Owner", exact=True)).to_have_value(owner, timeout=SOON_MS)
    assert not errors_shown(second)
