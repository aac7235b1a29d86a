"""Business case: an option in five dimensions: what is recorded, what is missing, where it comes from, and a copy to take."""

import streamlit as st

from core.domain.case.options import Option
from core.domain.papers import FORMATS, PaperKind, PaperOrder
from core.engine.simulation.simulate import Simulation
from core.papers.scale_case import ScaleCase, as_html, as_markdown, scale_case
from core.reports.gates.entry_condition import draft_sentence
from core.reports.gates.standing import GateStanding, override_sentences
from pages.components import form_feedback
from pages.components.paper_download import paper_button
from pages.components.pickers import Chosen
from pages.shell import store
from pages.shell.page_list import PLACES, built
from pages.shell.user_text import plain


def show(chosen: Chosen, option: Option, gates: tuple[GateStanding, ...], simulation: Simulation) -> None:
    """Show the five dimensions, and offer them as Markdown and as a web page."""
    draft = draft_sentence(chosen.loaded.real_case)
    overridden = override_sentences(store.database(), chosen.programme_id, form_feedback.today())
    warnings = (draft, *overridden) if draft else overridden
    case = scale_case(
        chosen.appraised, option.option_id, gates, simulation, scope=chosen.scope, warnings=warnings,
        is_sample=chosen.is_sample, on=form_feedback.today(),
    )  # fmt: skip
    st.header("The case in five dimensions", anchor=False)
    st.caption("Put together from what is recorded. Nothing is written in that the tables, the appraisal and the gates do not say.")
    if draft:
        st.warning(plain(draft), icon=":material/edit_note:")
    _take(case, f"{chosen.programme_id}-{option.option_id}-version-{chosen.number}")
    order = PaperOrder(PaperKind.scale_case, chosen.programme_id, chosen.number, option.option_id)
    with st.container(horizontal=True):
        for written_as in FORMATS[PaperKind.scale_case]:
            paper_button(order, written_as, key=f"case-paper-{written_as}")
    there = {place.address: place for place in built()}
    for dimension in case.dimensions:
        st.subheader(dimension.title, anchor=False)
        st.caption(dimension.asks)
        for sentence in dimension.said:
            st.markdown(f"- {plain(sentence)}")
        for sentence in dimension.missing:
            st.markdown(f"- :material/cancel: **Missing.** {plain(sentence)}")
        with st.container(horizontal=True):
            for place in PLACES:
                if place.address in dimension.pages and place.address in there and place.address != "road":
                    st.page_link(place.path, label=f"{dimension.title}: {place.title}", icon=":material/arrow_forward:")


def _take(case: ScaleCase, name: str) -> None:
    with st.container(horizontal=True):
        st.download_button("Download as text", as_markdown(case), f"{name}.md", "text/markdown",
                           icon=":material/download:", on_click="ignore")  # fmt: skip
        st.download_button("Download as a web page", as_html(case), f"{name}.html", "text/html",
                           icon=":material/download:", on_click="ignore")  # fmt: skip
