"""Definitions: what scale out, scale up and the measures mean, on every page that uses the words."""

import streamlit as st

DEFINITIONS = """
**Scale out**: the model that exists reaches more people or more places. **Scale up**: the rules or the behaviours around the
problem change, so that there is less of it. **Out then up**: scale out first, learn, and decide at a gate. None of them has
to do with computers. **Business as usual** is the comparison: every figure is a difference from it.

**Net public value**: public value less every cost, in today's worth; payments and taxes that only move do not count.
**Cash released**: money that leaves a budget. **Capacity**: time and places set free; never added to cash.
**Money in the wrong pockets**: half the sum over partners of the gap between their share of cash cost and
their share of cash released.
"""


def definitions() -> None:
    """Definitions: say what scale out and scale up mean, on every page that uses the words."""
    with st.expander("What the words mean", icon=":material/menu_book:"):
        st.markdown(DEFINITIONS)
