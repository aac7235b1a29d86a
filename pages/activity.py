"""Activity: what was done in a programme and by whom, its comments, where one was named, and for administrators the audit."""

import streamlit as st

from core.domain.people import Doing
from core.reports.comments import all_threads, unread_count
from pages.shared import address, asking, auditing, choices, commenting, feed, inbox, reads

st.title("Activity", anchor=False)
person = asking.person()
chosen = choices.programme()
unread = unread_count(reads.database(), person)
views = {"you": f"For you ({unread} unread)" if unread else "For you"}
if person.may(Doing.see_activity, chosen.programme_id):
    views = {"done": "What was done", "comments": "Comments", **views}
if person.may(Doing.read_audit, chosen.programme_id):
    views["audit"] = "Audit"
first = next(iter(views))
address.start_with("activity-view", address.wanted("view"), list(views), first)
view = st.segmented_control(
    "Show", list(views), format_func=views.__getitem__, key="activity-view", persist_state="session", required=True
)
address.keep(programme=chosen.programme_id, version=choices.version_in_address(chosen), view=None if view == first else view)

if view == "done":
    feed.show(person, chosen)
elif view == "comments":
    found = all_threads(reads.database(), person, chosen.programme_id)
    if not found:
        st.markdown("Nobody has commented yet. Comments are written under figures, on the pages that show them.")
    for row in found:
        commenting.show(chosen, person, row)
elif view == "audit":
    auditing.show(person, chosen)
else:
    inbox.show(person)
