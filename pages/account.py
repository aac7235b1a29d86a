"""Your account: who you are here, what you may do, your password, and where you are signed in."""

from datetime import UTC, datetime

import streamlit as st

from core.reports.people import grants_of, has_password, sessions_of
from pages.components.grant_words import grants_table, names_for, roles_table, said_once
from pages.components.layout import text_table
from pages.sections.people.tables import sessions_table
from pages.sections.sign_in.choose_password import CHANGED, password_form
from pages.sections.sign_in.sign_out import elsewhere
from pages.shell import identity, store
from pages.shell.user_text import plain

SAID = "account.said"
SHOWN_SESSIONS = 20

person = identity.person()
st.title("Your account", anchor=False)
said_once(SAID)
st.markdown(f"You are **{plain(person.name)}**, and you sign in as **{plain(person.sign_in_name)}**.")

st.header("What you may do", anchor=False)
granted = grants_of(store.database(), person, person.person_id)
if granted.empty:
    st.write("Nothing yet: ask an administrator of your partnership for access.")
else:
    text_table(grants_table(granted, names_for(person)))
with st.expander("What each role may do", icon=":material/badge:"):
    text_table(roles_table())

st.header("Your password", anchor=False)
if not has_password(store.database(), person):
    st.write("You signed in without a password of this service, so there is none to change.")
elif password_form(person):
    st.session_state[SAID] = CHANGED
    st.rerun()

st.header("Where you are signed in", anchor=False)
sessions = sessions_of(store.database(), person, person.person_id, datetime.now(UTC))
text_table(sessions_table(sessions.head(SHOWN_SESSIONS)))
st.caption("Times are in UTC. Close what you do not know: sign out everywhere else, then change your password.")
ended = elsewhere(person)
if ended is not None:
    st.session_state[SAID] = f"Signed out of {ended} other {'browser' if ended == 1 else 'browsers'}."
    st.rerun()
