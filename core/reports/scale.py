"""Scale: where to grow, places one at a time, the size that returns most, and when the gate should come."""

import pandas as pd

from core.domain.case.case import Case
from core.domain.case.options import OptionKind
from core.domain.prices import MoneyBasis
from core.domain.titles import unique_titles
from core.engine.gate_value import GateSignal, GateValue, gate_value
from core.engine.scale.right_scale import RightScale, ScaleCurve, right_scale
from core.reports.appraisals import Appraised
from core.reports.cache import worked_once
from core.reports.flows import option_titles
from core.reports.prices import basis_factors, year_label

BEST_FIRST, ROLL_OUT = "Best first", "In roll-out order"
ROUNDING = 1e-9


def sized(appraised: Appraised, option_id: str, basis: MoneyBasis = MoneyBasis.present_value) -> RightScale:
    """Add an option's places one at a time, with sums in a basis; the order and the right size go by present values in each."""
    factors = None if basis is MoneyBasis.present_value else basis_factors(appraised, basis)
    return right_scale(appraised.case, appraised.loaded.assumptions, option_id, appraised.closed_centres, factors)


def options_with_places(appraised: Appraised) -> dict[str, str]:
    """Options that reach two places or more: id -> title."""
    counts: dict[str, int] = {}
    for row in appraised.case.option_sites:
        counts[row.option_id] = counts.get(row.option_id, 0) + 1
    return {option_id: title for option_id, title in option_titles(appraised.case).items() if counts.get(option_id, 0) > 1}


def scale_causes(case: Case, option_id: str) -> pd.DataFrame:
    """Causes for which an option loses effect beyond its prototype.

    Returns:
        one row per cause, the one that loses most first: cause (its name), lost, low, high (shares of the effect lost for this
        cause alone; None for ends not given), confidence_grade, evidence and source ("" where none is given).
    """
    rows = sorted(case.causes_of(option_id), key=lambda row: (-row.lost, row.cause))
    return pd.DataFrame(
        [
            (row.cause.value, row.lost, row.lost_low, row.lost_high, row.confidence_grade, row.evidence or "", row.source or "")
            for row in rows
        ],
        columns=["cause", "lost", "low", "high", "confidence_grade", "evidence", "source"],
        dtype=object,
    )


@worked_once
def low_hanging_fruit(appraised: Appraised, scale: RightScale) -> pd.DataFrame:
    """Low-hanging fruit: what each place adds, best first.

    Returns:
        one row per place (or group of places): site, marginal_npsv_gbp, is_prototype.
    """
    titles = unique_titles({row.site_id: row.title for row in appraised.case.sites})
    added = scale.best_first.rows
    rows = [(", ".join(titles[site] for site in row.site_ids), row.marginal_npsv_gbp, row.has_prototype) for row in added]
    return pd.DataFrame(rows, columns=["site", "marginal_npsv_gbp", "is_prototype"])


@worked_once
def scale_curve(scale: RightScale) -> pd.DataFrame:
    """Scale curve: net value against size, in both orders.

    Returns:
        one row per order x number of places: order, places, completers, total_npsv_gbp, net_cash_gbp, cash_steps (newly
        released), is_prototype, is_best, is_viable.
    """
    return pd.concat([_curve(BEST_FIRST, scale.best_first), _curve(ROLL_OUT, scale.roll_out)], ignore_index=True)


@worked_once
def cost_curves(scale: RightScale) -> pd.DataFrame:
    """Cost curves: the cost of a completer on average beside that of one more, best first.

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
    """Gate value: what deciding at the gate is worth, against the same option with its gate in year 0."""
    return _gate(appraised, option_id, signals) if signals else _gate_as_entered(appraised, option_id)


@worked_once
def _gate_as_entered(appraised: Appraised, option_id: str) -> GateValue:
    return _gate(appraised, option_id, ())


def _gate(appraised: Appraised, option_id: str, signals: tuple[GateSignal, ...]) -> GateValue:
    return gate_value(
        appraised.case,
        appraised.loaded.assumptions,
        option_id,
        signals=signals,
        closed_centres=appraised.closed_centres,
    )


def signals_of(value: GateValue, good_news: float, p_after_good_news: float) -> tuple[GateSignal, GateSignal]:
    """Signals of the gate: good and bad news which say on average what is entered.

    Args:
        value: the gate as entered.
        good_news: the chance of good news, above 0 and below 1.
        p_after_good_news: the chance of adoption of every lever after it.

    Returns:
        good news, and bad news with the chance of adoption that the entry leaves it.

    Raises:
        ValueError: the entry leaves no such chance; the sentence gives both figures.
    """
    p = value.p_entered
    if p is None:
        raise ValueError("no one chance of adoption says what is entered for the levers, so nothing can be learnt about it here")
    if not 0 < good_news < 1:
        raise ValueError("good news that is certain, or certain not to come, teaches nothing: give a chance between 0% and 100%")
    p_after_bad_news = (p - good_news * p_after_good_news) / (1 - good_news)
    if not -ROUNDING <= p_after_bad_news <= 1 + ROUNDING:
        raise ValueError(
            f"good news in {good_news:.1%} of cases with adoption {p_after_good_news:.1%} leaves bad news an adoption of "
            f"{p_after_bad_news:.1%}, as {p:.1%} is entered: change one of the two, or what is entered"
        )
    bad = GateSignal(1 - good_news, min(1.0, max(0.0, p_after_bad_news)))
    return GateSignal(good_news, p_after_good_news), bad


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
