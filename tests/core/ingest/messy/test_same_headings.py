"""Two columns under one heading: which is meant is asked where they differ, and is never the first for want of asking."""

import pytest

from core.ingest.messy import Ask, convert, mapping_from_json, mapping_to_json, propose, survey, value
from tests.core.ingest.messy.files import separated, typed, workbook

COSTS = [
    ["cost_id", "option_id", "cost_type", "driver", "amount_gbp", "amount_gbp"],
    ["c", "out", "revenue", "per_person", "12", "15"],
    ["d", "out", "revenue", "per_person", "7", "7"],
]
KINDS = ["csv", "xlsx"]


def surveyed(rows: list[list[str]], kind: str):
    return survey(workbook(typed(rows)) if kind == "xlsx" else separated(rows).encode(), f"costs.{kind}")


@pytest.mark.parametrize("kind", KINDS)
def test_different_figures_under_one_heading_are_asked_about(kind: str) -> None:
    found = surveyed(COSTS, kind)
    proposal = propose(found, "costs")
    (question,) = convert(found, proposal).questions
    assert (question.ask, question.column) == (Ask.same_heading, "amount_gbp")
    assert [choice.value for choice in question.choices] == ["amount_gbp", "amount_gbp (2)"]
    assert "12, 7" in question.choices[0].label and "column F: 15, 7" in question.choices[1].label


@pytest.mark.parametrize(("answer", "cells"), [("amount_gbp", ["12", "7"]), ("amount_gbp (2)", ["15", "7"])])
def test_the_answer_is_taken_and_remembered(answer: str, cells: list[str]) -> None:
    found = surveyed(COSTS, "csv")
    done = convert(found, propose(found, "costs"), {"same_heading:amount_gbp": value(answer)})
    assert done.table is not None
    assert [row[done.table.columns.index("amount_gbp")] for row in done.table.rows] == cells
    again = propose(found, "costs", remembered=mapping_from_json(mapping_to_json(done.mapping)))
    assert convert(found, again).table == done.table


@pytest.mark.parametrize("second", ["Amount_GBP", " amount_gbp "])
def test_capitals_and_spaces_make_no_other_heading(second: str) -> None:
    rows = [[*COSTS[0][:-1], second], *COSTS[1:]]
    found = surveyed(rows, "csv")
    assert [one.ask for one in convert(found, propose(found, "costs")).questions] == [Ask.same_heading]


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_figures_twice_are_no_question(kind: str) -> None:
    rows = [COSTS[0], *([*row[:-1], row[-2]] for row in COSTS[1:])]
    found = surveyed(rows, kind)
    assert convert(found, propose(found, "costs")).table is not None


def test_a_heading_that_bears_a_number_of_its_own_is_another_heading() -> None:
    rows = [[*COSTS[0][:-1], "amount_gbp (2)"], *COSTS[1:]]
    found = surveyed(rows, "csv")
    assert convert(found, propose(found, "costs")).questions == ()
