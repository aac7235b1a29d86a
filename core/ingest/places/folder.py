"""Place folder: its tables and the case folders of its programmes, to a checked place or every problem that keeps it out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.domain.fields import Row
from core.domain.places.place import Member, Place
from core.domain.places.rows import PlaceFrame, PlaceProgramme
from core.domain.places.tables import PLACE_SPECS
from core.domain.problems import Problem
from core.domain.tables import TableSpec
from core.domain.wording import as_listed, joined, printable
from core.ingest.case import Reading, read_files
from core.ingest.places import agreement, choices, frame, matches, overlaps
from core.ingest.rows import read_rows
from core.ingest.rules.keys import no_key_twice, one_row_only
from core.ingest.sheets import Folder, Sheet
from core.ingest.tables import shape_of


@dataclass(frozen=True)
class PlaceReading:
    """What came of reading a place folder: the place, or problems and none; warnings in either case."""

    place: Place | None
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    problem_count: int = 0


CHECKS = (
    frame.programmes_are_not_too_many,
    frame.years_and_prices_agree,
    choices.options_are_known,
    matches.things_are_known,
    matches.one_of_a_programme_for_one_shared_thing,
    matches.partners_are_of_one_kind,
    matches.units_are_told,
    matches.outcomes_of_one_population,
    agreement.values_agree,
    agreement.owners_agree,
    agreement.levers_are_one,
    overlaps.overlaps_are_of_two,
    overlaps.shares_are_of_one_whole,
    choices.limits_are_of_shared_partners,
    choices.rules_name_open_options,
    choices.nothing_waits_for_itself,
)


def read_place(files: Mapping[str, bytes], programmes: Mapping[str, Mapping[str, bytes]]) -> PlaceReading:
    """Read and check the files of a place folder.

    Args:
        files: name -> bytes of the place's own tables.
        programmes: programme id -> files of its case folder, as they stand in the folder `programmes`.
    """
    sheets, problems, warnings = _sheets({name.lower(): data for name, data in files.items()})
    cases, of_cases, told = _cases(sheets["place_programmes"], programmes)
    problems += of_cases
    warnings += told
    problems += [*one_row_only(Folder(sheets)), *no_key_twice(Folder(sheets))]
    if not problems:
        place = _place(sheets, cases)
        problems = [problem for check in CHECKS for problem in check(place)]
        if not problems:
            return PlaceReading(place, warnings=tuple(warnings))
    return PlaceReading(None, as_listed(problems), tuple(warnings), len(problems))


def _sheets(files: Mapping[str, bytes]) -> tuple[dict[str, Sheet], list[Problem], list[Problem]]:
    known = {spec.file_name for spec in PLACE_SPECS}
    warnings = [
        Problem(printable(name), "not a table of a place folder, so it is left out.") for name in sorted(files) if name not in known
    ]
    sheets, problems = {}, []
    for spec in PLACE_SPECS:
        if spec.file_name not in files:
            sheets[spec.name] = Sheet(spec, spec.file_name, is_there=False)
            problems += [_missing(spec)] if spec.required else []
            continue
        shaped = shape_of(spec, files[spec.file_name], spec.file_name)
        problems += shaped.problems
        warnings += shaped.warnings
        if shaped.table is None:
            sheets[spec.name] = Sheet(spec, spec.file_name, is_whole=False)
            continue
        sheets[spec.name], wrong = read_rows(shaped.table, is_whole=not shaped.problems, spec=spec)
        problems += wrong
    return sheets, problems, warnings


def _missing(spec: TableSpec) -> Problem:
    columns = joined(spec.required_columns, most=20)
    return Problem(
        spec.file_name,
        "this file is missing and every place folder needs it.",
        what_to_do=f"It has one row per {spec.one_row_per}; its columns {columns} must be there.",
    )


def _cases(sheet: Sheet, programmes: Mapping[str, Mapping[str, bytes]]) -> tuple[dict[str, Reading], list[Problem], list[Problem]]:
    named = [str(read.values["programme_id"]) for read in sheet.having("programme_id")]
    readings, problems, warnings = {}, [], []
    for read in sheet.having("programme_id"):
        programme_id = str(read.values["programme_id"])
        if programme_id not in programmes:
            todo = f"Put its case folder into programmes/{printable(programme_id)}, or take the row out."
            problems.append(
                Problem(sheet.file_name, "there is no such programme.", read.line, "programme_id", printable(programme_id), todo)
            )
            continue
        reading = read_files(programmes[programme_id])
        readings[programme_id] = reading
        problems += [_inside(programme_id, problem) for problem in reading.problems]
        warnings += [_inside(programme_id, problem) for problem in reading.warnings]
    for programme_id in sorted(set(programmes) - set(named)):
        told = "no row of place_programmes.csv names this programme, so it is left out."
        warnings.append(Problem(f"programmes/{printable(programme_id)}", told))
    return readings, problems, warnings


def _inside(programme_id: str, problem: Problem) -> Problem:
    file = f"programmes/{printable(programme_id)}/{problem.file}"
    return Problem(file, problem.message, problem.line, problem.column, problem.value, problem.what_to_do)


def _place(sheets: Mapping[str, Sheet], readings: Mapping[str, Reading]) -> Place:
    rows = {name: _models(sheet) for name, sheet in sheets.items()}
    members = [
        Member(row, case)
        for row in rows["place_programmes"]
        if isinstance(row, PlaceProgramme) and (case := readings[row.programme_id].case) is not None
    ]
    only = next(row for row in rows["places"] if isinstance(row, PlaceFrame))
    others: dict[str, Any] = {name: rows[f"place_{name}"] for name in ("matches", "values", "overlaps", "limits", "rules")}
    return Place(only, tuple(sorted(members, key=lambda member: member.programme_id)), **others)


def _models(sheet: Sheet) -> tuple[Row, ...]:
    """The rows of a sheet in order of their keys, so that the order of a file changes nothing."""
    return tuple(sorted(sheet.models, key=lambda row: tuple(str(getattr(row, name) or "") for name in sheet.spec.key)))
