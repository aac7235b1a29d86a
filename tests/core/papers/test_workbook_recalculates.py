"""The workbook that recalculates: its kept figures are the engine's, and LibreOffice comes to the same, inputs changed or not."""

import io
import math
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from core.actions.programmes import import_case
from core.domain.case.case import Case
from core.domain.case.options import OptionKind
from core.domain.papers import PaperFormat, PaperKind
from core.engine.appraisal import appraise
from core.engine.results import OptionResult
from core.ingest.case import read_files
from core.papers.book.inputs import Inputs
from core.papers.book.measures import OptionSheet, lay_out
from core.papers.book.whole_book import Book
from core.papers.facts import WrongPaper
from core.reports.appraisals import load_version
from core.store.database import Database
from core.store.tables.folders import read_folder
from tests.canaries import NHS, PROGRAMME
from tests.canary_state import LATEST, OPTION, OWN_ANALYSTS
from tests.case_files import CASE_NAMES, CASES, HAND_NAMES, assumptions, read_case
from tests.core.papers.office import needs_office, recalculated
from tests.core.papers.stores import NOON, SAMPLE, store, with_canaries, with_sample, worked_out, written
from tests.people import ANN

EXCEL = PaperFormat.xlsx
KEPT = ("one_hospital", "made_304", "made_309", "housing_first")
Change = tuple[str, str, str, Any]
# Table, row, column and new value: six inputs of different kinds where the case has them, and one list.
CHANGES: dict[str, list[Change]] = {
    "cbt_probation": [
        ("options", "ten_boroughs", "engagement", 0.45),
        ("benefits", "prison_places", "release_agreed", False),
        ("cost_centres", "prison_city", "lump_units", 10.0),
        ("effects", "reoffending", "lag_years", 2),
        ("levers", "su_diversion", "p_adopted", 0.9),
        ("programme", "cbt_probation", "effect_timing", "full_year"),
    ],
}


def with_cases(db: Database) -> None:
    """Keep some of the worked cases."""
    for name in KEPT:
        reading = read_files(read_folder(CASES / name))
        assert reading.case is not None
        import_case(db, reading.tables, by=ANN, at=NOON, what="Imported a folder.")


def changed(case: Case, change: Change) -> Case:
    """The case with one cell changed."""
    table, key, column, value = change
    found = getattr(case, table)
    if not isinstance(found, tuple):
        return case.model_copy(update={table: found.model_copy(update={column: value})})
    own = {"options": "option_id", "benefits": "benefit_id", "cost_centres": "cost_centre_id", "effects": "outcome_id",
           "levers": "lever_id", "costs": "cost_id", "sites": "site_id"}[table]  # fmt: skip
    rows = tuple(row.model_copy(update={column: value}) if getattr(row, own) == key else row for row in found)
    assert rows != found
    return case.model_copy(update={table: rows})


def changes_of(name: str, case: Case) -> list[Change]:
    """The changes of a case: those listed, or some of each kind that it has."""
    if name == "cbt_probation":
        return CHANGES[name]
    option = next(row for row in case.options if row.kind is not OptionKind.business_as_usual)
    found: list[Change] = [
        ("options", option.option_id, "engagement", option.engagement * 0.8),
        ("benefits", case.benefits[0].benefit_id, "unit_value_gbp", case.benefits[0].unit_value_gbp * 1.3),
        ("costs", case.costs[0].cost_id, "amount_gbp", case.costs[0].amount_gbp * 0.7),
        ("effects", case.effects[0].outcome_id, "lag_years", case.effects[0].lag_years + 1),
    ]
    releasing = [row for row in case.benefits if row.is_releasing]
    found += [("benefits", releasing[0].benefit_id, "release_agreed", False)] if releasing else []
    lumps = [row for row in case.cost_centres if row.lump_units]
    found += [("cost_centres", lumps[0].cost_centre_id, "lump_units", lumps[0].lump_units * 0.5)] if lumps else []
    found += [("levers", case.levers[0].lever_id, "p_adopted", 0.35)] if case.levers else []
    return found


def cell_of(change: Change) -> tuple[str, float | str]:
    """The name of the changed cell, and what is typed into it."""
    table, key, column, value = change
    typed = ("yes" if value else "no") if isinstance(value, bool) else value
    return f"in_{table}_{key}_{column}", typed


def wanted_of(result: OptionResult) -> dict[str, float | None]:
    """What the engine says of an option, by the names of the workbook."""
    own, option_id = result.expected.measures, result.option_id
    found: dict[str, float | None] = {f"out_{option_id}_{name}": getattr(own, name) for name in own.__dataclass_fields__}
    found[f"out_{option_id}_net_cash_gbp"] = own.pv_cash_released_gbp - own.pv_public_cost_gbp
    for partner_id, partner in result.expected.partners.items():
        found |= {f"out_{option_id}_{partner_id}_{name}": getattr(partner, name) for name in partner.__dataclass_fields__}
    return found


