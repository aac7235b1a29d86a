"""Real files load as they are. They are not part of the project, so these tests run only where the files lie beside it."""

import io
import math
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from core.ingest.messy import (
    ACCEPT,
    LEAVE_ROW_OUT,
    ColumnMapping,
    RepairKind,
    SourceMapping,
    Survey,
    Transform,
    best_tables,
    convert,
    mapping_from_json,
    mapping_to_json,
    no_table_sentence,
    propose,
    survey,
)
from tests.core.ingest.messy.invariants import breaches

FOLDER = Path(__file__).resolve().parents[5] / "shared" / "data"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not FOLDER.is_dir(), reason="the real data files do not lie beside the project"),
]

EVALUATIONS = SourceMapping(
    "evidence",
    {
        "evidence_id": ColumnMapping(("study",)),
        "outcome_id": ColumnMapping(constant="reoffending"),
        "title": ColumnMapping(("study",)),
        "design": ColumnMapping(("design",), words={"rct": "randomised", "match": "matched_comparison", "nonequiv": "other"}),
        "people_treated": ColumnMapping(("n.cbt.rec", "n.cbt.non"), transform=Transform.sum_of),
        "people_comparison": ColumnMapping(("n.ctrl.rec", "n.ctrl.non"), transform=Transform.sum_of),
        "effect": ColumnMapping(("yi",)),
        "standard_error": ColumnMapping(("vi",), transform=Transform.square_root),
        "effect_scale": ColumnMapping(constant="log_odds_ratio"),
        "in_routine_practice": ColumnMapping(("program",), words={"practice": "true", "demo": "false", "research": "false"}),
    },
)


def surveyed(name: str) -> Survey:
    """Survey one of the files."""
    return survey((FOLDER / name).read_bytes(), name)


def test_the_evaluations_load_as_evidence() -> None:
    found = surveyed("landenberger2005.csv")
    assert best_tables(found)[0].table == "evidence"
    mapping = mapping_from_json(mapping_to_json(EVALUATIONS))
    first = convert(found, mapping)
    assert [(one.kind, one.count) for one in first.repairs] == [(RepairKind.key_twice, 4)]
    done = convert(found, mapping, {first.repairs[0].repair_id: ACCEPT})
    assert done.table is not None
    assert not breaches(done)
    assert len(done.table.rows) == 58
    guerra = done.table.dicts()[0]
    assert (guerra["people_treated"], guerra["people_comparison"], guerra["design"]) == ("29", "52", "randomised")
    assert float(guerra["standard_error"]) == pytest.approx(math.sqrt(0.230592598437623), rel=1e-12)
    assert guerra["effect"] == "0.41005227211507"


def test_the_evaluations_offer_the_square_root_of_the_variance() -> None:
    matches = {match.column: match for match in propose(surveyed("landenberger2005.csv"), "evidence").matches}
    assert (matches["standard_error"].source, matches["standard_error"].transform) == ("vi", Transform.square_root)


def test_the_authorities_load_as_sites_with_the_column_the_analyst_picks() -> None:
    found = surveyed("uk_local_authorities.csv")
    assert best_tables(found)[0].table == "sites"
    proposal = propose(found, "sites")
    assert proposal.missing == ("people_per_year",)
    mapping = SourceMapping("sites", {**proposal.mapping.columns, "people_per_year": ColumnMapping(("population",))})
    first = convert(found, mapping)
    assert [(one.kind, one.count) for one in first.repairs] == [(RepairKind.missing, 41)]
    done = convert(found, mapping, {first.repairs[0].repair_id: LEAVE_ROW_OUT})
    assert done.table is not None
    assert not breaches(done)
    assert (len(done.table.rows), len(done.left_out)) == (350, 41)
    assert not first.personal


def test_the_programmes_of_washington_fit_no_table_and_the_answer_says_so() -> None:
    found = surveyed("wsipp_benefit_cost.csv")
    told = no_table_sentence(found)
    assert told is not None
    assert "fits no table of ours" in told
    assert '"benefits_minus_costs_NPV"' in told
    assert not any(fit.fits for fit in best_tables(found))


def test_a_workbook_of_real_life_is_read_cell_by_cell_as_openpyxl_reads_it() -> None:
    data = (FOLDER / "gmca_unit_cost_database_v1_4.xlsx").read_bytes()
    book = load_workbook(io.BytesIO(data), data_only=True)
    compared = 0
    for sheet in survey(data, "gmca.xlsx").sheets:
        theirs = book[sheet.name]
        for number, row in zip(sheet.grid.row_numbers, sheet.grid.rows, strict=True):
            for column, cell in enumerate(row, start=1):
                assert cell == _as_text(theirs.cell(number, column).value) or cell.startswith("=")
                compared += 1
    assert compared > 18_000


def _as_text(found: object) -> str:
    if isinstance(found, datetime):
        return str(found.date())
    if isinstance(found, float):
        return str(int(found)) if found == int(found) else repr(found)
    return "" if found is None else str(found)
