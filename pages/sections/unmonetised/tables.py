"""Effects without a price with the headings and words people read."""

import pandas as pd

from core.charts.sentences.unmonetised import SIZES, tipping_sentence


def effects_table(frame: pd.DataFrame) -> pd.DataFrame:
    """Effects without a price: one row per effect and option."""
    table = pd.DataFrame(
        {
            "Effect": frame.effect,
            "Option": frame.option,
            "Speaks": frame.direction,
            "Size": frame["size"].map(SIZES),
            "Falls on": frame.falls_on,
            "Evidence": frame.evidence,
            "Value at which the option tips": [tipping_sentence(row) or "not counted" for row in frame.itertuples()],
        }
    )
    if frame.weight.notna().any():
        table["Weight of the group"] = ["" if pd.isna(weight) else f"{weight:.2f}" for weight in frame.weight]
    return table
