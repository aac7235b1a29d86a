"""The parts of the Service design page: the headings, what is missing, disinvestment, forms, costs and outcomes."""

from datetime import date

import pandas as pd
import streamlit as st

from core.charts.sentences.logic_model import design_title, outcomes_title
from core.domain.case.costs import Heading
from core.domain.case.service_design import DesignHeading
from core.reports.appraisals import compared_options
from core.reports.service_design import (
    community,
    completeness,
    costs_by_heading,
    design,
    design_gaps,
    forms,
    outcome_sets,
    releases,
)
from pages.components import layout
from pages.components.pickers import Chosen
from pages.sections.service_design.tables import costs_table, design_table, form_words, outcomes_table, releases_table
from pages.shell.user_text import plain

LEAVING = (Heading.disinvestment.value, Heading.double_running.value)


def title(chosen: Chosen, option_id: str, today: date) -> None:
    """Say how much of the design is there."""
    st.header(design_title(completeness(chosen.loaded.case, option_id, today)), anchor=False)


def headings(chosen: Chosen, option_id: str, today: date) -> None:
    """List the eleven headings, and what is missing of them."""
    table = design_table(design(chosen.appraised, option_id, chosen.scope, today))
    layout.text_table(table)
    layout.download("Download the design", table, "service-design")
    gaps = design_gaps(chosen.appraised, option_id, chosen.scope, today)
    if gaps:
        st.subheader("What is missing", anchor=False)
    for sentence in gaps:
        st.markdown(f"- {plain(sentence)}")
    there = [f"{name} ({kind})" for name, kind in community(chosen.loaded.case)]
    if there:
        st.caption(plain(f"Partners from the community: {', '.join(there)}."))


def disinvestment(chosen: Chosen, option_id: str, today: date) -> None:
    """Tie what stops to the cash it releases, with what it costs to stop and to run two ways at once."""
    st.header("Disinvestment: what closes, and what it releases", anchor=False)
    frame = design(chosen.appraised, option_id, chosen.scope, today)
    layout.text_table(design_table(frame[frame.heading == DesignHeading.disinvestment]))
    st.caption("The steps in which cash is released, where demand falls far enough")
    steps = releases(chosen.appraised, option_id, chosen.scope)
    if steps.empty:
        st.markdown("No cash that you are shown is released in whole steps by this option.")
    else:
        layout.text_table(releases_table(steps))
    costs = costs_by_heading(chosen.appraised, option_id, chosen.scope)
    leaving = costs[costs.heading.isin(LEAVING)]
    if leaving.empty:
        st.markdown("No line of cost that you are shown is for closing places or for running two ways at once.")
    else:
        st.caption("What it costs to close, and to run the old way beside the new one for a while")
        layout.text_table(_costs(chosen, leaving))


def forms_of_delivery(chosen: Chosen, option_id: str) -> None:
    """Say who delivers and how it is commissioned, and what that takes."""
    st.header("Who delivers, and how it is commissioned", anchor=False)
    for row in forms(chosen.appraised, option_id, chosen.scope).to_dict("records"):
        st.subheader(plain(row["form"]), anchor=False)
        layout.text_table(form_words(row))


def costs(chosen: Chosen, option_id: str) -> None:
    """List the lines of cost by heading: people, buildings, systems and the rest."""
    st.header("What it takes, by heading", anchor=False)
    frame = costs_by_heading(chosen.appraised, option_id, chosen.scope)
    if frame.empty:
        st.markdown("This option has no line of cost that you are shown.")
        return
    layout.text_table(_costs(chosen, frame))
    layout.download("Download the costs by heading", _costs(chosen, frame), "costs-by-heading")


def outcomes(chosen: Chosen) -> None:
    """Set the outcomes that options work for side by side."""
    frame = outcome_sets(chosen.appraised, compared_options(chosen.loaded.case))
    st.header(plain(outcomes_title(frame)), anchor=False)
    st.caption("Units over the horizon, expected. No line is carried from one option to another unless it is entered there.")
    layout.text_table(outcomes_table(frame))


def _costs(chosen: Chosen, frame: pd.DataFrame) -> pd.DataFrame:
    return costs_table(frame, chosen.loaded.case.programme.base_year)
