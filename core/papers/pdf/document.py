"""A paper as a PDF that can be read aloud (PDF/UA-1), the same bytes for the same paper."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import typst

from core.papers.content.paper import Chart, Paper, Section, Sentence, Table, Voice, widths_of
from core.papers.pictures import FONTS, as_svg

TEMPLATES = Path(__file__).parent
TABLE_PT, NARROW_PT, MANY_COLUMNS = 8.5, 7.5, 7
WIDTH_CM, LETTER_CM_OF_A_POINT = 17.0, 0.0198
TALLEST_OVER_WIDTH = 0.5


def pdf_of(paper: Paper) -> bytes:
    """Write a paper as a tagged PDF. People's words go in as data, never joined into the source.

    Raises:
        typst.TypstError: a picture has no words, or a heading skips a level.
    """
    return compiled("paper.typ", json.dumps(_content(paper), ensure_ascii=False), paper.cover.on)


def compiled(template: str, data: str, on: date) -> bytes:
    """Fill a template with data, and write the PDF with a day for its date."""
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[FONTS])
    return bytes(
        typst.compile(
            (TEMPLATES / template).read_bytes(),
            font_paths=fonts,
            format="pdf",
            pdf_standards="ua-1",
            timestamp=datetime(on.year, on.month, on.day, tzinfo=UTC),
            sys_inputs={"data": data},
        )
    )


def _content(paper: Paper) -> dict[str, Any]:
    cover = paper.cover
    about = Table("About this paper", ("About this paper", "What it is"), cover.rows, widths=(1.0, 3.4))
    return {
        "title": cover.title,
        "subtitle": cover.subtitle,
        "author": cover.author,
        "running": cover.running_words,
        "draft": cover.is_draft,
        "cover": _table(about),
        "sections": [{"heading": one.heading, "level": one.level, "blocks": list(_blocks(one))} for one in paper.sections],
    }


def _blocks(section: Section) -> Iterator[dict[str, Any]]:
    number = 0
    for block in section.blocks:
        if isinstance(block, Sentence):
            number = number + 1 if block.voice is Voice.number else 0
            yield {"kind": "sentence", "voice": block.voice.value, "words": block.words, "number": max(number, 1)}
        elif isinstance(block, Table):
            yield _table(block)
        else:
            yield _chart(block)


def _table(table: Table) -> dict[str, Any]:
    size = NARROW_PT if len(table.heads) >= MANY_COLUMNS else TABLE_PT
    return {
        "kind": "table",
        "caption": table.caption,
        "heads": list(table.heads),
        "rows": [list(row) for row in table.rows],
        "figures": sorted(table.figures),
        "widths": list(widths_of(table, WIDTH_CM, LETTER_CM_OF_A_POINT * size)),
        "note": table.note,
        "size": size,
    }


def _chart(chart: Chart) -> dict[str, Any]:
    svg = as_svg(chart.drawing)
    wide, tall = size_of(svg)
    share = min(1.0, TALLEST_OVER_WIDTH * wide / tall)
    return {"kind": "chart", "title": chart.title, "alt": chart.alt, "svg": svg, "width": round(100 * share)}


def size_of(svg: str) -> tuple[float, float]:
    """Read the width and height of a drawing, from the box it says it fills."""
    box = svg.split('viewBox="', 1)[1].split('"', 1)[0].split()
    return float(box[2]), float(box[3])
