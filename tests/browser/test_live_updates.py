"""Two people at once: each sees the other is here, and a change of one reaches the other by itself, typing untouched."""

import re
import time
from collections.abc import Callable
from datetime import UTC, datetime
from secrets import token_hex

import pytest
from playwright.sync_api import Page

from core.actions.comments import begin_thread
from core.domain.comments import Anchor, On
from core.domain.people import Person
from core.store.database import open_database
from tests.browser.conftest import PageMaker
from tests.browser.harness.look import axe_violations, errors_shown, open_page, save_picture, sideways_scroll, unfold
from tests.browser.harness.server import Service
from tests.people import ANALYST, BOARD, LEAD_ANALYST
from tests.signed_in import session_for

PROGRAMME = "cbt_probation"
# What is promised, three seconds, is measured by the benchmark; here it only has to come, on however busy a machine.
SOON_MS = 60_000


def say(service: Service, label: str, by: Person = LEAD_ANALYST, on: str = "elsewhere") -> float:
    """Comment on something as a person at another machine; gives the moment it was kept."""
    db = open_database(service.home)
    session_for(db, by)
    anchor = Anchor(programme_id=PROGRAMME, kind=On.figure, id=on)
    begin_thread(db, anchor, label, "Is it so?", by=by, at=datetime.now(UTC))
    db.close()
    return time.monotonic()


def seen_after(page: Page, text: str, since: float) -> float:
    page.get_by_text(text).first.wait_for(timeout=SOON_MS)
    return time.monotonic() - since


def test_people_see_who_else_is_here(service: Service, new_page: PageMaker) -> None:
    one, other = new_page(person=ANALYST), new_page(person=BOARD)
    open_page(one, f"{service.address}/activity")
    open_page(other, f"{service.address}/activity")
    # Others may be here too, left by what was looked at before.
    one.get_by_text(re.compile("Also here: .*Bea Board")).wait_for(timeout=SOON_MS)
    other.get_by_text(re.compile("Also here: .*Anil Analyst")).wait_for(timeout=SOON_MS)
    assert "Bea Board" not in other.get_by_text("Also here: ").inner_text()


def test_a_change_appears_by_itself_on_a_page_that_only_shows(
    service: Service, new_page: PageMaker, record_property: Callable[[str, object], None]
) -> None:
    page = new_page(person=BOARD)
    open_page(page, f"{service.address}/activity")
    waits = []
    for number in range(2):
        since = say(service, f"Change {number} of {token_hex(4)}")
        waits.append(seen_after(page, f"Lena Lead commented on Change {number} of", since))
    record_property("seen_after_seconds", [round(wait, 2) for wait in waits])
    assert not errors_shown(page)


def test_what_is_half_typed_stays_while_others_work(service: Service, new_page: PageMaker) -> None:
    say(service, "The figure", on="npsv")
    page = new_page(person=BOARD)
    open_page(page, f"{service.address}/activity?view=comments")
    page.get_by_role("button", name="Reply").first.click()
    typed = page.locator("textarea").first
    typed.press_sequentially("half typed te")
    label = f"Typing {token_hex(4)}"
    since = say(service, label)
    seen_after(page, f"Lena Lead commented on {label}.", since)
    typed.press_sequentially("xt")
    assert page.get_by_text(f"on {label}").count() == 1  # the notice; the thread itself waits until it is asked for
    page.get_by_role("button", name="Show the latest").click()
    page.get_by_text(f"Open · on {label}").wait_for(timeout=SOON_MS)
    assert page.locator("textarea").first.input_value() == "half typed text"


@pytest.mark.thorough  # the usual run opens every view of every page in one look
@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 390), ("light", 390), ("dark", 1280)])
@pytest.mark.parametrize("view", ["done", "comments", "you", "audit"])
def test_every_view_of_the_activity_can_be_read_by_everybody(
    service: Service, new_page: PageMaker, theme: str, width: int, view: str
) -> None:
    say(service, "Something to read", by=ANALYST)
    page = new_page(theme, width, for_axe=True)
    open_page(page, f"{service.address}/activity?view={view}")
    unfold(page)
    assert not axe_violations(page)
    assert sideways_scroll(page) == 0
    save_picture(page, f"activity-{view}-{theme}-{width}")
