"""How long one appraisal takes, against the same method in plain Python loops.

Run it with `python -m bench.appraisal`.
"""

import statistics
import time
from collections.abc import Callable
from typing import Any

from core.engine.appraisal import appraise
from tests.case_files import assumptions, read_case
from tests.reference.plain_loops import appraise_in_loops

CASE = "bench"


def measure(runs: int = 15) -> list[dict[str, Any]]:
    """Time the benchmark case: five options, every combination of their levers, nothing read or written.

    The two are timed in turn, run by run, so that a busy machine slows both.

    Args:
        runs: how often each is run; the median counts.

    Returns:
        One row: name, seconds, baseline, baseline_seconds, ratio (how many times faster than the baseline).
    """
    case, rates = read_case(CASE), assumptions()
    appraise(case, rates)  # the first run pays for what Python and NumPy load once
    pairs = [(_seconds(lambda: appraise(case, rates)), _seconds(lambda: appraise_in_loops(case, rates))) for _ in range(runs)]
    seconds, baseline_seconds = (statistics.median(times) for times in zip(*pairs, strict=True))
    return [
        {
            "name": "one appraisal of the benchmark case, all options",
            "seconds": seconds,
            "baseline": "the same in plain Python loops",
            "baseline_seconds": baseline_seconds,
            "ratio": baseline_seconds / seconds,
        }
    ]


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    for row in measure():
        print(
            f"{row['name']}: {row['seconds'] * 1000:.1f} ms; "
            f"{row['baseline']}: {row['baseline_seconds'] * 1000:.1f} ms; {row['ratio']:.0f} times faster"
        )
