"""Cache of charts: a chart is drawn once for the same figures, since writing a spec takes fifty times as long as a look-up.

What is kept is found by the figures themselves, every cell of them: other figures, such as those a person with other access is
shown, are another chart.
"""

import pickle  # to copy what was drawn here; nothing else is read back from it
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import ParamSpec

from core.charts.kit.spec import Drawing, Spec
from core.reports.cache import RecentResults, alike
from core.store.tables.arrow import arrow_of

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


_kept: RecentResults[_Kept] = RecentResults()


def remembered(draw: Callable[Given, Drawing]) -> Callable[Given, Drawing]:
    """Cached chart: keep what a function drew lately, up to `MOST_KEPT` drawings of all charts together.

    Each caller gets a copy, so that changing it changes no other caller's.
    """

    @wraps(draw)
    def once(*args: Given.args, **options: Given.kwargs) -> Drawing:
        figures = alike(draw, args, options)
        kept = _kept.found(figures)
        if kept is None:
            kept = _kept_of(draw(*args, **options))
            _kept.keep(figures, kept, MOST_KEPT)
        return kept.copy()

    return once


def _kept_of(drawn: Drawing) -> _Kept:
    rows = drawn.rows.copy()
    return _Kept(Drawing(rows, {}, drawn.alt, arrow_of(rows)), pickle.dumps(drawn.spec))
