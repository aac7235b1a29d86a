"""Marks of a Word file that its library has no word for: language, fields, repeated headings, alternative text, controls."""

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.table import CT_Row
from docx.table import Table
from docx.text.paragraph import Paragraph

LANGUAGE = "en-GB"


def speak_british_english(document: Document) -> None:
    """Set the language of the whole document, which the template gives as American."""
    for holder in (document.styles.element, document.settings.element):
        for name in ("w:lang", "w:themeFontLang"):
            for found in holder.iter(qn(name)):
                found.set(qn("w:val"), LANGUAGE)
    for part in document.part.package.iter_parts():
        if part.partname.endswith("/stylesWithEffects.xml"):  # the same styles for older programs, kept as they came
            part._blob = part.blob.replace(b'w:val="en-US"', f'w:val="{LANGUAGE}"'.encode())


def head_row(row: CT_Row, colour: str) -> None:
    """Let a row of headings stand again on every page the table reaches, whole, on a ground of this colour, #RRGGBB."""
    keep_whole(row)
    row.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell in row.tc_lst:
        mark = OxmlElement("w:shd")
        for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", colour.removeprefix("#"))):
            mark.set(qn(name), value)
        cell.get_or_add_tcPr().append(mark)


def keep_whole(row: CT_Row) -> None:
    """Keep a row on one page."""
    row.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def describe(table: Table, title: str, words: str) -> None:
    """Give a table its title and its alternative text."""
    properties = table._tbl.tblPr
    for name, value in (("w:tblCaption", title), ("w:tblDescription", words)):
        mark = OxmlElement(name)
        mark.set(qn("w:val"), value)
        properties.append(mark)


def narrow_cells(table: Table, twentieths: int = 60) -> None:
    """Leave little room beside the words of each cell, so that amounts stay on one line."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("w:left", "w:right"):
        mark = OxmlElement(side)
        mark.set(qn("w:w"), str(twentieths))
        mark.set(qn("w:type"), "dxa")
        margins.append(mark)
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    if look is None:
        raise ValueError("the template gives every table its look, and this one has none")
    look.addprevious(margins)


def field(paragraph: Paragraph, name: str) -> None:
    """Put a field such as PAGE at the end of a paragraph."""
    for kind, text in (("begin", ""), ("", name), ("separate", ""), ("shown", "1"), ("end", "")):
        run = paragraph.add_run()
        if kind == "shown":
            run.text = text
            continue
        mark = OxmlElement("w:instrText" if not kind else "w:fldChar")
        if kind:
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark.text = text
        run._r.append(mark)


def left_to_complete(paragraph: Paragraph, words: str) -> None:
    """Put a control with placeholder text into a paragraph: a click selects it whole, and typing takes its place."""
    control, properties, content = (OxmlElement(name) for name in ("w:sdt", "w:sdtPr", "w:sdtContent"))
    alias = OxmlElement("w:alias")
    alias.set(qn("w:val"), "To be completed")
    properties.append(alias)
    properties.append(OxmlElement("w:showingPlcHdr"))
    properties.append(OxmlElement("w:text"))
    run = paragraph.add_run(words)
    content.append(run._r)
    control.append(properties)
    control.append(content)
    paragraph._p.append(control)
