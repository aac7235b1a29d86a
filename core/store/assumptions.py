"""Assumptions: the figures the method rests on, and the sources of a programme's own figures: files of data/assumptions."""

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from core.domain.assumptions import Assumptions, FigureSource
from core.domain.case.deflators import OfficialDeflators
from core.domain.errors import DamagedAssumptions
from core.store.database import PROJECT

ASSUMPTIONS = PROJECT / "data" / "assumptions"
DISCOUNT_RATES = "discount_rates.toml"
CONFIDENCE_GRADES = "confidence_grades.toml"
GDP_DEFLATORS = "gdp_deflators.toml"
DISTRIBUTIONAL_WEIGHTS = "distributional_weights.toml"
SCHEDULES = ("standard", "health", "low_pure_time_preference")
VINTAGE_KEYS = ("name", "source", "vintage", "rating", "note")
PLAIN_NAME = re.compile(r"[A-Za-z0-9_-]+")


def load_assumptions(folder: Path = ASSUMPTIONS) -> Assumptions:
    """Read discount rates, what each confidence grade takes off, official price indices and income weights, with their sources.

    Raises:
        DamagedAssumptions: a file is missing, is not TOML, or says something the method does not allow.
    """
    rates = _read(folder / DISCOUNT_RATES)
    grades = _read(folder / CONFIDENCE_GRADES)
    deflators = _deflators(folder / GDP_DEFLATORS)
    incomes = _read(folder / DISTRIBUTIONAL_WEIGHTS)
    try:
        return Assumptions.model_validate(
            {
                "discount": {name: rates.get(name, ()) for name in SCHEDULES if rates.get(name)},
                "benefit_cut": grades.get("benefit_cut", ()),
                "cost_uplift": grades.get("cost_uplift", ()),
                "sensitivity_rate": rates.get("sensitivity_rate"),
                "gdp_deflators": deflators,
                "income_weights": {name: incomes.get(name) for name in ("elasticity", "median_income_gbp")},
                "vintages": [_vintage(rates), _vintage(grades), *deflators.vintages, _vintage(incomes)],
            }
        )
    except ValidationError as refusal:
        files = ", ".join(str(folder / name) for name in (DISCOUNT_RATES, CONFIDENCE_GRADES, DISTRIBUTIONAL_WEIGHTS))
        raise _unreadable(files, _first(refusal)) from refusal


def load_figure_sources(programme_id: str, folder: Path = ASSUMPTIONS) -> tuple[FigureSource, ...]:
    """Figure sources: where the figures of a programme come from, for columns without a source. Empty where no file has them.

    Raises:
        DamagedAssumptions: the file is not TOML, or lacks something.
    """
    if not PLAIN_NAME.fullmatch(programme_id):
        return ()  # an id may hold any character, and none but plain ones may become a path
    path = folder / f"figures_{programme_id}.toml"
    if not path.exists():
        return ()
    try:
        return tuple(FigureSource.model_validate(figure) for figure in _read(path).get("figure", ()))
    except ValidationError as refusal:
        raise _unreadable(str(path), _first(refusal)) from refusal


def _deflators(path: Path) -> OfficialDeflators:
    figures = _read(path)
    try:
        return OfficialDeflators.model_validate(
            {"name": figures.get("name"), "base": figures.get("base"), "parts": figures.get("part", ())}
        )
    except ValidationError as refusal:
        raise _unreadable(str(path), _first(refusal)) from refusal


def _read(path: Path) -> dict[str, Any]:
    try:
        return dict(_parsed(path.read_text(encoding="utf-8")))
    except OSError as refusal:
        raise _unreadable(str(path), refusal.strerror or "it cannot be opened") from refusal
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as refusal:
        raise _unreadable(str(path), str(refusal)) from refusal


@lru_cache(maxsize=16)
def _parsed(text: str) -> dict[str, Any]:
    """Parse TOML, once for each text; what it says is validated into models and never altered."""
    return tomllib.loads(text)


def _vintage(figures: dict[str, Any]) -> dict[str, Any]:
    return {key: figures[key] for key in VINTAGE_KEYS if key in figures}


def _first(refusal: ValidationError) -> str:
    first = refusal.errors()[0]
    return f"{'.'.join(str(part) for part in first['loc'])}: {first['msg']}"


def _unreadable(what: str, why: str) -> DamagedAssumptions:
    return DamagedAssumptions(f"The figures the method rests on cannot be read from {what} ({why}): restore that file.")
