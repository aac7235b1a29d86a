"""Appraisals: one version of a programme, worked out: what every page, paper and link draws its figures from."""

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from core.domain.assumptions import Assumptions, FigureSource
from core.domain.case.benefits import Benefit, ValueKind
from core.domain.case.case import Case
from core.domain.case.options import OptionKind
from core.domain.case.programme import DiscountSchedule
from core.domain.errors import DamagedStore
from core.domain.scenario import Scenario
from core.domain.tables import Table
from core.engine.appraisal import appraise
from core.engine.formulas.discounting import discount_factors
from core.engine.formulas.prices import PriceIndex, price_index
from core.engine.real_terms import in_real_terms
from core.engine.results import Appraisal, OptionResult
from core.engine.scenario import with_changes
from core.ingest.case import build_case
from core.reports.cache import RecentResults
from core.store.assumptions import load_assumptions, load_figure_sources
from core.store.database import Database
from core.store.tables.tables import whole_tables
from core.store.tables.versions import Version, version_numbered

Factors = NDArray[np.float64]

MOST_READ = 8  # versions whose tables and case are kept
_read_lately: RecentResults[tuple[dict[str, Table], Case]] = RecentResults()


@dataclass(frozen=True)
class Loaded:
    """A version as read from the store: its text tables and the case they make."""

    version: Version
    tables: dict[str, Table]
    case: Case
    assumptions: Assumptions
    figure_sources: tuple[FigureSource, ...]

    @property
    def prices(self) -> PriceIndex:
        """The price index of the programme: its own, else the official one."""
        return price_index(self.case.deflators, self.assumptions.gdp_deflators)

    @cached_property
    def real_case(self) -> Case:
        """The case with what is promised, expected and recorded turned into real money.

        Raises:
            ValueError: when a year it needs has no price index.
        """
        return in_real_terms(self.case, self.prices)


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
    tables, case = _tables_and_case(db, version)
    return Loaded(version, tables, case, load_assumptions(), load_figure_sources(programme_id))


def _tables_and_case(db: Database, version: Version) -> tuple[dict[str, Table], Case]:
    """Read a version's tables and the case they make, or give those read lately: what is stored under a name never changes."""
    found = whole_tables(db, version.version_id)
    kept = _read_lately.found(found.content)
    if kept is None:
        tables = found.read()
        reading = build_case(tables)
        if reading.case is None:
            told = reading.problems[0].sentence
            raise DamagedStore(f"{version.programme_id}, version {version.number}, no longer reads: {told}")
        kept = tables, reading.case
        _read_lately.keep(found.content, kept, MOST_READ)
    return dict(kept[0]), kept[1]


def appraise_loaded(loaded: Loaded, scenario: Scenario) -> Appraised:
    """Work a loaded version out under a scenario."""
    case, closed = with_changes(loaded.real_case, scenario)
    return Appraised(loaded, scenario, case, appraise(case, loaded.assumptions, closed), closed)


def compared_options(case: Case) -> list[str]:
    """Options that can be looked at one by one: all but business as usual, from which every figure is a difference."""
    return [option.option_id for option in case.options if option.kind is not OptionKind.business_as_usual]
