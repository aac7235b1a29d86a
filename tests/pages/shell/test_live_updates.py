"""Where a page is looked after: which pages are never drawn anew unasked, who else is here, and a change that is told."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import streamlit as st

from core.domain.presence import Seen
from pages.shell import live_updates
from pages.shell.page_list import PLACES
from tests.pages.conftest import Opener, texts
from tests.pages.test_activity_page import NAME, say
from tests.people import BOARD, VIEWER


def test_pages_that_are_filled_in_are_pages_there_are() -> None:
    assert {f"/{place.address}" for place in PLACES} >= live_updates.FILLED_IN


def test_unread_mentions_are_counted_in_the_menu_on_every_page(app: Opener, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    in_menu: list[str] = []

    def navigation(pages: dict[str, list[st.Page]], **asked: Any) -> st.Page:
        in_menu[:] = [page.title for group in pages.values() for page in group]
        return drawn(pages, **asked)

    drawn = st.navigation
    monkeypatch.setattr(st, "navigation", navigation)
    app()
    assert "Activity" in in_menu
    say(home, "@Lena Lead, look.")
    app(None, "partners.py")
    assert "Activity (1 unread)" in in_menu


def test_who_else_is_here_is_told_on_every_page_about_a_programme(app: Opener, home: Path) -> None:
    app()
    live_updates.presence().beat("another", Seen(BOARD.person_id, BOARD.name, NAME, "/who", datetime.now(UTC)))
    assert "Also here: Bea Board" in texts(app(None, "partners.py"))
    assert "Also here" not in texts(app(None, "terms.py"))
    assert "Also here" not in texts(app(None, "partners.py", person=VIEWER))


def test_comments_stand_under_the_figures_of_five_pages(app: Opener) -> None:
    app()
    pages = ("summary", "partners", "options", "uncertainty", "evidence")
    labels = {page: [fold.label for fold in app(None, f"{page}.py").expander] for page in pages}
    assert all("Comments" in labels[page] for page in ("summary", "partners", "options"))
    assert "Comments by benefit" in labels["partners"] and "Comments by input" in labels["uncertainty"]
    assert "Comments by study" in labels["evidence"]


def test_a_viewer_finds_no_comments_on_any_of_them(app: Opener) -> None:
    app()
    for page in ("summary", "partners", "options"):
        assert not [fold.label for fold in app(None, f"{page}.py", person=VIEWER).expander if fold.label.startswith("Comments")]
