"""Terms: the words the project uses, with their meanings, in the order the document gives them."""

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
