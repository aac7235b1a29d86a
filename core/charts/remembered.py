"""Charts are drawn once for the same figures: writing a spec takes fifty times as long as finding one that is written.

What is kept is found by the figures themselves, every cell of them: other figures, such as those a person with other access is
shown, are another chart.
"""

import pickle  # to copy what was drawn here; nothing else is read back from it
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import ParamSpec

from core.charts.drawing import Drawing, Spec
from core.reports.lately import Lately, alike
from core.store.arrow import arrow_of

MOST_KEPT = 512
Given = ParamSpec("Given")


@dataclass(frozen=True)
class _Kept:
    """A drawing, and its spec written down, since reading that takes a sixth of copying every part of it."""

    drawing: Drawing
    spec: bytes

    def copy(self) -> Drawing:
        """The drawing, to be altered at will. The rows share their cells until one of them is."""
        own: Spec = pickle.loads(self.spec)  # noqa: S301 - written by `_kept_of`, and never left this process
        return Drawing(self.drawing.rows.copy(deep=False), own, self.drawing.alt, self.drawing.arrow)


_kept: Lately[_Kept] = Lately()


def remembered(draw: Callable[Given, Drawing]) -> Callable[Given, Drawing]:
    """Let a function that draws a chart keep what it drew lately, up to `MOST_KEPT` drawings of all charts together.

    Whoever gets a drawing gets a copy: what they do with it changes nobody else's.
    """

    @wraps(draw)
    def once(*args: Given.args, **options: Given.kwargs) -> Drawing:
        figures = alike(draw, args, options)
        found = _kept.found(figures)
        if found is None:
            found = _kept_of(draw(*args, **options))
            _kept.keep(figures, found, MOST_KEPT)
        return found.copy()

    return once


def _kept_of(drawn: Drawing) -> _Kept:
    rows = drawn.rows.copy()
    return _Kept(Drawing(rows, {}, drawn.alt, arrow_of(rows)), pickle.dumps(drawn.spec))
