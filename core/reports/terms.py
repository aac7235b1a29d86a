"""Terms: the words the project uses, with their meanings, in the order the document gives them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from core.store.documents import read_document


@dataclass(frozen=True)
class Section:
    """One heading of a document and the text below it, in Markdown."""

    title: str
    text: str


@dataclass(frozen=True)
class Document:
    """A document: its title, what it opens with, and its sections."""

    title: str
    opening: str
    sections: tuple[Section, ...]


def words_we_use() -> Document:
    """Read the meanings of the words, as docs/terms.md states them."""
    return split_into_sections(read_document("terms"))


def meanings(wanted: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Find words with their first meaning as plain text, in the order of the alphabet.

    Args:
        wanted: words as docs/terms.md writes them.

    Raises:
        KeyError: the document explains no such word.
    """
    found: dict[str, str] = {}
    for section in words_we_use().sections:
        for line in section.text.split("\n"):
            begins = _ENTRY.match(line)
            if begins:
                said = line[begins.end() :].strip()
                found[begins["word"]] = re.sub(r"[*_`]", "", said[:1].upper() + said[1:])
    return tuple((word, found[word]) for word in sorted(wanted, key=str.casefold))


_ENTRY = re.compile(r"\*\*(?P<word>[^*]+)\*\*(?: \([^)]*\))?:?(?: is | are )?")


def split_into_sections(markdown: str) -> Document:
    """Divide a document at its second-level headings.

    Args:
        markdown: a document that opens with a first-level heading.
    """
    opening, *rest = markdown.split("\n## ")
    title, _, introduction = opening.removeprefix("# ").partition("\n")
    return Document(title.strip(), introduction.strip(), tuple(_section(text) for text in rest))


def _section(text: str) -> Section:
    title, _, body = text.partition("\n")
    return Section(title.strip(), body.strip())
