"""Folder as its writers left it: every table is mended as a single one is, and what is open is asked at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from core.access.row_ownership import editor_of
from core.domain.people import Person
from core.domain.tables import SPEC_OF
from core.ingest.case import build_case
from core.ingest.messy import ACCEPT, EVERY_SUGGESTION, LEAVE_ROW_OUT, Answer, Choose, Conversion, MendedFolder, mend_folder, value
from core.reports.appraisals import Loaded
from core.reports.changes.upload import Prepared, Read, at_once, worked_out

TAKE, LEAVE_OUT = "accept", "leave_row_out"
_WORDS = {TAKE: ACCEPT, LEAVE_OUT: LEAVE_ROW_OUT}


@dataclass(frozen=True)
class OpenPoint:
    """One thing to be answered: what is wrong or asked, which answers there are as (what is sent, what it says), and what is meant.

    `is_typed` is true where a value may be typed instead.
    """

    point_id: str
    table: str
    sentence: str
    choices: tuple[tuple[str, str], ...]
    suggestion: str | None
    is_typed: bool


@dataclass(frozen=True)
class FolderUpload:
    """What came of mending: what is open, what no answer mends, what was read otherwise, and the load once nothing is open."""

    points: tuple[OpenPoint, ...]
    refusals: tuple[str, ...]
    changes: tuple[str, ...]
    prepared: Prepared | None

    @property
    def has_suggestions(self) -> bool:
        """True where one answer can take every suggestion at once."""
        return any(TAKE in (sent for sent, _ in point.choices) for point in self.points)


def may_be_mended(current: Loaded | None, person: Person) -> bool:
    """Tell whether the person may bring whole tables: who edits some partners' rows alone brings them table by table."""
    return current is None or editor_of(person, current.case.programme.programme_id).edits_every_row


def prepare_folder(
    files: Mapping[str, bytes], answers: Mapping[str, str], current: Loaded | None, *, person: Person, read: Read = at_once
) -> FolderUpload | None:
    """Mend a folder with the answers given so far; None where there is nothing in it that could be mended.

    Args:
        files: name -> bytes, archives already taken apart.
        answers: by id of what is open: `TAKE`, `LEAVE_OUT`, or a value; `EVERY_SUGGESTION` -> `TAKE` takes all suggestions.
        current: the version the person looks at; None when there is none.
        person: who brings them.
        read: how the files are read, such as in a process of its own.
    """
    if not may_be_mended(current, person):
        return None
    said = {what: _answer(text) for what, text in answers.items()}
    folder: MendedFolder = read(mend_folder, dict(files), said)
    points = tuple(_points(folder))
    refusals = tuple(_refusals(folder))
    if not folder.conversions or not (points or refusals or answers):
        return None
    prepared = None if folder.is_open else _prepared(folder, current)
    return FolderUpload(points, refusals, folder.changes, prepared)


def _prepared(folder: MendedFolder, current: Loaded | None) -> Prepared:
    is_whole = all(spec.name in folder.tables for spec in SPEC_OF.values() if spec.required)
    if current is None or is_whole:
        reading = build_case(folder.tables)
        is_same = current is not None and reading.case is not None and _id_of(current) == reading.case.programme.programme_id
        return worked_out(reading, reading.tables, current if is_same else None, is_whole=True)
    return worked_out(build_case({**current.tables, **folder.tables}), folder.tables, current, is_whole=False)


def _id_of(loaded: Loaded) -> str:
    return loaded.case.programme.programme_id


def _answer(text: str) -> Answer:
    return _WORDS.get(text, value(text))


def _refusals(folder: MendedFolder) -> Iterator[str]:
    """Whatever stands in the way that has to be put right in the files themselves."""
    yield from (problem.sentence for problem in folder.problems)
    for table, done in folder.conversions.items():
        yield from (f"{table}: {problem.sentence}" for problem in done.problems)
        yield from (f"{table}: {found.sentence}" for found in done.personal)


def _points(folder: MendedFolder) -> Iterator[OpenPoint]:
    for table, done in folder.conversions.items():
        yield from _questions(table, done)
        yield from _repairs(table, done)
    for one in folder.names:
        yield OpenPoint(one.name_id, one.table, one.sentence, ((TAKE, f"It means {one.meant}"),), one.meant, is_typed=False)


def _questions(table: str, done: Conversion) -> Iterator[OpenPoint]:
    for asked in done.questions:
        choices = tuple((choice.value, choice.label) for choice in asked.choices)
        yield OpenPoint(f"{table}:{asked.question_id}", table, asked.text, choices, asked.suggestion, is_typed=not choices)


def _repairs(table: str, done: Conversion) -> Iterator[OpenPoint]:
    for repair in done.repairs:
        take = ((TAKE, f"Take {repair.suggestion or 'an empty cell'}"),) if repair.suggestion is not None else ()
        out = ((LEAVE_OUT, "Leave the row out" if repair.count == 1 else f"Leave the {repair.count} rows out"),)
        yield OpenPoint(
            f"{table}:{repair.repair_id}", table, repair.sentence, (*take, *out), repair.suggestion,
            is_typed=Choose.value in repair.choices,
        )  # fmt: skip


__all__ = ["EVERY_SUGGESTION", "FolderUpload", "OpenPoint", "may_be_mended", "prepare_folder"]
