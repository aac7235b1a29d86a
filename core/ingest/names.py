"""File names: which file is which table."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from core.domain.problems import Problem
from core.domain.tables import SPEC_OF, SPECS
from core.domain.wording import counted, joined, nearest, printable


@dataclass(frozen=True)
class Sorted:
    """The files of a folder by the table they hold, and files whose name is near that of a table."""

    files: Mapping[str, str]
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    perhaps: Mapping[str, str] = field(default_factory=dict)


def table_named(file_name: str) -> str | None:
    """The table a file holds by its name, in capitals or not; None where no table has that name."""
    path = PurePosixPath(file_name.replace("\\", "/").lower())
    return path.stem if path.suffix == ".csv" and path.stem in SPEC_OF else None


def sorted_by_table(files: Mapping[str, bytes]) -> Sorted:
    """Sort files by table, in the tables' order; those that are no table are named in warnings."""
    by_table: dict[str, list[str]] = {}
    others: list[str] = []
    for file_name in sorted(files):
        name = table_named(file_name)
        if name is None:
            others.append(file_name)
        else:
            by_table.setdefault(name, []).append(file_name)
    perhaps = _meant_as_tables(others, set(by_table))
    return Sorted(
        files={spec.name: by_table[spec.name][0] for spec in SPECS if spec.name in by_table},
        problems=tuple(_twice(name, names) for name, names in by_table.items() if len(names) > 1),
        warnings=(*_near_names(perhaps), *_left_out([name for name in others if name not in perhaps.values()])),
        perhaps=perhaps,
    )


def _meant_as_tables(others: list[str], there: set[str]) -> dict[str, str]:
    """Files that may have been meant as tables that are not there: table -> file."""
    free = [spec.name for spec in SPECS if spec.name not in there]
    perhaps: dict[str, str] = {}
    for file_name in others:
        path = PurePosixPath(file_name)
        meant = nearest(path.stem, free) if path.suffix.lower() in (".csv", ".txt", ".tsv") else None
        if meant is not None:
            perhaps.setdefault(meant, file_name)
    return perhaps


def _twice(name: str, names: list[str]) -> Problem:
    return Problem(
        f"{name}.csv", f"{counted(len(names), 'file')} hold this table: {joined(names)}.", what_to_do="Keep one of them."
    )


def _near_names(perhaps: Mapping[str, str]) -> list[Problem]:
    return [
        Problem(
            printable(file_name),
            "not the name of a table, so the file is left out.",
            what_to_do=f"If it is the table {name}, call it {name}.csv.",
        )
        for name, file_name in perhaps.items()
    ]


def _left_out(names: list[str]) -> list[Problem]:
    if not names:
        return []
    if len(names) == 1:
        return [Problem(printable(names[0]), "not a table of the case folder, so it is left out.")]
    return [Problem("the case folder", f"{counted(len(names), 'file')} that are no tables are left out: {joined(names)}.")]
