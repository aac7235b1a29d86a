"""Papers: what a board takes away, written from one version: who reads it, what it says, and in which file."""

import streamlit as st

from core.domain.papers import PaperKind
from pages.components import pickers
from pages.components.version_badges import badges
from pages.sections.papers import address, take
from pages.shell import url_state

st.title("Papers", anchor=False)
chosen = pickers.programme()
option_id = pickers.option(chosen)
badges(chosen)
st.markdown("Each paper is written from this one version. It shows no more than you may see, and says what is missing.")
order = take.asked_for(chosen, option_id)
url_state.keep(
    programme=chosen.programme_id, option=option_id, version=pickers.version_in_address(chosen),
    paper=order.kind.value, reader=order.reader,
)  # fmt: skip
take.files(order)
if order.kind is PaperKind.figures:
    address.for_tools(chosen, order)
take.what_it_says(order)
