"""Your account: who you are here, what you may do, your password, and where you are signed in."""

from datetime import UTC, datetime

import streamlit as st

from core.reports.people import grants_of, sessions_of
from pages.shared import asking, reads
from pages.shared.choosing_password import CHANGED, has_password, password_form
from pages.shared.granted import grants_table, names_for, roles_table, said_once
from pages.shared.parts import text_table
from pages.shared.people_tables import sessions_table
from pages.shared.signing_out import elsewhere
from pages.shared.text import plain

SAID = "account said"
SHOWN_SESSIONS = 20

person = asking.person()
st.title("Your account", anchor=False)
said_once(SAID)
st.markdown(f"You are **{plain(person.name)}**, and you sign in as **{plain(person.sign_in_name)}**.")

st.header("What you may do", anchor=False)
granted = grants_of(reads.database(), person, person.person_id)
if granted.empty:
    st.write("Nothing yet: ask an administrator of your partnership for access.")
else:
    text_table(grants_table(granted, names_for(person)))
with st.expander("What each role may do", icon=":material/badge:"):
    text_table(roles_table())

st.header("Your password", anchor=False)
if not has_password(person):
    st.write("You signed in without a password of this service, so there is none to change.")
elif password_form(person):
    st.session_state[SAID] = CHANGED
    st.rerun()

st.header("Where you are signed in", anchor=False)
sessions = sessions_of(reads.database(), person, person.person_id, datetime.now(UTC))
text_table(sessions_table(sessions.head(SHOWN_SESSIONS)))
st.caption("Times are in UTC. Close what you do not know: sign out everywhere else, then change your password.")
ended = elsewhere(person)
if ended is not None:
    st.session_state[SAID] = f"Signed out of {ended} other {'browser' if ended == 1 else 'browsers'}."
    st.rerun()
