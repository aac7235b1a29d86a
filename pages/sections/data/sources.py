"""Sources: ratings, figures without a source, and the assumptions of the method."""

import pandas as pd
import streamlit as st

from core.reports.data.sources import source_counts, weak_figures
from pages.components.layout import Card, cards, download, text_table
from pages.components.money_tables import weak_table
from pages.components.pickers import Chosen
from pages.shell.page_list import PAGES

MEANINGS = {
    "green": ("Well sourced", "A published figure, or strong evidence (grade 1 or 2)"),
    "amber": ("Sourced with care", "A source that is old, indirect or of grade 3 or 4"),
    "red": ("No source", "Illustrative, no source given, or of grade 5 or 6"),
}


def sources(chosen: Chosen) -> None:
    """Sources: show how well the programme's figures are founded."""
    counts = source_counts(chosen.loaded)
    cards([Card(label, f"{counts[rating]:,}", f"Rated {rating}. {meaning}.") for rating, (label, meaning) in MEANINGS.items()])
    weak = weak_figures(chosen.loaded, chosen.scope)
    st.header("Figures that no source gives", anchor=False)
    if weak.empty:
        st.markdown("Every figure has a source.")
    else:
        st.caption("Rated red: settle these first. A row stands for all figures of one table with the same source.")
        text_table(weak_table(weak))
        download("Download the figures that no source gives", weak, "figures-without-source")
    st.page_link(str(PAGES / "evidence.py"), label="Evidence: what is claimed, and on what studies", icon=":material/lab_research:")
    st.page_link(str(PAGES / "unit_costs.py"), label="Unit costs: find a value with its source", icon=":material/payments:")
    st.header("Assumptions of the method", anchor=False)
    text_table(
        pd.DataFrame(
            [
                {"What": row.name, "Source": row.source, "Vintage": row.vintage, "Rating": row.rating.value, "Note": row.note}
                for row in chosen.loaded.assumptions.vintages
            ]
        )
    )
