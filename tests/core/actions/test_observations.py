import csv
import io

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.actions.observations import export_observations, load_observations
from core.actions.programmes import export_case, import_case, replace_tables, undo_last_version
from core.domain.errors import DamagedStore, NotAccepted, StaleVersion
from core.domain.problems import Problem
from core.ingest.case import build_case
from core.ingest.tables import read_table
from core.reports.evidence.observations import arms, observation_loads, outcomes_observed
from core.store import audit
from core.store.tables import observation_loads as kept_loads
from core.store.tables import versions
from core.store.tables.manifest import sweep_orphans
from core.store.tables.tables import read_tables
from tests.core.store.stored import minutes_later, table_of, tables_of
from tests.new_store import filled
from tests.people import ANN, BOB, CLEO

CASE = tables_of("one_hospital")
NAME = "return_to_work"
HEADING = "site_id,cohort,period,arm,outcome_id,value,people\n"
ROWS = "S1,a,2026-Q1,treated,work,1,2\nS1,a,2026-Q1,comparison,work,0,\nS2,a,2026-Q1,treated,work,0.5,4\n"


@pytest.fixture
def home(db):
    return filled(db, _programme)


def _programme(db):
    import_case(db, CASE, by=ANN, at=minutes_later(0), what="Imported a folder.")


def loaded(db, content, read_version=1, minute=5, name="trial.csv", **more):
    data = content.encode() if isinstance(content, str) else content
    at = minutes_later(minute)
    return load_observations(db, NAME, io.BytesIO(data), by=BOB, at=at, read_version=read_version, file_name=name, **more)


def rows_held(db, number=None) -> list[list[str]]:
    return list(csv.reader(io.StringIO("".join(export_observations(db, NAME, number, by=ANN)), newline="")))[1:]


def problems_of_a_short_file(data: bytes) -> tuple[Problem, ...]:
    """What the case folder's own checks say of the same bytes."""
    reading = read_table("observations", data, "trial.csv")
    if reading.table is None:
        return reading.problems
    nothing = () if reading.table.rows else (Problem("trial.csv", "there is a heading and no rows.", 1),)
    return nothing or build_case({**CASE, "observations": reading.table}).problems


@pytest.mark.parametrize("cohort", ["jo.bloggs@example.org", "AB 12 34 56 C", "943 476 5919"])
def test_rows_that_name_a_person_are_refused_and_nothing_is_kept(home, cohort):
    content = HEADING + ROWS + f"S1,{cohort},2026-Q1,treated,work,1,\n"
    with pytest.raises(NotAccepted) as refused:
        loaded(home, content)
    assert "cohort" in str(refused.value)
    assert cohort not in str(refused.value)
    assert rows_held(home) == []


def test_a_load_is_a_new_version_with_its_rows_sums_source_and_audit(home):
    saved = loaded(home, HEADING + ROWS, source="Leeds trial")
    assert (saved.number, saved.base_version, saved.rows, saved.is_new) == (2, 1, 3, True)
    assert saved.sentence == "Saved Integrated case as version 2. Loaded 3 observations from Leeds trial."
    assert rows_held(home)[2] == ["S2", "a", "2026-Q1", "treated", "work", "0.5", "4"]
    entry = audit.entries(home, NAME)[0]
    assert (entry.action, entry.by, entry.version_id, entry.detail["rows"]) == ("load_observations", "Bob", saved.version_id, 3)
    (load,) = observation_loads(home, saved).to_dict("records")
    assert (load["source"], load["file"], load["rows"], load["loaded_by"]) == ("Leeds trial", "trial.csv", 3, "Bob")
    assert versions.history(home, NAME)[0].added == ("observations",)


