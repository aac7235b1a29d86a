"""One version of a programme, appraised: what every page, paper and link draws its figures from."""

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from core.domain.assumptions import Assumptions, FigureSource
from core.domain.benefits import Benefit, ValueKind
from core.domain.case import Case
from core.domain.options import OptionKind
from core.domain.programme import DiscountSchedule
from core.domain.scenario import Scenario
from core.domain.tables import Table
from core.engine.appraise import appraise
from core.engine.discounting import discount_factors
from core.engine.results import Appraisal, OptionResult
from core.engine.scenario import with_changes
from core.ingest.case import build_case
from core.store.assumptions import load_assumptions, load_figure_sources
from core.store.database import Database
from core.store.refusals import DamagedStore
from core.store.tables import read_tables
from core.store.versions import Version, version_numbered

Factors = NDArray[np.float64]


@dataclass(frozen=True)
class Loaded:
    """A version as read from the store: its text tables and the case they make."""

    version: Version
    tables: dict[str, Table]
    case: Case
    assumptions: Assumptions
    figure_sources: tuple[FigureSource, ...]


@dataclass(frozen=True)
class Appraised:
    """A version, the scenario it was appraised under, and the result."""

    loaded: Loaded
    scenario: Scenario
    case: Case
    appraisal: Appraisal
    closed_centres: frozenset[str]

    def option(self, option_id: str) -> OptionResult:
        """The result of one option.

        Raises:
            KeyError: when the programme has no such option.
        """
        return self.appraisal.options[option_id]

    @cached_property
    def factors(self) -> Factors:
        """(years,) discount factors that apply to costs and to all cash."""
        schedule = self.case.programme.discount_schedule
        low = schedule is DiscountSchedule.low_pure_time_preference
        return self._factors("low_pure_time_preference" if low else "standard")

    def factors_of(self, benefit: Benefit) -> Factors:
        """(years,) discount factors that apply to one line of benefit."""
        is_health = self.case.programme.discount_schedule is DiscountSchedule.health
        return self._factors("health") if is_health and benefit.value_kind is ValueKind.wellbeing else self.factors

    def _factors(self, schedule: str) -> Factors:
        return discount_factors(self.loaded.assumptions.discount[schedule], self.case.programme.horizon_years)

    @cached_property
    def input_hash(self) -> str:
        """Sixteen characters that change whenever an input, the scenario, an assumption or the method changes."""
        parts = {
            "tables": {name: table.sha256 for name, table in sorted(self.loaded.tables.items())},
            "scenario": self.scenario.in_words,
            "assumptions": self.loaded.assumptions.model_dump(mode="json"),
            "method": self.appraisal.method_version,
        }
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:16]


def load_version(db: Database, programme_id: str, number: int | None = None) -> Loaded:
    """Read one version of a programme; the current one when no number is given.

    Raises:
        DamagedStore: when there is no such version, or what is stored no longer makes a case.
    """
    version = version_numbered(db, programme_id, number)
    tables = read_tables(db, version.version_id)
    reading = build_case(tables)
    if reading.case is None:
        raise DamagedStore(f"{programme_id}, version {version.number}, no longer reads: {reading.problems[0].sentence}")
    return Loaded(version, tables, reading.case, load_assumptions(), load_figure_sources(programme_id))


def appraise_loaded(loaded: Loaded, scenario: Scenario) -> Appraised:
    """Work a loaded version out under a scenario."""
    case, closed = with_changes(loaded.case, scenario)
    return Appraised(loaded, scenario, case, appraise(case, loaded.assumptions, closed), closed)


def compared_options(case: Case) -> list[str]:
    """Options that can be looked at one by one: all but business as usual, from which every figure is a difference."""
    return [option.option_id for option in case.options if option.kind is not OptionKind.business_as_usual]
