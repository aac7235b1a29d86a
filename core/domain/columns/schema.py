"""Schema: what each column may hold, worked out from the models, for templates, published schemas and checks."""

import json
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from core.domain.fields import LIST_SEPARATOR, Row
from core.domain.tables import SPECS, TableSpec

TABLE_SCHEMA_PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"
TRUE_WORDS = ("true", "yes", "1")
FALSE_WORDS = ("false", "no", "0")


class Kind(StrEnum):
    """What sort of value a cell holds."""

    id = "id"
    text = "text"
    number = "number"
    whole_number = "whole_number"
    true_or_false = "true_or_false"
    date = "date"
    word = "word"


@dataclass(frozen=True)
class Column:
    """One column: what its cells hold and within which limits.

    The limits and `words` of a column that holds `many` values are those of each value.
    """

    name: str
    kind: Kind
    description: str
    required: bool
    many: bool = False
    most_values: int | None = None
    unit: str | None = None
    default: Any = None
    words: tuple[str, ...] = ()
    at_least: float | None = None
    at_most: float | None = None
    more_than: float | None = None
    less_than: float | None = None
    longest: int | None = None
    pattern: str | None = None

    @property
    def title(self) -> str:
        """The name as people read it: 'Lump units'."""
        return self.name.replace("_", " ").capitalize()


@lru_cache
def columns_of(model: type[Row]) -> tuple[Column, ...]:
    """List the columns of a model, in the published order."""
    schema = model.model_json_schema()
    required = set(schema.get("required", ()))
    return tuple(_column(name, told, name in required, schema.get("$defs", {})) for name, told in schema["properties"].items())


def table_schema(spec: TableSpec) -> dict[str, Any]:
    """Describe a table as a Frictionless Table Schema (Data Package version 2)."""
    columns = columns_of(spec.model)
    schema: dict[str, Any] = {
        "$schema": TABLE_SCHEMA_PROFILE,
        "name": spec.name,
        "title": spec.name.replace("_", " ").capitalize(),
        "description": f"One row per {spec.one_row_per}. {' '.join((spec.model.__doc__ or '').split())}",
        "fields": [_field(column, unique=spec.key == (column.name,)) for column in columns],
        "missingValues": [""],
    }
    if spec.key:
        schema["primaryKey"] = list(spec.key)
    foreign = [_foreign_key(column, tables[0]) for column, tables in spec.references.items() if len(tables) == 1]
    if foreign:
        schema["foreignKeys"] = foreign
    return schema


def csv_template(spec: TableSpec) -> str:
    """Give the heading line of a table's CSV file."""
    return ",".join(spec.columns) + "\n"


def all_schema_files() -> dict[str, str]:
    """Give every published schema and template as path from the project's folder -> text."""
    files: dict[str, str] = {}
    for spec in SPECS:
        files[f"data/schemas/{spec.name}.json"] = json.dumps(table_schema(spec), indent=2, ensure_ascii=False) + "\n"
        files[f"data/templates/{spec.file_name}"] = csv_template(spec)
    return files


def _column(name: str, told: dict[str, Any], required: bool, definitions: dict[str, Any]) -> Column:
    own = _without_null(told)
    many = own.get("type") == "array"
    each = _resolved(own["items"] if many else own, definitions)
    return Column(
        name=name,
        kind=_kind(each),
        description=told.get("description", ""),
        required=required,
        many=many,
        most_values=own.get("maxLength", own.get("maxItems")) if many else None,
        unit=own.get("unit"),
        default=told.get("default"),
        words=tuple(each.get("enum", ())),
        at_least=each.get("minimum"),
        at_most=each.get("maximum"),
        more_than=each.get("exclusiveMinimum"),
        less_than=each.get("exclusiveMaximum"),
        longest=each.get("maxLength"),
        pattern=each.get("pattern"),
    )


def _without_null(told: dict[str, Any]) -> dict[str, Any]:
    """Of 'a value or nothing' take the value: an empty cell is dealt with by `required`."""
    choices = [choice for choice in told.get("anyOf", ()) if choice.get("type") != "null"]
    return choices[0] if choices else told


def _resolved(told: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    reference = told.get("$ref")
    return definitions[reference.rsplit("/", 1)[-1]] if reference else told


def _kind(told: dict[str, Any]) -> Kind:
    if "enum" in told:
        return Kind.word
    if told.get("format") == "date":
        return Kind.date
    if told["type"] == "string":
        return Kind.id if told.get("unit") == "id" else Kind.text
    return {"number": Kind.number, "integer": Kind.whole_number, "boolean": Kind.true_or_false}[told["type"]]


_PUBLISHED_TYPE = {
    Kind.id: "string",
    Kind.text: "string",
    Kind.word: "string",
    Kind.number: "number",
    Kind.whole_number: "integer",
    Kind.true_or_false: "boolean",
    Kind.date: "date",
}


def _field(column: Column, unique: bool) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": _PUBLISHED_TYPE[column.kind], "title": column.title}
    field["description"] = column.description
    if column.many:
        field |= {"type": "list", "delimiter": LIST_SEPARATOR, "itemType": _PUBLISHED_TYPE[column.kind]}
    if column.kind is Kind.true_or_false:
        field |= {"trueValues": list(TRUE_WORDS), "falseValues": list(FALSE_WORDS)}
    if column.unit and column.unit != "id":
        field["unit"] = column.unit
    if column.default not in (None, []):
        field["default"] = column.default
    constraints = _constraints(column, unique)
    return field | ({"constraints": constraints} if constraints else {})


def _constraints(column: Column, unique: bool) -> dict[str, Any]:
    own = {"required": column.required or None, "unique": unique or None, "maxLength": column.most_values}
    of_each_value = {
        "minimum": column.at_least,
        "maximum": column.at_most,
        "exclusiveMinimum": column.more_than,
        "exclusiveMaximum": column.less_than,
        "enum": list(column.words) or None,
        "maxLength": column.longest,
    }
    # The constraints of a list speak of the list; the limits of its values stand in its unit and description.
    told = own if column.many else own | of_each_value
    return {name: limit for name, limit in told.items() if limit is not None}


def _foreign_key(column: str, table: str) -> dict[str, Any]:
    key = next(spec.key for spec in SPECS if spec.name == table)
    return {"fields": [column], "reference": {"resource": table, "fields": list(key)}}
