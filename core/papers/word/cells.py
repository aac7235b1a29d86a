"""Cells and paragraphs of a Word file written straight into its XML, by styles whose names are known beforehand."""

from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
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
    """Write the one paragraph of a cell: a copy of an empty one that looks so, with its words."""
    paragraph = deepcopy(_empty(looks))
    text = paragraph[-1][-1]
    if words.isprintable() and words == words.strip():
        text.text = words
    else:
        paragraph[-1].remove(text)
        paragraph.r_lst[-1].text = words
    cell.replace(cell[-1], paragraph)


@lru_cache(maxsize=32)
def _empty(looks: CellLook) -> CT_P:
    """A paragraph of a cell with a letter in it, to be copied."""
    paragraph: CT_P = OxmlElement("w:p")
    properties = paragraph.get_or_add_pPr()
    properties.style = style_id(looks.style)
    if looks.with_next:
        properties._add_keepNext()
    if looks.is_right:
        properties._add_jc().val = WD_ALIGN_PARAGRAPH.RIGHT
    run = paragraph.add_r()
    if looks.is_bold or looks.is_head:
        own = run.get_or_add_rPr()
        own._add_b()
        if looks.is_head:
            own._add_color().val = WHITE
    run.text = "x"
    return paragraph
