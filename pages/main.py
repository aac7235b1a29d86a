"""The script the service runs: it lays out the frame, finds the page asked for and draws it."""

from pathlib import Path

import streamlit as st

from pages.shared.frame import add_frame
from pages.shared.places import Place, built

st.set_page_config(page_title="Scale Case", page_icon=str(Path(__file__).parent / "static" / "icon.png"), layout="wide")
add_frame()


def page_of(place: Place, first: bool) -> st.Page:
    """Make the page of a place; the first one built is what the bare address shows."""
    return st.Page(
        place.path,
        title=place.title,
        url_path=place.address or None,
        default=first,
        visibility="visible" if place.in_bar else "hidden",
    )


places = built()
pages = [page_of(place, place is places[0]) for place in places]
st.navigation(pages, position="top").run()
for page, place in zip(pages, places, strict=True):
    if not place.in_bar:
        st.page_link(page)
