"""Sustainability: whether the work can go on once the first money ends, and who would run it; predictions against results."""

import streamlit as st

from core.domain.gates import State
from core.reports.deals.sustainability import sustainability
from core.reports.gates.pathway import predicted_and_seen as predicted_and_seen_rows
from core.reports.gates.pathway import proposition_sentences
from pages.components.evidence_tables import variance_table
from pages.components.layout import download, text_table
from pages.components.pickers import Chosen
from pages.sections.gates.pathway import findings, links
from pages.sections.gates.tables import sustained_table
from pages.shell.page_list import PAGES
from pages.shell.user_text import plain


def lasting(chosen: Chosen, option_id: str) -> None:
    """Recurrent funding: hold recurrent cost against the money that recurs, by year, and name who would run it."""
    sustained = sustainability(chosen.appraised, option_id)
    st.header(_title(sustained.first_on_limited, sustained.first_uncovered), anchor=False)
    findings(sustained.findings)
    if sustained.first_on_limited and sustained.first_on_limited != sustained.first_uncovered:
        st.markdown(
            plain(f"Core budgets alone do not cover it in {sustained.first_on_limited}: that year rests on money limited in time.")
        )
    links(tuple(row for row in sustained.findings if row.state is not State.met))
    st.caption(
        "Recurrent is cash cost that comes every year and has no last year. Limited in time are grants, reserves, "
        "social investment and national match. Real pounds, not discounted; contributions as entered, offers too."
    )
    text_table(sustained_table(sustained.frame), figures="sustained")
    download("Download recurrent cost and funding", sustained.frame, "recurrent-cost-and-funding")


def predicted_and_seen(chosen: Chosen) -> None:
    """Predictions: set them against results, line by line; the evidence page carries them into the scale."""
    st.header("What was set out to be tested", anchor=False)
    for sentence in proposition_sentences(chosen.loaded.case):
        st.markdown(f"- {plain(sentence)}")
    st.header("What was predicted, and what came", anchor=False)
    frame = predicted_and_seen_rows(chosen.loaded.case, chosen.scope)
    if frame.empty:
        st.markdown("Nothing that you may see was predicted or seen yet.")
    else:
        st.caption("Year 0 is the base year. Counted as predicted is what was written down before the first result.")
        text_table(variance_table(frame))
        download("Download what was predicted and seen", frame, "predicted-and-seen")
    st.page_link(str(PAGES / "evidence.py"), label="Correct the scale estimate by it under: Evidence",
                 icon=":material/arrow_forward:")  # fmt: skip


def _title(first_limited: str, first_uncovered: str) -> str:
    if first_uncovered:
        return plain(f"From {first_uncovered} recurrent cost is not covered")
    if first_limited:
        return plain(f"In {first_limited} recurrent cost rests on money limited in time")
    return "Core budgets cover recurrent cost in every year"
