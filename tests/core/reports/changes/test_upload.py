"""What a load would do, told before anything is written."""

import pytest

from core.domain.errors import BadArchive
from core.reports.changes.upload import Prepared, prepare, unpacked
from core.reports.data.table_rows import zipped
from tests.core.reports.read_versions import appraised, files_of, loaded, loaded_from, pounds, with_text
from tests.people import ANN

ONE = "one_hospital"


def single(file: str, before: str, after: str) -> Prepared:
    """Prepare one table of the case, changed in one place."""
    return prepare({file: with_text(files_of(ONE), file, before, after)[file]}, loaded(ONE), person=ANN)


def test_one_table_is_checked_with_the_others_that_are_held_and_only_it_is_written() -> None:
    prepared = single("costs.csv", "200000", "300000")
    assert (prepared.problems, prepared.is_whole, prepared.is_new, prepared.changes_nothing) == ((), False, False, False)
    assert list(prepared.tables) == ["costs"]
    assert prepared.rows.to_dict("records") == [{"table": "costs", "added": 0, "changed": 1, "same": 2, "removed": 0}]
    assert prepared.cells.to_dict("records") == [
        {"table": "costs", "row": "team", "column": "amount_gbp", "before": "200000", "after": "300000"}
    ]


def test_the_effect_in_pounds_is_the_difference_of_the_two_appraisals() -> None:
    """£100,000 more a year at each site, with 10% for optimism: two sites for five years and two for four."""
    changed = with_text(files_of(ONE), "costs.csv", "200000", "300000")
    (row,) = prepare(changed, loaded(ONE), person=ANN).effect.to_dict("records")
    more = sum(110_000 * (2 if year == 1 else 4) / 1.035**year for year in range(1, 6))
    assert row["npsv_before_gbp"] == appraised(ONE).option("out").expected.measures.npsv_gbp
    assert row["npsv_change_gbp"] == pounds(-more)
    assert row["cash_change_gbp"] == pounds(-more)
    assert row["npsv_after_gbp"] == pounds(row["npsv_before_gbp"] - more)
    (alone,) = single("costs.csv", "200000", "300000").effect.to_dict("records")
    assert alone == row


def test_a_whole_folder_of_the_same_programme_replaces_it_and_says_which_rows_go() -> None:
    changed = with_text(files_of(ONE), "partners.csv", "DWP,DWP,central_government", "DWP,Work and pensions,central_government")
    without = {name: data for name, data in changed.items() if name != "site_centres.csv"}
    prepared = prepare(without, loaded(ONE), person=ANN)
    assert (prepared.is_whole, prepared.is_new, prepared.programme_id) == (True, False, "return_to_work")
    rows = prepared.rows.set_index("table")
    assert rows.loc["partners"].tolist() == [0, 1, 2, 0]
    assert rows.loc["site_centres"].tolist() == [0, 0, 0, 4]
    assert "site_centres" not in prepared.tables


def test_a_folder_of_another_programme_is_new_and_counts_from_zero() -> None:
    prepared = prepare(files_of("bench"), loaded(ONE), person=ANN)
    assert (prepared.is_whole, prepared.is_new, prepared.programme_id) == (True, True, "bench")
    assert not prepared.changes_nothing
    assert (prepared.effect.npsv_before_gbp == 0).all()
    assert prepared.effect.npsv_after_gbp.tolist() == [
        result.expected.measures.npsv_gbp for result in appraised("bench").appraisal.options.values()
    ]
    assert (prepared.rows[["changed", "same", "removed"]] == 0).all(axis=None)


def test_a_folder_is_prepared_where_nothing_is_held_yet() -> None:
    prepared = prepare(files_of(ONE), None, person=ANN)
    assert (prepared.is_whole, prepared.is_new, prepared.title) == (True, True, "Integrated case")


def test_a_single_table_where_nothing_is_held_asks_for_the_rest() -> None:
    prepared = prepare({"costs.csv": files_of(ONE)["costs.csv"]}, None, person=ANN)
    assert not prepared.tables
    assert "partners.csv: this file is missing and every case folder needs it." in " ".join(p.sentence for p in prepared.problems)


def test_a_programme_table_of_another_programme_is_not_taken_for_this_one() -> None:
    other = with_text(files_of(ONE), "programme.csv", "return_to_work", "other")["programme.csv"]
    prepared = prepare({"programme.csv": other}, loaded(ONE), person=ANN)
    assert prepared.is_whole and prepared.problems and not prepared.tables


