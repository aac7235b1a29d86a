"""Charts of the comparison: what each option returns, how sure that is, and its cash, each on the axis of as entered."""

from collections.abc import Callable

import streamlit as st

from core.charts import options_compare as options_chart
from core.charts import options_range as range_chart
from core.charts import running_cash as cash_chart
from core.charts.sentences import keys
from core.charts.sentences.options import break_even_sentence, options_title, running_cash_title
from core.charts.sentences.uncertainty import options_range_title
from core.domain.prices import MoneyBasis
from core.domain.scenario import Scenario
from core.engine.simulation.simulate import Simulation
from core.reports.appraisals import Appraised
from core.reports.options import first_options, npsv_range, running_cash
from core.reports.prices import terms_in_words
from core.reports.text_summary import period
from core.reports.uncertainty import spreads
from pages.components.layout import figure, not_all_drawn
from pages.components.money_tables import cash_table, range_table, spreads_table
from pages.shell.user_text import plain


def net(appraised: Appraised, entered: Appraised, basis: MoneyBasis) -> None:
    """Draw what each option returns, in a money."""
    ranges, before = npsv_range(appraised, basis), npsv_range(entered, basis)
    years = appraised.case.programme.horizon_years
    figure("options", options_title(ranges, years), _key(f"{keys.OPTIONS} {period(appraised, basis)}", appraised, entered),
           lambda dark, narrow: options_chart.draw(ranges, years, dark, narrow, before), range_table(ranges), level=2)  # fmt: skip


def what_would_have_to_be_true(appraised: Appraised) -> None:
    """Say from which chance of adoption each option with levers pays."""
    for row in npsv_range(appraised).itertuples():
        if row.has_levers:
            st.markdown(plain(break_even_sentence(row.option, row.break_even)) + ".")


def ranges(
    appraised: Appraised, entered: Appraised, simulated: Callable[[Scenario], Simulation], scenario: Scenario, basis: MoneyBasis
) -> None:
    """Draw the range of every option in the model runs; `simulated` gives the runs of a scenario in the money of the basis."""
    simulation = simulated(scenario)
    spread, before = spreads(appraised, simulation), spreads(entered, simulated(Scenario()))
    figure(
        "range", options_range_title(spread),
        _key(f"{keys.OPTIONS_RANGE} {simulation.draws:,} runs. {period(appraised, basis)}", appraised, entered),
        lambda dark, narrow: range_chart.draw(spread, dark, narrow, before), spreads_table(spread), level=2,
    )  # fmt: skip


def cash(appraised: Appraised, entered: Appraised, basis: MoneyBasis) -> None:
    """Draw the running total of cash of the first options."""
    running = running_cash(appraised, basis)
    drawn, before = first_options(running), first_options(running_cash(entered, basis))
    figure("cash", running_cash_title(running),
           _key(f"{keys.RUNNING_CASH} {terms_in_words(appraised.case, basis)}", appraised, entered),
           lambda dark, narrow: cash_chart.draw(drawn, dark, narrow, before), cash_table(running), level=2)  # fmt: skip
    not_all_drawn(drawn, running)


def _key(words: str, appraised: Appraised, entered: Appraised) -> str:
    return words if appraised is entered else f"{words} {keys.AS_ENTERED}"
