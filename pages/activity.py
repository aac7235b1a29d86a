"""Activity: what was done in a programme and by whom, its comments, where one was named, and for administrators the audit."""

import streamlit as st

from core.domain.people import Doing
from core.reports.comments.threads import all_threads, unread_count
from pages.components import pickers
from pages.sections.activity import audit_search, feed, inbox
from pages.sections.comments import threads
from pages.shell import identity, store, url_state

st.title("Activity", anchor=False)
person = identity.person()
chosen = pickers.programme()
unread = unread_count(store.database(), person)
views = {"you": f"For you ({unread} unread)" if unread else "For you"}
if person.may(Doing.see_activity, chosen.programme_id):
    views = {"done": "What was done", "comments": "Comments", **views}
if person.may(Doing.read_audit, chosen.programme_id):
    views["audit"] = "Audit"
first = next(iter(views))
url_state.start_with("activity-view", url_state.wanted("view"), list(views), first)
view = st.segmented_control(
    "Show", list(views), format_func=views.__getitem__, key="activity-view", persist_state="session", required=True
)
url_state.keep(programme=chosen.programme_id, version=pickers.version_in_address(chosen), view=None if view == first else view)

if view == "done":
    feed.show(person, chosen)
elif view == "comments":
    found = all_threads(store.database(), person, chosen.programme_id)
    if not found:
        st.markdown("Nobody has commented yet. Comments are written under figures, on the pages that show them.")
    for row in found:
        threads.show(chosen, person, row)
elif view == "audit":
    audit_search.show(person, chosen)
else:
    inbox.show(person)
