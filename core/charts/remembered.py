"""Charts are drawn once for the same figures: writing a spec takes fifty times as long as finding one that is written.

What is kept is found by the figures themselves, every cell of them: other figures, such as those a person with other access is
shown, are another chart.
"""

import pickle  # to tell figures apart; nothing is read back from it
from collections import OrderedDict
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from functools import wraps
from hashlib import sha256
from threading import Lock
from typing import ParamSpec

from core.charts.drawing import Drawing

MOST_KEPT = 512
Given = ParamSpec("Given")

_kept: OrderedDict[bytes, Drawing] = OrderedDict()
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
            found = draw(*args, **options)
            with _one_at_a_time:
                _kept[figures] = found
                while len(_kept) > MOST_KEPT:
                    _kept.popitem(last=False)
        return replace(found, rows=found.rows.copy(), spec=deepcopy(found.spec))

    return once
