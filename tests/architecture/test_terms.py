"""docs/terms.md and the files have the same words: every topic is explained, and every heading opens a file."""

import re
from collections.abc import Iterable

import pytest

from tests.architecture.documents import sections
from tests.architecture.source import ROOT, name_of, python_files
from tests.architecture.test_topics import TOPICS

# Each word of the code, and the file that a newcomer opens for it.
WORDS_OF_THE_CODE = {
    "Appraisal": "core/engine/appraisal.py",
    "Flow": "core/reports/flows.py",
    "Ledger": "core/charts/ledger.py",
    "Scope": "core/access/scope.py",
    "Draw": "core/engine/simulation/draws.py",
    "Place": "core/charts/places_ranked.py",
    "Anchor": "core/domain/comments.py",
    "Change": "core/reports/changes/differences.py",
    "Trace": "pages/sections/options/trace.py",
    "Permission": "core/access/permission.py",
    "NPSV": "core/engine/model/measures.py",
    "BCR": "core/engine/formulas/value_ratios.py",
    "STPR": "core/engine/formulas/discounting.py",
    "Optimism bias": "core/engine/formulas/optimism_bias.py",
    "Switching value": "core/engine/sensitivity/switching_values.py",
    "Value of information": "core/engine/simulation/value_of_information.py",
    "Deadweight": "core/domain/case/outcomes.py",
    "Additionality": "docs/method.md",
}
ENTRY = re.compile(r"\*\*([^*]+)\*\*")


def terms() -> str:
    return (ROOT / "docs/terms.md").read_text(encoding="utf-8")


def entries_of(text: str) -> set[str]:
    """Find the words that a text explains: its headings and what it sets in bold."""
    return {*sections(text), *(word.rstrip(":") for word in ENTRY.findall(text))}


def without_entry(topics: Iterable[str], text: str) -> list[str]:
    """List the topics that have neither a heading nor an entry, in the singular or the plural."""
    known = {word.lower().replace(" ", "_") for word in entries_of(text)}
    return [topic for topic in topics if not {topic, topic.removesuffix("s")} & known]


def without_file(headings: list[str]) -> list[str]:
    """List the headings that are no name of a file or folder of the code."""
    parts = {part.removesuffix(".py") for path in python_files("core/", "pages/") for part in name_of(path).split("/")}
    return [heading for heading in headings if heading.lower().replace(" ", "_") not in parts]


def test_every_topic_has_a_heading_or_an_entry() -> None:
    assert not without_entry(TOPICS, terms())


def test_every_heading_opens_a_file_or_folder_of_that_name() -> None:
    assert not without_file(list(sections(terms())))


@pytest.mark.parametrize(("word", "place"), WORDS_OF_THE_CODE.items())
def test_a_word_of_the_code_is_explained_and_its_place_is_there(word: str, place: str) -> None:
    assert word in entries_of(terms())
    assert word.lower() in (ROOT / place).read_text(encoding="utf-8").lower()


def test_a_word_is_explained_once_in_each_topic() -> None:
    for title, text in sections(terms()).items():
        words = re.findall(r"^(?:- )?\*\*([^*]+)\*\*", text, flags=re.MULTILINE)
        assert words, title
        assert len(words) == len(set(words)), title


def test_a_topic_without_entry_and_a_heading_without_file_are_found() -> None:
    assert without_entry(("gates", "weather"), "# W\n\n## Gates\n\n**Gate**: a point.\n") == ["weather"]
    assert without_file(["Gates", "Weather"]) == ["Weather"]
