"""The published schemas and templates say what the models say."""

from pathlib import Path

import pytest

from core.domain.columns.schema import all_schema_files, columns_of, csv_template, table_schema
from core.domain.tables import SPEC_OF, SPECS

ROOT = Path(__file__).parents[4]


@pytest.mark.parametrize("path", sorted(all_schema_files()))
def test_each_published_file_is_what_the_models_give(path: str) -> None:
    assert (ROOT / path).read_text(encoding="utf-8") == all_schema_files()[path], "write them anew: python -m core schemas"


def test_no_published_file_is_left_over() -> None:
    there = {
        path.relative_to(ROOT).as_posix() for folder in ("schemas", "templates") for path in (ROOT / "data" / folder).iterdir()
    }
    assert there == set(all_schema_files())


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.name)
def test_every_column_of_a_model_is_in_its_schema_and_template(spec) -> None:
    fields = table_schema(spec)["fields"]
    assert tuple(field["name"] for field in fields) == spec.columns
    assert csv_template(spec) == ",".join(spec.columns) + "\n"
    assert all(field["description"] for field in fields)
    required = {field["name"] for field in fields if field.get("constraints", {}).get("required")}
    assert required == set(spec.required_columns)


def field(table: str, name: str) -> dict:
    return next(each for each in table_schema(SPEC_OF[table])["fields"] if each["name"] == name)


def test_a_schema_tells_limits_words_units_and_keys() -> None:
    assert field("benefits", "lump_units")["constraints"] == {"maximum": 1e12, "exclusiveMinimum": 0}
    assert field("benefit_falls", "fall_share")["constraints"] == {"required": True, "minimum": 0, "maximum": 1}
    assert field("benefits", "unit_value_gbp")["unit"] == "GBP"
    assert field("partners", "level")["constraints"]["enum"] == ["local", "national"]
    assert field("partners", "partner_id")["constraints"]["unique"] is True
    assert field("evidence", "measured_on")["type"] == "date"
    assert field("effects", "persistence") | {"description": ""} == {
        "name": "persistence",
        "type": "list",
        "title": "Persistence",
        "description": "",
        "delimiter": "|",
        "itemType": "number",
        "unit": "shares by year, separated by |",
        "default": [1.0],
        "constraints": {"maxLength": 201},
    }
    falls = table_schema(SPEC_OF["benefit_falls"])
    assert falls["primaryKey"] == ["benefit_id", "partner_id"]
    assert {"fields": ["partner_id"], "reference": {"resource": "partners", "fields": ["partner_id"]}} in falls["foreignKeys"]
    assert falls["missingValues"] == [""]


def test_the_limits_of_a_column_are_those_its_model_keeps() -> None:
    shares = [column for spec in SPECS for column in columns_of(spec.model) if (column.unit or "").startswith("share")]
    assert len(shares) > 30
    assert {(column.at_least, column.at_most) for column in shares} == {(0, 1)}
