"""A paper as a Word file, the same bytes for the same paper."""

import io
from datetime import UTC, datetime

import docx
from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, RGBColor
from docx.table import _Row

from core.charts.kit.theme import LIGHT
from core.papers.content.paper import Chart, Cover, Paper, Sentence, Table, Voice, widths_of
from core.papers.pictures import as_png
from core.papers.same_bytes import without_moments
from core.papers.word import marks
from core.papers.word.look import STYLE_OF, WIDTH_CM, set_page, set_styles

KEPT_TOGETHER_ROWS = 8
TALLEST_CM = 8.0
MANY_COLUMNS = 7
LETTER_CM, NARROW_LETTER_CM = 0.178, 0.168  # a digit of Arial at 9 and at 8.5 points


def word_of(paper: Paper) -> bytes:
    """Write a paper as a .docx file."""
    document = docx.Document()
    set_styles(document)
    marks.speak_british_english(document)
    set_page(document, paper.cover)
    _properties(document, paper.cover)
    _cover(document, paper.cover)
    for section in paper.sections:
        document.add_heading(section.heading, section.level)
        for place, block in enumerate(section.blocks):
            _block(document, block)
            if place == 0 and len(section.blocks) > 1 and isinstance(block, Sentence):
                document.paragraphs[-1].paragraph_format.keep_with_next = True
    written = io.BytesIO()
    document.save(written)
    return without_moments(written.getvalue(), paper.cover.on)


def _properties(document: Document, cover: Cover) -> None:
    own = document.core_properties
    moment = datetime(cover.on.year, cover.on.month, cover.on.day, tzinfo=UTC).replace(tzinfo=None)
    own.title, own.author, own.language, own.comments = cover.title[:250], cover.author, marks.LANGUAGE, ""
    own.subject, own.keywords, own.last_modified_by = cover.subtitle, cover.running_words[:250], cover.author
    own.created = own.modified = moment
    own.revision = 1


def _cover(document: Document, cover: Cover) -> None:
    document.add_paragraph(cover.title, style="Title")
    document.add_paragraph(cover.subtitle, style="Subtitle")
    rows = cover.rows
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    marks.describe(table, "What this paper is", "Two columns: what is told of the paper, and what it is.")
    _heads(table.add_row(), ("About this paper", "What it is"))
    for name, words in rows:
        row = table.add_row()
        marks.keep_whole(row)
        for cell, text in zip(row.cells, (name, words), strict=True):
            cell.paragraphs[0].style = document.styles["Cell"]
            cell.paragraphs[0].add_run(text).bold = text == name
    _set_widths(table, (1.0, 3.4))


def _block(document: Document, block: Sentence | Table | Chart) -> None:
    if isinstance(block, Sentence):
        _sentence(document, block)
    elif isinstance(block, Table):
        _table(document, block)
    else:
        _chart(document, block)


def _sentence(document: Document, block: Sentence) -> None:
    paragraph = document.add_paragraph(style=STYLE_OF[block.voice])
    if block.voice is Voice.to_complete:
        marks.left_to_complete(paragraph, block.words)
    else:
        paragraph.add_run(block.words)
    if block.voice is Voice.finding:
        paragraph.paragraph_format.keep_with_next = True


def _table(document: Document, block: Table) -> None:
    document.add_paragraph(block.caption, style="Caption")
    table = document.add_table(rows=0, cols=len(block.heads), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    cell_style = "Narrow cell" if len(block.heads) >= MANY_COLUMNS else "Cell"
    marks.narrow_cells(table)
    marks.describe(table, block.caption, f"{block.caption}. {len(block.rows)} rows; columns: {', '.join(block.heads)}.")
    _heads(table.add_row(), block.heads, block.figures, cell_style)
    is_short = len(block.rows) <= KEPT_TOGETHER_ROWS
    for number, cells in enumerate(block.rows):
        row = table.add_row()
        marks.keep_whole(row)
        is_last = number == len(block.rows) - 1
        for place, (cell, text) in enumerate(zip(row.cells, cells, strict=True)):
            paragraph = cell.paragraphs[0]
            paragraph.style = document.styles[cell_style]
            paragraph.add_run(text).bold = is_last and block.last_is_total
            paragraph.paragraph_format.keep_with_next = is_short and not is_last
            if place in block.figures:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    letter = NARROW_LETTER_CM if len(block.heads) >= MANY_COLUMNS else LETTER_CM
    _set_widths(table, widths_of(block, WIDTH_CM, letter))
    document.add_paragraph(block.note, style="Note")


def _heads(row: _Row, heads: tuple[str, ...], figures: frozenset[int] = frozenset(), style: str = "Cell") -> None:
    marks.repeat_heading(row)
    marks.keep_whole(row)
    marks.shade(row, LIGHT.primary)
    for place, (cell, head) in enumerate(zip(row.cells, heads, strict=True)):
        paragraph = cell.paragraphs[0]
        paragraph.style = style
        run = paragraph.add_run(head)
        run.bold, run.font.color.rgb = True, RGBColor(255, 255, 255)
        paragraph.paragraph_format.keep_with_next = True
        if place in figures:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _set_widths(table: docx.table.Table, widths: tuple[float, ...]) -> None:
    table.autofit = False
    whole = sum(widths)
    for column, part in zip(table.columns, widths, strict=True):
        wide = Cm(WIDTH_CM * part / whole)
        column.width = wide
        for cell in column.cells:
            cell.width = wide


def _chart(document: Document, block: Chart) -> None:
    document.add_paragraph(block.title, style="Caption")
    picture = document.add_picture(io.BytesIO(as_png(block.drawing)), width=Cm(WIDTH_CM))
    if picture.height > Cm(TALLEST_CM):
        picture.width, picture.height = int(picture.width * Cm(TALLEST_CM) / picture.height), Cm(TALLEST_CM)
    properties = picture._inline.docPr
    properties.set("descr", block.alt)
    properties.set("title", block.title[:120])
    document.paragraphs[-1].paragraph_format.keep_together = True
