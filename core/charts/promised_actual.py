"""Promised against actual: cash promised, expected now and out of budgets, as running totals."""

import pandas as pd

from core.charts.kit.cache import remembered
from core.charts.kit.formats import money
from core.charts.kit.spec import Drawing
from core.charts.running_cash import running_cash, with_labels


def alt_text(frame: pd.DataFrame) -> str:
    """Say in words what the lines show."""
    last = frame[~frame["option"].duplicated(keep="last")]
    ends = [f"{series} {money(gbp)}" for series, gbp in zip(last["option"], last["running_gbp"], strict=True)]
    return f"Lines of the running total of cash since the start. At their ends: {'; '.join(ends) or 'nothing'}."


@remembered
def draw(frame: pd.DataFrame, dark: bool = False, narrow: bool = False) -> Drawing:
    """Give the rows, the spec and the alternative text together.

    Args:
        frame: one row per series and year, as `core.reports.realisation.tracking.running` gives it.
        dark: for the dark theme.
        narrow: for a phone.
    """
    return Drawing(with_labels(frame, narrow), running_cash(frame, dark, narrow), alt_text(frame))
