"""Sensitivity: what drives an option, one assumption at a time; the value at which it turns; and the standing tests."""

import pandas as pd

from core.domain.case.options import OptionKind
from core.engine.sensitivity.one_at_a_time import adoption_threshold, tornado
from core.engine.sensitivity.standard_tests import standing_tests
from core.engine.sensitivity.switching_values import SwitchingValue, switching_values
from core.reports.appraisals import Appraised, compared_options
from core.reports.cache import worked_once
from core.reports.flows import option_titles

COLUMN_WORDS = {
    "impact": "effect on each completer",
    "deadweight": "what would have happened anyway",
    "affected_share": "share offered",
    "engagement": "of those offered, how many start",
    "retention": "of those who start, how many finish",
    "scale_penalty": "lost when others run it",
    "lost": "effect lost at scale",
    "unit_value_gbp": "unit value",
    "amount_gbp": "cost",
    "full_effect": "full effect",
    "p_adopted": "chance of adoption",
    "adopted": "whether it is adopted",
    "driver": "all it moves",
}
TEST_WORDS = {
    "as_entered": "As entered",
    "low_pure_time_preference": "Low pure time preference",
    "optimism_doubled": "Optimism bias doubled",
    "effect_low": "Effects at the low end of the evidence",
    "adoption_none": "Nothing adopted by others",
    "avoidable_only": "Only what can be avoided counted",
    "one_year_late": "Everything one year late",
}


@worked_once
def drivers(appraised: Appraised, option_id: str) -> pd.DataFrame:
    """Drivers: each uncertain figure moved to the ends of its range by itself.

    Returns:
        one row per figure, the one that moves most first: driver, column, value, low_value, high_value, low_npsv_gbp,
        high_npsv_gbp, central_gbp, input (table, first row and column of the figure).
    """
    swings = tornado(appraised.case, appraised.loaded.assumptions, option_id, appraised.closed_centres)
    rows = [
        (
            driver_name(bar.title, bar.column),
            bar.column,
            bar.value,
            bar.low_value,
            bar.high_value,
            bar.low_npsv_gbp,
            bar.high_npsv_gbp,
            swings.npsv_gbp,
            bar.name,
        )
        for bar in swings.bars
    ]
    names = ["driver", "column", "value", "low_value", "high_value", "low_npsv_gbp", "high_npsv_gbp", "central_gbp", "input"]
    return pd.DataFrame(rows, columns=names)


@worked_once
def turning_points(appraised: Appraised, option_id: str, partner_id: str | None = None) -> pd.DataFrame:
    """Switching values: where each figure by itself takes net public value, or one partner's own net cash, to nothing.

    Args:
        appraised: the version, worked out.
        option_id: the option.
        partner_id: whose net cash; None for net public value.

    Returns:
        one row per figure: driver, column, value, switching_value (None when there is no one value), from_value and to_value
        (both ends of a jump across nothing, None without one), falls (True where the figure falls to get there). The nearest
        to the figure as entered comes first; of a jump, its nearer end counts. Last, input (its table, first row and column).
    """
    values = switching_values(appraised.case, appraised.loaded.assumptions, option_id, appraised.closed_centres, partner_id)
    rows = []
    for each in values:
        low, high = each.crosses_between or (None, None)
        moves = _move_to_turn(each)
        name, distance = driver_name(each.title, each.column), abs(moves) / abs(each.value)
        rows.append((name, each.column, each.value, each.switching_value, low, high, moves < 0, each.name, distance))
    names = ["driver", "column", "value", "switching_value", "from_value", "to_value", "falls", "input", "distance"]
    frame = pd.DataFrame(rows, columns=names).astype({"switching_value": "float64", "from_value": "float64", "to_value": "float64"})
    return frame.sort_values("distance", kind="stable", ignore_index=True).drop(columns="distance")


@worked_once
def always_tested(appraised: Appraised) -> pd.DataFrame:
    """Standing tests: those that are made of every programme.

    Returns:
        one row per test x option but business as usual: test (words), option_id, option, npsv_gbp, net_cash_gbp.
    """
    titles, compared = option_titles(appraised.case), compared_options(appraised.case)
    return pd.DataFrame(
        [
            (_test_words(test.name), option_id, titles[option_id], tested.npsv_gbp, tested.net_cash_gbp)
            for test in standing_tests(appraised.case, appraised.loaded.assumptions, appraised.closed_centres)
            for option_id, tested in test.options.items()
            if option_id in compared
        ],
        columns=["test", "option_id", "option", "npsv_gbp", "net_cash_gbp"],
    )


@worked_once
def options_under_tests(appraised: Appraised) -> pd.DataFrame:
    """Set the tests that are made of every programme beside each other.

    Returns:
        one row per test, in the order they are made, the name of the test in the index; one column of net public value (real
        GBP) per option but business as usual, in the order of the file.
    """
    tests = always_tested(appraised)
    wide = tests.pivot(index="test", columns="option", values="npsv_gbp")
    return wide.reindex(index=tests.test.unique(), columns=tests.option.unique())


@worked_once
def up_against_out(appraised: Appraised) -> pd.DataFrame:
    """Break-even adoption: the chance of adoption from which each option with levers beats each one without.

    Returns:
        one row per pair: up, out (titles), break_even (None when it never does), p_low, p_high (the range partners gave).
    """
    ups = [row for row in appraised.case.options if appraised.case.levers_of(row)]
    outs = [row for row in appraised.case.options if row.kind is OptionKind.scale_out]
    titles, rows = option_titles(appraised.case), []
    for up in ups:
        for out in outs:
            threshold = adoption_threshold(
                appraised.case, appraised.loaded.assumptions, up.option_id, out.option_id, appraised.closed_centres
            )
            rows.append((titles[up.option_id], titles[out.option_id], threshold.probability, threshold.p_low, threshold.p_high))
    return pd.DataFrame(rows, columns=["up", "out", "break_even", "p_low", "p_high"])


def driver_name(title: str, column: str) -> str:
    """Name a figure: what it is of, and which figure of it."""
    return f"{title}: {COLUMN_WORDS.get(column, column)}"


def _move_to_turn(each: SwitchingValue) -> float:
    """How far a figure moves until it turns: to the one value, or to the nearer end of a jump; infinity where it never does."""
    ends = each.crosses_between or () if each.switching_value is None else (each.switching_value,)
    return min((end - each.value for end in ends), key=abs, default=float("inf"))


def _test_words(name: str) -> str:
    if name.startswith("horizon_"):
        return f"Counted over {name.removeprefix('horizon_')} years"
    if name.startswith("rate_"):
        return f"Discount rate of {name.removeprefix('rate_')}%"
    return TEST_WORDS.get(name, name)
