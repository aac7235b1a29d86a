"""An analyst's journey in a browser: an export as Excel left it, mended and saved; the next quarter's; and what fits nothing."""

import time
from contextlib import suppress
from secrets import token_hex

import pytest
from playwright.sync_api import Page, expect

from core.store.tables.folders import read_folder
from tests.browser.conftest import PageMaker
from tests.browser.harness.look import (
    after_a_run,
    axe_violations,
    errors_shown,
    open_page,
    save_picture,
    sideways_scroll,
    wait_until_settled,
)
from tests.browser.harness.own_service import own_service
from tests.browser.harness.server import Service
from tests.case_files import CASES
from tests.pages.conftest import keep

service = own_service  # what is saved here stays here
# How long a click that hit may take to show; one that missed is made again after it.
LONGEST_FOR_A_CELL_MS = 3_000

ONE = read_folder(CASES / "one_hospital")
FIRST = """Places of the service, from the ledger;;;
;;;
Site ref;Name;People per year (000s);Colour
S1;North side;0.3;red
S2;South side;n/a;red
S3;East, by the river;about 200;blue
S4;West side;0.25;blue
Total;;0.8;
"""
NEXT = """Places of the service, from the ledger;;;
;;;
Site ref;Name;People per year (000s);Colour
S1;North side;0.35;red
S2;South side;0.2;red
S3;East, by the river;0.2;blue
S4;West side;0.25;blue
Total;;1;
"""
CLEAN = "site_id,title,people_per_year\nS5,New place,120\n"
NO_TABLE = "Colour,Shape,Weight\nred,round,1\nblue,square,2\n"


def address_of(service: Service, programme: str) -> str:
    """The page where files are brought, with a programme of this test's own held."""
    programme = f"{programme}_{token_hex(4)}"
    own = ONE["programme.csv"].replace(b"return_to_work", programme.encode()).replace(b"Integrated case", programme.encode())
    keep(service.log.parent, {**ONE, "programme.csv": own})
    return f"{service.address}/data?programme={programme}&view=add"


def send(page: Page, name: str, text: str) -> None:
    """Put one file into the upload control."""
    file = {"name": name, "mimeType": "text/csv", "buffer": text.encode("cp1252")}
    page.locator('input[type="file"]').set_input_files(file)  # type: ignore[arg-type]


def at_step(page: Page, step: str) -> None:
    """Wait until the page has come to a step."""
    expect(page.get_by_role("heading", name=step)).to_be_visible()
    wait_until_settled(page)
    assert not errors_shown(page)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()


def write_in_grid(page: Page, text: str) -> None:
    """Write into the first row's new value with the keyboard: along to the fifth column. The grid is a canvas and moves while
    the page settles, so that a click may miss; what it holds is read from the table it keeps for screen readers."""
    grid = page.get_by_test_id("stDataFrame").locator("canvas").first
    cell = page.get_by_test_id("glide-cell-4-0")
    for _ in range(10):
        grid.scroll_into_view_if_needed()
        wait_until_settled(page)
        box = grid.bounding_box()
        assert box is not None
        page.mouse.click(box["x"] + 20, box["y"] + 52)
        for _ in range(4):
            page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
        page.keyboard.type(text)
        page.keyboard.press("Enter")
        with suppress(AssertionError):
            expect(cell).to_have_text(text, timeout=LONGEST_FOR_A_CELL_MS)
            return
    raise AssertionError(f"The grid holds {cell.inner_text()!r}.")


