"""Charts are drawn once for the same figures: writing a spec takes fifty times as long as finding one that is written.

What is kept is found by the figures themselves, every cell of them: other figures, such as those a person with other access is
shown, are another chart.
"""

import pickle  # to tell figures apart, and to copy what was drawn here; nothing else is read back from it
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from hashlib import sha256
from threading import Lock
from typing import ParamSpec

from core.charts.drawing import Drawing, Spec
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


_kept: OrderedDict[bytes, _Kept] = OrderedDict()
_one_at_a_time = Lock()


def remembered(draw: Callable[Given, Drawing]) -> Callable[Given, Drawing]:
    """Let a function that draws a chart keep what it drew lately, up to `MOST_KEPT` drawings of all charts together.

    Whoever gets a drawing gets a copy: what they do with it changes nobody else's.
    """

    @wraps(draw)
    def once(*args: Given.args, **options: Given.kwargs) -> Drawing:
        figures = sha256(pickle.dumps((draw.__module__, draw.__qualname__, args, sorted(options.items())))).digest()
        with _one_at_a_time:
            found = _kept.get(figures)
            if found is not None:
                _kept.move_to_end(figures)
        if found is None:
            found = _kept_of(draw(*args, **options))
            with _one_at_a_time:
                _kept[figures] = found
                while len(_kept) > MOST_KEPT:
                    _kept.popitem(last=False)
        return found.copy()

    return once


def _kept_of(drawn: Drawing) -> _Kept:
    rows = drawn.rows.copy()
    return _Kept(Drawing(rows, {}, drawn.alt, arrow_of(rows)), pickle.dumps(drawn.spec))
