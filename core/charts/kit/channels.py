"""Channels: what a chart encodes, as Altair's own classes.

Altair finds the class of a channel that is written in short ("gbp:Q", a value, a condition) by comparing it with the schema of
Vega-Lite, which takes a hundred times as long as naming the class. Here the class is found by the channel's name.
"""

from functools import cache
from typing import Any

import altair as alt
from altair.utils.schemapi import SchemaBase


class RowsChart(alt.Chart):
    """A chart whose channels may be written in short and are drawn no slower for it."""

    def encode(self, *channels: Any, **named: Any) -> Any:
        """Encode channels, as Altair's own `encode` does."""
        return super().encode(*channels, **{name: channel(name, given) for name, given in named.items()})


def channel(name: str, given: Any) -> Any:
    """Channel of a name: of a field in short, of a value or condition, or as it is."""
    if isinstance(given, list | tuple):
        return [channel(name, each) for each in given]
    if isinstance(given, str):
        return _class_of(name, "")(given)
    if isinstance(given, dict) and "value" in given:
        return _class_of(name, "Value")(**given)
    return given


@cache
def _class_of(name: str, kind: str) -> type[SchemaBase]:
    found: type[SchemaBase] = getattr(alt, f"{name[0].upper()}{name[1:]}{kind}")
    return found
