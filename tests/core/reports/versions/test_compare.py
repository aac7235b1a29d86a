import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.actions.programmes import import_case, replace_tables, undo_last_version
from core.domain.errors import NotAllowed, UnknownVersion
from core.domain.scenario import Scenario
from core.reports.appraisals import appraise_loaded, load_version
from core.reports.changes.table_edits import with_cells, with_rows
from core.reports.versions.compare import TOGETHER, Net, compare_versions
from core.reports.versions.moved_inputs import moved_between
from tests.core.reports.read_versions import loaded, pounds
from tests.core.store.stored import NOON, minutes_later
from tests.new_store import store_with
from tests.people import ANN, BOB, CLEO, NOBODY, VIEWER, a_person

SAMPLE = "cbt_probation"
OPTION = "salford_only"


@pytest.fixture
def db(tmp_path):
    opened = store_with(_sample, tmp_path / "home")
    yield opened
    opened.close()


def _sample(db):
    import_case(db, loaded("sample").tables, by=ANN, at=NOON, what="Imported a folder.")


def changed(db, name, change, *, by=BOB, what="Mended it."):
    """Keep one table changed as a new version."""
    current = load_version(db, SAMPLE)
    number = current.version.number
    tables = {name: change(current.tables[name])}
    replace_tables(db, SAMPLE, tables, read_version=number, by=by, at=minutes_later(number), what=what)


def raised(name, column):
    """A change of one cell of the first row in which it is filled."""

    def change(table):
        at, key = table.columns.index(column), None
        for row in table.rows:
            if row[at].strip():
                from core.domain.tables import SPEC_OF

                key = {part: row[table.columns.index(part)].strip() for part in SPEC_OF[name].key}
                return with_cells(table, key, {column: str(float(row[at]) + 1)})
        raise AssertionError(f"no {column} in {name}")

    return change


def compared(db, older=1, newer=None, person=ANN, option=OPTION):
    return compare_versions(db, load_version(db, SAMPLE, older), load_version(db, SAMPLE, newer), option, person=person)


def worked_out(loaded):
    """Net value and net cash of the option, as every page works them out."""
    own = appraise_loaded(loaded, Scenario()).option(OPTION).expected.measures
    return Net(own.npsv_gbp, own.pv_cash_released_gbp - own.pv_public_cost_gbp)


def test_the_effects_of_the_steps_add_up_to_the_whole_difference_to_the_penny(db):
    changed(db, "costs", raised("costs", "amount_gbp"), by=BOB, what="Costs rose.")
    changed(db, "benefits", raised("benefits", "unit_value_gbp"), by=CLEO, what="New unit value.")
    found = compared(db)
    before, after = (worked_out(load_version(db, SAMPLE, number)) for number in (1, None))
    assert (found.before.npsv_gbp, found.before.cash_gbp) == (before.npsv_gbp, before.cash_gbp)
    assert found.after.npsv_gbp == pounds(after.npsv_gbp)
    assert found.rows.npsv_change_gbp.sum() == pounds(after.npsv_gbp - before.npsv_gbp)
    assert found.rows.cash_change_gbp.sum() == pounds(after.cash_gbp - before.cash_gbp)
    assert len(found.rows) == 2


def test_every_input_that_moved_is_told_with_who_moved_it_and_why(db):
    changed(db, "costs", raised("costs", "amount_gbp"), by=BOB, what="Costs rose.")
    changed(db, "benefits", raised("benefits", "unit_value_gbp"), by=CLEO, what="New unit value.")
    rows = compared(db).rows.set_index("table")
    assert list(rows.index) == ["benefits", "costs"]
    assert (rows.made_by["costs"], rows.what["costs"], rows.number["costs"]) == ("Bob", "Costs rose.", 2)
    assert (rows.made_by["benefits"], rows.what["benefits"], rows.number["benefits"]) == ("Cleo", "New unit value.", 3)
    assert float(rows.after["costs"]) == float(rows.before["costs"]) + 1


def test_a_change_that_was_taken_back_is_told_of_none(db):
    changed(db, "costs", raised("costs", "amount_gbp"))
    undo_last_version(db, SAMPLE, read_version=2, by=ANN, at=minutes_later(5))
    changed(db, "benefits", raised("benefits", "unit_value_gbp"), by=CLEO)
    rows = compared(db, 1, 3).rows
    assert (list(rows.table), list(rows.made_by)) == (["benefits"], ["Cleo"])


