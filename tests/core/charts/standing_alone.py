"""A chart with its rows inside it, as a picture is drawn from it."""

from typing import Any

from core.charts.kit.spec import Drawing


def with_rows_inside(drawing: Drawing, width: int) -> dict[str, Any]:
    """The spec of a chart so many pixels wide with its rows, in which a missing figure is null."""
    present = drawing.rows.astype(object)
    rows = present.where(present.notna(), None).to_dict("records")
    return {**drawing.spec, "width": width, "data": {"values": rows}}
