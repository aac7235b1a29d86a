"""The grid of a table and the workbook in a real browser: nothing for axe to find, no sideways scroll, a file that reads back."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from core.ingest.workbook.read import grids_of_workbook
from tests.browser.conftest import PageMaker
from tests.browser.harness.look import axe_violations, errors_shown, open_page, save_picture, sideways_scroll, wait_until_settled
from tests.browser.harness.server import Service

NARROW = 640
TABLE = "/data?view=tables&table=costs"


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 390)])
def test_the_grid_of_a_table_is_open_to_everyone(new_page: PageMaker, service: Service, theme: str, width: int) -> None:
    shown = new_page(theme, width, for_axe=True)
    open_page(shown, f"{service.address}{TABLE}")
    shown.get_by_text("Edit this table").click()
    way = "Check the changes" if width > NARROW else "Change row"
    expect(shown.get_by_role("button", name=way)).to_be_visible()
    wait_until_settled(shown)
    save_picture(shown, f"grid-{theme}-{width}")
    assert not errors_shown(shown)
    assert not axe_violations(shown)
    assert sideways_scroll(shown) <= 0


def test_on_a_phone_a_row_is_changed_as_a_card_with_its_effect_in_pounds_before_saving(
    new_page: PageMaker, service: Service
) -> None:
    shown = new_page("dark", 390)
    open_page(shown, f"{service.address}{TABLE}")
    shown.get_by_text("Edit this table").click()
    wait_until_settled(shown)
    find = shown.get_by_role("combobox", name="Find a row")
    find.focus()
    find.press("ArrowDown")
    expect(shown.get_by_role("option").first).to_be_visible()
    find.press("Enter")
    wait_until_settled(shown)
    shown.get_by_role("button", name="Change row").click()
    amount = shown.get_by_role("dialog").get_by_role("textbox", name="Amount (£)")
    amount.fill("£100,000")
    amount.press("Tab")
    save_picture(shown, "card-dark-390")
    shown.get_by_role("button", name="Check the row").click()
    expect(shown.get_by_role("heading", name="What this would change")).to_be_visible()
    assert sideways_scroll(shown) <= 0
    shown.get_by_role("button", name="Undo the last change").click()
    expect(shown.get_by_role("heading", name="What this would change")).to_have_count(0)


def test_a_version_comes_down_as_a_workbook_with_a_sheet_for_each_table(
    new_page: PageMaker, service: Service, tmp_path: Path
) -> None:
    shown = new_page("light", 1280)
    open_page(shown, f"{service.address}{TABLE}")
    with shown.expect_download() as download:
        shown.get_by_role("button", name="Download this version as a workbook").click()
    download.value.save_as(tmp_path / "version.xlsx")
    names = [grid.name for grid in grids_of_workbook((tmp_path / "version.xlsx").read_bytes())]
    assert names[0] == "Start here"
    assert {"Partners", "Costs", "Benefits", "Keys"} <= set(names)
