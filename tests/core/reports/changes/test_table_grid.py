"""What is typed in the grid of a table is read as a workbook is, whole or with row and column; nothing vanishes."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.actions.programmes import import_case
from core.domain.tables import SPEC_OF
from core.ingest.case import read_files
from core.reports.appraisals import Loaded, load_version
from core.reports.changes.pasted_rows import pasted_rows
from core.reports.changes.table_grid import TableGrid, prepare_grid, table_grid
from core.store.programmes import list_programmes
from core.store.tables.folders import read_folder
from tests.case_files import CASES
from tests.new_store import new_store
from tests.people import ANN, EVERYTHING, a_person

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)


@pytest.fixture
def loaded(tmp_path: Path) -> Loaded:
    """A programme with every kind of table the method needs."""
    db = new_store(tmp_path)
    import_case(db, read_files(read_folder(CASES / "bench")).tables, by=ANN, at=NOON, what="Imported.")
    return load_version(db, list_programmes(db)[0].programme_id)


def rows_of(grid: TableGrid) -> list[tuple[str, dict[str, str]]]:
    ids = grid.ids if any(grid.ids) else [""] * len(grid.rows)
    return [(id_, dict(row)) for id_, row in zip(ids, grid.rows, strict=True)]


@pytest.mark.parametrize("name", sorted({*SPEC_OF} - {"observations"}))
def test_a_grid_that_was_only_looked_at_changes_nothing(loaded: Loaded, name: str) -> None:
    grid = table_grid(loaded.tables, EVERYTHING, name)
    done = prepare_grid(grid, rows_of(grid), loaded, person=ANN)
    assert not done.problems, done.problems
    assert not done.tables
    assert done.changes_nothing


def test_ids_are_shown_as_titles_shares_as_per_cents_and_money_in_pounds(loaded: Loaded) -> None:
    grid = table_grid(loaded.tables, EVERYTHING, "cost_shares")
    assert {row["Partner"] for row in grid.rows} <= {partner.title for partner in loaded.case.partners}
    assert all(row["Pay share"].endswith("%") for row in grid.rows)
    assert all(row["Amount (£)"].startswith("£") for row in table_grid(loaded.tables, EVERYTHING, "costs").rows)


def test_a_typed_figure_changes_its_cell_and_shows_pounds_by_option(loaded: Loaded) -> None:
    grid = table_grid(loaded.tables, EVERYTHING, "costs")
    rows = rows_of(grid)
    rows[0][1].update({"Amount (£)": "£1.2m", "Amount low (£)": "", "Amount high (£)": ""})
    done = prepare_grid(grid, rows, loaded, person=ANN)
    assert list(done.tables) == ["costs"]
    assert done.tables["costs"].dicts()[0]["amount_gbp"] == "1200000"
    assert (done.effect.npsv_change_gbp.abs() > 0).any()


def test_what_cannot_be_read_is_listed_with_row_and_column(loaded: Loaded) -> None:
    grid = table_grid(loaded.tables, EVERYTHING, "cost_shares")
    rows = rows_of(grid)
    rows[1][1]["Pay share"] = "plenty"
    rows[2][1]["Partner"] = "Nobody we know"
    told = [problem.sentence for problem in prepare_grid(grid, rows, loaded, person=ANN).problems]
    assert told[0].startswith('Row 2, Pay share: "plenty": not a number.')
    assert told[1].startswith('Row 3, Partner: "Nobody we know": no row of Partners is called this.')


def test_a_new_row_gets_an_id_and_a_forged_one_is_not_taken(loaded: Loaded) -> None:
    grid = table_grid(loaded.tables, EVERYTHING, "sites")
    new = {"Title": "Ynys Môn", "People per year": "12"}
    done = prepare_grid(grid, [*rows_of(grid), ("forged", new)], loaded, person=ANN)
    assert not done.problems, done.problems
    assert done.tables["sites"].dicts()[-1]["site_id"] == "ynys_mon"


def test_taking_out_every_row_of_a_table_takes_them_out(loaded: Loaded) -> None:
    grid = table_grid(loaded.tables, EVERYTHING, "levers")
    done = prepare_grid(grid, [], loaded, person=ANN)
    assert not done.problems, done.problems
    assert done.rows.set_index("table").loc["levers", "removed"] == len(grid.rows) > 0


def test_rows_of_others_are_refused_to_who_edits_for_one_partner(loaded: Loaded) -> None:
    own = a_person("analyst", loaded.case.programme.programme_id, loaded.case.partners[0].partner_id)
    grid = table_grid(loaded.tables, EVERYTHING, "options")
    rows = rows_of(grid)
    rows[0][1]["Title"] = "Mine now"
    assert any("not yours to edit" in problem.message for problem in prepare_grid(grid, rows, loaded, person=own).problems)


def test_rows_out_of_a_spreadsheet_are_read_whole_or_named_and_none_vanishes(loaded: Loaded) -> None:
    grid = table_grid(loaded.tables, EVERYTHING, "benefits")
    outcome = loaded.case.outcomes[0].title
    heading = "title\tOUTCOME\tUnit value (£)\tPrice year\tClass\tvariable share\tWho said it"
    lines = [
        f"Fits\t{outcome.upper()}\t£7,900\t2011/12\tfiscal\t30%\tAnn", f"Bad\t{outcome}\t1.2m\t2011/12\tFiscal\t0.3\t",
        f"Worse\t{outcome}\trubbish\t2011/12\tfiscal\t\t",
    ]  # fmt: skip
    pasted = pasted_rows("\r\n".join([heading, *lines]), grid.columns)
    assert pasted.not_taken == ("Class", "Who said it")
    heading = heading.replace("Class", "Benefit class")
    pasted = pasted_rows("\r\n".join([heading, *lines]), grid.columns)
    assert (len(pasted.rows), pasted.not_taken) == (3, ("Who said it",))
    told = [problem.sentence for problem in prepare_grid(grid, [("", row) for row in pasted.rows], loaded, person=ANN).problems]
    assert any("rubbish" in sentence and sentence.startswith("Row 3, Unit value (£)") for sentence in told), told


def test_rows_without_a_heading_are_taken_in_the_order_of_the_columns(loaded: Loaded) -> None:
    grid = table_grid(loaded.tables, EVERYTHING, "cost_shares")
    cost, partner = loaded.case.costs[0].title, loaded.case.partners[0].title
    pasted = pasted_rows(f"{cost}\t{partner}\t60%\n{cost}\t{partner}\t40%\tbeyond\n", grid.columns)
    assert [row["Pay share"] for row in pasted.rows] == ["60%", "40%"]
    assert pasted.beyond == ("Pasted row 2: “beyond” stands beyond the last column.",)
    assert pasted_rows(" \n\t\n", grid.columns).rows == ()


def test_a_table_that_is_not_held_yet_is_given_its_first_row(loaded: Loaded) -> None:
    tables = {name: table for name, table in loaded.tables.items() if name != "risks"}
    grid = table_grid(tables, EVERYTHING, "risks")
    assert not grid.held
    row = {"Title": "The landlord withdraws", "Chance": "30%", "Cost (£)": "£2m", "Year": "2027/28"}
    row["Partner"] = loaded.case.partners[0].title
    done = prepare_grid(grid, [("", row)], loaded, person=ANN)
    assert not done.problems, done.problems
    assert done.tables["risks"].dicts()[0]["chance"] == "0.3"
