"""Whatever bytes come, there is a table or a sentence, and never a crash."""

from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.tables import SPECS
from core.ingest.case import check_one, read_files
from tests.core.ingest.folders import GOOD, files_of

TABLES = st.sampled_from([spec.name for spec in SPECS])
LIKE_CSV = st.text('ab01.,;|\t"\r\n-eE%£ ', max_size=80)


@settings(max_examples=200, deadline=None)
@given(TABLES, st.binary(max_size=200))
def test_any_bytes_give_a_table_or_a_sentence(name: str, data: bytes) -> None:
    _check(name, data)


@settings(max_examples=200, deadline=None)
@given(TABLES, LIKE_CSV, st.sampled_from(["utf-8", "utf-16", "windows-1252"]))
def test_any_rows_under_a_true_heading_give_a_table_or_a_sentence(name: str, rows: str, encoding: str) -> None:
    heading = GOOD[name].splitlines()[0]
    _check(name, f"{heading}\n{rows}".encode(encoding))


def _check(name: str, data: bytes) -> None:
    reading = check_one(f"{name}.csv", data)
    assert (reading.table is None) == (reading.problem_count > 0)
    assert all(problem.sentence.startswith(f"{name}.csv") and "pydantic" not in problem.sentence for problem in reading.problems)


@settings(max_examples=150, deadline=None)
@given(TABLES, st.data())
def test_a_good_folder_with_bytes_changed_is_read_whole_or_not_at_all(name: str, data: st.DataObject) -> None:
    files = files_of(GOOD)
    changed = bytearray(files[f"{name}.csv"])
    for _ in range(data.draw(st.integers(1, 4))):
        changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    reading = read_files(files | {f"{name}.csv": bytes(changed)})
    assert (reading.case is None) == (reading.problem_count > 0)
    assert bool(reading.tables) == (reading.case is not None)
