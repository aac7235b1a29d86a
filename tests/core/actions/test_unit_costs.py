"""A workbook of unit costs is kept as it came, and who bears what is remembered."""

from pathlib import Path

import pytest

from core.actions.sample import load_sample
from core.actions.unit_costs import import_unit_costs, settle_agencies
from core.domain.errors import DamagedStore, NotAccepted, UnknownProgramme
from core.store import audit
from core.store.database import Database, open_database
from core.store.tables.manifest import sweep_orphans
from core.store.tables.versions import every_version
from core.store.unit_costs import read_workbook, settled_of, workbook_of
from tests.core.ingest.unit_cost_book import as_bytes, book
from tests.core.store.stored import NOON, minutes_later
from tests.new_store import filled
from tests.people import ANN, BOB

SAMPLE = "cbt_probation"
WORKBOOK = as_bytes(book())


@pytest.fixture
def store(db: Database) -> Database:
    return filled(db, _sample)


def _sample(db: Database) -> None:
    load_sample(db, by=ANN, at=NOON)


def bring(store: Database, data: bytes = WORKBOOK, name: str = "costs.xlsx") -> str:
    return import_unit_costs(store, SAMPLE, data, name, by=ANN, at=NOON)


def settle(store: Database, **answers: str | dict[str, float]) -> str:
    return settle_agencies(store, SAMPLE, answers, by=BOB, at=NOON)


def test_a_workbook_is_kept_byte_for_byte_and_changes_no_figure(store: Database) -> None:
    assert bring(store) == "Kept 13 unit costs of costs.xlsx. No figure of the programme has changed."
    kept = workbook_of(store, SAMPLE)
    assert kept is not None and (kept.file_name, kept.rows, kept.kept_by, kept.kept_at) == ("costs.xlsx", 13, "Ann", NOON)
    assert read_workbook(store, kept) == WORKBOOK
    assert len(every_version(store, SAMPLE)) == 1
    assert audit.entries(store, SAMPLE, most=1)[0].detail["what"] == "Brought the unit costs costs.xlsx, 13 rows."


def test_the_same_bytes_again_are_nothing_new_and_the_last_workbook_counts(store: Database) -> None:
    bring(store)
    assert bring(store, name="other.xlsx") == "Nothing new: costs.xlsx is held already, to the byte."
    bring(store, as_bytes(book(fire=())), "later.xlsx")
    kept = workbook_of(store, SAMPLE)
    assert kept is not None and kept.file_name == "later.xlsx"


def test_what_holds_no_unit_costs_is_not_kept(store: Database) -> None:
    before = sorted(store.evidence.iterdir())
    with pytest.raises(NotAccepted, match="not an Excel workbook"):
        bring(store, b"code,cost\nA,1\n")
    assert sorted(store.evidence.iterdir()) == before
    with pytest.raises(UnknownProgramme):
        import_unit_costs(store, "none", WORKBOOK, "costs.xlsx", by=ANN, at=NOON)


def test_a_workbook_outlives_the_sweep_of_orphans_and_a_damaged_one_is_refused(store: Database) -> None:
    bring(store)
    kept = workbook_of(store, SAMPLE)
    assert kept is not None
    sweep_orphans(store, minutes_later(10**7))
    assert read_workbook(store, kept) == WORKBOOK
    (place,) = store.evidence.glob("*.xlsx")
    place.write_bytes(b"other")
    with pytest.raises(DamagedStore, match=r"The unit costs costs\.xlsx is damaged"):
        read_workbook(store, kept)


def test_answers_are_remembered_and_the_latest_word_on_each_counts(store: Database, tmp_path: Path) -> None:
    settle(store, police="gmp", nhs={"nhs_gm": 0.5, "councils": 0.5})
    settle(store, police="")
    store.close()
    again = open_database(tmp_path / "home")
    assert settled_of(again, SAMPLE) == {"police": "", "nhs": {"nhs_gm": 0.5, "councils": 0.5}}
    assert settled_of(again, "other") == {}
    again.close()


@pytest.mark.parametrize("answer", ["nobody", {"gmp": 0.5}, {"gmp": 0.5, "nobody": 0.5}])
def test_an_answer_that_cannot_be_meant_is_not_remembered(store: Database, answer: str | dict[str, float]) -> None:
    with pytest.raises(NotAccepted, match=r"is no partner|add to 1"):
        settle(store, police=answer)
    assert settled_of(store, SAMPLE) == {}
