"""One page, one control, one chart."""

import pandas as pd
import streamlit as st

st.title("Hello")
height = st.number_input("Height", min_value=0.0, value=1.0, step=0.5)
bars = pd.DataFrame({"bar": list("abcdef"), "height": [height * number for number in range(1, 7)]})
encoding = {"x": {"field": "bar", "type": "nominal"}, "y": {"field": "height", "type": "quantitative", "scale": {"domainMax": 20}}}
st.vega_lite_chart(bars, {"mark": "bar", "encoding": encoding}, alt="Six bars")