def test_sums_count_a_row_as_often_as_the_people_it_stands_for(home):
    saved = loaded(home, HEADING + ROWS + "S1,a,2026-Q1,treated,work,3,1\n")
    found = arms(home, saved, "work").set_index(["site_id", "arm"])
    treated = found.loc[("S1", "treated")]
    assert (treated["rows"], treated["n"], treated["people"], treated["missing"]) == (2, 2, 3, 0)
    assert (treated["sum"], treated["sum_of_squares"], treated["lowest"], treated["highest"]) == (5, 11, 1, 3)
    assert treated["zeros_and_ones"] == 1
    assert found.loc[("S1", "comparison"), "people"] == 1  # nothing given: one person
    assert arms(home, saved, "beds").empty
    assert outcomes_observed(home, saved).set_index("arm").loc["treated", "people"] == 7


def test_the_same_bytes_twice_make_no_new_version(home):
    loaded(home, HEADING + ROWS)
    again = loaded(home, HEADING + ROWS, read_version=2, name="copy.csv")
    assert (again.number, again.is_new) == (2, False)
    assert len(rows_held(home)) == 3


@pytest.mark.parametrize("mode", ["replace_source", "replace_all"])
def test_replacing_with_the_same_bytes_changes_nothing(home, mode):
    loaded(home, HEADING + ROWS)
    assert not loaded(home, HEADING + ROWS, read_version=2, mode=mode).is_new


def test_a_version_is_made_of_what_stays_and_what_is_new(home):
    first, second, third, fourth = (HEADING + f"S{number},a,2026,treated,work,{number},\n" for number in (1, 2, 3, 4))
    loaded(home, first, 1, source="leeds")
    loaded(home, second, 2, source="york")
    assert [row[0] for row in rows_held(home)] == ["S1", "S2"]
    loaded(home, third, 3, source="leeds", mode="replace_source")
    assert [row[0] for row in rows_held(home)] == ["S2", "S3"]
    loaded(home, fourth, 4, mode="replace_all")
    assert [row[0] for row in rows_held(home)] == ["S4"]
    assert [row[0] for row in rows_held(home, 3)] == ["S1", "S2"]  # earlier versions stay as they were


def test_undoing_brings_the_rows_before_back(home):
    loaded(home, HEADING + ROWS)
    loaded(home, HEADING + "S3,b,2026,treated,work,1,\n", 2, mode="replace_all")
    undo_last_version(home, NAME, read_version=3, by=CLEO, at=minutes_later(9))
    assert len(rows_held(home)) == 3
    undo_last_version(home, NAME, read_version=2, by=CLEO, at=minutes_later(10))
    assert rows_held(home) == []


def test_other_changes_leave_observations_where_they_are(home):
    loaded(home, HEADING + ROWS)
    old = CASE["outcomes"]
    renamed = table_of("outcomes", ",".join(old.columns) + "\n" + "".join(f"{row[0]},New,{row[2]}\n" for row in old.rows))
    replace_tables(home, NAME, {"outcomes": renamed}, read_version=2, by=BOB, at=minutes_later(6))
    assert len(rows_held(home)) == 3
    assert "observations" not in read_tables(home, versions.current_version(home, NAME).version_id)
    assert versions.history(home, NAME)[0].changed == ("outcomes",)


def test_a_site_that_observations_name_cannot_go(home):
    loaded(home, HEADING + ROWS)
    old = CASE["sites"]
    without = table_of("sites", ",".join(old.columns) + "\n" + "".join(",".join(row) + "\n" for row in old.rows if row[0] != "S2"))
    others = {name: table for name, table in CASE.items() if name not in ("option_sites", "site_centres")}
    with pytest.raises(NotAccepted, match=r"observations from trial\.csv name them"):
        import_case(home, {**others, "sites": without}, by=BOB, at=minutes_later(6), what="Left a site out.")


def test_a_stale_load_is_refused_and_nothing_is_stored(home):
    loaded(home, HEADING + ROWS)
    before = sorted(home.evidence.iterdir())
    with pytest.raises(StaleVersion, match="Bob"):
        loaded(home, HEADING + "S1,b,2026,treated,work,1,\n", read_version=1)
    assert sorted(home.evidence.iterdir()) == before


