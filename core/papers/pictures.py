"""Pictures of charts for paper: drawn once for the same figures, light, with the fonts that come with the product."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import vl_convert

from core.charts.kit.spec import Drawing

FONTS = Path(__file__).parent / "fonts"
FONT = "Liberation Sans"
WIDTH, SCALE = 840, 1.6


def as_png(drawing: Drawing) -> bytes:
    """A chart as a PNG, sharp enough to print over the width of a page."""
    return _png(_standing_alone(drawing))


def as_svg(drawing: Drawing) -> str:
    """A chart as an SVG with its words as text."""
    return _svg(_standing_alone(drawing))


@lru_cache(maxsize=64)
def _svg(spec: str) -> str:
    _with_own_fonts()
    svg: str = vl_convert.vegalite_to_svg(spec)
    return svg


@lru_cache(maxsize=64)
def _png(spec: str) -> bytes:
    _with_own_fonts()
    png: bytes = vl_convert.vegalite_to_png(spec, scale=SCALE)
    return png


@lru_cache(maxsize=1)
def _with_own_fonts() -> None:
    vl_convert.register_font_directory(str(FONTS))


def _standing_alone(drawing: Drawing) -> str:
    """The spec with its rows inside, as wide as a page, in the font of papers."""
    spec: dict[str, Any] = dict(drawing.spec)
    present = drawing.rows.astype(object)
    rows = present.where(present.notna(), None).to_dict("records")
    spec |= {"width": WIDTH, "data": {"values": rows}, "config": {**spec.get("config", {}), "font": FONT}}
    return json.dumps(spec, sort_keys=True, default=_plain)


def _plain(value: Any) -> Any:
    """Numbers of numpy as plain ones."""
    return value.item()
