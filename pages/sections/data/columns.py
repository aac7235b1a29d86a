"""What each column of a table means, in the words of its workbook and of the document of columns."""

import pandas as pd
import streamlit as st

from core.domain.columns.dictionary import entries
from pages.components.layout import text_table


def meanings(table: str) -> None:
    """Fold away the dictionary of a table's columns."""
    with st.expander("What the columns mean", icon=":material/menu_book:"):
        text_table(
            pd.DataFrame(
                [
                    {
                        "Column": entry.label,
                        "Meaning": entry.meaning,
                        "Unit": entry.unit,
                        "Allowed": entry.allowed,
                        "Example": entry.example,
                        "In files": entry.column.name + (" *" if entry.column.required else ""),
                    }
                    for entry in entries(table)
                ]
            )
        )
        st.caption("Every row needs the columns marked with *.")
