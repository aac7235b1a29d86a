"""A whole case folder as its writers left it: every table is mended as a single one is, and names become ids across tables."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from core.domain.problems import Problem
from core.domain.tables import SPEC_OF, Table
from core.domain.wording import nearest, printable
from core.ingest.grids import NotReadable
from core.ingest.messy.cells.result import TRIMMED
from core.ingest.messy.conversion import Conversion
from core.ingest.messy.convert import convert
from core.ingest.messy.match_columns import propose
from core.ingest.messy.repairs import ACCEPT, Answer
from core.ingest.messy.survey import survey
from core.ingest.numbers import plain_number

EVERY_SUGGESTION = "all"
_NOT_A_LETTER = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class NameForId:
    """A cell that names a row of another table by its title or in other letters, and the id that seems to be meant."""

    table: str
    column: str
    text: str
    meant: str
    line: int

    @property
    def name_id(self) -> str:
        """What it is answered by."""
        return f"{self.table}:name:{self.column}:{printable(self.text, 60)}"

    @property
    def sentence(self) -> str:
        """One line a person can act on."""
        return f'{self.table}, line {self.line}, {self.column}: "{printable(self.text, 60)}" is no id; "{self.meant}" seems meant.'


@dataclass(frozen=True)
class MendedFolder:
    """What came of mending a folder.

    Args:
        tables: every table that could be read, by name; all of them where nothing is open.
        conversions: what came of each file, by table.
        names: names that stand for ids and are not agreed to yet.
        problems: files nothing can be taken from.
    """

    tables: dict[str, Table]
    conversions: dict[str, Conversion]
    names: tuple[NameForId, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def is_open(self) -> bool:
        """True while anything is asked or wrong."""
        return bool(self.problems or self.names) or any(done.table is None for done in self.conversions.values())

    @property
    def suggestions(self) -> tuple[str, ...]:
        """Sentences of everything that one answer to `EVERY_SUGGESTION` would accept."""
        repairs = (
            f"{table}: {repair.sentence} Suggested: {repair.suggestion or 'leave empty'}."
            for table, done in self.conversions.items()
            for repair in done.repairs
            if repair.suggestion is not None
        )
        return (*repairs, *(one.sentence for one in self.names))

    @property
    def changes(self) -> tuple[str, ...]:
        """Sentences about what was read otherwise than it stands, table by table."""
        return tuple(
            f'{table}, row {change.row:,}, {change.column}: "{printable(change.before.strip(), 40)}" became '
            f'"{printable(change.after, 40)}", {change.why}.'
            for table, done in self.conversions.items()
            for change in done.cells
            if change.why != TRIMMED
        )


def mend_folder(files: Mapping[str, bytes], answers: Mapping[str, Answer] | None = None) -> MendedFolder:
    """Read every table of a folder as a single awkward file is read.

    Args:
        files: name -> bytes; only those named as a table is are looked at.
        answers: by table and id, "costs:word:heading:staff"; `EVERY_SUGGESTION` -> accept takes every suggestion at once.
    """
    answers = answers or {}
    named = {name.rsplit("/", 1)[-1].lower().removesuffix(".csv"): (name, data) for name, data in files.items()}
    conversions: dict[str, Conversion] = {}
    problems: list[Problem] = []
    base_year: int | None = None
    for table in (name for name in SPEC_OF if name in named):
        try:
            done = _mended(table, *named[table], answers, base_year)
        except NotReadable as reason:
            problems.append(Problem(named[table][0], reason.sentence))
            continue
        conversions[table] = done
        if table == "programme" and done.table is not None:
            base_year = _base_year(done.table)
    tables = {table: done.table for table, done in conversions.items() if done.table is not None}
    tables, names = _with_ids(tables, answers)
    return MendedFolder(tables, conversions, tuple(names), tuple(problems))


def _mended(table: str, name: str, data: bytes, answers: Mapping[str, Answer], base_year: int | None) -> Conversion:
    found = survey(data, name)
    proposal = propose(found, table, base_year=base_year)
    own = {what.removeprefix(f"{table}:"): answer for what, answer in answers.items() if what.startswith(f"{table}:")}
    done = convert(found, proposal, own)
    if answers.get(EVERY_SUGGESTION) != ACCEPT:
        return done
    suggested = {repair.repair_id: ACCEPT for repair in done.repairs if repair.suggestion is not None}
    return convert(found, proposal, {**suggested, **own})


def _base_year(programme: Table) -> int | None:
    year = plain_number(programme.dicts()[0].get("base_year", "").strip()) if programme.rows else None
    return None if year is None else int(year)


def _with_ids(tables: dict[str, Table], answers: Mapping[str, Answer]) -> tuple[dict[str, Table], list[NameForId]]:
    """Put ids in place of names that are agreed to; give back those that are not."""
    asked: list[NameForId] = []
    settled = dict(tables)
    for table in tables.values():
        meant: dict[tuple[str, str], str] = {}
        for one in _names_in(table, tables):
            if ACCEPT in (answers.get(EVERY_SUGGESTION), answers.get(one.name_id)):
                meant[one.column, one.text] = one.meant
            else:
                asked.append(one)
        if meant:
            settled[table.name] = _renamed(table, meant)
    return settled, asked


def _names_in(table: Table, tables: Mapping[str, Table]) -> Iterable[NameForId]:
    seen: set[tuple[str, str]] = set()
    for column, others in SPEC_OF[table.name].references.items():
        known = {key: title for other in others if other in tables for key, title in _titles(tables[other]).items()}
        for row, line in zip(table.dicts(), table.lines, strict=True):
            text = row.get(column, "").strip()
            if text and known and text not in known and (column, text) not in seen:
                seen.add((column, text))
                meant = _meant(text, known)
                if meant is not None:
                    yield NameForId(table.name, column, text, meant, line)


def _titles(table: Table) -> dict[str, str]:
    key = SPEC_OF[table.name].key[0]
    return {row[key].strip(): row.get("title", "").strip() for row in table.dicts() if row.get(key, "").strip()}


def _meant(text: str, known: Mapping[str, str]) -> str | None:
    """The id whose title or letters a text has; where there is none such, the nearest title."""
    letters = _letters(text)
    alike = [key for key, title in known.items() if letters in (_letters(key), _letters(title))]
    if len(alike) == 1:
        return alike[0]
    close = nearest(text, [title for title in known.values() if title]) if not alike else None
    return next((key for key, title in known.items() if title == close), None) if close else None


def _letters(text: str) -> str:
    return _NOT_A_LETTER.sub("", text.casefold())


def _renamed(table: Table, meant: Mapping[tuple[str, str], str]) -> Table:
    rows = tuple(
        tuple(meant.get((name, cell.strip()), cell) for name, cell in zip(table.columns, row, strict=True)) for row in table.rows
    )
    return replace(table, rows=rows)
