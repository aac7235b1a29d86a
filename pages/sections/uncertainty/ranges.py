"""Ranges: what the draws say: one option against another, value of information, and each partner's cash."""

import streamlit as st

from core.access.redaction import figures_seen, limits_seen
from core.access.scope import Scope
from core.charts import options_range as range_chart
from core.charts.kit.formats import money
from core.charts.sentences import keys
from core.charts.sentences.uncertainty import evpi_sentence, options_range_title, paired_sentence
from core.domain.prices import MoneyBasis
from core.engine.simulation.simulate import Simulation
from core.reports.appraisals import Appraised
from core.reports.options import comparison, option_figures
from core.reports.prices import basis_in_words
from core.reports.text_summary import period
from core.reports.uncertainty import average_of, comparison_and_sureness, pairs, partner_chances, spreads, worth_knowing
from pages.components.layout import download, figure, text_table
from pages.components.money_tables import comparison_table, knowing_table, partner_chances_table, spreads_table
from pages.shell.user_text import plain

# What a board asks first, before the fold, with a label of its own where that of the whole table leans on the row above.
FIRST_ROWS = {
    "completers": "", "pv_public_cost_gbp": "", "peak_funding_gbp": "", "npsv_gbp": "", "chance_positive": "",
    "pv_cash_released_gbp": "Cash released", "payback_cash_years": "", "out_of_pocket": "",
}  # fmt: skip


def drawn_sentence(simulation: Simulation) -> str:
    """Reproducibility: say how the ranges were made, so that a reader can make them again."""
    return (
        f"Ranges: {simulation.draws:,} model runs, every option in each run on the same drawn figures, seed {simulation.seed}, "
        f"method {simulation.method_version}."
    )


def ranges(appraised: Appraised, simulation: Simulation, basis: MoneyBasis, shown: Simulation | None) -> None:
    """Show the range of every option in a money."""
    spread = spreads(appraised, simulation, shown)
    figure(
        "range",
        options_range_title(spread),
        f"{keys.OPTIONS_RANGE} {simulation.draws:,} runs. {period(appraised, basis)}",
        lambda dark, narrow: range_chart.draw(spread, dark, narrow),
        spreads_table(spread),
        level=2,
    )


def every_row(appraised: Appraised, simulation: Simulation, basis: MoneyBasis, shown: Simulation | None) -> None:
    """Show every option on the same rows in a money, how sure each is among them."""
    compared = comparison_and_sureness(appraised, simulation, basis, shown)
    first = compared.set_index("key").loc[[*FIRST_ROWS]].reset_index().assign(section="")
    first.label = [FIRST_ROWS[key] or label for key, label in zip(first.key, first.label, strict=True)]
    text_table(comparison_table(first), figures="comparison-first")
    with st.expander("Every row"):
        text_table(comparison_table(compared), figures="comparison")
    st.caption(plain(drawn_sentence(simulation)))
    download("Download the comparison", compared, "comparison")


def mean_beside_central(appraised: Appraised, simulation: Simulation, option_id: str, basis: MoneyBasis) -> None:
    """Say why the average of the runs, in a money, is not the central estimate, where it is not."""
    central = option_figures(comparison(appraised, basis), option_id)["npsv_gbp"]
    mean = average_of(simulation, option_id)
    if money(mean) != money(central):
        st.markdown(
            f"The average of the runs, {money(mean)}, is not the central estimate, {money(central)}: ranges reach further on one "
            "side than on the other, and whole steps of cash come or do not come."
        )


def one_against_another(appraised: Appraised, simulation: Simulation) -> None:
    """Compare options pair by pair, in the same runs."""
    compared = pairs(appraised, simulation)
    if compared.empty:
        return
    st.header("One option against another", anchor=False)
    for row in compared.itertuples():
        st.markdown(f"- {plain(paired_sentence(row.one, row.other, row.chance_more, row.mean_gbp, row.chance_same))}.")


def worth_knowing_first(simulation: Simulation, scope: Scope) -> None:
    """Value of information: say what it would be worth to know more before deciding."""
    everything, found = worth_knowing(simulation)
    alone = figures_seen(found, scope)
    st.header("What would be worth knowing first", anchor=False)
    st.markdown(plain(evpi_sentence(everything, list(zip(alone.figure, alone.value_gbp, strict=True))[:2])) + ".")
    if not alone.empty:
        with st.expander("See as a table"):
            text_table(knowing_table(alone), figures="knowing")


def partners(
    appraised: Appraised, simulation: Simulation, option_id: str, scope: Scope, *, basis: MoneyBasis, shown: Simulation | None
) -> None:
    """Show how likely each partner is to have its cash back in time, its cash in a money."""
    st.header("Will each partner have its cash back?", anchor=False)
    terms = basis_in_words(appraised.case, basis)
    st.caption(plain(f"Net cash of each partner, and the chance that it is paid back within the limit it set itself. {terms}."))
    chances = limits_seen(partner_chances(appraised, simulation, option_id, shown), scope)
    text_table(partner_chances_table(chances), figures="partners")
