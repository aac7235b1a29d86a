"""What the draws say: one option against another, what would be worth knowing, and each partner's cash."""

import streamlit as st

from core.charts.sentences.uncertainty import evpi_sentence, paired_sentence
from core.engine.simulation import Simulation
from core.reports.appraisals import Appraised
from core.reports.uncertainty import pairs, partner_chances, worth_knowing
from pages.shared.parts import text_table
from pages.shared.tables import knowing_table, partner_chances_table
from pages.shared.text import plain

WORTH_SHOWING_GBP = 0.5


def drawn_sentence(simulation: Simulation) -> str:
    """Say how the ranges were made, so that anybody can make them again."""
    return (
        f"Ranges: {simulation.draws:,} model runs, every option in each run on the same drawn figures, seed {simulation.seed}, "
        f"method {simulation.method_version}."
    )


def one_against_another(appraised: Appraised, simulation: Simulation) -> None:
    """Compare options pair by pair, in the same runs."""
    st.header("One option against another", anchor=False)
    for row in pairs(appraised, simulation).itertuples():
        st.markdown(f"- {plain(paired_sentence(row.one, row.other, row.chance_more, row.mean_gbp, row.chance_same))}.")


def worth_knowing_first(simulation: Simulation) -> None:
    """Say what it would be worth to know more before deciding."""
    everything, alone = worth_knowing(simulation)
    told = alone[alone.value_gbp > WORTH_SHOWING_GBP]
    st.header("What would be worth knowing first", anchor=False)
    st.markdown(plain(evpi_sentence(everything, list(zip(told.figure, told.value_gbp, strict=True))[:2])) + ".")
    if not told.empty:
        with st.expander("See as a table"):
            text_table(knowing_table(told), figures="knowing")


def partners(appraised: Appraised, simulation: Simulation, option_id: str) -> None:
    """Show how likely each partner is to have its cash back in time."""
    st.header("Will each partner have its cash back?", anchor=False)
    st.caption("Net cash of each partner, present value, and the chance that it is paid back within the limit it set itself.")
    text_table(partner_chances_table(partner_chances(appraised, simulation, option_id)), figures="partners")
