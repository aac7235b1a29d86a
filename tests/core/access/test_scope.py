"""Whose rows are seen, and that totals stay what they were when the lines of others are added up."""

from dataclasses import replace

import pandas as pd
import pytest

from core.access.redaction import (
    cash_lines_seen,
    drivers_seen,
    limits_seen,
    lines_seen,
    of_partners_seen,
    parts_seen,
    steps_seen,
    turning_points_seen,
)
from core.access.scope import LIMITS, Scope, owners_in, rows_seen, scope_of
from core.domain.scenario import Scenario
from core.domain.tables import Table
from core.reports.appraisals import Appraised, appraise_loaded
from core.reports.benefits import STEP_COLUMNS, cash_or_capacity, cash_to_take_out, steps_to_cash
from core.reports.data.sources import inputs_behind, lines_behind, weak_figures
from core.reports.partners import ledger
from core.reports.sensitivity import drivers, turning_points
from tests.canaries import COUNCIL, NHS, PARTNERS, POLICE, PROGRAMME, case_files, found_in
from tests.core.reports.priced_folder import priced
from tests.core.reports.read_versions import loaded_from
from tests.people import EVERYTHING, NOBODY, a_person

OPTION = "out"


@pytest.fixture(scope="module")
def appraised() -> Appraised:
    return appraise_loaded(loaded_from(case_files()), Scenario())


def scoped(appraised: Appraised, *partners: str) -> Scope:
    return Scope(frozenset(partners), owners_in(appraised.loaded.tables))


def whole(appraised: Appraised) -> Scope:
    return Scope(None, owners_in(appraised.loaded.tables))


def told(tables: dict[str, Table]) -> str:
    return "\n".join(",".join(row) for table in tables.values() for row in table.rows)


@pytest.mark.parametrize("own", PARTNERS)
def test_a_partner_is_shown_its_own_rows_and_none_of_others(appraised: Appraised, own: str) -> None:
    seen = told(rows_seen(appraised.loaded.tables, scoped(appraised, own)))
    assert found_in(seen, *(partner for partner in PARTNERS if partner != own)) == []
    assert len(found_in(seen, own)) >= 20


def test_rows_of_nobody_are_the_partnerships_and_shown_to_whoever_sees_any_detail(appraised: Appraised) -> None:
    seen = rows_seen(appraised.loaded.tables, scoped(appraised, POLICE))
    for name in ("programme", "sites", "outcomes", "effects", "options", "option_sites", "evidence"):
        assert seen[name] == appraised.loaded.tables[name]
    assert rows_seen(appraised.loaded.tables, scoped(appraised)) == {}
    assert rows_seen(appraised.loaded.tables, whole(appraised)) == appraised.loaded.tables


def test_a_line_that_is_shared_is_shown_to_each_who_shares_it(appraised: Appraised) -> None:
    def lines(partner: str) -> set[str]:
        return {row["cost_id"] for row in rows_seen(appraised.loaded.tables, scoped(appraised, partner))["costs"].dicts()}

    assert "both" in lines(NHS) & lines(COUNCIL)
    assert "both" not in lines(POLICE)


def test_of_other_partners_the_name_is_shown_and_not_the_limits(appraised: Appraised) -> None:
    rows = {row["partner_id"]: row for row in rows_seen(appraised.loaded.tables, scoped(appraised, NHS))["partners"].dicts()}
    assert set(rows) == set(PARTNERS)
    assert set(LIMITS) <= set(rows[NHS])
    assert not set(LIMITS) & (set(rows[COUNCIL]) | set(rows[POLICE]))


def test_a_grant_says_whose_rows_are_seen(appraised: Appraised) -> None:
    owners = owners_in(appraised.loaded.tables)
    assert scope_of(a_person("board", PROGRAMME, NHS), PROGRAMME, owners).partners == {NHS}
    assert scope_of(a_person("analyst"), PROGRAMME, owners).is_whole
    assert all(
        scope_of(person, PROGRAMME, owners).is_empty for person in (a_person("viewer"), NOBODY, a_person("board", "elsewhere"))
    )


