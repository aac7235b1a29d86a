"""Words we use, drawn."""

from streamlit.testing.v1 import AppTest

from core.reports.terms import words_we_use
from pages.shell.page_list import PAGES


def test_the_page_shows_every_section_of_the_document() -> None:
    page = AppTest.from_file(str(PAGES / "terms.py")).run()
    assert not page.exception
    assert page.title[0].value == "Words we use"
    assert [header.value for header in page.header] == [section.title for section in words_we_use().sections]
