"""Effects of a change: the cells new tables would change, and every option's net figures in pounds. Nothing is written here."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from core.domain.problems import Problem
from core.domain.scenario import Scenario
from core.domain.tables import Table
from core.engine.appraisal import appraise
from core.ingest.case import build_case
from core.reports.appraisals import Loaded, appraise_loaded
from core.reports.changes.differences import cells_changed, effect_in_pounds, rows_changed


@dataclass(frozen=True)
class Moves:
    """New tables and what they would move. `problems` keep them out; `effect` is then empty."""

    tables: dict[str, Table]
    problems: tuple[Problem, ...]
    rows: pd.DataFrame  # as core.reports.changes.differences.rows_changed
    cells: pd.DataFrame  # as core.reports.changes.differences.cells_changed
    effect: pd.DataFrame  # as core.reports.changes.differences.effect_in_pounds

    @property
    def changes_nothing(self) -> bool:
        """True when every row is as it was."""
        return not self.rows[["added", "changed", "removed"]].to_numpy().any()


def what_tables_move(loaded: Loaded, tables: Mapping[str, Table]) -> Moves:
    """Work out what tables would change in a version, its other tables staying as they are."""
    reading = build_case({**loaded.tables, **tables})
    rows, cells = rows_changed(loaded.tables, tables), cells_changed(loaded.tables, tables)
    if reading.case is None:
        return Moves(dict(tables), reading.problems, rows, cells, pd.DataFrame())
    before = appraise_loaded(loaded, Scenario()).appraisal
    effect = effect_in_pounds(before, appraise(reading.case, loaded.assumptions), reading.case)
    return Moves(dict(tables), (), rows, cells, effect)
