"""Names are shown as they were written, on every page: never as markdown, HTML, maths, an icon or a link."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.shell.user_text import WORD_JOINER, plain
from tests.pages.conftest import Opener, keep, seen
from tests.pages.hostile import (
    BENEFIT,
    CENTRE,
    LIVE_MARKS,
    LONG_PARTNER,
    OPTION,
    OPTION_UP,
    PARTNER,
    PROGRAMME,
    QUESTION,
    SOURCE,
    hostile_files,
)
from tests.pages.page_switch import switch_to

ESCAPED = re.compile(r"\\(.)")


@pytest.fixture
def page(app: Opener, home: Path) -> AppTest:
    """The service with the hostile programme only."""
    keep(home, hostile_files())
    return app(None)


def at(page: AppTest, name: str) -> AppTest:
    switch_to(page, name)
    return seen(page.run())


def markdown_of(page: AppTest) -> Iterator[str]:
    """Every piece of text that the page has read as markdown."""
    kinds = (page.title, page.header, page.subheader, page.markdown, page.caption, page.error, page.success, page.info)
    yield from (str(element.value) for kind in kinds for element in kind)
    yield from (f"{element.label} {element.value}" for element in page.metric)
    yield from (element.label for element in (*page.expander, *page.button, *page.selectbox, *page.multiselect))
    for table in page.table:
        yield from map(str, table.value.columns)
        yield from (str(text) for column in table.value.columns for text in table.value[column])


def shown(page: AppTest) -> str:
    """The text as people see it."""
    return " ".join(ESCAPED.sub(r"\1", text) for text in markdown_of(page)).replace(WORD_JOINER, "")


def live(page: AppTest) -> list[str]:
    """Pieces of the names that would be more than text."""
    rests = [(text, ESCAPED.sub("", text)) for text in markdown_of(page)]
    return [text for text, rest in rests if any(mark in rest for mark in LIVE_MARKS)]


@pytest.mark.parametrize(
    ("name", "names"),
    [
        ("summary.py", (PROGRAMME, QUESTION, PARTNER)),
        ("partners.py", (PARTNER, LONG_PARTNER, BENEFIT, CENTRE, SOURCE)),
        ("options.py", (OPTION, OPTION_UP, BENEFIT, SOURCE)),
        ("data.py", (PROGRAMME,)),
    ],
)
def test_names_are_shown_as_they_were_written(page: AppTest, name: str, names: tuple[str, ...]) -> None:
    drawn = at(page, name)
    assert [text for text in names if text not in shown(drawn)] == []
    assert live(drawn) == []


def test_a_name_that_is_not_escaped_would_be_found(page: AppTest) -> None:
    assert any(mark in PROGRAMME for mark in LIVE_MARKS)
    assert [mark for mark in LIVE_MARKS if mark in ESCAPED.sub("", PROGRAMME + QUESTION + OPTION + CENTRE + SOURCE)]


@pytest.mark.parametrize("text", ["http://evil.example", "See HTTPS://evil.example", "www.evil.example", "a.b@evil.example"])
def test_an_address_is_kept_from_becoming_a_link_by_itself(text: str) -> None:
    """The rule by which addresses become links looks at what stands before http and www, and before an at sign."""
    kept = ESCAPED.sub(r"\1", plain(text))
    assert kept.replace(WORD_JOINER, "") == text
    assert not re.search(r"(?:^|[^\u2060])(?:https?://|www\.)", kept, re.IGNORECASE)
    assert not re.search(r"[-.\w+]@", kept)


@pytest.mark.parametrize("view", ["sources", "history"])
def test_sources_and_history_are_text_too(page: AppTest, view: str) -> None:
    drawn = at(page, "data.py")
    seen(drawn.button_group(key="data-view").set_value(view).run())
    assert live(drawn) == []


def test_what_a_refused_file_says_is_text(page: AppTest) -> None:
    drawn = at(page, "data.py")
    seen(drawn.button_group(key="data-view").set_value("add").run())
    name = "[x](http://evil.example)<img src=x>.csv"
    seen(drawn.file_uploader[0].set_value([(name, b"a\n1\n", "text/csv")]).run())
    assert "<img src=x>.csv" in shown(drawn)
    assert live(drawn) == []
    wrong = hostile_files()["partners.csv"].replace(b"local_authority", b"$x$ [l](http://evil.example)")
    seen(drawn.file_uploader[0].set_value([("partners.csv", wrong, "text/csv")]).run())
    assert "$x$ [l](http://evil.example)" in shown(drawn)
    assert live(drawn) == []


def test_a_damaged_programme_is_named_as_text(page: AppTest, home: Path) -> None:
    for file in (home / "evidence").glob("*.parquet"):
        file.unlink()
    import streamlit as st

    st.cache_resource.clear()
    drawn = at(page, "summary.py")
    assert drawn.error
    assert live(drawn) == []