def pounds(frame: pd.DataFrame, column: str) -> int:
    return round(100 * float(frame[column].sum()))


@pytest.mark.parametrize("partners", [(NHS,), (NHS, POLICE), ()], ids=str)
def test_lines_of_others_are_added_up_so_that_totals_stay_to_the_penny(appraised: Appraised, partners: tuple[str, ...]) -> None:
    scope, lines = scoped(appraised, *partners), lines_behind(appraised, OPTION)
    seen = lines_seen(lines, scope)
    for side in ("gains", "pays"):
        for column in ("pv_gbp", "pv_cash_gbp"):
            assert pounds(seen[seen.side == side], column) == pounds(lines[lines.side == side], column)
    assert set(seen.partner_id) == {*partners, ""}
    parts, cash = cash_or_capacity(appraised, OPTION), cash_to_take_out(appraised, OPTION)
    assert pounds(parts_seen(parts, scope), "gbp") == pounds(parts, "gbp")
    assert pounds(cash_lines_seen(cash, scope), "pv_cash_gbp") == pounds(cash, "pv_cash_gbp")


def test_nothing_is_added_up_for_who_sees_every_row(appraised: Appraised) -> None:
    lines, scope = lines_behind(appraised, OPTION), whole(appraised)
    pd.testing.assert_frame_equal(lines_seen(lines, scope), lines)
    assert drivers_seen(drivers(appraised, OPTION), scope).equals(drivers(appraised, OPTION).drop(columns="input"))


@pytest.mark.parametrize("partners", [(NHS,), ()], ids=str)
def test_what_drives_the_result_keeps_its_pounds_and_loses_others_names_and_values(
    appraised: Appraised, partners: tuple[str, ...]
) -> None:
    scope, every = scoped(appraised, *partners), drivers(appraised, OPTION)
    seen = drivers_seen(every, scope)
    assert seen.driver.is_unique
    assert seen.low_npsv_gbp.tolist() == every.low_npsv_gbp.tolist()
    others = every.input.str.contains("council|police")
    assert others.any() and seen.loc[others, ["value", "low_value", "high_value"]].isna().all(axis=None)
    assert found_in(seen.to_csv() + turning_points_seen(turning_points(appraised, OPTION), scope).to_csv(), COUNCIL, POLICE) == []


def test_cost_centres_limits_inputs_and_sources_are_a_partners_own(appraised: Appraised) -> None:
    scope = scoped(appraised, NHS)
    assert set(steps_seen(steps_to_cash(appraised, OPTION), scope).cost_centre_id) == {"nhs_x", "nhs_y"}
    limits = limits_seen(ledger(appraised, OPTION), scope).set_index("partner_id").payback_limit_years
    assert limits.notna().to_dict() == {NHS: True, COUNCIL: False, POLICE: False}
    assert inputs_behind(appraised, "council_a", scope).key.unique().tolist() == ["stays"]
    assert "nhs_a" in inputs_behind(appraised, "nhs_a", scope).key.tolist()
    tables = {name: replace(table, file_name="police savings.xlsx") for name, table in appraised.loaded.tables.items()}
    renamed = replace(appraised, loaded=replace(appraised.loaded, tables=tables))
    assert "police savings" not in inputs_behind(renamed, "nhs_a", scope).to_csv()
    assert "police savings" not in lines_seen(lines_behind(renamed, OPTION), scope).to_csv()
    unsourced = replace(appraised.loaded, figure_sources=())
    assert found_in(weak_figures(unsourced, scope).to_csv(), COUNCIL, POLICE) == []


def test_a_frame_without_rows_keeps_its_columns_whoever_looks() -> None:
    without_centres = priced()
    assert list(steps_seen(steps_to_cash(without_centres, "out"), EVERYTHING).columns) == list(STEP_COLUMNS)
    for cut in (lines_seen, of_partners_seen):
        assert list(cut(lines_behind(without_centres, "out").head(0), EVERYTHING).columns) == list(
            lines_behind(without_centres, "out").columns
        )