def differences(figures: dict[str, Any], case: Case) -> list[str]:
    """Names of the figures that are not the engine's: to a billionth, £1 at worst."""
    found = []
    for result in appraise(case, assumptions()).options.values():
        if result.kind is OptionKind.business_as_usual:
            continue
        for name, wanted in wanted_of(result).items():
            told = figures[name]
            same = told in ("never", "none") if wanted is None else (
                not isinstance(told, str) and math.isclose(told, wanted, rel_tol=1e-9, abs_tol=1e-5))  # fmt: skip
            found += [] if same else [f"{name}: {told}, and the engine says {wanted}"]
    return found


def laid_out(case: Case) -> dict[str, OptionSheet]:
    """Every option of a case as cells."""
    book, appraisal = Book(case, assumptions(), Inputs(case, assumptions())), appraise(case, assumptions())
    return {row.option_id: lay_out(book, row, appraisal.options[row.option_id]) for row in case.options
            if row.kind is not OptionKind.business_as_usual}  # fmt: skip


@pytest.mark.parametrize("name", [*CASE_NAMES, *HAND_NAMES])
def test_the_figures_kept_with_the_formulas_are_the_engines_in_every_worked_case(name: str) -> None:
    case = read_case(name)
    kept = {}
    for option_id, sheet in laid_out(case).items():
        kept |= {f"out_{option_id}_{measure}": _kept(term.value) for measure, term in sheet.measures.items()}
        for one, own in sheet.partners.items():
            kept |= {f"out_{option_id}_{one}_{measure}": _kept(term.value) for measure, term in own.items()}
    assert differences(kept, case) == []


def _kept(value: float) -> float | str:
    return "none" if math.isnan(value) else value


QUICK, SLOW = ("return_to_work", "made_309"), ("made_304", "gm_housing_first")


@pytest.mark.office
@needs_office
@pytest.mark.parametrize("programmes", [QUICK, pytest.param((*SLOW, SAMPLE), marks=pytest.mark.thorough)], ids=["quick", "all"])
def test_libreoffice_comes_to_the_engines_figures_with_inputs_as_they_are_and_changed(tmp_path: Path, programmes: Any) -> None:
    books, cases = [], []
    for programme_id in programmes:
        with store(with_sample if programme_id == SAMPLE else with_cases) as db:
            case = load_version(db, programme_id, 1).real_case
            made = written(db, PaperKind.workbook, EXCEL, first_option(case), programme_id=programme_id)
        file = tmp_path / f"{programme_id}.xlsx"
        file.write_bytes(made)
        changes = changes_of(programme_id, case)
        books.append((file, [dict([cell_of(change)]) for change in changes]))
        cases.append((case, changes))
    for found, (case, changes) in zip(recalculated(books, tmp_path / "office"), cases, strict=True):
        assert differences(found["kept"], case) == []
        assert differences(found["recalculated"], case) == []
        for figures, change in zip(found["changed"], changes, strict=True):
            assert differences(figures, changed(case, change)) == [], change


def first_option(case: Case) -> str:
    """The first option of a case beside business as usual."""
    return next(row.option_id for row in case.options if row.kind is not OptionKind.business_as_usual)


def test_each_sheet_is_one_table_and_inputs_alone_can_be_changed() -> None:
    with store(with_cases) as db:
        option_id = first_option(load_version(db, "return_to_work", 1).case)
        made = written(db, PaperKind.workbook, EXCEL, option_id, programme_id="return_to_work")
        assert written(db, PaperKind.workbook, EXCEL, option_id, programme_id="return_to_work") == made
        frozen = worked_out(db, "return_to_work", 1)[0].option(option_id).expected.measures.npsv_gbp
    book, figures = openpyxl.load_workbook(io.BytesIO(made)), openpyxl.load_workbook(io.BytesIO(made), data_only=True)
    assert book.sheetnames[:3] == ["Cover", "Notes", "Contents"]
    assert all(len(sheet.tables) == 1 and sheet.protection.sheet and not sheet.merged_cells.ranges for sheet in book)
    names = book.defined_names
    for name, may_change in ((f"in_options_{option_id}_engagement", True), (f"out_{option_id}_npsv_gbp", False)):
        sheet, cell = names[name].attr_text.replace("$", "").split("!")
        assert book[sheet][cell].protection.locked is not may_change
    sheet, cell = names[f"out_{option_id}_npsv_gbp"].attr_text.replace("$", "").split("!")
    assert str(book[sheet][cell].value).startswith("=")
    assert figures[sheet][cell].value == pytest.approx(frozen)
    functions = set()
    for page in book:
        for row in page.iter_rows():
            functions |= {part for each in row if isinstance(each.value, str) and each.value.startswith("=")
                          for part in _functions(each.value)}  # fmt: skip
    assert functions <= {"IF", "AND", "OR", "MIN", "MAX", "SUM", "SUMPRODUCT", "INDEX", "INT", "LN", "ABS"}
    assert {row[4] for row in figures["Checks"].iter_rows(min_row=5, values_only=True)} <= {"ok", "as frozen"}


def _functions(formula: str) -> list[str]:
    return re.findall(r"([A-Z]+)\(", formula)


def test_it_holds_every_partners_rows_and_is_refused_to_who_sees_some() -> None:
    with store(with_canaries) as db, pytest.raises(WrongPaper, match="rows of every partner"):
        written(db, PaperKind.workbook, EXCEL, OPTION, by=OWN_ANALYSTS[NHS], programme_id=PROGRAMME, number=LATEST)
