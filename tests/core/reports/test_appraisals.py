"""One version, read from the store and worked out; its fingerprint changes with whatever goes into the figures."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from core.actions.programmes import import_case, replace_tables, undo_last_version
from core.domain.errors import DamagedStore, UnknownVersion
from core.domain.scenario import Scenario
from core.reports.appraisals import Appraised, appraise_loaded, compared_options, load_version
from core.reports.data.table_rows import rows_of, zipped
from core.reports.versions.programmes import held, tables_held, version_history
from core.store.database import Database
from core.store.tables.manifest import of_version
from tests.core.reports.read_versions import appraised, files_of, loaded, loaded_from, with_text
from tests.core.store.stored import NOON, minutes_later, table_of, tables_of
from tests.new_store import new_store
from tests.people import ANN, BOB, CLEO, EVERYTHING

NAME = "return_to_work"


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    opened = new_store(tmp_path / "home")
    yield opened
    opened.close()


def kept(db: Database, case: str = "one_hospital", *, is_sample: bool = False) -> None:
    import_case(db, tables_of(case), by=ANN, at=NOON, what="Imported a folder.", is_sample=is_sample)


def dearer(db: Database) -> None:
    text = with_text(files_of("one_hospital"), "costs.csv", "200000", "300000")["costs.csv"].decode()
    replace_tables(db, NAME, {"costs": table_of("costs", text)}, read_version=1, by=BOB, at=minutes_later(5))


def test_a_version_read_from_the_store_gives_the_figures_of_its_files(db: Database) -> None:
    kept(db)
    read = load_version(db, NAME)
    assert read.case == loaded("one_hospital").case
    found = appraise_loaded(read, Scenario()).option("out").expected.measures
    assert found == appraised("one_hospital").option("out").expected.measures


def test_an_earlier_version_is_read_by_its_number(db: Database) -> None:
    kept(db)
    dearer(db)
    amounts = [load_version(db, NAME, number).case.costs[0].amount_gbp for number in (1, 2, None)]
    assert amounts == [200_000, 300_000, 300_000]
    with pytest.raises(UnknownVersion):
        load_version(db, NAME, 3)


def test_a_version_whose_file_is_gone_is_refused_with_a_sentence(db: Database) -> None:
    kept(db)
    (db.evidence / of_version(db, 1)["benefits"].path).unlink()
    with pytest.raises(DamagedStore, match="The table benefits is missing"):
        load_version(db, NAME)


def fingerprint(whole: Appraised) -> str:
    assert len(whole.input_hash) == 16
    return whole.input_hash


def test_the_fingerprint_changes_with_any_input_and_with_nothing_else() -> None:
    files = files_of("one_hospital")
    as_entered = fingerprint(appraised("one_hospital"))
    assert fingerprint(appraise_loaded(loaded_from(files), Scenario())) == as_entered
    assert fingerprint(appraise_loaded(loaded_from(dict(reversed(files.items())), number=7), Scenario())) == as_entered
    others = {fingerprint(appraise_loaded(loaded_from({**files, name: data + b"\n"}), Scenario())) for name, data in files.items()}
    assert as_entered not in others
    assert len(others) == len(files)


def test_the_fingerprint_changes_with_the_scenario_the_assumptions_and_the_method() -> None:
    read, whole = loaded("one_hospital"), appraised("one_hospital")
    found = {fingerprint(whole)}
    found |= {
        fingerprint(appraise_loaded(read, scenario))
        for scenario in (Scenario(engagement=0.5), Scenario(engagement=0.6), Scenario(cost_centres=frozenset()))
    }
    rates = read.assumptions.model_copy(update={"benefit_cut": (0, 0.05, 0.1, 0.15, 0.25, 0.41)})
    found.add(fingerprint(replace(whole, loaded=replace(read, assumptions=rates))))
    found.add(fingerprint(replace(whole, appraisal=replace(whole.appraisal, method_version="9.9.9"))))
    assert len(found) == 6


def test_looking_at_figures_and_reading_them_back_from_the_store_leave_the_fingerprint_alone(db: Database) -> None:
    kept(db)
    whole = appraise_loaded(load_version(db, NAME), Scenario())
    before = fingerprint(whole)
    assert whole.factors is whole.factors
    rows_of(db, whole.loaded.version, "costs", 50, scope=EVERYTHING)
    assert fingerprint(appraise_loaded(load_version(db, NAME), Scenario())) == before == fingerprint(appraised("one_hospital"))


def test_business_as_usual_is_not_among_the_options_to_look_at() -> None:
    assert compared_options(loaded("sample").case) == ["salford_only", "ten_boroughs", "new_rules", "boroughs_then_rules"]


def test_programmes_are_listed_with_their_versions_and_the_sample_comes_last(db: Database) -> None:
    kept(db, "bench", is_sample=True)
    kept(db)
    dearer(db)
    programmes = held(db, ANN)
    assert [row.programme_id for row in programmes.all] == [NAME, "bench"]
    assert (programmes.numbers(NAME), programmes.latest_number(NAME)) == ([2, 1], 2)
    undo_last_version(db, NAME, read_version=2, by=CLEO, at=minutes_later(9))
    assert (held(db, ANN).numbers(NAME), held(db, ANN).latest_number(NAME)) == ([2, 1], 1)
    assert programmes.of("bench").is_sample
    with pytest.raises(KeyError):
        programmes.of("none")


def test_the_history_says_who_did_what_to_which_tables(db: Database) -> None:
    kept(db)
    dearer(db)
    told = version_history(db, ANN, NAME)
    latest = told.loc[0, ["number", "made_by", "what", "state", "tables"]].tolist()
    assert latest == [2, "Bob", "Replaced costs.", "current", "costs"]
    assert told.number.tolist() == [2, 1]
    undo_last_version(db, NAME, read_version=2, by=CLEO, at=minutes_later(9))
    assert version_history(db, ANN, NAME).state.tolist() == ["undone", "current"]


def test_each_table_is_listed_with_the_file_it_came_from(db: Database) -> None:
    kept(db)
    dearer(db)
    tables = tables_held(db, load_version(db, NAME).version).set_index("table")
    assert tables.loc["costs", ["rows", "file", "loaded_by"]].tolist() == [3, "costs.csv", "Bob"]
    assert tables.loc["partners", "loaded_by"] == "Ann"
    assert tables.sha256.nunique() == len(tables) == len(tables_of("one_hospital"))


def test_rows_are_shown_as_the_spreadsheet_counts_them_and_can_be_searched(db: Database) -> None:
    kept(db)
    version = load_version(db, NAME).version
    rows, found = rows_of(db, version, "benefits", 2, scope=EVERYTHING)
    assert (rows.row.tolist(), rows.benefit_id.tolist(), found) == ([2, 3], ["work_dwp", "work_nhs"], 5)
    rows, found = rows_of(db, version, "benefits", 50, scope=EVERYTHING, search="BED")
    assert (rows.row.tolist(), found) == ([6], 1)


def test_the_same_files_pack_to_the_same_bytes() -> None:
    files = {name: data.decode() for name, data in files_of("one_hospital").items()}
    assert zipped(files) == zipped(dict(reversed(files.items())))


def test_a_version_read_again_gives_the_same_case_and_a_file_altered_since_is_still_noticed(db) -> None:
    import_case(db, tables_of("one_hospital"), by=ANN, at=NOON, what="Imported a folder.")
    first, again = load_version(db, "return_to_work"), load_version(db, "return_to_work")
    assert again.case is first.case
    assert again.tables == first.tables
    assert again.tables is not first.tables
    next(db.evidence.glob("*.parquet")).write_bytes(b"PAR1")
    with pytest.raises(DamagedStore):
        load_version(db, "return_to_work")
