"""People and access: who can sign in, what each may see and do, and how somebody gets in."""

import streamlit as st

from core.reports.people import every_person
from pages.shared import address, asking, managing, reads
from pages.shared.adding_people import add_form, after_adding, shown_name, what_was_done
from pages.shared.granted import names_for, roles_table
from pages.shared.parts import text_table
from pages.shared.people_tables import people_table

PICKER = "people-picked"

person = asking.person()
st.title("People and access", anchor=False)
after_adding(PICKER)
what_was_done()

names = names_for(person)
everybody = every_person(reads.database(), person)
st.header("Everybody", anchor=False)
text_table(people_table(everybody, person, names))

st.header("One person", anchor=False)
by_id = everybody.set_index("person_id", drop=False)
ids = list(by_id.index)
if ids:
    address.start_with(PICKER, ids[0], ids, ids[0])
    labels = {id_: shown_name(by_id.name[id_], by_id.sign_in_name[id_]) for id_ in ids}
    picked = st.selectbox("Person", ids, format_func=labels.__getitem__, key=PICKER)
    managing.one_person(person, by_id.loc[picked], names)

st.header("Add a person", anchor=False)
add_form(person, names)

with st.expander("What each role may do", icon=":material/badge:"):
    text_table(roles_table())
