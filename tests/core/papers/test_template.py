"""Templates of papers: what people wrote is text wherever a template puts it."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import TemplateNotFound, UndefinedError

from core.papers.template import FOLDER, amounts_whole, filled, shortened

HOSTILE = "<a href='x'>&amp;\u2066\n {{ 7 * 7 }} \"b\""


def case_told(**changed):
    """A scale case with one dimension."""
    dimension = {"title": "Strategic", "asks": "Why?", "said": ["Said."], "missing": ["Nothing."]}
    return filled("scale_case.html", **{"title": "T", "standing": "S", "warnings": [], "dimensions": [dimension], **changed})


def words_of(page: str) -> str:
    """The text between the tags of a page's body."""
    told: list[str] = []
    parser = HTMLParser(convert_charrefs=True)
    parser.handle_data = told.append
    parser.feed(page.partition("<main>")[2])
    return "".join(told)


def test_what_people_wrote_is_text_on_one_line():
    page = case_told(title=HOSTILE)
    assert "<h1>&lt;a href=&#39;x&#39;&gt;&amp;amp; {{ 7 * 7 }} &#34;b&#34;</h1>" in page


@given(words=st.text())
def test_any_text_is_read_as_it_was_written_without_what_no_page_may_hold(words):
    page = case_told(standing=words, dimensions=[])
    assert words_of(page) == f"T{words_of(case_told(title='', standing=words, dimensions=[]))}"
    assert "<" not in page.partition("<p>")[2].partition("</p>")[0]
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]", page)


def test_a_line_of_a_template_keeps_its_spaces_and_line_ends_are_not_written():
    page = case_told()
    assert "\n" not in page
    assert "<li><strong>Missing:</strong> Nothing.</li>" in page


def test_amounts_stay_on_one_line_and_are_escaped():
    assert amounts_whole("from \u2212£1.1m to £2m (+£3k) <b>") == (
        'from <span class="n">\u2212£1.1m</span> to £2m (<span class="n">+£3k</span>) &lt;b&gt;'
    )


def test_a_long_text_is_cut_where_it_can_be_seen():
    assert shortened("one two three", 8) == "one two…"


def test_a_value_that_a_template_needs_and_does_not_get_is_an_error():
    with pytest.raises(UndefinedError):
        filled("deal_sheet.html", title="T")
    with pytest.raises(TemplateNotFound):
        filled("../template.py")


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.html")), ids=lambda path: path.name)
def test_no_template_switches_escaping_off_or_runs_a_script(path):
    assert not re.search(r"\|\s*safe|autoescape|<script|javascript:|\son[a-z]+=", path.read_text(encoding="utf-8"))
