"""Recording studies, and what would convince a partner, by a form each: no file is needed."""

import streamlit as st

from pages.components import row_form
from pages.components.pickers import Chosen
from pages.components.save_table import why_not_edit

# What a study is of little use without, although the table can do without it.
OF_A_STUDY = ("title", "effect", "standard_error", "effect_scale", "measured_on", "source")


def study(chosen: Chosen) -> None:
    """Offer the form of a study to those who edit the programme."""
    if why_not_edit(chosen) is not None:
        return
    with st.expander("Record a study", icon=":material/add:"):
        row_form.add_row(chosen, "evidence", "Record the study", also_needed=OF_A_STUDY, what="Recorded a study.")


def agreement(chosen: Chosen) -> None:
    """Offer the form of an agreement to those who edit the programme; it counts for what is measured after it."""
    if why_not_edit(chosen) is not None:
        return
    with st.expander("Record what would convince a partner", icon=":material/add:"):
        st.markdown("Agreed before results are in: what is measured after it counts, what was there before is shown apart.")
        what = "Recorded what would convince a partner."
        row_form.add_row(chosen, "evidence_agreement", "Record the agreement", also_needed=("minimum_effect",), what=what)
