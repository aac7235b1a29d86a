"""Cells and paragraphs of a Word file written straight into its XML, by styles whose names are known beforehand."""

from dataclasses import dataclass

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.table import CT_Tc
from docx.oxml.text.paragraph import CT_P
from docx.shared import RGBColor

WHITE = RGBColor(255, 255, 255)


@dataclass(frozen=True)
class CellLook:
    """How a cell of a table looks."""

    style: str
    is_right: bool
    is_head: bool
    is_bold: bool
    with_next: bool


def set_style(paragraph: CT_P, name: str) -> None:
    """Give a paragraph a style by its name: what stands there without one is Normal."""
    if name != "Normal":
        paragraph.get_or_add_pPr().style = style_id(name)


def style_id(name: str) -> str:
    """The id of a style, as the library makes it from the name."""
    return name.replace(" ", "")


def write_cell(cell: CT_Tc, words: str, looks: CellLook) -> None:
    """Write the one paragraph of a cell."""
    paragraph = cell.p_lst[0]
    properties = paragraph.get_or_add_pPr()
    properties.style = style_id(looks.style)
    if looks.with_next:
        properties._add_keepNext()
    if looks.is_right:
        properties._add_jc().val = WD_ALIGN_PARAGRAPH.RIGHT
    run = paragraph.add_r()
    run.text = words
    if looks.is_bold or looks.is_head:
        own = run.get_or_add_rPr()
        own._add_b()
        if looks.is_head:
            own._add_color().val = WHITE
