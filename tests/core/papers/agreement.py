"""Papers of four programmes, each made once in a test session, and their tables read back."""

import io
import re
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
from pypdf import PdfReader

from core.actions.programmes import import_case
from core.actions.sample import load_sample
from core.domain.case.options import OptionKind
from core.domain.papers import PaperFormat, PaperKind
from core.ingest.case import read_files
from core.reports.appraisals import Appraised
from core.store.database import Database
from core.store.tables.folders import read_folder
from tests.case_files import CASES
from tests.core.papers.opened import document_of, tables_of
from tests.core.papers.stores import NOON, store, worked_out, written
from tests.people import ANN

SAMPLES = Path(__file__).parents[3] / "data" / "samples"
ODD = ("e_nofiscal", "e_tiny")
FORMAT_OF = {PaperKind.slides: PaperFormat.pptx, PaperKind.workbook: PaperFormat.xlsx, PaperKind.figures: PaperFormat.zip}


def with_programmes(db: Database) -> None:
    """Keep the two samples and two odd programmes: one without any line in a budget, and one as small as can be."""
    load_sample(db, by=ANN, at=NOON)
    load_sample(db, by=ANN, at=NOON, folder=SAMPLES / "gm_housing_first")
    for name in ODD:
        reading = read_files(read_folder(CASES / "odd" / name))
        assert reading.case is not None
        import_case(db, reading.tables, by=ANN, at=NOON, what="Imported a folder.")


@cache
def programmes() -> tuple[str, ...]:
    """The ids of the programmes that are kept."""
    odd = [str(pd.read_csv(CASES / "odd" / name / "programme.csv").programme_id[0]) for name in ODD]
    return ("cbt_probation", "gm_housing_first", *odd)


def drawn_of(programme_id: str) -> Any:
    """The appraisal of a programme and its draws."""
    with store(with_programmes) as db:
        return worked_out(db, programme_id, 1)


def option_of(now: Appraised) -> str:
    """The option its papers are about: the last, which has levers where any has."""
    return [row.option_id for row in now.case.options if row.kind is not OptionKind.business_as_usual][-1]


def reader_of(now: Appraised) -> str:
    """The partner whose board paper is read: the one that pays most."""
    own = now.option(option_of(now)).expected.partners
    return max(own, key=lambda one: own[one].pv_public_cost_gbp)


@cache
def made(programme_id: str, kind: PaperKind, written_as: PaperFormat | None = None) -> bytes:
    """One paper."""
    now, _ = drawn_of(programme_id)
    more: dict[str, Any] = {"reader": reader_of(now)} if kind is PaperKind.board_paper else {}
    with store(with_programmes) as db:
        return written(
            db, kind, written_as or FORMAT_OF.get(kind, PaperFormat.docx), option_of(now), programme_id=programme_id, **more
        )


@cache
def tables(programme_id: str, kind: PaperKind) -> dict[str, list[list[str]]]:
    """The tables of a Word paper by title."""
    return tables_of(document_of(made(programme_id, kind)))


def pieces(programme_id: str, kind: PaperKind, start: str) -> list[list[list[str]]]:
    """The rows below the heading of every table whose title starts so."""
    return [cells[1:] for title, cells in tables(programme_id, kind).items() if title.startswith(start)]


def table(programme_id: str, kind: PaperKind, start: str) -> list[list[str]]:
    """The rows below the heading of the one table whose title starts so."""
    (found,) = pieces(programme_id, kind, start)
    return found


def across_years(programme_id: str, kind: PaperKind, start: str) -> dict[str, list[str]]:
    """Rows of tables that are split by years, put together again: the first cell to all the others."""
    rows: dict[str, list[str]] = {}
    for piece in pieces(programme_id, kind, start):
        for row in piece:
            rows.setdefault(row[0], []).extend(row[1:])
    return rows


def flat(programme_id: str) -> pd.DataFrame:
    """The flat table."""
    with zipfile.ZipFile(io.BytesIO(made(programme_id, PaperKind.figures))) as package, package.open("figures.csv") as file:
        return pd.read_csv(file)


def named_figures(programme_id: str) -> dict[str, Any]:
    """What stands in each named result of the workbook."""
    book = openpyxl.load_workbook(io.BytesIO(made(programme_id, PaperKind.workbook)), data_only=True)
    found = {}
    for name, place in book.defined_names.items():
        if name.startswith("out_"):
            sheet, cell = place.attr_text.replace("$", "").replace("'", "").split("!")
            found[name] = book[sheet][cell].value
    return found


def pages_of_pdf(data: bytes) -> list[str]:
    """The words of each page of a PDF, on one line."""
    return [re.sub(r"\s+", " ", page.extract_text()) for page in PdfReader(io.BytesIO(data)).pages]
