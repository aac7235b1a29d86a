"""How long a piece of work takes, run some times over."""

import statistics
import time
from collections.abc import Callable


def median_seconds(work: Callable[[], object], turns: int) -> float:
    """Run a piece of work so many times and give the median of the seconds it took."""
    seconds = []
    for _ in range(turns):
        began = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - began)
    return statistics.median(seconds)
