"""The look of a Word paper: its styles, page, header and footer."""

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from core.charts.kit.theme import LIGHT
from core.papers.content.paper import Cover, Voice
from core.papers.word.marks import field

FONT = "Arial"
MARGIN_CM, WIDTH_CM = 2.0, 17.0
BODY_PT, TABLE_PT, NARROW_PT = 11, 9, 8.5
STYLE_OF = {
    Voice.finding: "Finding",
    Voice.body: "Normal",
    Voice.bullet: "List Bullet",
    Voice.number: "List Number",
    Voice.note: "Note",
    Voice.missing: "Missing",
    Voice.to_complete: "To complete",
}


def set_styles(document: Document) -> None:
    """Set the styles of the template, and add those of papers."""
    _style(document, "Normal", BODY_PT, after=6)
    _style(document, "Title", 24, bold=True, colour=LIGHT.text, after=4)
    _style(document, "Subtitle", 13, colour=LIGHT.muted, after=10)
    for level, size in ((1, 16), (2, 13), (3, 11)):
        style = _style(document, f"Heading {level}", size, bold=True, colour=LIGHT.primary, before=14 - 2 * level, after=4)
        style.paragraph_format.keep_with_next = True
    caption = _style(document, "Caption", TABLE_PT + 1, bold=True, colour=LIGHT.text, before=6, after=3)
    caption.paragraph_format.keep_with_next = True
    _style(document, "List Bullet", BODY_PT, after=3)
    _style(document, "List Number", BODY_PT, after=4)
    _style(document, "Finding", BODY_PT + 1, bold=True, after=6)
    _style(document, "Note", TABLE_PT, colour=LIGHT.muted, after=6)
    _style(document, "Missing", BODY_PT, colour=LIGHT.warn, after=4, italic=True)
    _style(document, "To complete", BODY_PT, colour=LIGHT.muted, after=4)
    _style(document, "Cell", TABLE_PT, before=1, after=1)
    _style(document, "Narrow cell", NARROW_PT, before=1, after=1)
    title = document.styles["Title"].element.find(qn("w:pPr"))
    for border in title.findall(qn("w:pBdr")):
        title.remove(border)


def set_page(document: Document, cover: Cover) -> None:
    """A4 with what the paper is at the top of every page, and which page it is at the foot."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(MARGIN_CM)
    section.top_margin, section.bottom_margin = Cm(2.2), Cm(2.0)
    head = section.header.paragraphs[0]
    head.text, head.style = cover.running_words, document.styles["Note"]
    foot = section.footer.paragraphs[0]
    foot.style, foot.alignment = document.styles["Note"], WD_ALIGN_PARAGRAPH.RIGHT
    foot.add_run("Draft. Page " if cover.is_draft else "Page ")
    field(foot, "PAGE")
    foot.add_run(" of ")
    field(foot, "NUMPAGES")


def _style(
    document: Document, name: str, size: float, *, bold: bool = False, italic: bool = False, colour: str = LIGHT.text,
    before: float = 0, after: float = 0,
) -> ParagraphStyle:  # fmt: skip
    styles = document.styles
    there = any(style.name == name for style in styles)
    style = styles[name] if there else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if not isinstance(style, ParagraphStyle):
        raise TypeError(f"{name} is no style of paragraphs")
    if not there:
        style.base_style = styles["Normal"]
    style.font.name, style.font.size, style.font.bold, style.font.italic = FONT, Pt(size), bold, italic
    style.font.color.rgb = RGBColor.from_string(colour.removeprefix("#"))
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in [key for key in fonts.attrib if key.endswith("Theme")]:
        del fonts.attrib[key]
    for kind in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(kind), FONT)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.widow_control = True
    return style
