"""A heading and so many charts of twelve labelled bars, written as Streamlit's and Altair's own pages show it."""

import altair as alt
import pandas as pd
import streamlit as st

st.title("Hello")
for number in range(int(st.query_params.get("charts", 0))):
    rows = pd.DataFrame({"bar": list("abcdefghijkl"), "height": [number + each for each in range(12)]})
    bars = alt.Chart(rows).mark_bar().encode(x="height:Q", y="bar:N")
    st.altair_chart(bars + bars.mark_text().encode(text="height:Q"))
