"""Shared links: make one for a reader without an account, see how often each was opened, and end it."""

import streamlit as st

from pages.components import pickers
from pages.components.version_badges import badges
from pages.sections.links import share
from pages.shell import url_state

st.title("Shared links", anchor=False)
chosen = pickers.programme()
badges(chosen)
url_state.keep(programme=chosen.programme_id, version=pickers.version_in_address(chosen))
st.markdown(
    "A link opens one page, without an account and without any script: the ask, four figures with ranges, who pays and who "
    "benefits. Its figures are frozen when it is made. Whoever has the address can read it until it ends."
)
share.new_link()

st.header("Share a page", anchor=False)
share.make(chosen)

st.header("Links made so far", anchor=False)
share.every_link(chosen)

st.header("Small numbers", anchor=False)
share.small_numbers(chosen)
