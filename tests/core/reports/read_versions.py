"""Versions as the reports read them: the sample, the cases kept with the tests, and cases with a cell changed."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from core.actions.sample import SAMPLE
from core.domain.scenario import Scenario
from core.ingest.case import read_files
from core.reports.appraisals import Appraised, Loaded, appraise_loaded
from core.store.assumptions import load_assumptions, load_figure_sources
from core.store.tables.folders import read_folder
from core.store.tables.versions import CURRENT, Version
from tests.case_files import CASE_NAMES, CASES
from tests.core.store.stored import NOON

FOLDERS = {"sample": SAMPLE, **{name: CASES / name for name in CASE_NAMES}}


def pounds(amount: float) -> object:
    """Equal to the penny."""
    return pytest.approx(amount, rel=0, abs=0.005)


@cache
def files_of(name: str) -> Mapping[str, bytes]:
    """The files of a case folder by name."""
    return read_folder(FOLDERS[name])


def loaded_from(files: Mapping[str, bytes], number: int = 1) -> Loaded:
    """Read files, in which nothing may be wrong, as a version of their programme."""
    reading = read_files(files)
    assert reading.case is not None, reading.problems
    programme_id = reading.case.programme.programme_id
    version = Version(number, programme_id, number, NOON, "Ann", "Made it.", CURRENT, None)
    return Loaded(version, reading.tables, reading.case, load_assumptions(), load_figure_sources(programme_id))


@cache
def loaded(name: str) -> Loaded:
    """A case as a version that was read."""
    return loaded_from(files_of(name))


@cache
def appraised(name: str) -> Appraised:
    """A case, worked out as entered."""
    return appraise_loaded(loaded(name), Scenario())


def every_option() -> list[tuple[str, str]]:
    """Each option of each case: name of the case, id of the option."""
    return [(name, option.option_id) for name in FOLDERS for option in loaded(name).case.options]


def with_text(files: Mapping[str, bytes], file: str, before: str, after: str) -> dict[str, bytes]:
    """The files with one piece of text changed where it stands for the first time."""
    text = files[file].decode()
    assert before in text, f"{before!r} does not stand in {file}"
    return {**files, file: text.replace(before, after, 1).encode()}


def folder_of(files: Mapping[str, bytes], path: Path) -> Path:
    """Write files into a folder."""
    path.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (path / name).write_bytes(data)
    return path