def test_identical_bytes_change_nothing() -> None:
    for files in (files_of(ONE), {"costs.csv": files_of(ONE)["costs.csv"]}):
        prepared = prepare(files, loaded(ONE), person=ANN)
        assert prepared.changes_nothing
        assert prepared.cells.empty
        assert (prepared.effect.npsv_change_gbp == 0).all()


def test_an_added_row_and_a_removed_row_are_counted() -> None:
    rows = "team,LA,0.6\nteam,DWP,0.4"
    prepared = single("cost_shares.csv", "team,LA,0.6\r\nteam,ICB,0.4", rows)
    assert prepared.rows.to_dict("records") == [{"table": "cost_shares", "added": 1, "changed": 0, "same": 3, "removed": 1}]
    assert (prepared.effect.npsv_change_gbp == 0).all()
    assert (prepared.effect.cash_change_gbp == 0).all()


def test_problems_name_file_row_and_column_and_nothing_is_ready_to_be_written() -> None:
    prepared = single("cost_shares.csv", "team,LA,0.6", "team,LA,0.5")
    assert [problem.sentence.split(":")[0] for problem in prepared.problems] == ["cost_shares.csv, line 2, column pay_share"]
    assert (prepared.problem_count, prepared.tables) == (1, {})
    assert prepared.effect.empty and prepared.rows.empty


def test_a_table_that_does_not_fit_the_others_is_refused() -> None:
    prepared = single("cost_shares.csv", "team,LA,0.6", "team,NOBODY,0.6")
    assert not prepared.tables
    assert "not listed in partners.csv" in prepared.problems[0].sentence


def with_a_column_more() -> str:
    """Partners with a column the project does not know."""
    heading, *rows = files_of(ONE)["partners.csv"].decode().splitlines()
    return "\n".join([f"{heading},colour", *(f"{row},red" for row in rows)])


def test_what_a_file_by_itself_gives_cause_to_know_is_told_too() -> None:
    """A column that is not known is left out, and an old encoding is guessed at: both are said."""
    data = with_a_column_more().replace("LA,LA,", "LA,Caf\u00e9,").encode("windows-1252")
    prepared = prepare({"partners.csv": data}, loaded(ONE), person=ANN)
    told = " ".join(warning.sentence for warning in prepared.warnings)
    assert not prepared.problems
    assert "colour" in told and "windows-1252" in told.lower()
    assert len(prepared.warnings) == len(set(prepared.warnings)) > 1


def test_warnings_are_told_beside_problems() -> None:
    prepared = prepare(
        {"partners.csv": with_a_column_more().replace("central_government", "centre").encode()}, loaded(ONE), person=ANN
    )
    assert prepared.problems
    assert "colour" in " ".join(warning.sentence for warning in prepared.warnings)


def test_two_files_of_one_table_are_refused_rather_than_one_of_them_picked() -> None:
    one = files_of(ONE)["costs.csv"]
    prepared = prepare({"costs.csv": one, "COSTS.CSV": one.replace(b"200000", b"1")}, loaded(ONE), person=ANN)
    assert "2 files hold this table" in prepared.problems[0].sentence
    assert not prepared.tables


def test_a_file_that_is_no_table_is_named() -> None:
    prepared = prepare({"budget.csv": b"a,b\n1,2\n"}, loaded(ONE), person=ANN)
    assert "budget.csv: no table is known by this name." in prepared.problems[0].sentence


def test_an_archive_is_taken_apart_and_gives_what_its_files_give() -> None:
    packed = zipped({name: data.decode() for name, data in files_of(ONE).items()})
    assert unpacked([("case.zip", packed)]) == files_of(ONE)
    assert unpacked([("costs.csv", b"PK")]) == {"costs.csv": b"PK"}


def test_a_file_sent_twice_is_refused_rather_than_one_of_them_picked() -> None:
    packed = zipped({"costs.csv": "a"})
    with pytest.raises(BadArchive, match=r"costs\.csv was sent twice"):
        unpacked([("case.zip", packed), ("costs.csv", b"b")])


def test_an_option_that_is_new_counts_from_zero() -> None:
    changed = with_text(
        files_of(ONE), "options.csv", "out,Scale out,scale_out", "new,Another,do_minimum,1,0.6,0.8,0.2\nout,Scale out,scale_out"
    )
    effect = prepare({"options.csv": changed["options.csv"]}, loaded_from(files_of(ONE)), person=ANN).effect.set_index("option_id")
    assert effect.npsv_before_gbp["new"] == 0
    assert effect.npsv_change_gbp["out"] == 0
