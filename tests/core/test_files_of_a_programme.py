"""The command line and files: what a check says of a folder, and observations loaded in bulk on their way out."""

from datetime import UTC, datetime
from pathlib import Path

from core.__main__ import DONE, WRONG_CALL, main
from core.actions.observations import load_observations
from core.domain.people import OPERATOR
from core.store.database import open_database
from tests.case_files import CASES
from tests.core.ingest.folders import GOOD, files_of

ROWS = "site_id,cohort,period,arm,outcome_id,value\nS1,all,2025,treated,beds,4\nS1,all,2025,comparison,beds,5.5\n"


def test_observations_loaded_in_bulk_are_exported_to_a_file_that_is_never_written_over(tmp_path: Path, capsys) -> None:
    home = tmp_path / "home"
    assert main(["import", str(CASES / "one_hospital"), "--home", str(home)]) == DONE
    programme_id = capsys.readouterr().out.partition(":")[0]
    (tmp_path / "sent.csv").write_text(ROWS)
    db = open_database(home)
    load_observations(db, programme_id, tmp_path / "sent.csv", by=OPERATOR, at=datetime.now(UTC), read_version=1)
    db.close()
    back = tmp_path / "back.csv"

    def export(folder: str) -> int:
        return main(["export", programme_id, str(tmp_path / folder), "--observations", str(back), "--home", str(home)])

    assert export("out") == DONE
    assert capsys.readouterr().out.splitlines()[-1] == f"{back}: observations written."
    assert back.read_text().splitlines() == [f"{row},{last}" for row, last in zip(ROWS.split(), ("people", "1", "1"), strict=True)]
    back.write_text("mine")
    assert export("other") == WRONG_CALL
    assert back.read_text() == "mine"


def test_files_that_are_no_tables_are_named_when_a_folder_is_checked(tmp_path: Path, capsys) -> None:
    for name, content in {**files_of(GOOD), "notes.txt": b"to do"}.items():
        (tmp_path / name).write_bytes(content)
    assert main(["check", str(tmp_path)]) == DONE
    assert capsys.readouterr().err == "note: notes.txt is left aside: it is not a CSV file.\n"
