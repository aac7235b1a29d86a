"""A paper as a Word file, the same bytes for the same paper."""

import io
from datetime import UTC, datetime
from functools import lru_cache

import docx
from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.shared import Cm
from docx.text.paragraph import Paragraph

from core.charts.kit.theme import LIGHT
from core.papers.content.paper import Chart, Cover, Paper, Sentence, Table, Voice, widths_of
from core.papers.pictures import as_png
from core.papers.same_bytes import without_moments
from core.papers.word import marks
from core.papers.word.cells import CellLook, set_style, write_cell
from core.papers.word.look import STYLE_OF, WIDTH_CM, set_page, set_styles

KEPT_TOGETHER_ROWS = 8
TALLEST_CM = 8.0
MANY_COLUMNS = 7
LETTER_CM, NARROW_LETTER_CM = 0.178, 0.168  # a digit of Arial at 9 and at 8.5 points


def word_of(paper: Paper) -> bytes:
    """Write a paper as a .docx file."""
    document = docx.Document(io.BytesIO(_template()))
    set_page(document, paper.cover)
    _properties(document, paper.cover)
    _cover(document, paper.cover)
    for section in paper.sections:
        _paragraph(document, section.heading, f"Heading {section.level}")
        for place, block in enumerate(section.blocks):
            leads = place == 0 and len(section.blocks) > 1
            if isinstance(block, Sentence):
                _sentence(document, block, keep_with_next=leads or block.voice is Voice.finding)
            elif isinstance(block, Table):
                _table(document, block)
            else:
                _chart(document, block)
    written = io.BytesIO()
    document.save(written)
    return without_moments(written.getvalue(), paper.cover.on)


@lru_cache(maxsize=1)
def _template() -> bytes:
    """An empty paper with its styles and its language, made once."""
    document = docx.Document()
    set_styles(document)
    marks.speak_british_english(document)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _properties(document: Document, cover: Cover) -> None:
    own = document.core_properties
    moment = datetime(cover.on.year, cover.on.month, cover.on.day, tzinfo=UTC).replace(tzinfo=None)
    own.title, own.author, own.language, own.comments = cover.title[:250], cover.author, marks.LANGUAGE, ""
    own.subject, own.keywords, own.last_modified_by = cover.subtitle, cover.running_words[:250], cover.author
    own.created = own.modified = moment
    own.revision = 1


def _cover(document: Document, cover: Cover) -> None:
    _paragraph(document, cover.title, "Title")
    _paragraph(document, cover.subtitle, "Subtitle")
    heads, about = ("About this paper", "What it is"), "Two columns: what is told of the paper, and what it is."
    table = _grid(document, Table("What this paper is", heads, cover.rows, widths=(1.0, 3.4)), about)
    for row in table._tbl.tr_lst[1:]:
        for run in row.tc_lst[0].p_lst[0].r_lst:
            run.get_or_add_rPr()._add_b()


def _paragraph(document: Document, words: str, style: str) -> Paragraph:
    paragraph = document.add_paragraph()
    set_style(paragraph._p, style)
    if words:
        paragraph.add_run(words)
    return paragraph


def _sentence(document: Document, block: Sentence, *, keep_with_next: bool) -> None:
    is_left = block.voice is Voice.to_complete
    paragraph = _paragraph(document, "" if is_left else block.words, STYLE_OF[block.voice])
    if is_left:
        marks.left_to_complete(paragraph, block.words)
    if keep_with_next:
        paragraph._p.get_or_add_pPr()._add_keepNext()


def _table(document: Document, block: Table) -> None:
    _paragraph(document, block.caption, "Caption")
    _grid(document, block, f"{block.caption}. {len(block.rows)} rows; columns: {', '.join(block.heads)}.")
    _paragraph(document, block.note, "Note")


def _grid(document: Document, block: Table, described: str) -> docx.table.Table:
    """The cells of a table, written straight into its rows: the library looks every style up anew for each cell it is asked for."""
    is_narrow, is_short = len(block.heads) >= MANY_COLUMNS, len(block.rows) <= KEPT_TOGETHER_ROWS
    table: docx.table.Table = document.add_table(rows=len(block.rows) + 1, cols=len(block.heads))
    table.style, table.alignment, table.autofit = document.styles["Table Grid"], WD_TABLE_ALIGNMENT.CENTER, False
    marks.narrow_cells(table)
    marks.describe(table, block.caption, described)
    widths = widths_of(block, WIDTH_CM, NARROW_LETTER_CM if is_narrow else LETTER_CM)
    wide = [Cm(WIDTH_CM * part / sum(widths)) for part in widths]
    for column, width in zip(table._tbl.tblGrid.gridCol_lst, wide, strict=True):
        column.w = width
    last = len(block.rows)
    for number, (row, cells) in enumerate(zip(table._tbl.tr_lst, (block.heads, *block.rows), strict=True)):
        marks.head_row(row, LIGHT.primary) if number == 0 else marks.keep_whole(row)
        for place, (cell, words) in enumerate(zip(row.tc_lst, cells, strict=True)):
            cell.width = wide[place]
            looks = CellLook(
                style="Narrow cell" if is_narrow else "Cell", is_right=place in block.figures, is_head=number == 0,
                is_bold=number == 0 or (number == last and block.last_is_total),
                with_next=number == 0 or (is_short and number != last),
            )  # fmt: skip
            write_cell(cell, words, looks)
    return table


def _chart(document: Document, block: Chart) -> None:
    _paragraph(document, block.title, "Caption")
    picture = document.add_picture(io.BytesIO(as_png(block.drawing)), width=Cm(WIDTH_CM))
    if picture.height > Cm(TALLEST_CM):
        picture.width, picture.height = int(picture.width * Cm(TALLEST_CM) / picture.height), Cm(TALLEST_CM)
    properties = picture._inline.docPr
    properties.set("descr", block.alt)
    properties.set("title", block.title[:120])
