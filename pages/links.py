"""Shared links: make one for somebody without an account, see how often each was opened, and end it."""

import streamlit as st

from pages.shared import address, choices, sharing, told

st.title("Shared links", anchor=False)
chosen = choices.programme()
told.badges(chosen)
address.keep(programme=chosen.programme_id, version=choices.version_in_address(chosen))
st.markdown(
    "A link opens one page, without an account and without any script: the ask, four figures with ranges, who pays and who "
    "benefits. Its figures are frozen when it is made. Whoever has the address can read it until it ends."
)
sharing.new_link()

st.header("Share a page", anchor=False)
sharing.make(chosen)

st.header("Links made so far", anchor=False)
sharing.every_link(chosen)

st.header("Small numbers", anchor=False)
sharing.small_numbers(chosen)
