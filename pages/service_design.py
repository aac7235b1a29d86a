"""Service design: how each option is arranged at scale, what is missing, what closes, who delivers, and for which outcomes."""

import streamlit as st

from core.papers.caveats import frame_sentence
from pages.components import form_feedback, pickers
from pages.components.definitions import definitions
from pages.components.version_badges import badges
from pages.sections.service_design import edit
from pages.sections.service_design import view as designing
from pages.shell import url_state

VIEWS = {"headings": "Headings", "leaving": "What closes", "forms": "Delivery and commissioning", "outcomes": "Outcomes"}

st.title("Service design", anchor=False)
chosen = pickers.programme()
option_id = pickers.option(chosen)
url_state.start_with("design-view", url_state.wanted("view"), list(VIEWS), "headings")
view = st.segmented_control(
    "Show", list(VIEWS), format_func=VIEWS.__getitem__, key="design-view", persist_state="session", required=True
)
url_state.keep(
    programme=chosen.programme_id,
    option=option_id,
    version=pickers.version_in_address(chosen),
    view=None if view == "headings" else view,
)
badges(chosen)
form_feedback.say_what_was_recorded()
today = form_feedback.today()

designing.title(chosen, option_id, today)
st.caption(frame_sentence(chosen.appraised))
if view == "outcomes":
    designing.outcomes(chosen)
    definitions()
    st.stop()
pickers.must_see_rows(chosen, "The headings of the design and its lines of cost")

if view == "headings":
    designing.headings(chosen, option_id, today)
    edit.form(chosen, option_id)
    designing.costs(chosen, option_id)
elif view == "leaving":
    designing.disinvestment(chosen, option_id, today)
else:
    designing.forms_of_delivery(chosen, option_id)
definitions()
