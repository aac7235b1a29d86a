"""Unmonetised effects beside the money: what has no price, whom it falls on, and what a unit would have to be worth."""

import streamlit as st

from core.access.redaction import effects_seen
from core.charts.sentences.unmonetised import effect_sentence, unmonetised_title
from core.reports.appraisals import Appraised
from core.reports.unmonetised import unmonetised
from pages.components.layout import download, text_table
from pages.components.pickers import Chosen
from pages.sections.unmonetised.tables import effects_table
from pages.shell.user_text import plain

NEVER_ADDED = "Effects without a price stand beside the money and are in none of the figures."


def in_sentences(chosen: Chosen, appraised: Appraised, option_id: str) -> None:
    """Say each effect of one option in a sentence."""
    frame = unmonetised(appraised, option_id)
    st.header("What has no price", anchor=False)
    st.markdown(f"**{plain(unmonetised_title(frame))}.** {NEVER_ADDED}")
    seen = effects_seen(frame, chosen.scope)
    for row in seen.itertuples():
        st.markdown(f"- {plain(effect_sentence(row))}")
    _hidden(len(frame) - len(seen))


def every_option(chosen: Chosen, appraised: Appraised) -> None:
    """Lay the effects of every option out as a table."""
    frame = unmonetised(appraised)
    if frame.empty:
        return
    st.header("What has no price", anchor=False)
    st.markdown(f"**{plain(unmonetised_title(frame))}.** {NEVER_ADDED}")
    seen = effects_seen(frame, chosen.scope)
    with st.expander("Each effect without a price"):
        text_table(effects_table(seen), figures="effects")
        _hidden(frame.effect_id.nunique() - seen.effect_id.nunique())
        incomes = appraised.loaded.assumptions.income_weights
        if seen.weight.notna().any():
            st.caption(
                f"Weight: what a pound is worth to a group, (median income £{incomes.median_income_gbp:,.0f} ÷ its income) to the "
                f"power of {incomes.elasticity:g}. It is a second view, and no figure of the page is weighted."
            )
        download("Download the effects without a price", seen, "unmonetised")


def _hidden(count: int) -> None:
    if count:
        st.caption(f"{count} of them fall on other partners and are counted, not listed.")
