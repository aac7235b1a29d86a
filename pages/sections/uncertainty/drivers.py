"""Drivers: what moves an option's figure, at which value it turns, and how it fares in the standing tests."""

import pandas as pd
import streamlit as st

from core.access.redaction import drivers_seen, turning_points_seen
from core.access.scope import Scope
from core.charts import tornado as tornado_chart
from core.charts.kit.formats import exact_money
from core.charts.sentences import keys
from core.charts.sentences.adoption import up_or_out_sentence
from core.charts.sentences.sensitivity import MEASURE, switching_sentence, tornado_title, turning_sentence, value_words
from core.reports.appraisals import Appraised
from core.reports.sensitivity import drivers, options_under_tests, turning_points, up_against_out
from pages.components.layout import figure, text_table
from pages.shell.user_text import plain

MOST_SENTENCES, MOST_OF_ONE = 5, 3


def what_drives(appraised: Appraised, option_id: str, scope: Scope) -> None:
    """Show the tornado, the switching values and the standing tests of one option."""
    bars = drivers_seen(drivers(appraised, option_id), scope)
    if bars.empty:
        st.header("What drives it", anchor=False)
        st.markdown("No figure of this option has a range, so there is nothing to move. Give both ends for what is uncertain.")
    else:
        shown = bars.assign(low_text=_words_of(bars, "low_value"), high_text=_words_of(bars, "high_value"))
        figure("tornado", tornado_title(shown), f"{keys.TORNADO} Each figure at the values 1 run in 10 is below and above.",
               lambda dark, narrow: tornado_chart.draw(shown, dark, narrow), _drivers_table(shown), level=2)  # fmt: skip
        st.markdown(plain(turning_sentence(shown)) + ".")
    _switching(appraised, option_id, scope)
    _tests(appraised)


def what_would_have_to_be_true(appraised: Appraised) -> None:
    """Say under a heading from which chance of adoption a scale-up beats a scale-out."""
    if not up_against_out(appraised).empty:
        st.header("What would have to be true", anchor=False)
        up_or_out(appraised)


def up_or_out(appraised: Appraised) -> None:
    """Say from which chance of adoption each option with levers beats each scale-out."""
    for row in up_against_out(appraised).itertuples():
        at = None if pd.isna(row.break_even) else row.break_even
        st.markdown(f"- {plain(up_or_out_sentence(row.up, row.out, at, row.p_low, row.p_high))}.")


def _switching(appraised: Appraised, option_id: str, scope: Scope) -> None:
    points = turning_points_seen(turning_points(appraised, option_id), scope)
    st.header("Where it would turn", anchor=False)
    st.caption("One figure at a time, all others as entered: the value at which net public value is nothing. The nearest first.")
    above = appraised.option(option_id).expected.measures.npsv_gbp >= 0
    told = _turning_sentences(points, is_above=above)
    for sentence in told[:MOST_SENTENCES]:
        st.markdown(f"- {plain(sentence)}.")
    if not scope.is_whole:
        st.caption("Figures of rows that you are not shown are left out here.")
    if not told:
        st.markdown("No figure by itself takes net public value to nothing, whatever it is.")
    with st.expander("Every figure as a table"):
        text_table(_points_table(points))


def what_turns(appraised: Appraised, option_id: str, scope: Scope, partner_id: str, measure: str, *, is_above: bool) -> None:
    """Say which figures by themselves take one partner's net cash to nothing, the nearest first."""
    points = turning_points_seen(turning_points(appraised, option_id, partner_id), scope)
    told = _turning_sentences(points, is_above=is_above, measure=measure)
    if told:
        st.markdown("\n".join(f"- {plain(sentence)}." for sentence in told[:MOST_OF_ONE]))
    else:
        st.markdown("No figure that you are shown takes it to nothing by itself.")


def _turning_sentences(points: pd.DataFrame, *, is_above: bool, measure: str = MEASURE) -> list[str]:
    """Say of each figure that turns the answer where it does."""
    texts = (_words_of(points, name) for name in ("value", "switching_value", "from_value", "to_value"))
    return [
        switching_sentence(
            driver,
            value,
            switch or None,
            falls=falls,
            jump=(low, high) if low and high else None,
            is_above=is_above,
            measure=measure,
        )
        for driver, falls, value, switch, low, high in zip(points.driver, points.falls, *texts, strict=True)
        if switch or low
    ]


def _tests(appraised: Appraised) -> None:
    st.header("Tests that are always made", anchor=False)
    st.caption("Net public value with one thing changed. A rate of 3.0% was recommended by an independent review in June 2026.")
    tests = options_under_tests(appraised)
    text_table(pd.DataFrame({"Test": tests.index, **{name: tests[name].map(exact_money).array for name in tests}}), figures="tests")


def _drivers_table(frame: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Figure": frame.driver,
            "Low value": frame.low_text,
            "High value": frame.high_text,
            "Net public value at the low": frame.low_npsv_gbp.map(exact_money),
            "at the high": frame.high_npsv_gbp.map(exact_money),
        }
    )


def _points_table(frame: pd.DataFrame) -> pd.DataFrame:
    texts = (_words_of(frame, name) for name in ("switching_value", "from_value", "to_value"))
    return pd.DataFrame(
        {
            "Figure": frame.driver,
            "As entered": _words_of(frame, "value"),
            "Turns at": [
                f"jumps between {low} and {high}" if low and high else switch or "never"
                for switch, low, high in zip(*texts, strict=True)
            ],
        }
    )


def _words_of(frame: pd.DataFrame, name: str) -> list[str]:
    """The figures of one column as they are shown; nothing where there is none."""
    return ["" if pd.isna(value) else value_words(value, column) for value, column in zip(frame[name], frame.column, strict=True)]
