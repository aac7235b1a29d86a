"""Small frames for the charts of where to grow."""

import pandas as pd

CURVE = ["order", "places", "completers", "total_npsv_gbp", "cash_steps", "is_prototype", "is_best", "is_viable"]


def fruit_frame(names: list[str], size: float = 1e5) -> pd.DataFrame:
    rows = [(name, size * (3 - place), place == 1) for place, name in enumerate(names)]
    return pd.DataFrame(rows, columns=["site", "marginal_npsv_gbp", "is_prototype"])


def curve_frame(names: list[str], size: float = 1e5) -> pd.DataFrame:
    """Make two curves over five sizes, named after the first two names."""
    totals = [[-1, 2, 3, 2, 1], [-1, -2, -1, 0, 1]]
    rows = [
        (
            name,
            place + 1,
            130 * (place + 1),
            size * total,
            int(place in (1, 3)),
            place == 0,
            total == max(totals[number]),
            total > 0,
        )
        for number, name in enumerate(names[:2])
        for place, total in enumerate(totals[number])
    ]
    return pd.DataFrame(rows, columns=CURVE)


def cost_frame(names: list[str], size: float = 1e5) -> pd.DataFrame:
    rows = [(place, size * (3 / place + place / 4), size * place / 2) for place, _ in enumerate(names, start=1)]
    return pd.DataFrame(rows, columns=["places", "average_cost_gbp", "marginal_cost_gbp"])


def gate_frame(names: list[str], size: float = 1e5) -> pd.DataFrame:
    rows = [
        (2 + year, f"{2028 + year}/{29 + year}", size * (height - year), kind)
        for kind, height in (("committed", 2), ("gated", 4))
        for year, _ in enumerate(names)
    ]
    return pd.DataFrame(rows, columns=["gate_year", "year_label", "npsv_gbp", "kind"])
