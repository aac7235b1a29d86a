"""Read a case folder into a Case with nothing but the csv module, for tests that must not depend on the ingest part."""

import csv
import tomllib
from pathlib import Path
from typing import Any

from core.domain.assumptions import Assumptions, Band, IncomeWeights
from core.domain.case.case import Case
from core.domain.case.deflators import OfficialDeflators
from core.domain.fields import Row
from core.domain.tables import SPECS, TableSpec
from core.domain.vintages import Rating, Vintage

CASES = Path(__file__).parent / "cases"
CASE_NAMES = ("one_hospital", "two_hospitals", "made_300", "made_304", "made_309", "made_311", "bench", "housing_first")
HAND_NAMES = tuple(f"hand/{folder.name}" for folder in sorted((CASES / "hand").iterdir()))
ASSUMPTIONS = Path(__file__).parents[1] / "data" / "assumptions"


def read_case(name: str) -> Case:
    """Read one of the case folders kept with the tests."""
    return read_case_folder(CASES / name)


def read_case_folder(folder: Path) -> Case:
    """Read any case folder; a row that breaks a rule raises pydantic's own error."""
    tables: dict[str, Any] = {}
    for spec in SPECS:
        path = folder / spec.file_name
        if path.exists() and not spec.bulk:
            rows = _rows(path, spec)
            tables[spec.name] = rows[0] if spec.single_row else rows
    return Case(**tables)


def _rows(path: Path, spec: TableSpec) -> tuple[Row, ...]:
    with path.open(encoding="utf-8", newline="") as file:
        cells = [{name: cell for name, cell in row.items() if cell} for row in csv.DictReader(file)]
    return tuple(spec.model.model_validate(row) for row in cells)


def assumptions() -> Assumptions:
    """The project's own rates and confidence grades, read from data/assumptions."""
    rates = tomllib.loads((ASSUMPTIONS / "discount_rates.toml").read_text(encoding="utf-8"))
    grades = tomllib.loads((ASSUMPTIONS / "confidence_grades.toml").read_text(encoding="utf-8"))
    prices = tomllib.loads((ASSUMPTIONS / "gdp_deflators.toml").read_text(encoding="utf-8"))
    incomes = tomllib.loads((ASSUMPTIONS / "distributional_weights.toml").read_text(encoding="utf-8"))
    schedules = ("standard", "health", "low_pure_time_preference")
    return Assumptions(
        discount={name: tuple(Band(**band) for band in rates[name]) for name in schedules},
        benefit_cut=tuple(grades["benefit_cut"]),
        cost_uplift=tuple(grades["cost_uplift"]),
        sensitivity_rate=rates["sensitivity_rate"],
        gdp_deflators=OfficialDeflators(name=prices["name"], base=prices["base"], parts=prices["part"]),
        income_weights=IncomeWeights(elasticity=incomes["elasticity"], median_income_gbp=incomes["median_income_gbp"]),
        vintages=tuple(_vintage(figures) for figures in (rates, grades, *prices["part"], incomes)),
    )


def _vintage(figures: dict[str, Any]) -> Vintage:
    return Vintage(
        name=figures["name"],
        source=figures["source"],
        vintage=figures["vintage"],
        rating=Rating(figures["rating"]),
        note=figures["note"],
    )
