"""Where to grow: places one at a time, the size that returns most, and when the gate should come."""

import pandas as pd

from core.domain.options import OptionKind
from core.engine.gate import GateSignal, GateValue, gate_value
from core.engine.right_scale import RightScale, ScaleCurve, right_scale
from core.reports.appraisals import Appraised
from core.reports.flows import option_titles, told_apart
from core.reports.partners import year_label
from core.reports.worked_once import worked_once

BEST_FIRST, ROLL_OUT = "Best first", "In roll-out order"


def sized(appraised: Appraised, option_id: str) -> RightScale:
    """Add an option's places one at a time."""
    return right_scale(appraised.case, appraised.loaded.assumptions, option_id, appraised.closed_centres)


def options_with_places(appraised: Appraised) -> dict[str, str]:
    """Options that reach two places or more: id -> title."""
    counts: dict[str, int] = {}
    for row in appraised.case.option_sites:
        counts[row.option_id] = counts.get(row.option_id, 0) + 1
    return {option_id: title for option_id, title in option_titles(appraised.case).items() if counts.get(option_id, 0) > 1}


@worked_once
def low_hanging_fruit(appraised: Appraised, scale: RightScale) -> pd.DataFrame:
    """Say what each place adds, best first.

    Returns:
        one row per place (or group of places): site, marginal_npsv_gbp, is_prototype.
    """
    titles = told_apart({row.site_id: row.title for row in appraised.case.sites})
    added = scale.best_first.rows
    rows = [(", ".join(titles[site] for site in row.site_ids), row.marginal_npsv_gbp, row.has_prototype) for row in added]
    return pd.DataFrame(rows, columns=["site", "marginal_npsv_gbp", "is_prototype"])


@worked_once
def scale_curve(scale: RightScale) -> pd.DataFrame:
    """Set net value against size, in both orders.

    Returns:
        one row per order x number of places: order, places, completers, total_npsv_gbp, net_cash_gbp, cash_steps (newly
        released), is_prototype, is_best, is_viable.
    """
    return pd.concat([_curve(BEST_FIRST, scale.best_first), _curve(ROLL_OUT, scale.roll_out)], ignore_index=True)


@worked_once
def cost_curves(scale: RightScale) -> pd.DataFrame:
    """Set the cost of a completer on average beside that of one more, best first.

    Returns:
        one row per number of places: places, average_cost_gbp, marginal_cost_gbp (None where nobody completes).
    """
    rows = [(row.places, row.average_cost_gbp, row.marginal_cost_gbp) for row in scale.best_first.rows]
    names = ["places", "average_cost_gbp", "marginal_cost_gbp"]
    return pd.DataFrame(rows, columns=names).astype({"average_cost_gbp": "float64", "marginal_cost_gbp": "float64"})


def gated_options(appraised: Appraised) -> dict[str, str]:
    """Options that decide at a gate: id -> title."""
    titles = option_titles(appraised.case)
    return {row.option_id: titles[row.option_id] for row in appraised.case.options if row.kind is OptionKind.out_then_up}


def gate(appraised: Appraised, option_id: str, signals: tuple[GateSignal, ...] = ()) -> GateValue:
    """Work out what deciding at the gate is worth, against going up now where there is such an option."""
    return _gate(appraised, option_id, signals) if signals else _gate_as_entered(appraised, option_id)


@worked_once
def _gate_as_entered(appraised: Appraised, option_id: str) -> GateValue:
    return _gate(appraised, option_id, ())


def _gate(appraised: Appraised, option_id: str, signals: tuple[GateSignal, ...]) -> GateValue:
    up_now = appraised.case.option_of_kind(OptionKind.scale_up)
    return gate_value(
        appraised.case,
        appraised.loaded.assumptions,
        option_id,
        up_now.option_id if up_now is not None else None,
        signals=signals,
        closed_centres=appraised.closed_centres,
    )


def gate_timing(appraised: Appraised, value: GateValue, *, with_signals: bool) -> pd.DataFrame:
    """Say what the option returns by year of the gate.

    Returns:
        one row per year x kind: gate_year, year_label, npsv_gbp, kind (committed, and gated where something may be learnt).
    """
    base = appraised.case.programme.base_year
    rows = []
    for each in value.by_gate_year:
        label = year_label(base, each.gate_year)
        rows.append((each.gate_year, label, each.committed_npsv_gbp, "committed"))
        if with_signals:
            rows.append((each.gate_year, label, each.gated_npsv_gbp, "gated"))
    return pd.DataFrame(rows, columns=["gate_year", "year_label", "npsv_gbp", "kind"])


def _curve(order: str, curve: ScaleCurve) -> pd.DataFrame:
    steps, rows = 0.0, []
    for row in curve.rows:
        viable = any(first <= row.places <= last for first, last in curve.viable)
        rows.append(
            {
                "order": order,
                "places": row.places,
                "completers": row.completers,
                "total_npsv_gbp": row.npsv_gbp,
                "net_cash_gbp": row.net_cash_gbp,
                "cash_steps": max(0, int(row.steps + 1e-9) - int(steps + 1e-9)),
                "is_prototype": row.has_prototype,
                "is_best": row.places == curve.best_places,
                "is_viable": viable,
            }
        )
        steps = row.steps
    return pd.DataFrame(rows)
