"""Personal data, found before anything is stored: NHS and NI numbers, e-mails, phones, postcodes, names, birth dates."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from core.domain.problems import Problem
from core.domain.wording import counted, joined, printable
from core.ingest.first_names import FIRST_NAMES
from core.ingest.labels import letter_of, plain

_NHS = re.compile(r"(?<![0-9.\-])([0-9]{3})([ \-]?)([0-9]{3})\2([0-9]{4})(?![0-9]|\.[0-9])")
_NI = re.compile(
    r"(?<![A-Z0-9])(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[A-D](?![A-Z0-9])",
    re.I,
)
_EMAIL = re.compile(r"[A-Z0-9._%+'\-]+@[A-Z0-9](?:[A-Z0-9\-]*[A-Z0-9])?(?:\.[A-Z0-9\-]+)*\.[A-Z]{2,}", re.I)
_PHONE = re.compile(
    r"(?<![0-9A-Z.,+/\-])(?:\+44 ?(?:\(0\) ?)?|0044 ?|\(?0)[1-378](?:[ \-)]{0,2}[0-9]){8,9}(?![0-9]|[.,][0-9])", re.I
)
_POSTCODE = re.compile(r"(?<![A-Z0-9])(?:[A-PR-UWYZ][A-HK-Y]?[0-9][0-9A-HJKPSTUW]?)( ?)[0-9][ABD-HJLNP-UW-Z]{2}(?![A-Z0-9])")
_BIRTH = re.compile(r"d o b|dob|date of birth|birth ?date|birthday|born(?: on)?|.*\bdob\b.*|.*\bdate of birth\b.*")
_PERSON = (
    "patient|client|service user|person|child|pupil|offender|participant|resident|tenant|customer|employee|staff|carer|"
    "parent|victim"
)
_NAMES = re.compile(
    rf"(?:first|fore|given|sur|last|family|middle|maiden|full) ?names?|(?:{_PERSON})s? (?:full )?names?|firstname|lastname|fullname"
)
_TITLED = re.compile(r"(?:mr|mrs|ms|miss|mx)\.? [A-Z][A-Za-z'’\-]+(?: [A-Z][A-Za-z'’\-]+)*", re.I)
_NHS_HEADING = re.compile(r".*\bnhs (?:no|number|num|id)\b.*|nhs|nhsno|nhs number")
_PERSONS_OF_OURS = frozenset({"owner", "agreed by", "decided by", "lead officer", "sro"})
_OF_AN_OFFICE = "If they belong to an office and to no person, bring this file alone, step by step, and say so there."
_WHO_ARE_WE_TO_SAY = "Take the column out, or put numbers of no meaning in its place, and send the file again."


class Personal(StrEnum):
    """A kind of personal data."""

    nhs_number = "NHS numbers"
    ni_number = "National Insurance numbers"
    email = "e-mail addresses"
    phone = "telephone numbers"
    postcode = "full postcodes"
    name = "names of people"
    birth_date = "dates of birth"


# What may also belong to an office or a building, so that an analyst may say that it is nobody's.
MAY_BE_AN_OFFICE = frozenset({Personal.email, Personal.phone, Personal.postcode, Personal.name})


@dataclass(frozen=True)
class PersonalFinding:
    """Personal data in one column. No value is kept: only how many, and the first few rows as in Excel.

    `rows` is empty where the different values of a column were looked through and not its rows.
    """

    finding_id: str
    kind: Personal
    column: str
    letter: str
    count: int
    rows: tuple[int, ...]

    @property
    def may_be_an_office(self) -> bool:
        """True where the analyst may say that these belong to no person, by the answer 'accept'."""
        return self.kind in MAY_BE_AN_OFFICE

    @property
    def sentence(self) -> str:
        """One line a person can act on."""
        return f"{self.found} {self.what_to_do}"

    @property
    def found(self) -> str:
        """Where what seems to stand, and that nothing was stored."""
        first = f", first row{'s' if len(self.rows) > 1 else ''} {joined(self.rows)}" if self.rows else ""
        seems = counted(self.count, "cell" if self.rows else "different value")
        where = f'Column {self.letter} "{printable(self.column, 60)}"'
        return f"{where} seems to hold {self.kind} ({seems}{first}). Nothing was stored."

    @property
    def what_to_do(self) -> str:
        """What the person can do about it, wherever the file came in."""
        return _WHO_ARE_WE_TO_SAY

    def problem(self, file_name: str, line: int | None = None) -> Problem:
        """The same as a problem of a file that is taken in unaltered, where nobody can be asked whose data it is."""
        step_by_step = f" {_OF_AN_OFFICE}" if self.may_be_an_office else ""
        return Problem(file_name, self.found, line, what_to_do=f"{self.what_to_do}{step_by_step}")


def personal_data_in(
    headings: Sequence[str], rows: Sequence[Sequence[str]], row_numbers: Sequence[int]
) -> tuple[PersonalFinding, ...]:
    """Look through every row of a table, in columns that would be kept out too.

    Args:
        headings: of the columns; where rows are wider, the others have none.
        rows: the cells as text.
        row_numbers: the number each row is told by, as in Excel.
    """
    width = max(map(len, rows), default=0)
    findings = []
    for place in range(width):
        heading = headings[place] if place < len(headings) else f"column {letter_of(place)}"
        cells = [row[place] if place < len(row) else "" for row in rows]
        # In long tables the same few values come again: one look at each shows whether a whole look is needed.
        distinct = list(dict.fromkeys(cells))
        if len(distinct) * 4 < len(cells) and not any(True for _ in _found_in(plain(heading), distinct)):
            continue
        for kind, places in _found_in(plain(heading), cells):
            first = tuple(row_numbers[at] for at in places[:5])
            findings.append(PersonalFinding(f"personal:{kind.name}:{heading}", kind, heading, letter_of(place), len(places), first))
    return tuple(findings)


def personal_words(heading: str, place: int, words: Sequence[str]) -> tuple[PersonalFinding, ...]:
    """Look through the different values of one column, given with its heading and its place from 0; no value is kept."""
    return tuple(
        PersonalFinding(f"personal:{kind.name}:{heading}", kind, heading, letter_of(place), len(places), ())
        for kind, places in _found_in(plain(heading), list(words))
    )


def _found_in(heading: str, cells: list[str]) -> Iterator[tuple[Personal, list[int]]]:
    joined_up = "\n".join(cell.replace("\n", " ") for cell in cells)
    starts = None
    for kind, pattern in ((Personal.ni_number, _NI), (Personal.email, _EMAIL), (Personal.phone, _PHONE)):
        if kind is Personal.email and "@" not in joined_up:
            continue
        matches = [match.start() for match in pattern.finditer(joined_up)]
        if matches:
            starts = starts or _starts(cells)
            yield kind, _cells_at(matches, starts)
    yield from _nhs_numbers(heading, cells, joined_up)
    yield from _postcodes(heading, cells, joined_up)
    yield from _people(heading, cells)


def _starts(cells: list[str]) -> list[int]:
    starts, at = [], 0
    for cell in cells:
        starts.append(at)
        at += len(cell) + 1
    return starts


def _cells_at(offsets: list[int], starts: list[int]) -> list[int]:
    return sorted({bisect_right(starts, offset) - 1 for offset in offsets})


def has_check_digit(digits: str) -> bool:
    """True where the tenth digit of an NHS number is the one its first nine give (modulus 11)."""
    rest = 11 - sum(int(digit) * weight for digit, weight in zip(digits[:9], range(10, 1, -1), strict=True)) % 11
    return rest != 10 and int(digits[9]) == rest % 11 and len(set(digits)) > 1


def _nhs_numbers(heading: str, cells: list[str], joined_up: str) -> Iterator[tuple[Personal, list[int]]]:
    """Numbers with spaces count at once; plain ones where the heading says so, or at least half have a right check digit.

    Of numbers of ten digits that mean something else, one in eleven has a right check digit by chance.
    """
    found = [(match.start(), "".join(match.group(1, 3, 4)), match.group(2)) for match in _NHS.finditer(joined_up)]
    valid = [(start, mark) for start, digits, mark in found if has_check_digit(digits)]
    is_likely = _NHS_HEADING.fullmatch(heading) is not None or len(valid) * 2 >= len(found)
    kept = [start for start, mark in valid if mark or is_likely]
    if kept:
        yield Personal.nhs_number, _cells_at(kept, _starts(cells))


def _postcodes(heading: str, cells: list[str], joined_up: str) -> Iterator[tuple[Personal, list[int]]]:
    """Postcodes with their space count at once; without it where the heading says so or most cells are such."""
    matches = list(_POSTCODE.finditer(joined_up.upper()))
    if not matches:
        return
    filled = sum(bool(cell) for cell in cells)
    is_likely = "postcode" in heading or "post code" in heading or len(matches) * 2 > filled
    kept = [match.start() for match in matches if match.group(1) or is_likely]
    if kept:
        yield Personal.postcode, _cells_at(kept, _starts(cells))


def _people(heading: str, cells: list[str]) -> Iterator[tuple[Personal, list[int]]]:
    filled = [at for at, cell in enumerate(cells) if cell.strip()]
    if _BIRTH.fullmatch(heading):
        dated = [at for at in filled if any(mark.isdigit() for mark in cells[at])]
        if dated:
            yield Personal.birth_date, dated
        return
    if _NAMES.fullmatch(heading):
        named = [at for at in filled if any(mark.isalpha() for mark in cells[at])]
        if named:
            yield Personal.name, named
        return
    if heading not in _PERSONS_OF_OURS:
        named = [at for at in filled if _is_a_name(cells[at])]
        if len(named) >= 2 and len(named) * 2 >= len(filled):
            yield Personal.name, named


def _is_a_name(cell: str) -> bool:
    if " " not in cell or not cell.lstrip()[:1].isupper():
        return False
    words = cell.replace(",", " ").split()
    if not 2 <= len(words) <= 4 or not all(word[:1].isupper() and re.sub("[-'’.]", "", word).isalpha() for word in words):
        return False
    return (
        _TITLED.fullmatch(cell.strip()) is not None
        or words[0].lower() in FIRST_NAMES
        or ("," in cell and words[1].lower() in FIRST_NAMES)
    )
