"""The sample says what the files say that its facts were taken from. Those files are not part of the project."""

import csv
import functools
import math
import re

import numpy as np
import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from tests.data.pooling import Pooled, penalty_interval, pool_by_group, risk_reduction
from tests.data.sample import SHARED_DATA, rows

pytestmark = pytest.mark.shared

CELL = re.compile(r"sheet (?P<sheet>.+?), row (?P<row>\d+), cell (?P<column>[A-Z])(?P=row), (?P<year>\d{4})/\d{2} prices")
RANGE = re.compile(r"low: cell (H\d+) .+ high: cell (H\d+)")
COMMENT = "S"
PEOPLE_WHO_FIT = 6_000
DESIGNS = {"rct": "randomised", "match": "matched_comparison", "nonequiv": "other"}


@functools.cache
def workbook() -> Workbook:
    return load_workbook(SHARED_DATA / "gmca_unit_cost_database_v1_4.xlsx", data_only=True, read_only=False)


@functools.cache
def evaluations() -> tuple[dict[str, str], ...]:
    with (SHARED_DATA / "landenberger2005.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@functools.cache
def authorities() -> dict[str, dict[str, str]]:
    with (SHARED_DATA / "uk_local_authorities.csv").open(encoding="utf-8", newline="") as file:
        return {row["onsCode"]: row for row in csv.DictReader(file)}


def pooled() -> dict[str, Pooled]:
    effects = np.array([float(row["yi"]) for row in evaluations()])
    variances = np.array([float(row["vi"]) for row in evaluations()])
    return pool_by_group(effects, variances, [row["program"] for row in evaluations()])


def base_rate() -> float:
    again = sum(int(row["n.ctrl.rec"]) for row in evaluations())
    return again / (again + sum(int(row["n.ctrl.non"]) for row in evaluations()))


def _cell(row: dict[str, str]) -> re.Match[str]:
    found = CELL.search(row["source"])
    assert found is not None, row["source"]
    return found


@pytest.mark.parametrize("row", rows("benefits"), ids=lambda row: row["benefit_id"])
def test_a_unit_value_is_the_cell_its_source_names(row):
    place = _cell(row)
    sheet, value = workbook()[place["sheet"]], float(row["unit_value_gbp"])
    line = int(place["row"])
    assert str(sheet.cell(line, 3).value).strip() == row["unit_cost_code"]
    if place["column"] == COMMENT:
        assert f"£{value:g} " in sheet[f"S{line}"].value
        year = sheet[f"I{line}"].value
    else:
        assert sheet[f"{place['column']}{line}"].value == value
        year = sheet[f"{chr(ord(place['column']) + 1)}{line}"].value
    assert year[:4] == place["year"] == row["price_year"]


@pytest.mark.parametrize("row", [row for row in rows("benefits") if "unit_value_low" in row], ids=lambda row: row["benefit_id"])
def test_the_ends_of_a_unit_value_are_cells_of_the_same_sheet_and_year(row):
    sheet = workbook()[_cell(row)["sheet"]]
    ends = RANGE.search(row["source"])
    assert ends is not None
    for cell, column in ((ends[1], "unit_value_low"), (ends[2], "unit_value_high")):
        assert sheet[cell].value == float(row[column])
        assert sheet[f"I{cell[1:]}"].value[:4] == row["price_year"]


def test_people_are_shared_out_in_proportion_to_population():
    sites = rows("sites")
    people = {row["site_id"]: float(authorities()[row["area_code"]]["population"]) for row in sites}
    exact = {site: PEOPLE_WHO_FIT * each / sum(people.values()) for site, each in people.items()}
    shared = {site: math.floor(each) for site, each in exact.items()}
    by_remainder = sorted(exact, key=lambda site: exact[site] - shared[site], reverse=True)
    for site in by_remainder[: PEOPLE_WHO_FIT - sum(shared.values())]:
        shared[site] += 1
    assert {row["site_id"]: int(row["people_per_year"]) for row in sites} == shared
    assert all(authorities()[row["area_code"]]["name"] == row["title"] for row in sites)


def test_the_most_deprived_join_first():
    start = {row["site_id"]: int(row["start_year"]) for row in rows("option_sites") if row["option_id"] == "ten_boroughs"}
    code = {row["site_id"]: row["area_code"] for row in rows("sites")}
    others = sorted((site for site in start if site != "salford"), key=lambda site: -float(authorities()[code[site]]["imdScore"]))
    assert start["salford"] == 0
    assert [start[site] for site in others] == [1] * 4 + [2] * 5


def test_the_evidence_is_the_58_evaluations():
    for row, study in zip(rows("evidence"), evaluations(), strict=True):
        assert study["study"] in row["title"]
        assert row["design"] == DESIGNS[study["design"]]
        assert int(row["people_treated"]) == int(study["n.cbt.rec"]) + int(study["n.cbt.non"])
        assert int(row["people_comparison"]) == int(study["n.ctrl.rec"]) + int(study["n.ctrl.non"])
        assert float(row["effect"]) == pytest.approx(float(study["yi"]), abs=5e-7)
        assert float(row["standard_error"]) == pytest.approx(math.sqrt(float(study["vi"])), abs=5e-7)
        assert (row["in_routine_practice"] == "true") is (study["program"] == "practice")


def test_the_pooled_figures_are_the_published_ones():
    assert pooled()["demo"].log_odds_ratio == pytest.approx(0.63793629, abs=1e-7)
    assert pooled()["practice"].log_odds_ratio == pytest.approx(0.63793629 - 0.33020596, abs=1e-7)


def test_the_effect_is_drawn_as_the_demonstrations_evidence():
    row = next(row for row in rows("effects") if row["outcome_id"] == "reoffending")
    demonstration, spread = pooled()["demo"], 0.0814
    assert float(row["evidence_mean"]) == pytest.approx(demonstration.log_odds_ratio, abs=5e-5)
    assert float(row["evidence_se"]) == pytest.approx(math.sqrt(demonstration.standard_error**2 + spread), abs=5e-5)
    assert float(row["evidence_baseline_rate"]) == pytest.approx(base_rate(), abs=5e-8)
    assert float(row["impact"]) == pytest.approx(risk_reduction(demonstration.at(0), base_rate()), abs=5e-5)
    assert float(row["units_per_person_year"]) == pytest.approx(base_rate(), abs=5e-5)


def test_the_other_effects_follow_reoffending_by_the_events_their_source_states():
    for row in rows("effects"):
        stated = re.match(r"Illustrative: ([\d.]+) \(([\d.]+) to ([\d.]+)\)", row["source"])
        if row["outcome_id"] == "reoffending":
            continue
        assert stated is not None
        assert row["parent_outcome_id"] == "reoffending"
        for column, events in zip(("impact", "impact_low", "impact_high"), stated.groups(), strict=True):
            assert float(row[column]) == float(events)
        assert float(row["units_per_person_year"]) == pytest.approx(base_rate() * float(stated[1]), abs=5e-5)


def test_the_scale_penalty_is_what_routine_practice_loses():
    penalty, low, high = penalty_interval(pooled()["demo"], pooled()["practice"], base_rate())
    for row in rows("options"):
        if "scale_penalty" in row:
            assert float(row["scale_penalty"]) == pytest.approx(penalty, abs=5e-5)
            assert float(row["scale_penalty_low"]) == pytest.approx(low, abs=5e-5)
            assert float(row["scale_penalty_high"]) == pytest.approx(high, abs=5e-5)
