"""The script the service runs: it finds out who is asking, and draws the page they asked for or the sign-in form."""

import streamlit as st

from core.charts.kit.spec import draw_unchecked
from core.domain.errors import Refused
from pages.components import read_only_banner
from pages.sections.menu import menu
from pages.sections.sign_in import choose_password
from pages.shell import access_watch, file_access, identity, idle_reruns, live_updates
from pages.shell.errors import draw_or_explain, refused
from pages.shell.style import add_frame

# The icon by its address, not as a file: Streamlit would copy a file to an address that is closed to who has not signed in.
st.set_page_config(page_title="Scale Case", page_icon="/app/static/icon.png", layout="wide")
add_frame()
idle_reruns.forget_this_page()
draw_unchecked()

try:
    person = identity.person_if_any()
except Refused as refusal:
    st.title("Scale Case", anchor=False)
    refused(refusal)
    st.stop()

identity.keep_apart(person)
if person is not None:
    read_only_banner.draw()
if person is None:
    from pages.sections.sign_in import page

    page.draw(menu.wanted_while_signed_out())
elif choose_password.is_due(person):
    menu.wanted_while_signed_out()
    access_watch.watch(person)
    choose_password.draw(person)
else:
    live_updates.forget()
    try:
        draw_or_explain(lambda: menu.show(person))
    finally:  # a page may stop half-way; one with a programme looks round for both with one timer
        if not live_updates.is_watching():
            access_watch.watch(person)
        file_access.keep_what_is_drawn()
