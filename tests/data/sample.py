"""The sample programme as the tests read it: its rows as text, its case, and what the engine makes of it."""

import csv
import functools
from pathlib import Path

from core.domain.assumptions import FigureSource
from core.domain.case.case import Case
from core.engine.appraisal import appraise
from core.engine.results import Appraisal, Figures
from core.ingest.case import Reading, read_files
from core.store.assumptions import load_assumptions, load_figure_sources
from core.store.tables.folders import read_folder

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "data" / "samples" / "cbt_probation"
SHARED_DATA = ROOT.parent / "shared" / "data"


@functools.cache
def reading() -> Reading:
    """Read the folder as an upload is read."""
    return read_files(read_folder(SAMPLE))


def case() -> Case:
    """The checked case."""
    found = reading().case
    assert found is not None, [problem.sentence for problem in reading().problems]
    return found


@functools.cache
def appraisal() -> Appraisal:
    """The appraisal with the project's own rates."""
    return appraise(case(), load_assumptions())


def expected(option_id: str) -> Figures:
    """The headline figures of one option."""
    return appraisal().options[option_id].expected


@functools.cache
def figure_sources() -> tuple[FigureSource, ...]:
    """Where the figures without a source of their own come from."""
    return load_figure_sources("cbt_probation")


@functools.cache
def rows(table: str) -> tuple[dict[str, str], ...]:
    """The rows of one file as text, blank cells left out."""
    with (SAMPLE / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return tuple({column: cell for column, cell in row.items() if cell} for row in csv.DictReader(file))
