"""The evidence page: what is known, what was agreed, what was observed, what was expected, and taking an effect into the case."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.store.database import open_database
from core.store.tables import read_tables
from core.store.versions import every_version, version_numbered
from pages.shared.places import PAGES
from tests.pages.conftest import Opener, seen, texts

SAMPLE = "cbt_probation"


@pytest.mark.parametrize("view", ["known", "agreed", "observed", "expected"])
def test_each_view_opens(app: Opener, view: str) -> None:
    page = app("sample", "evidence.py", view=view)
    print(texts(page)[:3000])
    for t in page.table: print(t.value.head(3).to_string()[:1200])
