"""Menu: who may open which page; the groups of pages at the top, and the bar of what is chosen under them."""

from datetime import UTC, datetime
from urllib.parse import urlencode

import streamlit as st

from core.actions.sign_in import end_session
from core.domain.people import Doing, Person
from core.reports.store_state import read_only_notice
from pages.components import overrides
from pages.sections.activity import inbox
from pages.sections.menu import search
from pages.shell import choice_bar, identity, store
from pages.shell.page_list import GROUPS, Place, built
from pages.shell.redirect import go_to
from pages.shell.user_text import plain

# What opening a page takes; every person with any access may open the pages that are not named here.
NEEDS = {
    "data.py": Doing.see_detail,
    "activity.py": Doing.see_activity,
    "drafts.py": Doing.start_programme,
    "links.py": Doing.make_link,
    "people.py": Doing.manage_people,
}
FOR_EVERYBODY = frozenset({"account.py", "terms.py", "accessibility.py"})
OWN, ARRIVED = "organisation.py", "menu.arrived"
NO_ACCESS = (
    "You are signed in, and you have not been given access to any programme yet. Ask an administrator of your partnership, "
    "who can give it under People and access. It then shows here by itself."
)


def may_open(person: Person, place: Place) -> bool:
    """Tell whether this person may open a page."""
    return place.file in FOR_EVERYBODY or identity.may_anywhere(person, NEEDS.get(place.file, Doing.see_agreed_view))


def wanted_while_signed_out() -> str:
    """Take note of every address without showing one of them; gives the path and query that were asked for."""
    places = built()
    page = st.navigation([_page_of(place, places[0], is_shown=False) for place in places], position="hidden")
    asked = [(name, value) for name in st.query_params for value in st.query_params.get_all(name)]
    return f"/{page.url_path}" + (f"?{urlencode(asked)}" if asked else "")


def show(person: Person) -> None:
    """Show the page that was asked for, or why not, under the bar and over the menu."""
    places = built()
    open_to = [place for place in places if may_open(person, place)]
    pages = {place: _page_of(place, places[0], title=_title(place, person), is_shown=place in open_to) for place in places}
    grouped = {group: [pages[place] for place in places if place.group == group] for group in GROUPS}
    asked = st.navigation(grouped, position="top")
    place = next(place for place in places if pages[place].url_path == asked.url_path)
    if _arrives(person) and place == places[0] and not st.query_params:
        st.switch_page(next(pages[place] for place in places if place.file == OWN))
    bar = choice_bar.begin()
    with bar:
        search.button(person, {place.file: page for place, page in pages.items() if place in open_to})
    body, foot = st.container(), st.container()
    with foot:  # before the page, which may stop half-way to say what is missing: the way out is there all the same
        _foot(person)
    with body:
        overrides.keep_place()
        if place in open_to:
            asked.run()
        else:
            _say_why_not(person, place)


def _arrives(person: Person) -> bool:
    """First arrival: True once in a session, for a person of one partner, whose first page is that of its organisation."""
    came_before = st.session_state.get(ARRIVED, False)
    st.session_state[ARRIVED] = True
    return not came_before and person.is_of_one_partner


def _title(place: Place, person: Person) -> str:
    """What a page is called in the menu: Activity with the number of unread mentions."""
    return inbox.menu_title(place.address, place.title, person)


def _page_of(place: Place, first: Place, *, is_shown: bool, title: str | None = None) -> st.Page:
    """Make the page of a place; the first one built is what the bare address shows."""
    return st.Page(
        place.path,
        title=title or place.title,
        url_path=place.address or None,
        default=place == first,
        visibility="visible" if is_shown else "hidden",
    )


def _say_why_not(person: Person, place: Place) -> None:
    st.title(place.title, anchor=False)
    if not person.grants:
        st.info(NO_ACCESS, icon=":material/lock:")
    else:
        needed = NEEDS.get(place.file, Doing.see_agreed_view).value
        st.info(f"Your access does not let you {needed}, so this page is not shown. An administrator can change that.")


def _foot(person: Person) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="signed-in"):
        st.caption(f"Signed in as {plain(person.name)}", width="content")
        if st.button("Sign out", type="tertiary", icon=":material/logout:", key="sign-out"):
            sign_out()


def sign_out() -> None:
    """End the session on the server, and let the browser forget its cookie. A store that is only read ends nothing."""
    held, db = identity.token(), store.database()
    if held is not None and read_only_notice(db) is None:
        end_session(db, held, at=datetime.now(UTC), because="signed out")
    go_to("/session/gone")
