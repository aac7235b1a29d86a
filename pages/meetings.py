"""Meeting view: one idea a screen, large, turned by one person and followed by the others."""

import streamlit as st

from pages.components import money_basis
from pages.sections.meetings import controls, presenting, screens, style
from pages.sections.meetings.papers import Papers
from pages.shell import identity, url_state

style.begin()
person = identity.person()
meeting = controls.in_front(person)
presenting.start_at(meeting, st.query_params.get("screen"))
here = presenting.place(meeting, person)
presenting.tell(meeting, here, person)
appraised = controls.worked_out(meeting, here)
presenting.refusal(meeting)
screens.draw(Papers(meeting, person, here, appraised))
controls.controls(meeting, here, person, appraised)
presenting.watch(meeting, here)
url_state.keep(
    meeting=str(meeting.meeting_id) if meeting.meeting_id else None,
    programme=None if meeting.meeting_id else meeting.programme_id,
    screen=str(here.screen),
    money=money_basis.in_address(),
)
