"""How long papers take, against their libraries writing the same words and cells alone: `python -m bench papers`."""

import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import docx
import openpyxl
import pptx
import xlsxwriter
from docx.document import Document
from pptx.chart.data import CategoryChartData

from bench.timer import figure_row, median_seconds
from core.actions.sample import load_sample_on_first_run
from core.domain.papers import PaperFormat, PaperKind, PaperOrder
from core.domain.people import OPERATOR, SERVICE
from core.domain.scenario import Scenario
from core.engine.appraisal import appraise
from core.papers.paper_file import content_of, paper_file
from core.papers.word.document import word_of
from core.reports.appraisals import appraise_loaded, load_version
from core.reports.uncertainty import simulated
from core.store.database import Database, open_database
from tests.core.papers.office import OFFICE, recalculated
from tests.core.store.stored import NOON

SAMPLE, OPTION, READER = "cbt_probation", "ten_boroughs", "gmca"
TURNS, CHANGES = 3, 20


def measure() -> list[dict[str, Any]]:
    """Time each paper of the sample once its version is worked out, and what LibreOffice needs for a changed workbook.

    A paper is timed from its order to its file, reports and gates included; a Word paper also from its record alone.

    Returns:
        One row per figure: name, seconds, baseline, baseline_seconds, ratio. Without LibreOffice its row is left out.
    """
    with TemporaryDirectory() as folder:
        db = open_database(Path(folder) / "home")
        try:
            load_sample_on_first_run(db, by=SERVICE, at=NOON)
            return _measure_in(db, Path(folder))
        finally:
            db.close()


def _measure_in(db: Database, folder: Path) -> list[dict[str, Any]]:
    appraised = appraise_loaded(load_version(db, SAMPLE), Scenario())
    drawn = simulated(appraised)

    def written(order: PaperOrder, written_as: PaperFormat) -> bytes:
        return paper_file(db, order, written_as, by=OPERATOR, appraised=appraised, simulation=drawn).data

    board = PaperOrder(PaperKind.board_paper, SAMPLE, 1, OPTION, reader=READER)
    case, slides, book = (
        PaperOrder(kind, SAMPLE, 1, OPTION) for kind in (PaperKind.scale_case, PaperKind.slides, PaperKind.workbook)
    )
    rows = []
    for name, order, again in (
        ("a board paper as Word", board, _word_again),
        ("a scale case as Word", case, _word_again),
        ("slides", slides, _slides_again),
        ("the workbook", book, _workbook_again),
    ):
        written_as = {"slides": PaperFormat.pptx, "the workbook": PaperFormat.xlsx}.get(name, PaperFormat.docx)
        made = written(order, written_as)
        seconds = median_seconds(lambda order=order, as_=written_as: written(order, as_), TURNS)  # type: ignore[misc]
        alone = median_seconds(again(made, False), TURNS)
        rows.append(figure_row(name, seconds, "its library writes the same words and cells", alone))
        if order is not book:
            drawn_too = median_seconds(again(made, True), TURNS)
            rows.append(figure_row(f"{name}, pictures and charts counted", seconds, "its library writes them too", drawn_too))
        if written_as is PaperFormat.docx:
            paper = content_of(db, order, by=OPERATOR, appraised=appraised, simulation=drawn)
            alone = median_seconds(lambda paper=paper: word_of(paper), TURNS)  # type: ignore[misc]
            rows.append(figure_row(f"{name}, written from its record", alone, "its library writes them too", drawn_too))
    if OFFICE is not None:
        file = folder / "book.xlsx"
        file.write_bytes(written(book, PaperFormat.xlsx))
        rows.append(_recalculated(file, folder, median_seconds(lambda: appraise(appraised.case, appraised.loaded.assumptions), 15)))
    return rows


def _recalculated(file: Path, folder: Path, appraisal_seconds: float) -> dict[str, Any]:
    """Time one more change of a workbook that LibreOffice has open, against one appraisal by the engine."""
    name = next(
        name for name in openpyxl.load_workbook(file, read_only=False).defined_names if "engagement" in name and OPTION in name
    )

    def timed(changes: int) -> float:
        began = time.perf_counter()
        recalculated([(file, [{name: 0.5 + number / 1000} for number in range(changes)])], folder / f"office-{changes}")
        return time.perf_counter() - began

    timed(1)
    each = (timed(1 + CHANGES) - timed(1)) / CHANGES
    return figure_row("one changed input, recalculated by LibreOffice", each, "one appraisal by the engine", appraisal_seconds)


def _word_again(made: bytes, with_pictures: bool) -> Callable[[], object]:
    """Write the paragraphs and tables of a document once more, with nothing but the library; its pictures where they count.

    A paper has its styles set, its headings repeated and its pictures described, which the library alone does not do.
    """
    source = docx.Document(BytesIO(made))
    words = [paragraph.text for paragraph in source.paragraphs]
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in source.tables]
    pictures = [part.blob for part in source.part.package.image_parts] if with_pictures else []

    def write() -> Document:
        own = docx.Document()
        for text in words:
            own.add_paragraph(text)
        for cells in tables:
            table = own.add_table(len(cells), len(cells[0]))
            for row, texts in zip(table.rows, cells, strict=True):
                for cell, text in zip(row.cells, texts, strict=True):
                    cell.text = text
        for picture in pictures:
            own.add_picture(BytesIO(picture))
        own.save(BytesIO())
        return own

    return write


def _slides_again(made: bytes, with_charts: bool) -> Callable[[], object]:
    """Write as many slides with their words, cells and notes once more, with nothing but the library; charts where they count."""
    source = pptx.Presentation(BytesIO(made))
    slides = []
    for slide in source.slides:
        texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        tables = [[[cell.text for cell in row.cells] for row in shape.table.rows] for shape in slide.shapes if shape.has_table]
        charts = [_chart_data(shape.chart) for shape in slide.shapes if shape.has_chart] if with_charts else []
        slides.append((texts, tables, charts, slide.notes_slide.notes_text_frame.text))
    place = (0, 0, 1_000_000, 1_000_000)

    def write() -> None:
        own = pptx.Presentation()
        for texts, tables, charts, notes in slides:
            slide = own.slides.add_slide(own.slide_layouts[6])
            for text in texts:
                slide.shapes.add_textbox(*place).text_frame.text = text
            for cells in tables:
                table = slide.shapes.add_table(len(cells), len(cells[0]), *place).table
                for row, words in zip(table.rows, cells, strict=True):
                    for cell, word in zip(row.cells, words, strict=True):
                        cell.text = word
            for kind, data in charts:
                slide.shapes.add_chart(kind, *place, data)
            slide.notes_slide.notes_text_frame.text = notes
        own.save(BytesIO())

    return write


def _chart_data(chart: Any) -> tuple[Any, CategoryChartData]:
    data = CategoryChartData()
    data.categories = list(chart.plots[0].categories)
    for series in chart.plots[0].series:
        data.add_series(series.name, series.values)
    return chart.chart_type, data


def _workbook_again(made: bytes, _with_pictures: bool) -> Callable[[], object]:
    """Write the cells of a workbook once more, with nothing but the library."""
    source = openpyxl.load_workbook(BytesIO(made))
    sheets = {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in source}

    def write() -> None:
        own = xlsxwriter.Workbook(BytesIO(), {"in_memory": True})
        for title, rows in sheets.items():
            sheet = own.add_worksheet(title)
            for at, row in enumerate(rows):
                for column, value in enumerate(row):
                    if value is not None:
                        sheet.write(at, column, str(value) if not isinstance(value, int | float | str | bool) else value)
        own.close()

    return write
