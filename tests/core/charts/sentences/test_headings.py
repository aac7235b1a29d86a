"""A heading is taken in at a glance: twelve words at most, the rest under it, and nothing is lost."""

import pytest

from core.charts.sentences.headings import CUT, MOST_WORDS, headed


@pytest.mark.parametrize(
    ("title", "words", "rest"),
    [
        ("NHS gains most", "NHS gains most", ""),
        (
            "A, B and three others pay in more than they get back; NHS gains most",
            "A, B and three others pay in more than they get back",
            "NHS gains most.",
        ),
        (
            "Scale up could bring most public value, but its range reaches below zero",
            "Scale up could bring most public value",
            "But its range reaches below zero.",
        ),
    ],
)
def test_a_long_title_is_divided_between_its_clauses(title, words, rest):
    assert headed(title) == (words, rest)


def test_a_clause_that_is_too_long_is_cut_and_said_in_full_below():
    title = "The Combined Board of Guardians of the Seven Northern Towns, with all Others, pays in more than it gets back"
    heading = headed(title)
    assert heading.words.endswith(CUT)
    assert len(heading.words.removesuffix(CUT).split()) == MOST_WORDS
    assert heading.rest == f"{title}."
