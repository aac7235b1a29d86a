"""By keyboard alone: signing in, a board's journey, an analyst's, a comment; and where the keyboard is can always be seen."""

from contextlib import suppress
from datetime import UTC, datetime
from secrets import token_hex

import pytest
from playwright.sync_api import FileChooser, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from core.actions.people import add_person
from core.actions.sample import SAMPLE as SAMPLE_TABLES
from core.actions.sign_in import use_reset_code
from core.domain.people import OPERATOR, Grant, Role
from core.store.database import open_database
from core.store.tables.folders import read_folder
from tests.browser.conftest import PageMaker
from tests.browser.harness.look import errors_shown, open_page, save_picture, wait_until_settled
from tests.browser.harness.server import Service
from tests.people import BOARD

SAMPLE = "programme=cbt_probation"
LONG = "correct donkey lamp 9 ☂ " * 2
_HERE = """() => {
  const here = document.activeElement, style = getComputedStyle(here), box = here.getBoundingClientRect();
  if (here === document.body) return null;
  here.dataset.passed = Number(here.dataset.passed || 0) + 1;
  const isControl = here.matches('a, button, input, textarea, summary, [role]');
  const label = here.labels && here.labels[0] && here.labels[0].innerText;
  const name = here.getAttribute('aria-label') || label || here.innerText || '';
  const main = document.querySelector('[data-testid="stMain"]');
  return {name: isControl ? name.trim() : '', tag: here.tagName, passed: Number(here.dataset.passed),
    outline: `${style.outlineStyle} ${style.outlineWidth}`, isSeen: box.width > 0 && box.height > 0, isInMain: main.contains(here)};
}"""


def here(page: Page) -> dict[str, object] | None:
    """What holds the keyboard: its name, its outline, its place and how often it was come past."""
    found: dict[str, object] | None = page.evaluate(_HERE)
    return found


def tab_to(page: Page, name: str, *, most: int = 90, key: str = "Tab") -> None:
    """Press Tab until a control with this in its name is reached; whatever is passed on the way shows where the keyboard is."""
    for _ in range(most):
        page.keyboard.press(key)
        found = here(page)
        if found is not None and name in str(found["name"]) and not str(found["name"]).startswith("Help for"):
            assert found["outline"] == "solid 3px", found
            return
    pytest.fail(f"{most} presses of {key} do not reach {name}")


def press(page: Page, name: str, key: str = "Enter") -> None:
    """Go to a control and press a key on it."""
    tab_to(page, name)
    page.keyboard.press(key)
    wait_until_settled(page)


def test_somebody_signs_in_with_a_password(service: Service, new_page: PageMaker) -> None:
    db, now, name = open_database(service.home), datetime.now(UTC), f"kay.{token_hex(4)}@example.org"
    added = add_person(db, name, "Kay Keys", None, by=OPERATOR, at=now, grants=[Grant(role=Role.viewer)])
    use_reset_code(db, name, added.reset_code or "", LONG, address="here", at=now)
    db.close()
    page = new_page(signed_in=False)
    open_page(page, service.address)
    tab_to(page, "Sign-in name")
    page.keyboard.type(name)
    tab_to(page, "Password")
    page.keyboard.type(LONG)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Signed in as Kay Keys")).to_be_visible()


def test_a_board_goes_through_its_screens_and_records_a_decision(service: Service, new_page: PageMaker) -> None:
    page = new_page(person=BOARD)
    open_page(page, f"{service.address}/?{SAMPLE}")
    press(page, "Meeting view")
    expect(page.get_by_text("1 of 6", exact=True)).to_be_visible()
    press(page, "Next")
    expect(page.get_by_text("2 of 6", exact=True)).to_be_visible()
    press(page, "Back")
    expect(page.get_by_text("1 of 6", exact=True)).to_be_visible()
    for screen in range(2, 7):
        page.keyboard.press("ArrowRight")
        expect(page.get_by_text(f"{screen} of 6", exact=True)).to_be_visible()
        wait_until_settled(page)
    press(page, "Approve", "Space")
    tab_to(page, "Reasons")
    page.keyboard.type("Mmm: it returns more than it costs.")
    tab_to(page, "The decision", key="Shift+Tab")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    wait_until_settled(page)
    press(page, "Every partner agrees", "Space")
    expect(page.get_by_text("6 of 6", exact=True)).to_be_visible()
    press(page, "Record the decision")
    expect(page.get_by_text("is recorded, with the figures on the screens")).to_be_visible()
    assert not errors_shown(page)


def file_chooser(page: Page) -> FileChooser:
    """Press the upload button by key; again where the page was just being drawn anew under the key, as people do."""
    for _ in range(6):
        tab_to(page, "Upload")
        with suppress(PlaywrightTimeoutError), page.expect_file_chooser(timeout=10_000) as waited:
            page.keyboard.press("Enter")
        if waited.is_done():
            return waited.value
    raise AssertionError("No press of the upload button opened a choice of files.")


def test_an_analyst_brings_a_table_and_comes_to_the_button_that_keeps_it(service: Service, new_page: PageMaker) -> None:
    page = new_page()
    open_page(page, f"{service.address}/data?{SAMPLE}")
    tab_to(page, "Tables")
    for view in ("Sources", "Add"):
        page.keyboard.press("ArrowRight")
        expect(page.get_by_role("radio", name=view)).to_be_focused()
    page.keyboard.press("Space")
    expect(page.get_by_role("radio", name="Add")).to_be_checked()
    wait_until_settled(page)
    costs = read_folder(SAMPLE_TABLES)["costs.csv"].replace(b"Rooms", b"Halls")
    file_chooser(page).set_files({"name": "costs.csv", "mimeType": "text/csv", "buffer": costs})
    expect(page.get_by_role("heading", name="What this would change")).to_be_visible()
    wait_until_settled(page)
    tab_to(page, "Save as a new version")
    expect(page.get_by_role("button", name="Save as a new version")).to_be_enabled()


def test_somebody_writes_a_comment(service: Service, new_page: PageMaker) -> None:
    page, said = new_page(), f"Is it so? Asked at {token_hex(4)}"
    open_page(page, f"{service.address}/compare?{SAMPLE}")
    press(page, "Comments")
    press(page, "Write a comment")
    tab_to(page, "Your comment")
    page.keyboard.type(said)
    press(page, "Save the comment")
    expect(page.get_by_text(said)).to_be_visible()


@pytest.mark.parametrize("address", ["/", "/compare", "/decide?view=record", "/deal", "/road?view=gates", "/logic", "/data"])
def test_the_keyboard_is_seen_wherever_it_is_goes_down_the_page_and_gets_out_again(
    service: Service, new_page: PageMaker, address: str
) -> None:
    page = new_page()
    open_page(page, f"{service.address}{address}{'&' if '?' in address else '?'}{SAMPLE}")
    passed: list[dict[str, object]] = []
    for _ in range(150):
        page.keyboard.press("Tab")
        found = here(page)
        if found is None or (found["passed"] == 2 and len(passed) > 3 and not found["isInMain"]):
            break
        passed.append(found)
    else:
        pytest.fail("The keyboard does not come to the end of the page")
    save_picture(page, f"keyboard{address.partition('?')[0].replace('/', '-')}")
    assert [each for each in passed if each["isSeen"] and each["outline"] != "solid 3px"] == []
    assert str(passed[-1]["name"]).endswith("Sign out")
    assert [each for each in passed if each["tag"] in {"A", "BUTTON", "INPUT", "TEXTAREA", "SUMMARY"} and not each["name"]] == []
