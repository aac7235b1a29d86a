"""The baseline of the grid: a service started the same way whose page draws one editor of as many rows as the grid shows."""

import streamlit as st

app = st.App("main.py")
