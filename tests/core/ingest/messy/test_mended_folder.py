"""A beginner's folder, every table mended as a single one is: percentages, pounds, years, other words, names for ids."""

from pathlib import Path

from core.__main__ import main
from core.ingest.case import build_case
from core.ingest.messy import ACCEPT, EVERY_SUGGESTION, MendedFolder, mend_folder, value
from core.store.tables.folders import read_folder

FOLDER = Path(__file__).parent / "first_try"
# It has no table of deflators: the official index brings its money of 2010 to prices of 2026.
FILES = read_folder(FOLDER)
# What nobody but the writer can know: 1,4 is 1.4 people or 14 mistyped.
DECIMALS = {"sites:decimal_style:people_per_year": value("comma")}


def row(folder: MendedFolder, table: str, number: int = 0) -> dict[str, str]:
    return folder.tables[table].dicts()[number]


def test_a_first_folder_needs_two_answers_and_no_cell_is_typed_anew() -> None:
    folder = mend_folder(FILES, {EVERY_SUGGESTION: ACCEPT, **DECIMALS})
    assert not folder.is_open, [one.sentence for done in folder.conversions.values() for one in (*done.repairs, *done.problems)]
    reading = build_case(folder.tables)
    assert reading.case is not None, [problem.sentence for problem in reading.problems]
    assert [partner.kind.value for partner in reading.case.partners] == [
        "local_authority",
        "local_authority",
        "nhs",
        "police",
        "justice",
    ]


def test_each_cell_is_read_as_it_was_meant() -> None:
    folder = mend_folder(FILES, {EVERY_SUGGESTION: ACCEPT, **DECIMALS})
    programme, benefit, cost, effect = (row(folder, name) for name in ("programme", "benefits", "costs", "effects"))
    assert (programme["base_year"], programme["stage"], programme["discount_schedule"]) == ("2026", "scale", "standard")
    assert (benefit["unit_value_gbp"], benefit["variable_share"], benefit["price_year"]) == ("7900", "0.3", "2010")
    assert benefit["release_route"] == "budget_removed"
    assert (cost["heading"], cost["driver"], cost["amount_gbp"]) == ("workforce", "per_person", "7737")
    assert (effect["impact"], effect["deadweight"], effect["persistence"]) == ("0.84", "0.2", "1|1|1|1|1")
    assert [row(folder, "option_sites", at)["start_year"] for at in (0, 1)] == ["0", "1"]
    assert [row(folder, "options", at)["kind"] for at in range(3)] == ["business_as_usual", "scale_out", "scale_up"]


def test_nothing_is_accepted_that_was_not_agreed_to() -> None:
    folder = mend_folder(FILES)
    assert folder.is_open
    assert any('"council"' in sentence and "local_authority" in sentence for sentence in folder.suggestions)
    assert {"partners", "costs", "benefits"} <= {table for table, done in folder.conversions.items() if done.table is None}


def test_a_title_stands_for_its_id() -> None:
    shares = b"cost_id,partner_id,pay_share\nSupport workers,Ten councils,40%\nsupport workers,GMCA,60%\n"
    folder = mend_folder({**FILES, "cost_shares.csv": shares}, {EVERY_SUGGESTION: ACCEPT, **DECIMALS})
    assert [(one["cost_id"], one["partner_id"]) for one in folder.tables["cost_shares"].dicts()] == [
        ("Support workers", "Councils"),
        ("Support workers", "GMCA"),
    ]


def test_the_command_line_says_what_is_open_and_takes_it_in_once_answered(tmp_path: Path, capsys) -> None:
    home, folder = ["--home", str(tmp_path / "home")], tmp_path / "folder"
    folder.mkdir()
    for name, data in FILES.items():
        (folder / name).write_bytes(data)
    assert main(["import", str(folder), *home]) == 1
    out = capsys.readouterr().out
    assert 'partners: [word:kind:council] kind: 1 cell, first row 3 "council"' in out
    assert "give --answer all=accept" in out
    answers = ["--answer", "all=accept", "--answer", "sites:decimal_style:people_per_year=comma"]
    assert main(["import", str(folder), *answers, *home]) == 0
    assert "Saved Housing First in Greater Manchester as version 1" in capsys.readouterr().out
