"""Small frames for every chart: a usual one, one row, many rows, all nought, and names that mean harm."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from core.charts import (
    bridge,
    cash_or_capacity,
    cash_steps,
    chance_at_least,
    cost_curves,
    evidence_map,
    forest,
    gate_timing,
    icon_array,
    ledger,
    options_compare,
    options_range,
    partner_years,
    places_ranked,
    running_cash,
    scale_curve,
    tornado,
)
from core.charts.kit.spec import Drawing
from tests.core.charts.evidence_frames import forest_frame, map_frame
from tests.core.charts.scale_frames import cost_frame, curve_frame, fruit_frame, gate_frame
from tests.core.charts.uncertainty_frames import chance_frame, dots_frame, range_frame, tornado_frame

LONG = "The Combined Board of Guardians of the Seven Northern Towns"
HOSTILE = (
    '=SUM(A1)+"x"',
    "**bold** [link](http://example.org) $x^2$",
    "<img src=x onerror=alert(1)>",
    "'); alert(1) //",
    "datum.pays_gbp + 'x' \\ [0].a:b",
    LONG,
)


def ledger_frame(names: list[str], size: float = 1e5) -> pd.DataFrame:
    pays = [size * (place % 3) for place in range(len(names))]
    gains = [size * (1 + place % 4) for place in range(len(names))]
    net = [gained - paid for paid, gained in zip(pays, gains, strict=True)]
    return pd.DataFrame({"partner": names, "pays_gbp": pays, "gains_gbp": gains, "net_gbp": net})


def partner_years_frame(names: list[str], size: float = 1e5, years: int = 6) -> pd.DataFrame:
    rows = [
        {"partner": name, "year": t, "year_label": f"{2026 + t}/{27 + t}", "net_gbp": size * (t - 2 - place % 3)}
        for place, name in enumerate(names)
        for t in range(years)
    ]
    return pd.DataFrame(rows, columns=["partner", "year", "year_label", "net_gbp"])


def bridge_frame(names: list[str], size: float = 1e5) -> pd.DataFrame:
    top = size * (len(names) + 2)
    steps: list[tuple[str, str, float, float]] = [("All benefits", "total", 0.0, top)] if names else []
    steps += [(name, "less", top - size * place, top - size * (place + 1)) for place, name in enumerate(names)]
    steps += [("Cash released", "total", 0.0, size * 2)] if names else []
    columns = ["label", "kind", "start_gbp", "end_gbp"]
    return pd.DataFrame(steps, columns=columns).assign(step=range(len(steps)))


def cash_frame(names: list[str], size: float = 1e5) -> pd.DataFrame:
    rows = [
        {"line": name, "part": part, "gbp": size * ((place + number) % 4)}
        for place, name in enumerate(names)
        for number, part in enumerate(cash_or_capacity.PARTS)
    ]
    return pd.DataFrame(rows, columns=["line", "part", "gbp"])


def options_frame(names: list[str], size: float = 1e5) -> pd.DataFrame:
    rows = [
        {
            "option": name,
            "low_gbp": -size * (place % 2),
            "central_gbp": size * (place + 1),
            "high_gbp": size * (place + 1) * (1 + place % 2),
        }
        for place, name in enumerate(names)
    ]
    return pd.DataFrame(rows, columns=["option", "low_gbp", "central_gbp", "high_gbp"], dtype=object).astype(
        {"low_gbp": float, "central_gbp": float, "high_gbp": float}
    )


def running_frame(names: list[str], size: float = 1e5) -> pd.DataFrame:
    rows = [
        {"option": name, "year": t, "running_gbp": size * (t - 2 - place)} for place, name in enumerate(names[:4]) for t in range(6)
    ]
    return pd.DataFrame(rows, columns=["option", "year", "running_gbp"])


def lumps_frame(names: list[str], size: float = 1e5) -> pd.DataFrame:
    rows = [
        {"centre": name, "unit": "beds", "units_peak": (place * 11) * min(1.0, size), "lump_units": 25.0, "text": "11 of 25 beds"}
        for place, name in enumerate(names, start=1)
    ]
    return pd.DataFrame(rows, columns=["centre", "unit", "units_peak", "lump_units", "text"])


def draw_options(frame: pd.DataFrame, **how: Any) -> Drawing:
    return options_compare.draw(frame, horizon_years=10, **how)


@dataclass(frozen=True)
class Sample:
    """A chart with the maker of its frames, whether it has a row for each name, and whether it writes the names."""

    frame: Callable[..., pd.DataFrame]
    draw: Callable[..., Drawing]
    is_rows: bool = True
    writes_names: bool = True


SAMPLES = {
    "ledger": Sample(ledger_frame, ledger.draw),
    "partner_years": Sample(partner_years_frame, partner_years.draw),
    "bridge": Sample(bridge_frame, bridge.draw),
    "cash_or_capacity": Sample(cash_frame, cash_or_capacity.draw),
    "options_compare": Sample(options_frame, draw_options),
    "running_cash": Sample(running_frame, running_cash.draw, is_rows=False),
    "lumps": Sample(lumps_frame, cash_steps.draw),
    "options_range": Sample(range_frame, options_range.draw),
    "chance_at_least": Sample(chance_frame, chance_at_least.draw, is_rows=False),
    "icon_array": Sample(dots_frame, icon_array.draw),
    "tornado": Sample(tornado_frame, tornado.draw),
    "fruit": Sample(fruit_frame, places_ranked.draw),
    "scale_curve": Sample(curve_frame, scale_curve.draw, is_rows=False),
    "cost_curves": Sample(cost_frame, cost_curves.draw, is_rows=False, writes_names=False),
    "forest": Sample(forest_frame, forest.draw),
    "evidence_map": Sample(map_frame, evidence_map.draw),
    "gate_timing": Sample(gate_frame, gate_timing.draw, is_rows=False, writes_names=False),
}
USUAL = ["NHS Greater Manchester", "Ministry of Justice", "Housing team"]
