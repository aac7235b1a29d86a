"""Case folder: its files to a checked case, or every problem that keeps it out. Nothing is half-loaded."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from core.domain.case.case import Case
from core.domain.problems import Problem
from core.domain.tables import SPEC_OF, SPECS, Table
from core.domain.wording import as_listed, joined, printable
from core.ingest.decoding import LARGEST_FILE_BYTES
from core.ingest.names import Sorted, sorted_by_table, table_named
from core.ingest.rows import read_rows
from core.ingest.rules import problems_across, warnings_across
from core.ingest.sheets import Folder, Sheet
from core.ingest.tables import ShapedTable, TableReading, shape_of

THE_FOLDER = "the case folder"


@dataclass(frozen=True)
class Reading:
    """What came of reading a case folder: the case and its tables, or problems and neither; warnings in either case.

    `problem_count` counts all problems, of which `problems` lists at most the first 200 of each file.
    """

    case: Case | None
    tables: dict[str, Table] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    problem_count: int = 0


def read_files(files: Mapping[str, bytes], largest_bytes: int = LARGEST_FILE_BYTES) -> Reading:
    """Read and check the files of one case folder, given as name -> bytes.

    Each file may be `largest_bytes` long. A file that is not a table of the case folder is left out with a warning.
    """
    found = sorted_by_table(files)
    if not found.files:
        return Reading(None, problems=(_nothing_here(files),), warnings=found.warnings, problem_count=1)
    shaped = {name: shape_of(SPEC_OF[name], files[file_name], file_name, largest_bytes) for name, file_name in found.files.items()}
    return _reading(shaped, found)


def build_case(tables: Mapping[str, Table]) -> Reading:
    """Check tables whose shape was read before, and make the case of them."""
    return _reading({name: ShapedTable(table) for name, table in tables.items()}, Sorted({}))


def check_one(name_of_file: str, data: bytes, largest_bytes: int = LARGEST_FILE_BYTES, *, is_part: bool = False) -> TableReading:
    """Check one file by itself: its shape, its cells, its rows, and the rules that need no other file.

    The table is known from the file's name, whatever folder stands before it. A file that `is_part` of a table is held to
    what each row says by itself: shares that add to 1 may stand in rows it does not have.
    """
    name = table_named(name_of_file)
    if name is None:
        return TableReading(None, (_no_such_table(name_of_file),), problem_count=1)
    shaped = shape_of(SPEC_OF[name], data, name_of_file, largest_bytes)
    sheets, problems = _sheets({name: shaped})
    folder = Folder(sheets, is_all=False)
    problems += [] if is_part else problems_across(folder)
    return TableReading(
        None if problems else shaped.table,
        as_listed(problems),
        (*shaped.warnings, *warnings_across(folder)),
        len(problems),
    )


def check_each(files: Mapping[str, bytes], is_part: bool) -> list[TableReading]:
    """Check files one by one, as `check_one` does."""
    return [check_one(name, data, is_part=is_part) for name, data in files.items()]


def _reading(shaped: Mapping[str, ShapedTable], found: Sorted) -> Reading:
    sheets, of_files = _sheets(shaped)
    folder = Folder(sheets)
    problems = [*found.problems, *_missing_tables(shaped, found), *of_files, *problems_across(folder)]
    warnings = (*found.warnings, *(told for one in shaped.values() for told in one.warnings), *warnings_across(folder))
    if problems:
        return Reading(None, problems=as_listed(problems), warnings=warnings, problem_count=len(problems))
    tables = {name: one.table for name, one in shaped.items() if one.table is not None}
    return Reading(_case(sheets), tables, warnings=warnings)


def _sheets(shaped: Mapping[str, ShapedTable]) -> tuple[dict[str, Sheet], list[Problem]]:
    """Read the rows of every table as far as its shape allows."""
    sheets: dict[str, Sheet] = {}
    problems: list[Problem] = []
    for name, one in shaped.items():
        told = one.problems or _no_rows(one.table)
        problems += told
        if one.table is None:
            spec = SPEC_OF[name]
            sheets[name] = Sheet(spec, spec.file_name, is_whole=False)
            continue
        sheets[name], of_rows = read_rows(one.table, is_whole=not told)
        problems += of_rows
    return sheets, problems


def _no_rows(table: Table | None) -> tuple[Problem, ...]:
    """Refuse a needed table without rows that comes as a table and not as a file."""
    if table is None or table.rows or not SPEC_OF[table.name].required:
        return ()
    return (Problem(table.file_name, "there are no rows, and every case folder needs some.", 1),)


def _case(sheets: Mapping[str, Sheet]) -> Case:
    fields: dict[str, Any] = {}
    for name in Case.model_fields:
        if name in sheets:
            models = sheets[name].models
            fields[name] = (models[0] if models else None) if SPEC_OF[name].single_row else models
    return Case(**fields)


def _missing_tables(there: Iterable[str], found: Sorted) -> list[Problem]:
    missing = [spec for spec in SPECS if spec.required and spec.name not in set(there)]
    return [
        Problem(
            spec.file_name,
            "this file is missing and every case folder needs it.",
            what_to_do=f"It has one row per {spec.one_row_per}; its columns {joined(spec.required_columns, most=20)} must be there."
            + (f' Is it the file "{printable(found.perhaps[spec.name], 60)}"?' if spec.name in found.perhaps else ""),
        )
        for spec in missing
    ]


def _nothing_here(files: Mapping[str, bytes]) -> Problem:
    what = "there are no files here." if not files else "none of the files here is a table of a case folder."
    needed = joined((spec.file_name for spec in SPECS if spec.required), most=20)
    return Problem(THE_FOLDER, what, what_to_do=f"A case folder holds at least {needed}.")


def _no_such_table(file_name: str) -> Problem:
    return Problem(
        printable(file_name),
        "no table is known by this name.",
        what_to_do=f"The file's name says which table it is: {joined((spec.file_name for spec in SPECS), 'or', most=len(SPECS))}.",
    )
