"""People and access: who can sign in, what each may see and do, and how a person is added."""

import streamlit as st

from core.reports.people import every_person
from pages.components.grant_words import names_for, roles_table
from pages.components.layout import text_table
from pages.sections.people import manage_person
from pages.sections.people.add_person import add_form, after_adding, shown_name, what_was_done
from pages.sections.people.tables import people_table
from pages.shell import identity, store, url_state

PICKER = "people-picked"

person = identity.person()
st.title("People and access", anchor=False)
after_adding(PICKER)
what_was_done()

names = names_for(person)
everybody = every_person(store.database(), person)
st.header("Everybody", anchor=False)
text_table(people_table(everybody, person, names))

st.header("One person", anchor=False)
by_id = everybody.set_index("person_id", drop=False)
ids = list(by_id.index)
if ids:
    url_state.start_with(PICKER, ids[0], ids, ids[0])
    labels = {id_: shown_name(by_id.name[id_], by_id.sign_in_name[id_]) for id_ in ids}
    picked = st.selectbox("Person", ids, format_func=labels.__getitem__, key=PICKER)
    manage_person.one_person(person, by_id.loc[picked], names)

st.header("Add a person", anchor=False)
add_form(person, names)

with st.expander("What each role may do", icon=":material/badge:"):
    text_table(roles_table())
