"""Where a page is looked after: which pages are never drawn anew unasked, who else is here, and a change that is told."""

from datetime import UTC, datetime
from pathlib import Path

from core.store.presence import Seen
from pages.shared import living
from pages.shared.places import PLACES
from tests.pages.conftest import Opener, texts
from tests.pages.test_activity_page import NAME, say
from tests.people import BOARD, VIEWER


def test_pages_that_are_filled_in_are_pages_there_are() -> None:
    assert {f"/{place.address}" for place in PLACES} >= living.FILLED_IN


def test_unread_mentions_are_counted_in_the_menu_on_every_page(app: Opener, home: Path) -> None:
    assert "Activity" in [link.proto.label for link in app().get("page_link")]
    say(home, "@Lena Lead, look.")
    assert "Activity (1 unread)" in [link.proto.label for link in app(None, "who.py").get("page_link")]


def test_who_else_is_here_is_told_on_every_page_about_a_programme(app: Opener, home: Path) -> None:
    app()
    living.presence().beat("another", Seen(BOARD.person_id, BOARD.name, NAME, "/who", datetime.now(UTC)))
    assert "Also here: Bea Board" in texts(app(None, "who.py"))
    assert "Also here" not in texts(app(None, "words.py"))
    assert "Also here" not in texts(app(None, "who.py", person=VIEWER))


def test_comments_stand_under_the_figures_of_five_pages(app: Opener) -> None:
    app()
    pages = ("summary", "who", "compare", "sure", "evidence")
    labels = {page: [fold.label for fold in app(None, f"{page}.py").expander] for page in pages}
    assert all("Comments" in labels[page] for page in ("summary", "who", "compare"))
    assert "Comments by benefit" in labels["who"] and "Comments by input" in labels["sure"]
    assert "Comments by study" in labels["evidence"]


def test_a_viewer_finds_no_comments_on_any_of_them(app: Opener) -> None:
    app()
    for page in ("summary", "who", "compare"):
        assert not [fold.label for fold in app(None, f"{page}.py", person=VIEWER).expander if fold.label.startswith("Comments")]
