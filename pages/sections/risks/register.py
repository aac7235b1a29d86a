"""Risk register: what may go wrong with an option, with its expected cost apart from the ranges."""

import pandas as pd
import streamlit as st

from core.access.redaction import risks_seen
from core.charts.kit.formats import exact_money, share
from core.charts.sentences.risks import risks_title
from core.reports.appraisals import Appraised
from core.reports.prices import terms_in_words
from core.reports.risks import REGISTER_BASIS, risk_register
from pages.components.layout import download, text_table
from pages.components.pickers import Chosen
from pages.shell.user_text import plain


def register(chosen: Chosen, appraised: Appraised, option_id: str) -> None:
    """Show the register of one option and what its risks are expected to cost."""
    frame = risk_register(appraised, option_id)
    st.header("What could go wrong", anchor=False)
    st.markdown(f"**{plain(risks_title(frame))}.** {plain(terms_in_words(appraised.case, REGISTER_BASIS))}")
    if frame.empty:
        st.caption("Risks are entered in risks.csv on the Data page: a chance, a cost, a year and the partner that would pay.")
        return
    seen = risks_seen(frame, chosen.scope)
    text_table(_table(seen), figures="risks")
    st.caption("Expected cost is the chance times the cost. It is not in the figures as entered; each model run draws every risk.")
    download("Download the risks", seen, "risks")


def _table(frame: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Risk": frame.risk.replace("", "Risks of other partners"),
            "Who pays": frame.partner,
            "Year": frame.year_label,
            "Chance": [share(chance) if isinstance(chance, float) else "" for chance in frame.chance],
            "Costs": frame.cost_gbp.map(exact_money),
            "Expected": frame.expected_gbp.map(exact_money),
            "What is done about it": frame.mitigation,
            "Who looks after it": frame.owner,
        }
    )
