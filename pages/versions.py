"""Versions: what was kept when and by whom, how far each may be relied on, and what moved between two of them."""

import streamlit as st

from pages.components import pickers
from pages.components.version_badges import badges
from pages.sections.comments import anchors
from pages.sections.versions import assurance, compare
from pages.shell import url_state

st.title("Versions", anchor=False)
chosen = pickers.programme()
badges(chosen)
url_state.keep(programme=chosen.programme_id, version=pickers.version_in_address(chosen))
standings = assurance.standings(chosen.programme_id)

st.header("What was kept", anchor=False)
assurance.every_version(standings)

st.header("How far a version may be relied on", anchor=False)
standing = assurance.one_of(chosen, standings)
assurance.standing_of(standing)
assurance.next_step(standing)
anchors.version(chosen, standing.version.number)

st.header("What moved between two versions", anchor=False)
compare.between(chosen, standings)
