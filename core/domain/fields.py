"""Fields: the kinds of value a cell may hold, each with its unit and its limits."""

from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

LIST_SEPARATOR = "|"
LONGEST_HORIZON_YEARS = 200
MOST_SITES = 2_000
LEAST_AMOUNT = 1e-6


def _split(cell: Any) -> Any:
    """Take a cell with several values apart: '1|0.75|0.5' is three numbers."""
    if isinstance(cell, str):
        return tuple(part.strip() for part in cell.split(LIST_SEPARATOR))
    return cell


def _unit(unit: str) -> dict[str, Any]:
    return {"unit": unit}


# Control characters, which no spreadsheet shows. Tabs and ends of line may stand in a text.
UNSEEN = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
PERIOD = "period"

Id = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=100, pattern=rf"^[^|\t\n\r{UNSEEN}]+$"),
    Field(json_schema_extra=_unit("id")),
]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=5_000, pattern=rf"^[^{UNSEEN}]*$")]
# A year, a financial year, a half, a quarter, a month, a week or a day.
Period = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True,
        min_length=4,
        max_length=10,
        pattern=r"^(19|20|21)[0-9]{2}(/[0-9]{2}|-Q[1-4]|-H[12]|-W(0[1-9]|[1-4][0-9]|5[0-3])|-(0[1-9]|1[0-2])(-[0-3][0-9])?)?$",
    ),
    Field(json_schema_extra=_unit(PERIOD)),
]

Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False, json_schema_extra=_unit("share, 0 to 1"))]
Number = Annotated[float, Field(ge=-1e12, le=1e12, allow_inf_nan=False)]
Gbp = Annotated[float, Field(ge=0, le=1e12, allow_inf_nan=False, json_schema_extra=_unit("GBP"))]
PositiveGbp = Annotated[float, Field(gt=0, le=1e12, allow_inf_nan=False, json_schema_extra=_unit("GBP"))]
Amount = Annotated[float, Field(ge=0, le=1e12, allow_inf_nan=False)]


def _must_not_vanish(amount: float) -> float:
    """Refuse what is above nothing only in name: dividing by it gives figures without meaning."""
    if amount < LEAST_AMOUNT:
        raise ValueError(f"{amount:g} is less than a millionth: give {LEAST_AMOUNT:f} or more")
    return amount


PositiveAmount = Annotated[float, Field(gt=0, le=1e12, allow_inf_nan=False), AfterValidator(_must_not_vanish)]
People = Annotated[float, Field(ge=0, le=1e10, allow_inf_nan=False, json_schema_extra=_unit("people"))]
Factor = Annotated[float, Field(ge=0, le=100, allow_inf_nan=False, json_schema_extra=_unit("factor"))]
Growth = Annotated[float, Field(ge=-1, le=1, allow_inf_nan=False, json_schema_extra=_unit("a year"))]
YearIndex = Annotated[int, Field(ge=0, le=LONGEST_HORIZON_YEARS, json_schema_extra=_unit("year index, 0 is the base year"))]
CalendarYear = Annotated[int, Field(ge=1900, le=2200, json_schema_extra=_unit("year, 2026 is 2026/27"))]
Years = Annotated[int, Field(ge=0, le=LONGEST_HORIZON_YEARS, json_schema_extra=_unit("years"))]
Grade = Annotated[int, Field(ge=1, le=6, json_schema_extra=_unit("confidence grade, 1 best to 6 worst"))]

Shares = Annotated[
    tuple[Share, ...],
    BeforeValidator(_split),
    Field(min_length=1, max_length=LONGEST_HORIZON_YEARS + 1, json_schema_extra=_unit("shares by year, separated by |")),
]
PeopleByYear = Annotated[
    tuple[People, ...],
    BeforeValidator(_split),
    Field(max_length=LONGEST_HORIZON_YEARS + 1, json_schema_extra=_unit("people by year, separated by |")),
]
Ids = Annotated[tuple[Id, ...], BeforeValidator(_split), Field(json_schema_extra=_unit("ids separated by |"))]


def described(text: str, default: Any = ...) -> Any:
    """Say in one sentence what a column means, for templates, schemas and pages."""
    return Field(default, description=text)


class Word(StrEnum):
    """One of a fixed list of words."""


@cache
def ranged_fields(model: type[BaseModel]) -> tuple[tuple[str, str, str], ...]:
    """List the columns that have a range, each as (x, x_low, x_high)."""
    ranges = []
    for low in model.model_fields:
        if low.endswith("_low"):
            stem = low.removesuffix("_low")
            value = stem if stem in model.model_fields else f"{stem}_gbp"
            ranges.append((value, low, f"{stem}_high"))
    return tuple(ranges)


class Row(BaseModel):
    """One row of a table of the case folder."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @model_validator(mode="after")
    def _a_value_lies_inside_its_range(self) -> Self:
        for value_name, low_name, high_name in ranged_fields(type(self)):
            value, low, high = (getattr(self, name) for name in (value_name, low_name, high_name))
            if (low is None) != (high is None):
                raise ValueError(f"{value_name} has one end of its range only: give both {low_name} and {high_name}, or neither")
            if low is not None and not (value is not None and low <= value <= high):
                raise ValueError(
                    f"{value_name} is {value}, outside {low_name} {low} to {high_name} {high}: "
                    f"make {low_name} <= {value_name} <= {high_name}"
                )
        return self


def must_not_end_before(start: int | None, end: int | None) -> None:
    """Refuse a last year that comes before the first one.

    Raises:
        ValueError: with what to write instead.
    """
    if start is not None and end is not None and end < start:
        raise ValueError(f"end_year {end} is before start_year {start}: give an end_year of {start} or later, or leave it empty")
