"""The Papers page in a browser: a person chooses a paper for a board, reads what it says, and takes it away."""

import io
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import PageMaker
from tests.browser.harness.look import axe_violations, errors_shown, open_page, sideways_scroll, wait_until_settled
from tests.browser.harness.server import Service
from tests.core.papers.opened import document_of, headings_of, table_called

ADDRESS = "/papers?programme=cbt_probation&option=ten_boroughs&paper=board-paper&reader=gmca"


def picked(page: Page, box: str, wanted: str) -> None:
    """Pick from a box by its label."""
    page.get_by_role("combobox", name=box).click()
    page.get_by_role("option", name=wanted, exact=True).click()
    wait_until_settled(page)


def taken(page: Page, button: str, place: Path) -> bytes:
    """Press a download button, and give the file."""
    with page.expect_download() as waited:
        page.get_by_role("button", name=button).click()
    waited.value.save_as(place)
    return place.read_bytes()


def test_a_board_paper_is_chosen_read_and_taken_away(service: Service, new_page: PageMaker, tmp_path: Path) -> None:
    page = new_page()
    open_page(page, f"{service.address}{ADDRESS}")
    picked(page, "Who reads it", "The ten councils (together)")
    picked(page, "What the board is asked", "Note the proposal")
    page.get_by_text("Real", exact=False).first.wait_for()
    page.get_by_text("Show what it will say").click()
    expect(page.get_by_role("heading", name="Recommendation")).to_be_visible()
    expect(page.get_by_text("Note the proposal “Offer it in all ten authorities”")).to_be_visible()
    assert "reader=councils" in page.url
    document = document_of(taken(page, "Board paper of one organisation: Word", tmp_path / "paper.docx"))
    assert (1, "Recommendation") in headings_of(document)
    about = {row[0]: row[1] for row in table_called(document, "What this paper is")}
    assert about["For"] == "The ten councils (together)"
    assert any(one.text.startswith("Note the proposal") for one in document.paragraphs)
    assert errors_shown(page) == []


def test_slides_are_taken_as_a_pdf_and_the_page_holds_on_a_phone(service: Service, new_page: PageMaker, tmp_path: Path) -> None:
    page = new_page(width=390, for_axe=True)
    page.add_init_script("localStorage.clear()")  # a menu that was left open would lie over the page
    open_page(page, f"{service.address}{ADDRESS}")
    picked(page, "Paper", "Slides")
    assert taken(page, "Slides: PDF", tmp_path / "slides.pdf").startswith(b"%PDF")
    assert io.BytesIO(taken(page, "Slides: PowerPoint", tmp_path / "slides.pptx")).read(2) == b"PK"
    assert sideways_scroll(page) == 0
    assert axe_violations(page) == []
