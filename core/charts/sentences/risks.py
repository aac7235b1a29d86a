"""What may go wrong, as sentences."""

import pandas as pd

from core.charts.kit.formats import money
from core.charts.kit.grammar import counted, verb


def risks_title(frame: pd.DataFrame) -> str:
    """Say how many risks there are and what they are expected to cost.

    Args:
        frame: as `core.reports.risks.risk_register` gives it.
    """
    if frame.empty:
        return "No risk is written down"
    count = len(frame)
    named = f"{counted(count).capitalize()} {verb(count, 'risk', 'risks')}"
    return f"{named}, expected to cost {money(float(frame['expected_gbp'].sum()))}"