def test_a_load_that_is_stopped_leaves_nothing(home):
    def stop(progress):
        raise KeyboardInterrupt

    before = sorted(home.evidence.iterdir())
    with pytest.raises(KeyboardInterrupt):
        loaded(home, HEADING + ROWS, on_progress=stop)
    assert versions.current_version(home, NAME).number == 1
    assert sorted(home.evidence.iterdir()) == before
    assert list((home.home / "spill").iterdir()) == []


def test_files_of_a_load_outlive_the_sweep_and_are_missed_when_gone(home):
    saved = loaded(home, HEADING + ROWS)
    assert sweep_orphans(home, minutes_later(10**6)) == ()
    (cube,) = kept_loads.files_of(home, saved.version_id, kept_loads.CUBE)
    cube.path.unlink()
    with pytest.raises(DamagedStore, match="observations"):
        arms(home, saved, "work")


def test_rows_are_kept_typed_and_in_the_order_of_the_file(home):
    rows = "".join(f"S{1 + n % 4},c{n % 3},2026,treated,work,{n / 8},1\n" for n in range(20_000))
    steps = []
    saved = loaded(home, HEADING + rows, on_progress=lambda progress: steps.append(progress.share))
    (file,) = kept_loads.files_of(home, saved.version_id, kept_loads.ROWS)
    found = pq.read_table(file.path)
    assert [str(kind) for kind in found.schema.types] == ["string"] * 5 + ["double"] * 2
    assert found["value"].to_pylist() == [n / 8 for n in range(20_000)]
    assert arms(home, saved, "work")["sum"].sum() == sum(n / 8 for n in range(20_000))
    assert all(0 <= share <= 1 for share in steps) and steps[-1] == 1
    again = "".join(export_observations(home, NAME, by=ANN))
    assert [float(row[5]) for row in csv.reader(io.StringIO(again[len(HEADING) :]))] == found["value"].to_pylist()


def test_plain_numbers_and_awkward_text_are_exported_as_they_were_loaded(home):
    rows = 'S1,"a, ""b""",2026,treated,work,0.25,3\nS1,=1+1,2026,treated,work,-7,0.5\nS2,"two\nlines",2026,treated,work,1000000,1\n'
    loaded(home, HEADING + rows)
    assert "".join(export_observations(home, NAME, by=ANN)) == HEADING + rows


def test_columns_may_stand_in_any_order_and_unknown_ones_are_kept_out_with_a_warning(home):
    saved = loaded(home, "value;nhs_number;arm;Site_ID;period;cohort;outcome_id\n1;9;treated;S1;2026;c;work\n")
    assert rows_held(home) == [["S1", "c", "2026", "treated", "work", "1", "1"]]
    assert any("nhs_number" in warning.sentence for warning in saved.warnings)


def test_a_table_of_observations_in_the_case_folder_counts_too_and_goes_with_the_folder(home):
    table = table_of("observations", HEADING + ROWS)
    replace_tables(home, NAME, {"observations": table}, read_version=1, by=BOB, at=minutes_later(3))
    assert not loaded(home, HEADING + ROWS, 2).is_new  # the very same bytes would count every row twice
    saved = loaded(home, HEADING + "S1,a,2026-Q1,treated,work,1,8\n", 2)
    treated = arms(home, saved, "work").set_index(["site_id", "arm"]).loc[("S1", "treated")]
    assert (treated["rows"], treated["people"]) == (2, 10)
    assert export_case(home, NAME, by=ANN)["observations.csv"] == HEADING + ROWS
    last = loaded(home, HEADING + "S4,a,2026,treated,work,1,\n", 3, mode="replace_all")
    assert arms(home, last, "work")["rows"].sum() == 1
    assert "observations.csv" not in export_case(home, NAME, by=ANN)


