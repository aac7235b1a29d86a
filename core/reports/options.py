"""Options side by side: the same rows in the same order for every one, and no winner."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from core.domain.case.options import OptionKind
from core.domain.prices import MoneyBasis
from core.engine.arrays import Floats
from core.engine.formulas.payback import payback_year
from core.engine.results import Figures, OptionResult, Yearly
from core.reports.appraisals import Appraised
from core.reports.cache import worked_once
from core.reports.flows import option_titles
from core.reports.partners import ledger
from core.reports.prices import basis_factors

GBP, YEARS, RATIO, SHARE, COUNT, WORDS, CHANCE = "gbp", "years", "ratio", "share", "count", "words", "chance"
MOST_LINES = 4
KIND_WORDS = {
    OptionKind.business_as_usual: "Business as usual",
    OptionKind.do_minimum: "Do minimum",
    OptionKind.scale_out: "Scale out",
    OptionKind.scale_up: "Scale up",
    OptionKind.out_then_up: "Out then up",
}


@dataclass(frozen=True)
class Measure:
    """One row of the comparison: what it is called, how it is shown, and where it is read."""

    section: str
    key: str
    label: str
    shown_as: str
    read: Callable[[Appraised, OptionResult], object]


@worked_once
def comparison(appraised: Appraised, basis: MoneyBasis = MoneyBasis.present_value) -> pd.DataFrame:
    """Compare every option on the same measures.

    Returns:
        one row per measure x option: section, key, label, shown_as (gbp, years, ratio, share, count or words), option_id,
        option, value (None where there is none). Business as usual is there and is nothing but zero. Sums are in the basis;
        ratios are of present values and paybacks of real money in every basis.
    """
    titles, factors = option_titles(appraised.case), basis_factors(appraised, basis)
    return pd.DataFrame(
        [
            {
                "section": measure.section,
                "key": measure.key,
                "label": measure.label,
                "shown_as": measure.shown_as,
                "option_id": result.option_id,
                "option": titles[result.option_id],
                "value": measure.read(appraised, result)
                if basis is MoneyBasis.present_value or measure.key not in _SUMS
                else _SUMS[measure.key](result, factors),
            }
            for measure in (*_MEASURES, *_outcome_measures(appraised))
            for result in appraised.appraisal.options.values()
        ],
        dtype=object,
    )


def option_figures(frame: pd.DataFrame, option_id: str) -> dict[str, Any]:
    """Figures of one option by the key of their measure, of a comparison; net_cash_gbp too: cash released less cash cost."""
    own = frame[frame.option_id == option_id]
    found = dict(zip(own.key, own.value, strict=True))
    return {**found, "net_cash_gbp": found["pv_cash_released_gbp"] - found["pv_public_cost_gbp"]}


@worked_once
def npsv_range(appraised: Appraised, basis: MoneyBasis = MoneyBasis.present_value) -> pd.DataFrame:
    """Net public value of each option in a basis, with what it would be if no lever and if every lever is adopted.

    Returns:
        one row per option but business as usual: option_id, option, kind, central_gbp, low_gbp, high_gbp (both the
        central figure where there is no lever), break_even (of present values; None without
        levers or if it never pays), has_levers.
    """
    titles, rows, factors = option_titles(appraised.case), [], basis_factors(appraised, basis)

    def npsv(figures: Figures) -> float:
        is_present = basis is MoneyBasis.present_value
        return figures.measures.npsv_gbp if is_present else float(_net_value(figures.yearly) @ factors)

    for result, option in zip(appraised.appraisal.options.values(), appraised.case.options, strict=True):
        if option.kind is OptionKind.business_as_usual:
            continue
        ends = [npsv(figures) for figures in (result.if_not_adopted, result.if_adopted) if figures is not None]
        central = npsv(result.expected)
        rows.append(
            {
                "option_id": option.option_id,
                "option": titles[option.option_id],
                "kind": option.kind.value,
                "central_gbp": central,
                "low_gbp": min([central, *ends]),
                "high_gbp": max([central, *ends]),
                "break_even": result.break_even_adoption,
                "has_levers": bool(ends),
            }
        )
    return pd.DataFrame(rows)


def first_options(frame: pd.DataFrame, most: int = MOST_LINES) -> pd.DataFrame:
    """Keep the rows of the first options, as many as lines of a chart can be told apart."""
    return frame[frame["option"].isin(frame["option"].unique()[:most])]


@worked_once
def running_cash(appraised: Appraised, basis: MoneyBasis = MoneyBasis.real) -> pd.DataFrame:
    """Running cash: net cash added up year by year, undiscounted as the payback is counted unless another basis is asked for.

    Returns:
        one row per option but business as usual x year: option_id, option, year, running_gbp, payback_years (None if never),
        both of the money of the basis.
    """
    titles, factors, frames = option_titles(appraised.case), basis_factors(appraised, basis), []
    for result, option in zip(appraised.appraisal.options.values(), appraised.case.options, strict=True):
        if option.kind is OptionKind.business_as_usual:
            continue
        yearly = result.expected.yearly
        net = factors * (yearly.cash_released_gbp - yearly.cash_cost_gbp)
        running = np.cumsum(net)
        frames.append(
            pd.DataFrame(
                {
                    "option_id": option.option_id,
                    "option": titles[option.option_id],
                    "year": np.arange(len(running)),
                    "running_gbp": running,
                    "payback_years": payback_year(net),
                }
            )
        )
    columns = ["option_id", "option", "year", "running_gbp", "payback_years"]
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=columns)


Sum = Callable[[OptionResult, Floats], float | None]


def _sum_of(series: Callable[[Yearly], Floats], view: str = "expected") -> Sum:
    """A yearly series added up in the money of some factors; none where the option has no such view of its levers."""

    def total(result: OptionResult, factors: Floats) -> float | None:
        figures: Figures | None = getattr(result, view)
        return None if figures is None else float(series(figures.yearly) @ factors)

    return total


def _peak(result: OptionResult, factors: Floats) -> float:
    yearly = result.expected.yearly
    return min(0.0, float(np.cumsum(factors * (yearly.cash_released_gbp - yearly.cash_cost_gbp)).min()))


def _net_value(yearly: Yearly) -> Floats:
    return np.asarray(yearly.public_value_gbp - yearly.cost_gbp)


_SUMS: dict[str, Sum] = {
    "pv_public_cost_gbp": _sum_of(lambda yearly: yearly.cash_cost_gbp),
    "pv_cost_gbp": _sum_of(lambda yearly: yearly.cost_gbp),
    "peak_funding_gbp": _peak,
    "pv_public_value_gbp": _sum_of(lambda yearly: yearly.public_value_gbp),
    "npsv_gbp": _sum_of(_net_value),
    "npsv_if_adopted": _sum_of(_net_value, "if_adopted"),
    "npsv_if_not_adopted": _sum_of(_net_value, "if_not_adopted"),
    "pv_fiscal_gbp": _sum_of(lambda yearly: yearly.fiscal_gbp),
    "pv_cash_released_gbp": _sum_of(lambda yearly: yearly.cash_released_gbp),
    "capacity_gbp": _sum_of(lambda yearly: np.asarray(yearly.fiscal_gbp - yearly.cash_released_gbp)),
}


def _of(name: str) -> Callable[[Appraised, OptionResult], object]:
    return lambda _, result: getattr(result.expected.measures, name)


def _if(which: str) -> Callable[[Appraised, OptionResult], object]:
    def read(_: Appraised, result: OptionResult) -> object:
        figures: Figures | None = getattr(result, which)
        return None if figures is None else figures.measures.npsv_gbp

    return read


def _completers(_: Appraised, result: OptionResult) -> object:
    return float(result.expected.activity.completers.sum())


def _sites(appraised: Appraised, result: OptionResult) -> object:
    return sum(row.option_id == result.option_id for row in appraised.case.option_sites)


def _lever_count(appraised: Appraised, result: OptionResult) -> object:
    return sum(lever.option_id == result.option_id for lever in appraised.case.levers)


def _capacity(_: Appraised, result: OptionResult) -> object:
    return result.expected.measures.pv_fiscal_gbp - result.expected.measures.pv_cash_released_gbp


def _out_of_pocket(appraised: Appraised, result: OptionResult) -> object:
    if result.kind == OptionKind.business_as_usual:
        return 0
    return int((ledger(appraised, result.option_id).net_gbp < -0.005).sum())


def _form(name: str) -> Callable[[Appraised, OptionResult], object]:
    def read(appraised: Appraised, result: OptionResult) -> object:
        return next(getattr(option, name) for option in appraised.case.options if option.option_id == result.option_id)

    return read


_REACH, _TAKES, _BACK, _CASH = "What changes", "What it takes", "What it is worth", "Whose cash"
_MEASURES = (
    Measure(_REACH, "sites", "Places reached", COUNT, _sites),
    Measure(_REACH, "levers", "Rules or behaviours changed", COUNT, _lever_count),
    Measure(_REACH, "completers", "People who complete", COUNT, _completers),
    Measure(_TAKES, "pv_public_cost_gbp", "Cash cost", GBP, _of("pv_public_cost_gbp")),
    Measure(_TAKES, "pv_cost_gbp", "Cost with what is given in kind", GBP, _of("pv_cost_gbp")),
    Measure(_TAKES, "peak_funding_gbp", "Most cash out at any time", GBP, _of("peak_funding_gbp")),
    Measure(_TAKES, "delivery_form", "Delivered by", WORDS, _form("delivery_form")),
    Measure(_TAKES, "commissioning_form", "Commissioned by", WORDS, _form("commissioning_form")),
    Measure(_BACK, "pv_public_value_gbp", "Public value", GBP, _of("pv_public_value_gbp")),
    Measure(_BACK, "npsv_gbp", "Net public value, expected", GBP, _of("npsv_gbp")),
    Measure(_BACK, "npsv_if_adopted", "Net public value if every lever is adopted", GBP, _if("if_adopted")),
    Measure(_BACK, "npsv_if_not_adopted", "Net public value if none is", GBP, _if("if_not_adopted")),
    Measure(_BACK, "break_even_adoption", "Chance of adoption at which it breaks even", SHARE, lambda _, r: r.break_even_adoption),
    Measure(_BACK, "bcr", "Public value for each pound", RATIO, _of("bcr")),
    Measure(_CASH, "pv_fiscal_gbp", "Benefit in partners' budgets", GBP, _of("pv_fiscal_gbp")),
    Measure(_CASH, "pv_cash_released_gbp", "of which cash released", GBP, _of("pv_cash_released_gbp")),
    Measure(_CASH, "capacity_gbp", "of which capacity, not cash", GBP, _capacity),
    Measure(_CASH, "froi", "Budget benefit for each pound of cash", RATIO, _of("froi")),
    Measure(_CASH, "cash_froi", "Cash released for each pound of cash", RATIO, _of("cash_froi")),
    Measure(_CASH, "payback_fiscal_years", "Budget benefit pays back in", YEARS, _of("payback_fiscal_years")),
    Measure(_CASH, "payback_cash_years", "Cash pays back in", YEARS, _of("payback_cash_years")),
    Measure(_CASH, "out_of_pocket", "Partners that end with less cash", COUNT, _out_of_pocket),
    Measure(_CASH, "misalignment", "Share of money in the wrong pockets", SHARE, _of("misalignment")),
)


def _outcome_measures(appraised: Appraised) -> list[Measure]:
    """One row per outcome, so that unlike outcomes are seen as unlike."""

    def reader(outcome_id: str) -> Callable[[Appraised, OptionResult], object]:
        def read(_: Appraised, result: OptionResult) -> object:
            units = result.expected.units
            column = units.outcome_ids.index(outcome_id)
            return float((units.at_sites[:, column] + units.place_wide[:, column]).sum())

        return read

    return [
        Measure(
            "Outcomes over the horizon", f"outcome_{row.outcome_id}", f"{row.title} ({row.unit})", COUNT, reader(row.outcome_id)
        )
        for row in appraised.case.outcomes
    ]
