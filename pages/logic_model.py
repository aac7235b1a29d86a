"""Logic model: what leads to what, what differs at scale, whose decisions the benefit rests on, and which levers there are."""

import streamlit as st

from core.charts.sentences.logic_model import control_title
from core.reports.logic_model.influence import control_shares
from pages.components import form_feedback, pickers
from pages.components.definitions import definitions
from pages.components.layout import download, text_table
from pages.components.version_badges import badges
from pages.sections.logic_model import levers
from pages.sections.logic_model import view as logic_told
from pages.sections.logic_model.tables import control_table
from pages.shell import url_state
from pages.shell.user_text import plain

VIEWS = {"model": "The model", "versions": "Side by side", "control": "Whose decision", "levers": "Levers and root causes"}

st.title("Logic model", anchor=False)
chosen = pickers.programme()
option_id = pickers.option(chosen)
url_state.start_with("logic-view", url_state.wanted("view"), list(VIEWS), "model")
view = st.segmented_control(
    "Show", list(VIEWS), format_func=VIEWS.__getitem__, key="logic-view", persist_state="session", required=True
)
url_state.keep(
    programme=chosen.programme_id,
    option=option_id,
    version=pickers.version_in_address(chosen),
    view=None if view == "model" else view,
)
badges(chosen)
form_feedback.say_what_was_recorded()

if view == "control":
    shares = control_shares(chosen.appraised, option_id)
    st.header(plain(control_title(shares)), anchor=False)
    st.caption(
        "Gross benefit, present value, expected. What is lost if levers of that kind are never adopted rests on them; what sites "
        "deliver rests on the weakest activity that leads to its outcome."
    )
    text_table(control_table(shares, with_links=not chosen.scope.is_empty))
    download("Download what the benefit rests on", control_table(shares, with_links=not chosen.scope.is_empty), "control")
pickers.must_see_rows(chosen, "The elements of the logic model and the levers")

if view == "model":
    logic_told.model(chosen, option_id)
elif view == "versions":
    logic_told.side_by_side(chosen)
elif view == "control":
    logic_told.who_decides(chosen, option_id)
else:
    levers.levers_and_causes(chosen, option_id)
definitions()
