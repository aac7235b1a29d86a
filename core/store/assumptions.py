"""The figures the method rests on, and where a programme's own figures come from: files of data/assumptions."""

import re
import tomllib
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from core.domain.assumptions import Assumptions, FigureSource
from core.store.database import PROJECT
from core.store.refusals import DamagedAssumptions

ASSUMPTIONS = PROJECT / "data" / "assumptions"
DISCOUNT_RATES = "discount_rates.toml"
CONFIDENCE_GRADES = "confidence_grades.toml"
SCHEDULES = ("standard", "health", "low_pure_time_preference")
VINTAGE_KEYS = ("name", "source", "vintage", "rating", "note")
PLAIN_NAME = re.compile(r"[A-Za-z0-9_-]+")


def load_assumptions(folder: Path = ASSUMPTIONS) -> Assumptions:
    """Read the discount rates and what each confidence grade takes off, each with its source.

    Raises:
        DamagedAssumptions: a file is missing, is not TOML, or says something the method does not allow.
    """
    rates = _read(folder / DISCOUNT_RATES)
    grades = _read(folder / CONFIDENCE_GRADES)
    try:
        return Assumptions.model_validate(
            {
                "discount": {name: rates.get(name, ()) for name in SCHEDULES if rates.get(name)},
                "benefit_cut": grades.get("benefit_cut", ()),
                "cost_uplift": grades.get("cost_uplift", ()),
                "sensitivity_rate": rates.get("sensitivity_rate"),
                "vintages": [_vintage(rates), _vintage(grades)],
            }
        )
    except ValidationError as refusal:
        raise _unreadable(f"{folder / DISCOUNT_RATES} and {folder / CONFIDENCE_GRADES}", _first(refusal)) from refusal


def load_figure_sources(programme_id: str, folder: Path = ASSUMPTIONS) -> tuple[FigureSource, ...]:
    """Read where the figures of a programme come from, for columns that carry no source. Empty where nobody wrote it down.

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


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as refusal:
        raise _unreadable(str(path), refusal.strerror or "it cannot be opened") from refusal
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as refusal:
        raise _unreadable(str(path), str(refusal)) from refusal


def _vintage(figures: dict[str, Any]) -> dict[str, Any]:
    return {key: figures[key] for key in VINTAGE_KEYS if key in figures}


def _first(refusal: ValidationError) -> str:
    first = refusal.errors()[0]
    return f"{'.'.join(str(part) for part in first['loc'])}: {first['msg']}"


def _unreadable(what: str, why: str) -> DamagedAssumptions:
    return DamagedAssumptions(f"The figures the method rests on cannot be read from {what} ({why}): restore that file.")
