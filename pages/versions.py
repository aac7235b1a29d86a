"""Versions: what was kept when and by whom, how far each may be relied on, and what moved between two of them."""

import streamlit as st

from pages.shared import address, assuring, choices, commented, told, weighing_versions

st.title("Versions", anchor=False)
chosen = choices.programme()
told.badges(chosen)
address.keep(programme=chosen.programme_id, version=choices.version_in_address(chosen))
standings = assuring.standings(chosen.programme_id)

st.header("What was kept", anchor=False)
assuring.every_version(standings)

st.header("How far a version may be relied on", anchor=False)
standing = assuring.one_of(chosen, standings)
assuring.standing_of(standing)
assuring.next_step(standing)
commented.version(chosen, standing.version.number)

st.header("What moved between two versions", anchor=False)
weighing_versions.between(chosen, standings)
