"""A deck as a PowerPoint file: native charts that can be edited, pictures with words elsewhere, the same bytes each time."""

import io
from datetime import datetime

from pptx import Presentation
from pptx.chart.chart import Chart as DrawnChart
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
from pptx.enum.text import PP_ALIGN
from pptx.presentation import Presentation as Open
from pptx.slide import Slide as OpenSlide
from pptx.text.text import TextFrame
from pptx.util import Emu, Inches, Length, Pt

from core.charts.kit.theme import LIGHT
from core.papers.content.paper import Chart, ChartKind, NativeChart, Table
from core.papers.kinds.deck import Deck, Slide
from core.papers.pictures import as_png
from core.papers.same_bytes import without_moments

WIDE, TALL = Inches(13.333), Inches(7.5)
LEFT, BODY_WIDE = Inches(0.6), Inches(12.1)
TITLE_PT, BODY_PT, TABLE_PT, FOOT_PT = 30, 22, 20, 12
ONLY_TITLE = 5
LANGUAGE, FONT = "en-GB", "Arial"
KINDS = {
    ChartKind.stacked_bars: XL_CHART_TYPE.BAR_STACKED,
    ChartKind.columns: XL_CHART_TYPE.COLUMN_STACKED,
    ChartKind.lines: XL_CHART_TYPE.LINE,
}
COLOURS = (LIGHT.pays, LIGHT.benefits)
MONEY = '[>=1000000]"£"0.0,,"m";[<=-1000000]"−£"0.0,,"m";"£"#,##0'


def slides_of(deck: Deck) -> bytes:
    """Write a deck as a .pptx file."""
    show = Presentation()
    show.slide_width, show.slide_height = WIDE, TALL
    own, on = show.core_properties, deck.cover.on
    own.title, own.author, own.language = deck.cover.title[:250], deck.cover.author, LANGUAGE
    own.subject, own.last_modified_by, own.revision = deck.cover.subtitle, deck.cover.author, 1
    own.created = own.modified = datetime(on.year, on.month, on.day)
    for slide in deck.slides:
        _slide(show, deck, slide)
    written = io.BytesIO()
    show.save(written)
    return without_moments(written.getvalue(), on)


def _slide(show: Open, deck: Deck, slide: Slide) -> None:
    page = show.slides.add_slide(show.slide_layouts[ONLY_TITLE])
    title = page.shapes.title
    if title is None:
        raise ValueError("the layout of slides has a title")
    title.left, title.top, title.width, title.height = LEFT, Inches(0.35), BODY_WIDE, Inches(1.1)
    _write(title.text_frame, slide.title, TITLE_PT, bold=True, colour=LIGHT.primary)
    top: Length = Inches(1.5)
    for line in slide.lines:
        box = page.shapes.add_textbox(LEFT, top, BODY_WIDE, Inches(0.9))
        box.text_frame.word_wrap = True
        _write(box.text_frame, line, BODY_PT)
        top = Emu(top + Inches(1.0))
    room = Emu(Inches(6.8) - top)
    if isinstance(slide.shown, Table):
        _table(page, slide.shown, top)
    elif slide.shown is not None and slide.shown.native is not None:
        _native(page, slide.shown, slide.shown.native, (top, room))
    elif slide.shown is not None:
        _picture(page, slide.shown, (top, room))
    foot = page.shapes.add_textbox(LEFT, Inches(6.95), BODY_WIDE, Inches(0.4))
    foot.text_frame.word_wrap = True
    _write(foot.text_frame, deck.cover.running_words, FOOT_PT, colour=LIGHT.muted)
    notes = page.notes_slide.notes_text_frame
    if notes is not None:
        _write(notes, "\n".join(line for line in slide.notes if line), FOOT_PT)


def _write(frame: TextFrame, words: str, size: float, *, bold: bool = False, colour: str = LIGHT.text) -> None:
    frame.clear()
    for number, line in enumerate(words.split("\n")):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = line
        run.font.size, run.font.bold, run.font.name = Pt(size), bold, FONT
        run.font.color.rgb = RGBColor.from_string(colour.removeprefix("#"))
        run._r.get_or_add_rPr().set("lang", LANGUAGE)
        paragraph.alignment = PP_ALIGN.LEFT


def _table(page: OpenSlide, table: Table, top: Length) -> None:
    rows, columns = len(table.rows) + 1, len(table.heads)
    frame = page.shapes.add_table(rows, columns, LEFT, top, BODY_WIDE, Inches(0.5 * rows))
    frame._element.nvGraphicFramePr.cNvPr.set("descr", f"{table.caption}: {len(table.rows)} rows.")
    drawn, widths = frame.table, table.widths or (1.0,) * columns
    drawn.first_row = True
    for place, part in enumerate(widths):
        drawn.columns[place].width = Emu(int(BODY_WIDE * part / sum(widths)))
    for number, row in enumerate((table.heads, *table.rows)):
        for place, words in enumerate(row):
            cell = drawn.cell(number, place)
            head = number == 0
            _write(cell.text_frame, words, TABLE_PT, bold=head, colour="#FFFFFF" if head else LIGHT.text)
            if place in table.figures:
                cell.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT
            cell.fill.solid()
            cell.fill.fore_color.rgb = RGBColor.from_string((LIGHT.primary if head else LIGHT.card).removeprefix("#"))


def _native(page: OpenSlide, chart: Chart, native: NativeChart, place: tuple[Length, Length]) -> None:
    data = CategoryChartData()
    data.categories = list(native.categories)
    for name, values in native.series:
        data.add_series(name, values)
    frame = page.shapes.add_chart(KINDS[native.kind], LEFT, place[0], BODY_WIDE, place[1], data)  # type: ignore[arg-type]
    frame._element.nvGraphicFramePr.cNvPr.set("descr", chart.alt)
    drawn: DrawnChart = frame.chart  # type: ignore[attr-defined]
    drawn.font.size, drawn.font.name = Pt(16), FONT
    drawn.has_legend = len(native.series) > 1
    if drawn.has_legend and drawn.legend is not None:
        drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    drawn.value_axis.tick_labels.number_format = MONEY
    drawn.value_axis.tick_labels.number_format_is_linked = False
    drawn.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    if native.kind is ChartKind.stacked_bars:
        drawn.category_axis.reverse_order = True
    plot = drawn.plots[0]
    if native.kind is not ChartKind.lines:
        plot.overlap, plot.gap_width = 100, 60
    for series, colour in zip(plot.series, COLOURS if len(native.series) > 1 else COLOURS[1:], strict=False):
        mark = series.format.line if native.kind is ChartKind.lines else series.format.fill
        if native.kind is not ChartKind.lines:
            series.invert_if_negative = False
            mark.solid()
            mark.fore_color.rgb = RGBColor.from_string(colour.removeprefix("#"))
        else:
            mark.color.rgb = RGBColor.from_string(colour.removeprefix("#"))
            series.smooth = False


def _picture(page: OpenSlide, chart: Chart, place: tuple[Length, Length]) -> None:
    picture = page.shapes.add_picture(io.BytesIO(as_png(chart.drawing)), LEFT, place[0], height=place[1])
    if picture.width > BODY_WIDE:
        picture.height = Emu(int(picture.height * BODY_WIDE / picture.width))
        picture.width = BODY_WIDE
    picture._element.nvPicPr.cNvPr.set("descr", chart.alt)  # type: ignore[union-attr]
