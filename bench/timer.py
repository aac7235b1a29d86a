"""How long a piece of work takes, run some times over."""

import statistics
import time
from collections.abc import Callable
from typing import Any


def median_seconds(work: Callable[[], object], turns: int) -> float:
    """Run a piece of work so many times and give the median of the seconds it took."""
    seconds = []
    for _ in range(turns):
        began = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - began)
    return statistics.median(seconds)


def figure_row(name: str, seconds: float, baseline: str, baseline_seconds: float, **more: Any) -> dict[str, Any]:
    """Lay out one figure beside its baseline of the same run."""
    return {
        "name": name,
        "seconds": round(seconds, 4),
        "baseline": baseline,
        "baseline_seconds": round(baseline_seconds, 4),
        "ratio": round(seconds / baseline_seconds, 3),
        **more,
    }
