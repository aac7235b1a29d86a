"""The script the service runs: it finds out who is asking, and draws the page they asked for or the sign-in form."""

import streamlit as st

from core.store.refusals import Refused
from pages.shared import asking, browsers, choosing_password, living, menu, quiet, signing_in, staying
from pages.shared.faults import told_plainly
from pages.shared.frame import add_frame
from pages.shared.parts import refused

# The icon by its address, not as a file: Streamlit would copy a file to an address that is closed to who has not signed in.
st.set_page_config(page_title="Scale Case", page_icon="/app/static/icon.png", layout="wide")
add_frame()
quiet.forget_this_page()

try:
    person = asking.person_if_any()
except Refused as refusal:
    st.title("Scale Case", anchor=False)
    refused(refusal)
    st.stop()

asking.keep_apart(person)
if person is None:
    signing_in.draw(menu.wanted_while_signed_out())
elif choosing_password.is_due(person):
    menu.wanted_while_signed_out()
    staying.watch(person)
    choosing_password.draw(person)
else:
    living.forget()
    try:
        told_plainly(lambda: menu.show(person))
    finally:  # a page may stop half-way; one with a programme looks round for both with one timer
        if not living.is_watching():
            staying.watch(person)
        browsers.keep_what_is_drawn()
