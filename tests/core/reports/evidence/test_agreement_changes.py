"""Changes of what was agreed, from version to version."""

from pathlib import Path

import pandas as pd
import pytest

from core.actions.programmes import import_case, undo_last_version
from core.domain.people import Person
from core.ingest.case import read_files
from core.reports.evidence.agreement_changes import agreement_history
from core.store.database import Database
from core.store.evidence_rules import load_evidence_rules
from tests.core.reports.read_versions import files_of, with_text
from tests.core.store.stored import minutes_later
from tests.new_store import store_with
from tests.people import ANN, BOB

RULES = load_evidence_rules()
SAMPLE = "cbt_probation"


@pytest.fixture
def db(tmp_path: Path):  # type: ignore[no-untyped-def]
    opened = store_with(_sample, tmp_path / "home")
    yield opened
    opened.close()


def _sample(db: Database) -> None:
    keep(db, dict(files_of("sample")))


def keep(db: Database, files: dict[str, bytes], minutes: int = 0, by: Person = ANN) -> None:
    import_case(db, read_files(files).tables, by=by, at=minutes_later(minutes), what="Loaded it.")


def changes(db: Database) -> pd.DataFrame:
    return agreement_history(db, SAMPLE, RULES)


def test_what_was_there_from_the_start_and_other_tables_are_no_change(db: Database) -> None:
    keep(db, with_text(files_of("sample"), "costs.csv", "95000", "96000"))
    assert changes(db).empty
    assert "after_results" in changes(db).columns


def test_a_change_names_its_version_its_person_and_the_results_that_were_known(db: Database) -> None:
    keep(db, with_text(files_of("sample"), "evidence_agreement.csv", "matched_comparison,600", "matched_comparison,900"), 5, BOB)
    (row,) = changes(db).to_dict("records")
    assert (row["number"], row["made_by"], row["state"]) == (2, "Bob", "current")
    assert (row["column"], row["before"], row["after"], row["makes_it"]) == ("minimum_people", "600", "900", "harder")
    assert row["after_results"] and row["results_known"].count("|") == 57


def test_a_change_that_was_taken_back_stays_visible(db: Database) -> None:
    keep(db, with_text(files_of("sample"), "evidence_agreement.csv", "before_after,150", "before_after,15"), 5)
    undo_last_version(db, SAMPLE, read_version=2, by=ANN, at=minutes_later(6))
    (row,) = changes(db).to_dict("records")
    assert (row["state"], row["makes_it"], row["after_results"]) == ("undone", "easier", False)
