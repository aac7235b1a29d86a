"""One page, one toggle, one editor of 500 rows and eight columns of text."""

import pandas as pd
import streamlit as st

ROWS, COLUMNS = 500, 8
st.title("Hello")
if st.toggle("Edit this table"):
    st.data_editor(
        pd.DataFrame({f"Column {column}": [f"Cell {row}" for row in range(ROWS)] for column in range(COLUMNS)}),
        num_rows="dynamic", hide_index=True,
    )  # fmt: skip
