"""The baseline of the pages: a service started the same way whose page has one control and one chart of six bars."""

import streamlit as st

app = st.App("main.py")
