"""Meeting view: one idea a screen, large, turned by one person and followed by the others."""

import streamlit as st

from pages.shared import address, asking, following, meeting_look, meeting_opening, meeting_screens
from pages.shared.meeting_screens import Papers

meeting_look.begin()
person = asking.person()
meeting = meeting_opening.in_front(person)
following.start_at(meeting, st.query_params.get("screen"))
here = following.place(meeting, person)
following.tell(meeting, here, person)
appraised = meeting_opening.worked_out(meeting, here)
following.refusal(meeting)
meeting_screens.draw(Papers(meeting, person, here, appraised))
meeting_opening.controls(meeting, here, person)
following.watch(meeting, here)
address.keep(
    meeting=str(meeting.meeting_id) if meeting.meeting_id else None,
    programme=None if meeting.meeting_id else meeting.programme_id,
    screen=str(here.screen),
)
