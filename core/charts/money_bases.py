"""The same net cash in three moneys: present value, real, money of the day, and what lies between them."""

import pandas as pd

from core.charts.bridge import bridge, with_labels
from core.charts.kit.cache import remembered
from core.charts.kit.spec import Drawing
from core.charts.sentences.prices import money_bases_title


def alt_text(frame: pd.DataFrame) -> str:
    """Say in words what the bridge shows."""
    steps = [f"{label} {text}" for label, text in zip(frame["label"], with_labels(frame)["text"], strict=True)]
    return f"A bridge from present value to money of the day. {money_bases_title(frame)}. Steps: {'; '.join(steps)}."


@remembered
def draw(frame: pd.DataFrame, dark: bool = False, narrow: bool = False) -> Drawing:
    """Give the rows, the spec and the alternative text together."""
    return Drawing(with_labels(frame, narrow), bridge(frame, dark, narrow), alt_text(frame))
