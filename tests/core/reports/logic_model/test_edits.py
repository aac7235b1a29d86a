"""A version of the logic model, typed in a grid and saved."""

import numpy as np
import pytest

from core.domain.case.logic_model import ModelVersion
from core.ingest.case import build_case
from core.reports.changes.grid_edits import rows_in_words
from core.reports.logic_model.edits import TYPED, grid_frame, model_changed, name_of
from tests.core.reports.read_versions import loaded

OUT = ModelVersion.scale_out
SAMPLE = loaded("sample")


@pytest.mark.parametrize("version", list(ModelVersion))
def test_a_grid_nobody_typed_in_changes_nothing(version):
    assert model_changed(SAMPLE.tables, version, grid_frame(SAMPLE.case, version)).changes_nothing


def test_a_grid_of_a_version_that_is_not_there_is_empty_and_can_be_filled():
    tables = {name: table for name, table in SAMPLE.tables.items() if name != "logic_model"}
    case = build_case(tables).case
    frame = grid_frame(case, OUT)
    assert (list(frame.columns), len(frame)) == (list(TYPED), 0)
    frame.loc[0] = dict.fromkeys(TYPED) | {"title": "Peer mentors", "stage": "input", "quantity": np.nan}
    made = build_case({**tables, "logic_model": model_changed(tables, OUT, frame).table}).case
    assert [element.element_id for element in made.logic_model] == ["peer_mentors"]


def test_rows_in_which_nothing_is_typed_are_left_out_and_a_name_is_made_of_the_title():
    frame = grid_frame(SAMPLE.case, OUT)
    frame.loc[len(frame)] = dict.fromkeys(TYPED) | {"quantity": np.nan}
    frame.loc[len(frame)] = dict.fromkeys(TYPED) | {"title": "Staff", "stage": "input"}
    edited = model_changed(SAMPLE.tables, OUT, frame)
    assert edited.words == "1 added, none changed and none removed"
    assert edited.table.rows[edited.lines[-1] - 2][:4] == ("scale_out", "staff_2", "input", "Staff")


@pytest.mark.parametrize(
    ("title", "taken", "name"),
    [("Peer mentors", [], "peer_mentors"), ("Peer mentors!", ["peer_mentors"], "peer_mentors_2"), ("£££", [], "element")],
)
def test_names_are_short_and_nobody_elses(title, taken, name):
    assert name_of(title, taken) == name


@pytest.mark.parametrize(
    ("row", "column", "value", "told"),
    [
        ("staff", "quantity", -3.0, 'Row 1 (Facilitator teams), column quantity: "-3": must be 0 or more.'),
        ("staff", "outcome_id", "nope", 'Row 1 (Facilitator teams), column outcome id: "nope": not listed in outcomes.csv.'),
        ("staff", "leads_to", ["gruops"], 'Row 1 (Facilitator teams), column leads to: "gruops": no element of the logic model'),
        ("completers", "leads_to", ["groups"], "goes round in a circle: Group sessions on thinking and deciding leads to People"),
        (
            "rooms",
            "element_id",
            "staff",
            'Row 2 (Rooms near probation offices): "scale_out, staff": the same version and element_id as on row 1.',
        ),
    ],
)
def test_what_is_wrong_is_refused_in_a_sentence_with_its_row(row, column, value, told):
    frame = grid_frame(SAMPLE.case, OUT)
    place = frame.index[frame.element_id == row][0]
    frame[column] = frame[column].astype(object)
    frame.at[place, column] = value
    edited = model_changed(SAMPLE.tables, OUT, frame)
    reading = build_case({**SAMPLE.tables, "logic_model": edited.table})
    assert reading.case is None
    assert told in " ".join(rows_in_words(reading.problems, edited))