WRONG = [
    "S1,a,2026,treated,work,1_000,1\n",
    "S9,a,2026,treated,work,1,1\n",
    "S1,a,2026,control,work,1,1\n",
    "S1,,2026,treated,work,1,1\n",
    "S1,a,2026,treated,work,,1\n",
    "S1,a,2026,treated,work,1,-1\n",
    "S1,a,2026,treated,work,1,1,\n",
    "S1,a,2026,treated,work,1\n",
    'S1,"a"b,2026,treated,work,1,1\n',
    'S1,"a,2026,treated,work,1,1\n',
]


@pytest.mark.parametrize("row", WRONG)
def test_a_wrong_row_is_told_in_the_words_and_with_the_line_of_a_short_file(home, row):
    data = (HEADING + ROWS + "\n" + row).encode()
    with pytest.raises(NotAccepted) as refused:
        loaded(home, data)
    assert refused.value.problems == problems_of_a_short_file(data)
    assert refused.value.problems[0].line == 6
    assert versions.current_version(home, NAME).number == 1


def test_thousands_of_wrong_rows_are_counted_and_the_first_are_told(home):
    with pytest.raises(NotAccepted) as refused:
        loaded(home, HEADING + "S1,a,2026,treated,work,x,1\n" * 5_000)
    assert len(refused.value.problems) == 201
    assert [problem.line for problem in refused.value.problems[:200]] == list(range(2, 202))
    assert "5,000 rows in all" in refused.value.problems[-1].sentence


def test_accents_of_windows_are_read_with_a_warning_wherever_they_begin(home):
    late = (HEADING + "S1,a,2026,treated,work,1,1\n" * 9_000 + "S1,café,2026,treated,work,1,1\n").encode("windows-1252")
    saved = loaded(home, late)
    assert rows_held(home)[-1][1] == "café"
    assert any("line 9002" in warning.sentence for warning in saved.warnings)


plain = ["1", "0.5", "1e5", "+1", ".5", "-1", "2.50", "0e-9", " 1", "", " "]
numbers = st.sampled_from([*plain, "inf", "nan", "1_000", "0x10", "1e13", "+-1", "1,5", "1e-400"])
words = st.sampled_from(["S1", "S2 ", "S9", "", '"S1"', '"S1" ', ' "S1"', "\u00a0S1", "s1"])
texts = st.sampled_from(["a", '"a,b"', '"a\nb"', '"a""b"', 'a"b', "é", "\x00", '"', "x\r", "=1", "\x0b", " a", "\u2003"])
ends = st.sampled_from(["\n", "\n", "\n", "\r\n", "\n\n", ",\n", ",,,,,,\n", "\r", ",9\n"])
rows_of_any_kind = st.builds(
    lambda site, cohort, value, people, end: f"{site},{cohort},2026,treated,work,{value},{people}{end}",
    words,
    st.one_of(st.just("a"), texts),
    numbers,
    numbers,
    ends,
)
good_rows = st.just("S1,a,2026,treated,work,1,1\n")


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    rows=st.lists(st.one_of(good_rows, rows_of_any_kind), min_size=1, max_size=5),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "windows-1252"]),
)
def test_a_long_file_gets_the_verdict_and_the_rows_of_a_short_one(home, rows, encoding):
    data = (HEADING + "".join(rows)).encode(encoding, "replace")
    problems = problems_of_a_short_file(data)
    number = versions.current_version(home, NAME).number
    try:
        saved = loaded(home, data, number, mode="replace_all")
    except NotAccepted as refused:
        assert problems, refused.problems
        lines = {problem.line for problem in problems} - {None}  # a short file is not looked into where its shape is wrong
        assert lines <= {problem.line for problem in refused.problems}, (refused.problems, problems)
        return
    assert not problems
    if saved.is_new:
        table = read_table("observations", data, "trial.csv").table
        expected = [[cell.strip() for cell in row] for row in table.rows]
        found = rows_held(home)
        assert [row[:5] for row in found] == [row[:5] for row in expected]
        assert [[float(cell) for cell in row[5:]] for row in found] == [[float(row[5]), float(row[6] or 1)] for row in expected]
