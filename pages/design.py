"""Service design: how each option is arranged at scale, what is missing, what closes, who delivers, and for which outcomes."""

import streamlit as st

from core.papers.caveat_words import frame_sentence
from pages.shared import address, choices, design_editing, designing, filling_in, told

VIEWS = {"headings": "Headings", "leaving": "What closes", "forms": "Delivery and commissioning", "outcomes": "Outcomes"}

st.title("Service design", anchor=False)
programme_column, option_column = st.columns(2)
with programme_column:
    chosen = choices.programme()
with option_column:
    option_id = choices.option(chosen)
address.start_with("design-view", address.wanted("view"), list(VIEWS), "headings")
view = st.segmented_control(
    "Show", list(VIEWS), format_func=VIEWS.__getitem__, key="design-view", persist_state="session", required=True
)
address.keep(
    programme=chosen.programme_id,
    option=option_id,
    version=choices.version_in_address(chosen),
    view=None if view == "headings" else view,
)
told.badges(chosen)
filling_in.say_what_was_recorded()
today = filling_in.today()

designing.title(chosen, option_id, today)
st.caption(frame_sentence(chosen.appraised))
if view == "outcomes":
    designing.outcomes(chosen)
    told.definitions()
    st.stop()
choices.must_see_rows(chosen, "The headings of the design and its lines of cost")

if view == "headings":
    designing.headings(chosen, option_id, today)
    design_editing.form(chosen, option_id)
    designing.costs(chosen, option_id)
elif view == "leaving":
    designing.disinvestment(chosen, option_id, today)
else:
    designing.forms_of_delivery(chosen, option_id)
told.definitions()
