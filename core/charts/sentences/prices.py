"""Titles about money: the same sum as a present value, real, and as money of the day."""

import pandas as pd

from core.charts.kit.formats import money


def money_bases_title(frame: pd.DataFrame) -> str:
    """Say what net cash comes to in each of the three moneys.

    Args:
        frame: as `core.reports.prices.net_cash_bridge` gives it.
    """
    present, real, of_the_day = (money(gbp) for gbp in frame.loc[frame["kind"] == "total", "end_gbp"])
    if present == real == of_the_day:
        return f"Net cash is {present} in each of the three moneys"
    return f"Net cash of {present} is {real} real and {of_the_day} of the day"
