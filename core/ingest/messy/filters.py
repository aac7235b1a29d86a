"""Rows that say the same of the same people in several ways, as tidy official files hold them: which of them are wanted.

A tidy file has a row for each count and another for its percentage, one for each sex and another for both together. Taken in
as they stand they would be added up. What kept-out columns tell apart is asked about, and never added together unasked.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from core.domain.columns.schema import Kind, columns_of
from core.domain.tables import SPEC_OF
from core.domain.wording import joined, printable
from core.ingest.labels import says_total
from core.ingest.messy.asks import EVERY_ROW, Ask, Choice, Question
from core.ingest.messy.cells.periods import period_in
from core.ingest.messy.cells.values import NUMBERS
from core.ingest.messy.grids import LeftOut, Reason, Sheet
from core.ingest.messy.mapping import SourceMapping
from core.ingest.messy.questions import cells_under

_MOST_WORDS = 40
_OFTEN = 0.5
_LOOKED_AT = 50_000
_RATIO = re.compile(
    r"\b(?:per ?cent(?:age)?s?|percent|pct|rates?|proportions?|shares?|averages?|means?|medians?|ratios?|index)\b|%|\bper \d"
)
_COUNT = re.compile(r"\b(?:numbers?|counts?|totals?|people|persons|n|frequency|volume|headcount)\b|^#$")
_WHOLE = re.compile(
    r"(?:all|both)(?: (?:sexes|persons|people|ages|areas|places|groups|genders|pupils|students|categories|ethnicities|types))?"
    r"|(?:persons|people|everyone|overall|combined|england|great britain|united kingdom|uk|england and wales|wales|scotland"
    r"|northern ireland|national)"
)


def kept_rows(sheet: Sheet, mapping: SourceMapping) -> Sheet:
    """Leave out rows whose words are none of those that were asked for."""
    gone: set[int] = set()
    for heading, words in mapping.keep.items():
        if words and heading in sheet.layout.headings:
            wanted = {word.strip().lower() for word in words}
            cells, _ = cells_under(sheet, heading)
            gone |= {at for at, cell in zip(sheet.layout.body, cells, strict=True) if cell.strip().lower() not in wanted}
    return without_rows(sheet, gone, Reason.other_words) if gone else sheet


def without_rows(sheet: Sheet, gone: set[int], reason: Reason) -> Sheet:
    """A sheet whose table lacks some rows, each with an entry of why."""
    layout = sheet.layout
    body = [at for at in layout.body if at not in gone]
    return replace(sheet, layout=replace(layout, body=body, left_out=(*layout.left_out, *left_out_of(sheet, gone, reason))))


def left_out_of(sheet: Sheet, places: Iterable[int], reason: Reason) -> tuple[LeftOut, ...]:
    """The entries of rows that are left out, in the order of the file."""
    grid = sheet.grid
    return tuple(
        LeftOut(
            grid.row_numbers[at],
            grid.lines[at],
            reason,
            printable(" ".join(cell.strip() for cell in grid.rows[at] if cell.strip()), 80),
        )
        for at in sorted(places)
    )


def keep_questions(sheet: Sheet, mapping: SourceMapping) -> tuple[Question, ...]:
    """Ask which rows are wanted of every column that tells apart rows which would otherwise be added up."""
    if not sheet.layout.body:
        return ()
    used = {source for how in mapping.columns.values() for source in how.sources}
    told_apart = _that_tell_apart(sheet, mapping, used)
    adds_up = SPEC_OF[mapping.table].bulk or bool(told_apart)
    asked = []
    for heading in sheet.layout.headings:
        if heading in mapping.keep:
            continue
        words = _words_under(sheet, heading)
        if not 1 < len(words) <= _MOST_WORDS:
            continue
        mixes = heading not in used and _mixes_figures(words)
        if heading in told_apart or mixes or (adds_up and _holds_a_whole(words)):
            asked.append(_question(heading, words, heading in used))
    return tuple(asked)


def _question(heading: str, words: Sequence[str], is_used: bool) -> Question:
    kept_out = "" if is_used else ", which is kept out,"
    text = (
        f'Under "{printable(heading, 60)}"{kept_out} stand {joined(words)}. '
        "Taken together they may count the same people more than once. Which rows are wanted?"
    )
    choices = (*(Choice(word, word) for word in words), Choice(EVERY_ROW, "every row"))
    return Question(f"keep:{heading}", Ask.keep, heading, (heading,), text, choices, _likeliest(words), tuple(words[:3]))


def _likeliest(words: Sequence[str]) -> str | None:
    """Numbers before percentages, all people together before some of them, the last year before others."""
    counts = [word for word in words if _COUNT.search(word.lower()) and not _RATIO.search(word.lower())]
    if counts and any(_RATIO.search(word.lower()) for word in words):
        return counts[0]
    wholes = [word for word in words if is_whole(word)]
    if wholes:
        return wholes[0]
    years = [word for word in words if period_in(word) is not None]
    return sorted(years)[-1] if len(years) == len(words) else None


def is_whole(word: str) -> bool:
    """True for a word that stands for all groups together: Total, All ages, England."""
    return says_total(word) or _WHOLE.fullmatch(word.strip().lower()) is not None


def _words_under(sheet: Sheet, heading: str) -> list[str]:
    """The different words of a column in the order of the file, none where it holds figures or too many words."""
    words: dict[str, None] = {}
    for cell in cells_under(sheet, heading)[0][:_LOOKED_AT]:
        if cell.strip():
            words.setdefault(cell.strip())
            if len(words) > _MOST_WORDS:
                return []
    figures = sum(_is_plain_figure(word) for word in words)
    return [] if figures * 2 > len(words) else list(words)


def _is_plain_figure(word: str) -> bool:
    return word.replace(",", "").replace(".", "", 1).lstrip("-").isdigit() and period_in(word) is None


def _mixes_figures(words: Iterable[str]) -> bool:
    """True where some words stand for counts and others for percentages or rates."""
    ratios = [bool(_RATIO.search(word.lower())) for word in words]
    return any(ratios) and not all(ratios)


def _holds_a_whole(words: Sequence[str]) -> bool:
    """True where all people together stand beside parts of them."""
    return any(map(is_whole, words)) and not all(map(is_whole, words))


def _that_tell_apart(sheet: Sheet, mapping: SourceMapping, used: set[str]) -> set[str]:
    """Kept-out columns that alone tell rows apart whose own columns all say the same."""
    names = [heading for heading in _key_headings(mapping) if heading in sheet.layout.headings]
    if not names or len(sheet.layout.body) < 2:
        return set()
    columns = [cells_under(sheet, heading)[0][:_LOOKED_AT] for heading in names]
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, key in enumerate(zip(*columns, strict=True)):
        groups[key].append(place)
    again = [places for places in groups.values() if len(places) > 1]
    count = sum(map(len, groups.values()))
    if sum(map(len, again)) < _OFTEN * count:
        return set()
    free = [heading for heading in sheet.layout.headings if heading not in used]
    return {heading for heading in free if _differs_within(cells_under(sheet, heading)[0], again)}


def _differs_within(cells: Sequence[str], groups: Sequence[Sequence[int]]) -> bool:
    """True where a column says another thing in most rows of a group, for most groups, with few words."""
    telling = 0
    for places in groups:
        often = Counter(cells[place].strip() for place in places)
        telling += len(often) > 1 and "" not in often
    return telling * 2 > len(groups)


def _key_headings(mapping: SourceMapping) -> list[str]:
    """The headings of what names a row: its key, or all that is no figure where there is no key."""
    spec = SPEC_OF[mapping.table]
    named = [column.name for column in columns_of(spec.model) if column.kind not in NUMBERS and column.kind is not Kind.text]
    return [source for name in spec.key or named if name in mapping.columns for source in mapping.columns[name].sources]
