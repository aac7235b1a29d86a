"""A draft is the tables themselves with gaps: one answer changes one cell, and what belongs to a row goes with it."""

import pytest

from core.domain.drafts import MOST_ROWS, AddRow, PutCell, TakeRow, changed
from core.domain.errors import NoSuchRow, StaleRow

ROWS = {
    "partners": [{"partner_id": "nhs", "title": "NHS"}, {"partner_id": "council", "title": "Council"}],
    "programme": [{"title": "Warm homes", "lead_partner_id": "nhs"}],
    "outcomes": [{"outcome_id": "stays", "title": "Stays"}],
    "effects": [{"outcome_id": "stays", "impact": "3"}],
    "benefits": [{"benefit_id": "beds", "outcome_id": "stays"}],
    "benefit_falls": [{"benefit_id": "beds", "partner_id": "nhs", "fall_share": "1"}],
    "levers": [{"lever_id": "rule", "option_id": "up", "outcome_ids": "stays|visits"}],
}


def test_one_cell_is_answered_and_all_others_stay() -> None:
    after = changed(ROWS, [PutCell("partners", ("nhs",), "title", "NHS Derbyshire", "NHS")])
    assert after["partners"][0] == {"partner_id": "nhs", "title": "NHS Derbyshire"}
    assert {name: rows for name, rows in after.items() if name != "partners"} == {
        name: rows for name, rows in ROWS.items() if name != "partners"
    }


def test_a_cell_that_was_answered_elsewhere_meanwhile_is_not_written_over() -> None:
    with pytest.raises(StaleRow, match="it is “NHS” now"):
        changed(ROWS, [PutCell("partners", ("nhs",), "title", "Trust", "Health board")])


def test_the_same_answer_twice_is_no_conflict() -> None:
    assert changed(ROWS, [PutCell("partners", ("nhs",), "title", "NHS", "Health board")])["partners"] == ROWS["partners"]


def test_an_emptied_cell_is_a_gap_again() -> None:
    assert changed(ROWS, [PutCell("effects", ("stays",), "impact", "")])["effects"] == [{"outcome_id": "stays"}]


def test_a_table_of_one_row_begins_with_its_first_answer() -> None:
    assert changed({}, [PutCell("population", (), "exit_rate", "0.3")]) == {"population": [{"exit_rate": "0.3"}]}


def test_a_partner_that_is_taken_out_takes_its_shares_along_and_leads_no_more() -> None:
    after = changed(ROWS, [TakeRow("partners", ("nhs",))])
    assert "benefit_falls" not in after
    assert after["programme"] == [{"title": "Warm homes"}]


def test_an_outcome_that_is_taken_out_takes_its_effect_and_benefits_along() -> None:
    after = changed(ROWS, [TakeRow("outcomes", ("stays",))])
    assert not {"outcomes", "effects", "benefits", "benefit_falls"} & after.keys()
    assert after["levers"][0]["outcome_ids"] == "visits"


def test_a_row_that_is_there_already_is_not_added_twice() -> None:
    assert changed(ROWS, [AddRow("partners", {"partner_id": "nhs", "title": "Another"})])["partners"] == ROWS["partners"]


def test_an_answer_about_a_row_that_is_gone_is_refused() -> None:
    with pytest.raises(NoSuchRow, match="taken out in the meantime"):
        changed(ROWS, [PutCell("partners", ("police",), "title", "Police")])


def test_a_draft_has_its_limits() -> None:
    many = {"sites": [{"site_id": str(number)} for number in range(MOST_ROWS)]}
    with pytest.raises(NoSuchRow, match="2,000 lines"):
        changed(many, [AddRow("sites", {"site_id": "one_more"})])
    with pytest.raises(NoSuchRow, match="too long"):
        changed({}, [PutCell("programme", (), "title", "x" * 5_001)])
