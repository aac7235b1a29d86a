"""Small frames for the charts of how sure the figures are."""

import pandas as pd


def range_frame(names: list[str], size: float = 1e5) -> pd.DataFrame:
    rows = [
        (name, size * (place % 3 - 1), size * (place + 1), size * (2 * place + 2), 0.3 * (place % 4))
        for place, name in enumerate(names)
    ]
    return pd.DataFrame(rows, columns=["option", "p10_gbp", "mean_gbp", "p90_gbp", "chance_positive"]).astype({"p10_gbp": float})


def chance_frame(names: list[str], size: float = 1e5) -> pd.DataFrame:
    rows = [(name, size * (place + 1) * (step - 3), 1 - step / 10) for place, name in enumerate(names[:4]) for step in range(11)]
    return pd.DataFrame(rows, columns=["option", "gbp", "chance"])


def dots_frame(names: list[str], size: float = 1e5) -> pd.DataFrame:
    rows = [(name, min(1.0, place / 4) * min(1.0, size)) for place, name in enumerate(names)]
    return pd.DataFrame(rows, columns=["option", "chance"])


def tornado_frame(names: list[str], size: float = 1e5) -> pd.DataFrame:
    central = size * 10
    rows = [
        (name, f"{place + 1}%", "£71,000", central - size * (12 - place % 12), central + size * (place % 5 - 1), central)
        for place, name in enumerate(names)
    ]
    return pd.DataFrame(rows, columns=["driver", "low_text", "high_text", "low_npsv_gbp", "high_npsv_gbp", "central_gbp"])