def test_shares_that_must_add_to_one_are_moved_together_and_it_is_said(db):
    def moved(table):
        at = {name: table.columns.index(name) for name in table.columns}
        rows = [row for row in table.rows if row[at["cost_id"]] == table.rows[0][at["cost_id"]]]
        one, other = rows[0], rows[1]
        for row, by in ((one, 0.01), (other, -0.01)):
            key = {"cost_id": row[at["cost_id"]], "partner_id": row[at["partner_id"]]}
            table = with_cells(table, key, {"pay_share": repr(round(float(row[at["pay_share"]]) + by, 6))})
        return table

    changed(db, "cost_shares", moved)
    found = compared(db)
    assert list(found.rows.step) == [1, 1]
    assert set(found.rows.note) == {TOGETHER}
    assert np.isnan(found.rows.npsv_change_gbp[1])
    assert found.rows.npsv_change_gbp.sum() == pounds(found.after.npsv_gbp - found.before.npsv_gbp)


def test_a_row_that_others_point_to_is_moved_before_them(db):
    current = load_version(db, SAMPLE)
    costs = with_rows(current.tables["costs"], [{**current.tables["costs"].dicts()[-1], "cost_id": "extra"}])
    share = {**current.tables["cost_shares"].dicts()[-1], "cost_id": "extra", "pay_share": "1"}
    tables = {"costs": costs, "cost_shares": with_rows(current.tables["cost_shares"], [share])}
    replace_tables(db, SAMPLE, tables, read_version=1, by=BOB, at=minutes_later(1), what="Another cost.")
    found = compared(db)
    assert list(found.rows.after) == ["added", "added"]
    assert found.rows.npsv_change_gbp.sum() == pounds(found.after.npsv_gbp - found.before.npsv_gbp)


def test_comparing_backwards_gives_the_opposite(db):
    changed(db, "costs", raised("costs", "amount_gbp"))
    there, back = compared(db, 1, 2), compared(db, 2, 1)
    assert there.rows.npsv_change_gbp.sum() == pounds(-back.rows.npsv_change_gbp.sum())


def test_too_many_cells_are_put_together_by_row_and_it_is_said(db):
    def every_note(table):
        for row in table.dicts():
            table = with_cells(
                table,
                {"cost_id": row["cost_id"]},
                {"source": "New", "amount_low": "", "amount_high": "", "title": f"New {row['cost_id']}"},
            )
        return table

    changed(db, "costs", every_note)
    found = compared(db)
    assert found.grouped.endswith("those of one row are worked out together.")
    assert len(found.rows) == len(loaded("sample").tables["costs"].rows)


def test_whoever_may_not_see_every_partners_detail_sees_tables_and_no_cell(db):
    changed(db, "costs", raised("costs", "amount_gbp"))
    found = compared(db, person=a_person("analyst", SAMPLE, "gmca"))
    assert list(found.rows.table) == ["costs"]
    assert set(found.rows[["row", "column", "before", "after"]].to_numpy().ravel()) == {""}


def test_drafts_are_compared_for_nobody_who_may_not_open_them(db):
    changed(db, "costs", raised("costs", "amount_gbp"))
    for person, refusal in ((VIEWER, UnknownVersion), (a_person("board", SAMPLE, "gmca"), UnknownVersion), (NOBODY, NotAllowed)):
        with pytest.raises(refusal):
            compared(db, person=person)


CASES = ("one_hospital", "two_hospitals", "made_300", "made_304", "made_309")


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.sampled_from(CASES), st.data())
def test_none_moved_is_the_older_and_all_moved_the_newer_and_order_does_not_matter(name, data):
    older = loaded(name).tables
    newer = {**older, "costs": _without_some_rows(older["costs"], data), "outcomes": _retitled(older["outcomes"], data)}
    moved = moved_between(older, newer)
    assert moved.tables_at([]) == {**older, **{name: older[name] for name in moved.tables_at([])}}
    assert moved.tables_at(moved.atoms) == newer
    some = data.draw(st.lists(st.sampled_from(moved.atoms), unique=True)) if moved.atoms else []
    rest = moved_between(moved.tables_at(some), newer)
    assert set(rest.atoms) == set(moved.atoms) - set(some)


def _without_some_rows(table, data):
    from dataclasses import replace

    kept = data.draw(st.lists(st.sampled_from(range(len(table.rows))), unique=True, min_size=1))
    return replace(table, rows=tuple(table.rows[at] for at in sorted(kept)), lines=tuple(table.lines[at] for at in sorted(kept)))


def _retitled(table, data):
    first = table.dicts()[0]["outcome_id"]
    return with_cells(table, {"outcome_id": first}, {"title": data.draw(st.sampled_from(["New", "Other", ""]))})
