"""Cells of a workbook of unit costs: their notes, and formulas without a value."""

from openpyxl.comments import Comment

from core.ingest.unit_costs import read_unit_costs
from tests.core.ingest.unit_cost_book import as_bytes, book


def test_a_note_on_an_amount_is_kept_with_its_row() -> None:
    made = book()
    made["Housing"]["H4"].comment = Comment("Agreed in\n2014.", "An analyst")
    made["Housing"]["B4"].comment = Comment("Of another cell.", "An analyst")
    found = read_unit_costs(as_bytes(made), "costs.xlsx")
    assert found.by_code["HO1.0.1"].cell_note == "Agreed in 2014."


def test_an_amount_that_no_program_worked_out_is_told() -> None:
    made = book()
    made["Housing"]["H4"] = "=100*2"
    (told,) = [notice.sentence for notice in read_unit_costs(as_bytes(made), "costs.xlsx").notices if "cell H4" in notice.sentence]
    assert "this is no amount" in told and "=100*2" in told
