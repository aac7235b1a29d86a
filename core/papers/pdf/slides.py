"""A deck as a tagged PDF (PDF/UA-1): a slide a page, with the notes of every slide after the last one."""

import json
from typing import Any

from core.papers.content.paper import Table
from core.papers.kinds.deck import Deck, Slide
from core.papers.pdf.document import compiled, size_of
from core.papers.pictures import as_svg

WIDE_CM, TALL_CM, LINE_CM = 30.8, 14.2, 1.7  # the room under a title, and what a line of words takes of it


def slides_pdf(deck: Deck) -> bytes:
    """Write a deck as a tagged PDF.

    Raises:
        typst.TypstError: a picture has no words, or a heading skips a level.
    """
    cover = deck.cover
    content = {
        "title": cover.title,
        "author": cover.author,
        "running": cover.running_words,
        "slides": [_slide(slide) for slide in deck.slides],
    }
    return compiled("slides.typ", json.dumps(content, ensure_ascii=False), cover.on)


def _slide(slide: Slide) -> dict[str, Any]:
    told = {"title": slide.title, "lines": list(slide.lines), "notes": [line for line in slide.notes if line]}
    if isinstance(slide.shown, Table):
        table = slide.shown
        widths = list(table.widths or (1.0,) * len(table.heads))
        return told | {"table": {"heads": list(table.heads), "rows": [list(row) for row in table.rows],
                                 "figures": sorted(table.figures), "widths": widths}}  # fmt: skip
    if slide.shown is None:
        return told
    svg = as_svg(slide.shown.drawing)
    wide, tall = size_of(svg)
    room = WIDE_CM / (TALL_CM - LINE_CM * len(slide.lines))
    return told | {"chart": {"svg": svg, "alt": slide.shown.alt, "width": round(100 * min(1.0, wide / tall / room))}}
