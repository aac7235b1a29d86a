"""The column dictionary says of every column what it means, with an example its model accepts."""

from collections import Counter
from pathlib import Path

import pytest

from core.domain.columns.dictionary import dictionary, entry_of
from core.domain.columns.document import DOCUMENT, columns_document
from core.domain.columns.examples import EXAMPLES
from core.domain.ids import make_id
from core.domain.tables import SPEC_OF, SPECS

ROOT = Path(__file__).parents[4]


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.name)
def test_every_column_has_a_meaning_a_name_of_its_own_and_an_example(spec) -> None:
    entries = dictionary()[spec.name]
    assert tuple(entry.column.name for entry in entries) == spec.columns
    assert max(Counter(entry.label for entry in entries).values()) == 1
    assert not [entry.label for entry in entries if not (entry.meaning and entry.example)]


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.name)
def test_each_example_row_is_one_its_model_accepts(spec) -> None:
    row = dict(EXAMPLES[spec.name])
    row.pop("parent_outcome_id", None)  # an outcome that follows another has no deadweight or attribution of its own
    assert SPEC_OF[spec.name].model.model_validate(row)


def test_the_document_of_columns_is_what_the_models_give() -> None:
    assert (ROOT / DOCUMENT).read_text(encoding="utf-8") == columns_document(), "write it anew: python -m core schemas"


@pytest.mark.parametrize(
    ("table", "column", "words"),
    [
        ("partners", "kind", "Example: Local authority."),
        ("cost_shares", "pay_share", "Allowed: 0% to 100%. Example: 60%."),
        ("cost_shares", "partner_id", "Allowed: a title of the table Partners. Example: Manchester City Council."),
        ("option_sites", "start_year", "Example: 2027/28."),
        ("benefits", "unit_value_gbp", "Unit: £. Allowed: more than 0. Example: £242. Every row needs it."),
        ("benefits", "release_agreed", "Allowed: TRUE or FALSE. Example: FALSE. May stay empty."),
    ],
)
def test_the_help_of_a_column_says_it_as_people_write_it(table: str, column: str, words: str) -> None:
    assert words in entry_of(table, column).help_text


@pytest.mark.parametrize(
    ("title", "made"),
    [
        ("A&E visits", "ae_visits"),
        ("Ynys Môn", "ynys_mon"),
        ("St. Helens", "st_helens"),
        ("King's Lynn", "kings_lynn"),
        ("Health & care", "health_and_care"),
        ("健康", "place"),
        ("Bolton", "bolton_3"),
        ("x" * 90, "x" * 40),
    ],
)
def test_an_id_is_made_of_a_title(title: str, made: str) -> None:
    assert make_id(title, {"Bolton", "bolton_2"}, "place") == made
