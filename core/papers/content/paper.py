"""The record of a paper, from which every file is written, so that a figure is worked out once."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from core.charts.kit.spec import Drawing

MOST_LETTERS = 2_000
MOST_ALT_LETTERS = 250
CUT = " (cut; the whole text is on the page)"


class Voice(StrEnum):
    """How a sentence is meant: worked out, told, listed, missing, or left to a person."""

    finding = "finding"
    body = "body"
    bullet = "bullet"
    number = "number"
    note = "note"
    missing = "missing"
    to_complete = "to_complete"


@dataclass(frozen=True)
class Sentence:
    """Plain text: people's own words are never markup, formula or field code."""

    words: str
    voice: Voice = Voice.body


@dataclass(frozen=True)
class Table:
    """A table with its heading row. Cells are text, ready to be read; `figures` are the columns that hold amounts.

    `caption` says what it measures, in which money and over which years; `note` stands below it.
    """

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: frozenset[int] = frozenset()
    widths: tuple[float, ...] = ()
    note: str = ""
    last_is_total: bool = False


def widths_of(table: Table, whole_cm: float, letter_cm: float, beside_cm: float = 0.3) -> tuple[float, ...]:
    """Widths of a table's columns, cm, that fill a page and keep each amount on one line; what is left goes to the words.

    Args:
        table: the table.
        whole_cm: how wide it is.
        letter_cm: how wide one letter of an amount is.
        beside_cm: room beside the words of a cell.
    """
    parts = table.widths or (1.0,) * len(table.heads)
    wanted = [whole_cm * part / sum(parts) for part in parts]
    least = [max((len(row[place]) for row in table.rows), default=0) * letter_cm + beside_cm if place in table.figures else 0.0
             for place in range(len(parts))]  # fmt: skip
    fixed = {place: need for place, need in enumerate(least) if need > wanted[place]}
    rest = sum(wanted[place] for place in range(len(parts)) if place not in fixed)
    left = whole_cm - sum(fixed.values())
    if not fixed or left < rest / 2:
        return tuple(wanted)
    return tuple(fixed.get(place, wanted[place] * left / rest) for place in range(len(parts)))


class ChartKind(StrEnum):
    """A chart that slides draw themselves, so that it can be edited."""

    stacked_bars = "stacked_bars"
    columns = "columns"
    lines = "lines"


@dataclass(frozen=True)
class NativeChart:
    """A chart as figures: the categories, and each series by its name, real or shown GBP."""

    kind: ChartKind
    categories: tuple[str, ...]
    series: tuple[tuple[str, tuple[float, ...]], ...]


@dataclass(frozen=True)
class Chart:
    """A picture of figures. `alt` says what it shows, with a figure; `native` is there where slides can draw it themselves."""

    title: str
    alt: str
    drawing: Drawing
    native: NativeChart | None = None


Block = Sentence | Table | Chart


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it. Level 1 is a part of the paper, 2 a part of that."""

    heading: str
    blocks: tuple[Block, ...]
    level: int = 1


@dataclass(frozen=True)
class Cover:
    """What stands on the first page and in the properties of the file."""

    title: str
    subtitle: str
    rows: tuple[tuple[str, str], ...]
    state: str
    is_draft: bool
    is_sample: bool
    version: int
    author: str
    on: date

    @property
    def running_words(self) -> str:
        """What stands on every page: title, sample, version, state; a draft says so in words."""
        sample = "Sample. " if self.is_sample else ""
        draft = "" if not self.is_draft or self.state.startswith("Draft") else "Draft. "
        return f"{sample}{draft}{shortened(self.title, 70)}. Version {self.version}. {self.state}."


@dataclass(frozen=True)
class Paper:
    """A whole paper."""

    cover: Cover
    sections: tuple[Section, ...]
    file_name: str
    notes: tuple[str, ...] = field(default=())

    def said(self, voice: Voice) -> tuple[str, ...]:
        """Every sentence of one voice, in order."""
        return tuple(block.words for block in self._blocks() if isinstance(block, Sentence) and block.voice is voice)

    def _blocks(self) -> Iterator[Block]:
        for section in self.sections:
            yield from section.blocks


def shortened(words: str, most: int) -> str:
    """Text on one line, cut where it is too long, which is shown."""
    line = " ".join(str(words).split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def own_words(words: str | None) -> str:
    """People's own words as plain text: line ends made spaces, unseen characters taken out, cut after 2,000 letters."""
    plain = "".join(mark for mark in " ".join((words or "").split()) if mark.isprintable())
    return plain if len(plain) <= MOST_LETTERS else plain[:MOST_LETTERS].rstrip() + CUT


def alt_of(words: str) -> str:
    """Alternative text of 20 to 250 letters, cut at the end of a sentence or part of one where it is longer."""
    line = " ".join(words.split())
    if len(line) <= MOST_ALT_LETTERS:
        return line
    cut = line[: MOST_ALT_LETTERS - 1]
    ends = max(cut.rfind(". "), cut.rfind("; "))
    return f"{cut[:ends]}." if ends > MOST_ALT_LETTERS // 2 else f"{cut.rstrip()}…"


def finding(words: str) -> Sentence:
    """A sentence worked out from the figures; ends with a full stop."""
    return Sentence(_ended(words), Voice.finding)


def told(words: str) -> Sentence:
    """A sentence in the running text."""
    return Sentence(_ended(words))


def bullets(sentences: Iterator[str] | tuple[str, ...] | list[str]) -> tuple[Sentence, ...]:
    """A list."""
    return tuple(Sentence(_ended(words), Voice.bullet) for words in sentences)


def missing(words: str) -> Sentence:
    """A gap, said in its place."""
    return Sentence(_ended(words), Voice.missing)


def to_complete(post: str, what: str) -> Sentence:
    """What a named post adds: the product writes no law, no advice and no declarations."""
    return Sentence(f"[To be completed by {post}: {what}]", Voice.to_complete)


def note(words: str) -> Sentence:
    """Small print."""
    return Sentence(_ended(words), Voice.note)


def _ended(words: str) -> str:
    line = own_words(words).strip()
    return line if not line or line[-1] in ".?!:]" else f"{line}."
