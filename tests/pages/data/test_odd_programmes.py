"""Odd programmes come in through the page as any other, and their pages open: no fiscal benefit; one partner and one benefit."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.reports.data.table_rows import zipped
from core.store.tables.folders import read_folder
from tests.pages.conftest import Opener, seen, texts
from tests.pages.page_switch import switch_to

ODD = Path(__file__).parents[2] / "cases" / "odd"
PAGES = ("summary.py", "partners.py")


@pytest.mark.parametrize("name", ["e_nofiscal", "e_tiny"])  # a browser looks at every page of all of them
def test_an_odd_programme_is_brought_as_a_zip_and_its_pages_open(app: Opener, name: str) -> None:
    files = {file: data.decode("utf-8-sig") for file, data in read_folder(ODD / name).items()}
    page: AppTest = app("sample", "data.py", view="add")
    page.file_uploader[0].set_value([(f"{name}.zip", zipped(files), "application/zip")])
    seen(page.run())
    assert "A new programme" in texts(page)
    next(button for button in page.button if button.label == "Save as a new version").click()
    seen(page.run())
    assert "as version 1" in texts(page)
    for file in PAGES:
        seen(switch_to(page, file).run())