def test_a_messy_export_is_matched_mended_and_saved_and_the_next_one_is_known(service: Service, new_page: PageMaker) -> None:
    page = new_page()
    open_page(page, address_of(service, "messy_journey"))
    began = time.monotonic()
    send(page, "Places 2026 Q1.csv", FIRST)
    at_step(page, "Step 2 of 5: match columns")
    save_picture(page, "messy-match")
    page.get_by_text("times 1,000: 0.3 is 300 (suggested)").click()
    expect(page.get_by_role("button", name="These columns are right")).to_be_visible()
    press(page, "These columns are right")
    at_step(page, "Step 3 of 5: mend rows")
    save_picture(page, "messy-mend")
    page.get_by_label("A value for the cell, in our units").first.fill("200")
    page.get_by_label("A value for the cell, in our units").first.press("Enter")
    expect(page.get_by_text("1 row cannot be taken in yet")).to_be_visible()
    wait_until_settled(page)
    write_in_grid(page, "200")
    press(page, "Check these values")
    at_step(page, "Step 4 of 5: confirm")
    page.get_by_text("Replace the whole table").click()
    expect(page.get_by_role("heading", name="Effect on net benefit")).to_be_visible()
    wait_until_settled(page)
    save_picture(page, "messy-confirm")
    press(page, "Save as a new version")
    at_step(page, "Step 5 of 5: saved")
    expect(page.get_by_text("as version 2: sites.")).to_be_visible()
    expect(page.get_by_role("button", name="Undo version 2")).to_be_visible()
    print(f"\nA file with four faults: 7 clicks or entries, {time.monotonic() - began:.1f} s in all.")

    began = time.monotonic()
    send(page, "Places 2026 Q2.csv", NEXT)
    at_step(page, "Step 4 of 5: confirm")
    expect(page.get_by_text("Columns are matched as they were for Places Q before.")).to_have_count(1)
    expect(page.get_by_role("radio", name="Replace this source's rows")).to_be_checked()
    press(page, "Save as a new version")
    expect(page.get_by_text("as version 3: sites.")).to_be_visible()
    print(f"The next quarter's file: 2 clicks (choose it, save), {time.monotonic() - began:.1f} s.")

    press(page, "Undo version 3")
    expect(page.get_by_text("brought version 2 back")).to_be_visible()


def test_a_clean_file_takes_three_clicks_at_most(service: Service, new_page: PageMaker) -> None:
    page = new_page()
    open_page(page, address_of(service, "clean_journey"))
    began = time.monotonic()
    send(page, "New places 2026.csv", CLEAN)
    at_step(page, "Step 4 of 5: confirm")
    press(page, "Save as a new version")
    expect(page.get_by_text("as version 2: sites.")).to_be_visible()
    print(f"\nA clean file: 2 clicks (choose it, save), {time.monotonic() - began:.1f} s.")


def test_what_fits_no_table_of_ours_gets_a_clear_answer(service: Service, new_page: PageMaker) -> None:
    page = new_page()
    open_page(page, address_of(service, "other_journey"))
    send(page, "shapes.csv", NO_TABLE)
    at_step(page, "Step 2 of 5: match columns")
    expect(page.get_by_text("fits no table of ours")).to_be_visible()
    expect(page.get_by_role("button", name="Save as a new version")).to_have_count(0)


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 390)])
def test_each_step_is_clear_to_everybody(service: Service, new_page: PageMaker, theme: str, width: int) -> None:
    page = new_page(theme, width, for_axe=True)
    open_page(page, address_of(service, "other_journey"))
    send(page, "Places 2026 Q1.csv", FIRST)
    at_step(page, "Step 2 of 5: match columns")
    assert _faults(page, f"messy-2-{theme}") == []
    page.get_by_text("times 1,000: 0.3 is 300 (suggested)").click()
    press(page, "These columns are right")
    at_step(page, "Step 3 of 5: mend rows")
    assert _faults(page, f"messy-3-{theme}") == []
    for _ in range(2):
        after_a_run(page, lambda: press(page, "Leave 1 row out"))
    at_step(page, "Step 4 of 5: confirm")
    assert _faults(page, f"messy-4-{theme}") == []


def _faults(page: Page, name: str) -> list[str]:
    """What axe finds, and whether the page scrolls sideways."""
    save_picture(page, name)
    return [*axe_violations(page), *(["scrolls sideways"] if sideways_scroll(page) else [])]
