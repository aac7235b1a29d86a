"""The baseline of pages with charts: a service started the same way, whose page has as many charts as it is asked for."""

import streamlit as st

app = st.App("main.py")
