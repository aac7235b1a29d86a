"""Search: Ctrl and K open a box that finds pages, partners, places, benefits, figures and words, and goes there."""

from collections.abc import Mapping

import streamlit as st

from core.domain.people import Person
from core.reports.search import Named, names_in, words_to_find
from pages.components import pickers
from pages.sections.organisation.choice import key_of
from pages.shell.page_list import PLACES

FOUND, BOX = "search.found", "search-box"
FILE_OF = {place.address: place.file for place in PLACES}


def button(person: Person, pages: Mapping[str, st.Page]) -> None:
    """Draw the button that opens the search, and open it when it is pressed.

    Args:
        person: who searches.
        pages: those the person may open, by their file.
    """
    pressed = st.button("Search", icon=":material/search:", shortcut="Ctrl+K", key="search", help="Ctrl and K open it too.")
    if pressed:
        _search(person, pages)


@st.dialog("Search", width="medium")
def _search(person: Person, pages: Mapping[str, st.Page]) -> None:
    found = st.session_state.pop(FOUND, None)
    if found is not None:
        st.switch_page(pages[FILE_OF[found.address]])
    names = {name.words: name for name in _names(person, pages)}
    st.selectbox(
        "Pages, partners, places, benefits, figures, words", list(names), index=None, key=BOX, placeholder="Type a part of a name",
        on_change=_go, args=(names,),
    )  # fmt: skip
    st.caption(f"{len(names):,} names. Enter goes to the page that tells of the first that is found.")


def _names(person: Person, pages: Mapping[str, st.Page]) -> list[Named]:
    places = [Named("page", place.title, place.address) for place in PLACES if place.file in pages]
    chosen = pickers.looked_at()
    of_case = () if chosen is None else names_in(person, chosen.appraised, chosen.scope)
    return [name for name in (*places, *of_case, *words_to_find()) if FILE_OF[name.address] in pages]


def _go(names: Mapping[str, Named]) -> None:
    """Note what was found, and for a partner make it the one its page opens with."""
    name = names.get(st.session_state.get(BOX) or "")
    if name is None:
        return
    chosen = pickers.looked_at() if name.partner_id else None
    if chosen is not None:
        st.session_state[key_of(chosen.programme_id)] = name.partner_id
    st.session_state[FOUND] = name
