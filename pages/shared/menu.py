"""Who may open which page; the bar at the top, and the menu at the foot of every page."""

from datetime import UTC, datetime
from urllib.parse import urlencode

import streamlit as st

from core.actions.signing_in import end_session
from core.domain.people import Doing, Person
from pages.shared import asking, inbox, passed_anyway, reads
from pages.shared.going import go_to
from pages.shared.places import Place, built
from pages.shared.text import plain

# What opening a page takes; anybody who has any access may open the pages that are not named here.
NEEDS = {
    "data.py": Doing.see_detail,
    "activity.py": Doing.see_activity,
    "links.py": Doing.make_link,
    "people.py": Doing.manage_people,
}
FOR_EVERYBODY = frozenset({"account.py", "words.py", "accessibility.py"})
NO_ACCESS = (
    "You are signed in, and you have not been given access to any programme yet. Ask an administrator of your partnership, "
    "who can give it under People and access. It then shows here by itself."
)


def may_open(person: Person, place: Place) -> bool:
    """Tell whether this person may open a page."""
    return place.file in FOR_EVERYBODY or asking.may_anywhere(person, NEEDS.get(place.file, Doing.see_agreed_view))


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
    pages = {place: _page_of(place, places[0], is_shown=place.in_bar and place in open_to) for place in places}
    asked = st.navigation(list(pages.values()), position="top")
    place = next(place for place in places if pages[place].url_path == asked.url_path)
    body, foot = st.container(), st.container()
    with foot:
        # Before the page, which may stop half-way to say what is missing: the way on is there all the same.
        _foot(person, [pages[place] for place in open_to if not place.in_bar])
    with body:
        passed_anyway.keep_place()
        if place in open_to:
            asked.run()
        else:
            _say_why_not(person, place)


def _page_of(place: Place, first: Place, *, is_shown: bool) -> st.Page:
    """Make the page of a place; the first one built is what the bare address shows."""
    return st.Page(
        place.path,
        title=place.title,
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


def _foot(person: Person, pages: list[st.Page]) -> None:
    st.divider()
    with st.container(horizontal=True, key="menu"):
        for page in pages:
            st.page_link(page, label=inbox.menu_title(page.url_path, page.title, person))
    with st.container(horizontal=True, vertical_alignment="center", key="signed-in"):
        st.caption(f"Signed in as {plain(person.name)}", width="content")
        if st.button("Sign out", type="tertiary", icon=":material/logout:", key="sign-out"):
            sign_out()


def sign_out() -> None:
    """End the session on the server, and let the browser forget its cookie."""
    held = asking.token()
    if held is not None:
        end_session(reads.database(), held, at=datetime.now(UTC), because="signed out")
    go_to("/session/gone")
