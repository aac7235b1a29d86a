"""Mapping: which column of a file is which of ours, and how its cells are read; kept per source, given to the command line."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from core.domain.tables import SPEC_OF
from core.domain.wording import joined, printable
from core.ingest.messy.cells.year_forms import YearForm


class NotAMapping(Exception):  # noqa: N818
    """Text that is no mapping, with a sentence that says why."""

    @property
    def sentence(self) -> str:
        """One line a person can act on."""
        return str(self)


class Transform(StrEnum):
    """What is worked out of the source columns."""

    none = "none"
    square_root = "square_root"
    sum_of = "sum_of"


class DateOrder(StrEnum):
    """Which part of 03/04/2026 comes first."""

    day_first = "day_first"
    month_first = "month_first"


class DecimalStyle(StrEnum):
    """What 1,234 and 1.234 mean."""

    point = "point"
    comma = "comma"


@dataclass(frozen=True)
class ColumnMapping:
    """Where one of our columns comes from: headings of the file, or one value for every row.

    Args:
        sources: headings; more than one only with the transform sum_of.
        constant: what stands in every row, where the file has no such column.
        transform: what is worked out of the sources.
        factor: what every number is multiplied by; None where nobody was asked.
        date_order, decimal_style: how dates and decimals are written; None where the cells leave no doubt.
        base_year: the year that is year 0, where the file has calendar years in a column of year indices.
        same_heading: which of several columns under one heading is meant, where the person was asked.
        year_form: what a year named in short stands for (FY23, 2223, Mar-23); None where the cells leave no doubt.
        words: text in the file -> text that is meant; an empty text means no value.
    """

    sources: tuple[str, ...] = ()
    constant: str | None = None
    transform: Transform = Transform.none
    factor: float | None = None
    date_order: DateOrder | None = None
    decimal_style: DecimalStyle | None = None
    base_year: int | None = None
    same_heading: str | None = None
    year_form: YearForm | None = None
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Shape:
    """How a table lies in its file otherwise than ours: years side by side, or headings down the side.

    `agreed` is False while it is only offered.
    """

    laid_under: tuple[str, ...] = ()
    is_turned: bool = False
    agreed: bool = False


@dataclass(frozen=True)
class SourceMapping:
    """How one source's files become one of our tables. `header_row` is None where the heading is found anew each time.

    `keep` names, by heading, the words of the rows that are wanted; no words where all rows are.
    """

    table: str
    columns: Mapping[str, ColumnMapping]
    sheet: str | None = None
    header_row: int | None = None
    shape: Shape = Shape()
    keep: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def mapping_to_json(mapping: SourceMapping) -> str:
    """Write a mapping as JSON; what is as usual is left out."""
    usual = asdict(ColumnMapping())
    columns = {
        name: {key: value for key, value in asdict(column).items() if value != usual[key]}
        for name, column in mapping.columns.items()
    }
    whole = {
        "table": mapping.table,
        "sheet": mapping.sheet,
        "header_row": mapping.header_row,
        "laid_under": list(mapping.shape.laid_under) or None,
        "is_turned": mapping.shape.is_turned or None,
        "keep": {heading: list(words) for heading, words in mapping.keep.items()} or None,
        "columns": columns,
    }
    return json.dumps({key: value for key, value in whole.items() if value is not None}, indent=2, ensure_ascii=False) + "\n"


def mapping_from_json(text: str) -> SourceMapping:
    """Read a mapping from JSON. A column may be given as a heading alone: {"title": "Name"}.

    Raises:
        NotAMapping: with what is wrong.
    """
    try:
        told = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise NotAMapping(f"the mapping is not JSON: {error}.") from None
    if not isinstance(told, dict) or not isinstance(told.get("columns"), dict) or told.get("table") not in SPEC_OF:
        raise NotAMapping('a mapping looks like {"table": "sites", "columns": {"title": {"sources": ["Name"]}}}.')
    spec = SPEC_OF[told["table"]]
    unknown = [name for name in told["columns"] if name not in spec.columns]
    if unknown:
        raise NotAMapping(f"the mapping names {joined(unknown)}, not in the table {spec.name}.")
    sheet, header_row = told.get("sheet"), told.get("header_row")
    if not isinstance(sheet, str | None) or not isinstance(header_row, int | None):
        raise NotAMapping("sheet is a name and header_row a number, or neither is given.")
    columns = {name: _column(name, one) for name, one in told["columns"].items()}
    return SourceMapping(spec.name, columns, sheet, header_row, _shape(told), _keep(told))


def _shape(told: dict[str, Any]) -> Shape:
    """The shape that is written down, which counts as agreed to."""
    under, is_turned = told.get("laid_under", []), told.get("is_turned", False)
    if not _is_texts(under) or not isinstance(is_turned, bool):
        raise NotAMapping("laid_under is a list of headings, and is_turned true or false, or neither is given.")
    return Shape(tuple(under), is_turned, agreed=bool(under) or is_turned)


def _keep(told: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    keep = told.get("keep", {})
    if not isinstance(keep, dict) or not all(map(_is_texts, keep.values())):
        raise NotAMapping('keep names words by heading: {"data_type": ["Number"]}.')
    return {heading: tuple(words) for heading, words in keep.items()}


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _column(name: str, told: object) -> ColumnMapping:
    if isinstance(told, str):
        return ColumnMapping((told,))
    if not isinstance(told, dict):
        raise NotAMapping(f"column {printable(name, 60)}: give a heading or an object.")
    unknown = [key for key in told if key not in ColumnMapping.__dataclass_fields__]
    if unknown:
        raise NotAMapping(f"column {printable(name, 60)}: {joined(unknown)} is not known.")
    try:
        return _made(told)
    except (ValueError, TypeError, AttributeError) as error:
        raise NotAMapping(f"column {printable(name, 60)}: {printable(str(error))}.") from None


def _made(told: dict[str, Any]) -> ColumnMapping:
    return ColumnMapping(
        sources=tuple(_text(one) for one in told.get("sources", ())),
        constant=None if told.get("constant") is None else _text(told["constant"]),
        transform=Transform(told.get("transform", "none")),
        factor=None if told.get("factor") is None else _positive(told["factor"]),
        date_order=None if told.get("date_order") is None else DateOrder(told["date_order"]),
        decimal_style=None if told.get("decimal_style") is None else DecimalStyle(told["decimal_style"]),
        base_year=None if told.get("base_year") is None else int(told["base_year"]),
        same_heading=None if told.get("same_heading") is None else _text(told["same_heading"]),
        year_form=None if told.get("year_form") is None else YearForm(told["year_form"]),
        words={_text(key): _text(value) for key, value in told.get("words", {}).items()},
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not text")
    return value


def _positive(value: object) -> float:
    factor = float(value) if isinstance(value, int | float | str) else float("nan")
    if not 0 < factor < 1e12:
        raise ValueError("a factor is a number above 0")
    return factor
