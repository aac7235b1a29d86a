"""What drives an option: one assumption at a time, the value at which it turns, and the tests always made."""

import pandas as pd

from core.domain.options import OptionKind
from core.engine.sensitivity import adoption_threshold, tornado
from core.engine.standing_tests import standing_tests
from core.engine.switching_values import switching_values
from core.reports.appraisals import Appraised

COLUMN_WORDS = {
    "impact": "effect on each completer",
    "deadweight": "deadweight",
    "affected_share": "share offered",
    "engagement": "engagement",
    "retention": "retention",
    "scale_penalty": "scale penalty",
    "unit_value_gbp": "unit value",
    "amount_gbp": "cost",
    "full_effect": "full effect",
    "p_adopted": "chance of adoption",
}
TEST_WORDS = {
    "as_entered": "As entered",
    "rate_3.0": "Discount rate of 3.0%",
    "low_pure_time_preference": "Low pure time preference",
    "optimism_doubled": "Optimism bias doubled",
    "effect_low": "Effects at the low end of the evidence",
    "adoption_none": "Nothing adopted by others",
}


def drivers(appraised: Appraised, option_id: str) -> pd.DataFrame:
    """Move each uncertain figure to the ends of its range by itself.

    Returns:
        one row per figure, the one that moves most first: driver, column, value, low_value, high_value, low_npsv_gbp,
        high_npsv_gbp, central_gbp.
    """
    found = tornado(appraised.case, appraised.loaded.assumptions, option_id, appraised.closed_centres)
    rows = [
        (
            driver_name(bar.title, bar.column),
            bar.column,
            bar.value,
            bar.low_value,
            bar.high_value,
            bar.low_npsv_gbp,
            bar.high_npsv_gbp,
            found.npsv_gbp,
        )
        for bar in found.bars
    ]
    names = ["driver", "column", "value", "low_value", "high_value", "low_npsv_gbp", "high_npsv_gbp", "central_gbp"]
    return pd.DataFrame(rows, columns=names)


def turning_points(appraised: Appraised, option_id: str) -> pd.DataFrame:
    """Find where each figure by itself takes net public value to nothing.

    Returns:
        one row per figure: driver, column, value, switching_value (None when there is no one value), from_value and to_value
        (both ends of a jump across nothing, None without one). The nearest to the figure as entered comes first.
    """
    found = switching_values(appraised.case, appraised.loaded.assumptions, option_id, appraised.closed_centres)
    rows = []
    for each in found:
        low, high = each.crosses_between or (None, None)
        reached = each.switching_value if each.switching_value is not None else low
        distance = abs(reached - each.value) / abs(each.value) if reached is not None else float("inf")
        rows.append((driver_name(each.title, each.column), each.column, each.value, each.switching_value, low, high, distance))
    names = ["driver", "column", "value", "switching_value", "from_value", "to_value", "distance"]
    frame = pd.DataFrame(rows, columns=names).astype({"switching_value": "float64", "from_value": "float64", "to_value": "float64"})
    return frame.sort_values("distance", kind="stable", ignore_index=True).drop(columns="distance")


def always_tested(appraised: Appraised) -> pd.DataFrame:
    """Make the tests that are made of every programme.

    Returns:
        one row per test x option but business as usual: test (words), option_id, option, npsv_gbp, net_cash_gbp.
    """
    titles = {row.option_id: row.title for row in appraised.case.options if row.kind is not OptionKind.business_as_usual}
    return pd.DataFrame(
        [
            (_test_words(test.name), option_id, titles[option_id], tested.npsv_gbp, tested.net_cash_gbp)
            for test in standing_tests(appraised.case, appraised.loaded.assumptions, appraised.closed_centres)
            for option_id, tested in test.options.items()
            if option_id in titles
        ],
        columns=["test", "option_id", "option", "npsv_gbp", "net_cash_gbp"],
    )


def up_against_out(appraised: Appraised) -> pd.DataFrame:
    """Find the chance of adoption from which each option with levers beats each one without.

    Returns:
        one row per pair: up, out (titles), break_even (None when it never does), p_low, p_high (the range partners gave).
    """
    ups = [row for row in appraised.case.options if appraised.case.levers_of(row)]
    outs = [row for row in appraised.case.options if row.kind is OptionKind.scale_out]
    rows = []
    for up in ups:
        for out in outs:
            found = adoption_threshold(
                appraised.case, appraised.loaded.assumptions, up.option_id, out.option_id, appraised.closed_centres
            )
            rows.append((up.title, out.title, found.probability, found.p_low, found.p_high))
    return pd.DataFrame(rows, columns=["up", "out", "break_even", "p_low", "p_high"])


def driver_name(title: str, column: str) -> str:
    """Name a figure: what it is of, and which figure of it."""
    return f"{title}: {COLUMN_WORDS.get(column, column)}"


def _test_words(name: str) -> str:
    if name.startswith("horizon_"):
        return f"Counted over {name.removeprefix('horizon_')} years"
    return TEST_WORDS.get(name, name)
