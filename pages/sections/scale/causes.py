"""Effect lost at scale: how much of it is lost beyond the prototype, and for which causes."""

import pandas as pd
import streamlit as st

from core.charts.kit.formats import share
from core.charts.kit.grammar import capitalised
from core.charts.sentences.scale import CAUSE_WORDS, penalty_sentence
from core.domain.case.scale_causes import penalty_of
from core.reports.scale import scale_causes
from pages.components.layout import text_table
from pages.components.pickers import Chosen
from pages.shell.user_text import plain


def why_less_comes_at_scale(chosen: Chosen, option_id: str) -> None:
    """Show the causes of lost effect of an option, where it names any."""
    case = chosen.appraised.case
    frame = scale_causes(case, option_id)
    if frame.empty:
        return
    st.header("Why less comes at scale", anchor=False)
    st.markdown(plain(penalty_sentence(frame, penalty_of(case.causes_of(option_id)))))
    text_table(_as_table(frame), figures="scale-causes")


def _as_table(frame: pd.DataFrame) -> pd.DataFrame:
    """Effect lost at scale: one row per cause."""
    ends = [
        "no range given" if low is None and high is None else f"{share(low)} to {share(high)}"
        for low, high in zip(frame.low, frame.high, strict=True)
    ]
    return pd.DataFrame(
        {
            "Because": [capitalised(CAUSE_WORDS[cause]) for cause in frame.cause],
            "Effect lost": frame.lost.map(share),
            "Range": ends,
            "Grade": [f"{grade} of 6" if grade else "not graded" for grade in frame.confidence_grade],
            "What shows it": frame.evidence.replace("", "nothing recorded"),
            "Source": frame.source.replace("", "no source"),
        }
    )
