"""Inbox: comments that name the person. The menu shows the number unread; the Activity page lists them."""

from datetime import UTC, datetime

import streamlit as st

from core.actions.comments import mark_read
from core.domain.people import Person
from core.domain.wording import date_words
from core.reports.comments.threads import InboxRow, inbox, unread_count
from pages.sections.comments.threads import as_text
from pages.shell import store
from pages.shell.user_text import plain


def menu_title(page: str, title: str, person: Person) -> str:
    """What a page is called in the menu: Activity with the number of unread mentions, any other by its title."""
    unread = unread_count(store.database(), person) if page == "activity" else 0
    return f"{title} ({unread} unread)" if unread else title


def show(person: Person) -> None:
    """List where the person was named, the newest first, and let them mark it read."""
    rows = inbox(store.database(), person)
    unread = [row.comment_id for row in rows if not row.is_read]
    if not rows:
        st.markdown("Nobody has named you in a comment yet. Others name you by typing @ and your name, or by picking you.")
        return
    st.markdown(f"{len(unread)} of {len(rows)} not read yet.")
    if unread:
        st.button("Mark all as read", icon=":material/done_all:", on_click=_mark, args=(person, unread))
    for row in rows:
        _row(person, row)


def _row(person: Person, row: InboxRow) -> None:
    with st.container(border=True):
        state = "" if row.is_read else "**Not read.** "
        st.markdown(f"{state}{plain(row.by)} named you in a comment on {plain(row.label)}.")
        st.caption(f"{date_words(row.at)}{'' if row.is_open else ' · resolved'}")
        st.markdown(as_text(row.text))
        if not row.is_read:
            st.button(
                "Mark as read", key=f"read-{row.comment_id}", type="tertiary", on_click=_mark, args=(person, [row.comment_id])
            )


def _mark(person: Person, comment_ids: list[int]) -> None:
    mark_read(store.database(), comment_ids, by=person, at=datetime.now(UTC))
