"""Words we use: what each word means here."""

import streamlit as st

from core.reports.terms import words_we_use

document = words_we_use()
st.title(document.title, anchor=False)
st.markdown(document.opening)
for section in document.sections:
    st.header(section.title, anchor=False)
    st.markdown(section.text)
