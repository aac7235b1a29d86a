"""The audit for administrators: found by programme, person, action and day, checked, and taken away as a file."""

import pandas as pd
import streamlit as st

from core.domain.people import Doing, Person
from core.domain.wording import date_words
from core.reports.action_words import UNKNOWN, words_of
from core.reports.activity import MOST_DOWNLOADED, Asked, audit_checked_for, audit_choices, audit_rows
from core.reports.data.csv_download import as_csv
from pages.components.layout import text_table
from pages.components.pickers import Chosen
from pages.shell import identity, store
from pages.shell.user_text import plain

HERE, EVERYWHERE, ALL = "This programme", "Everything", "All"


def show(person: Person, chosen: Chosen) -> None:
    """Show the filters, what was found, and what a check of the whole chain says."""
    asked = _asked(person, chosen)
    page = int(st.number_input("Page of 50 entries, the newest first", min_value=1, value=1, step=1, key="audit-page"))
    rows, found = audit_rows(store.database(), person, asked, page=page)
    st.caption(f"{found:,} {'entry' if found == 1 else 'entries'} found. Times are UTC.")
    if not rows.empty:
        text_table(_in_words(rows))
    asks = identity.on_press()
    st.download_button(
        "Download what was found", lambda: _file(asks(), asked), "audit.csv", "text/csv", icon=":material/download:",
        on_click="ignore",
    )  # fmt: skip
    _check(person)


def _asked(person: Person, chosen: Chosen) -> Asked:
    scopes = [HERE, EVERYWHERE] if person.may(Doing.read_audit) else [HERE]
    scope = st.segmented_control("Entries of", scopes, default=HERE, key="audit-scope", required=True)
    programme_id = None if scope == EVERYWHERE else chosen.programme_id
    first, second = st.columns(2), st.columns(2)
    people, actions = audit_choices(store.database(), person, programme_id)
    by = first[0].selectbox("By", [ALL, *people], key="audit-by")
    action = first[1].selectbox("Action", [ALL, *actions], key="audit-action", format_func=_action_words)
    return Asked(
        programme_id, None if by == ALL else by, None if action == ALL else action,
        second[0].date_input("From", None, key="audit-from", format="DD/MM/YYYY"),
        second[1].date_input("To", None, key="audit-to", format="DD/MM/YYYY"),
    )  # fmt: skip


def _action_words(action: str) -> str:
    return action if action == ALL or words_of(action) is UNKNOWN else words_of(action).did


def _in_words(rows: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Entry": rows.entry.map("{:,}".format),
            "When": rows["at"].map(date_words),
            "By": rows.by,
            "What": rows.what.where(rows.what != "", rows.did),
        }
    )


def _file(person: Person, asked: Asked) -> bytes:
    return as_csv(audit_rows(store.database(), person, asked, rows=MOST_DOWNLOADED)[0])


def _check(person: Person) -> None:
    st.header("Is the audit whole?", anchor=False)
    st.markdown("Each entry carries a hash of all it says and of the entry before it. A check works every one of them out anew.")
    if st.button("Check the audit", icon=":material/verified:"):
        checked = audit_checked_for(store.database(), person)
        first, *others = checked.sentences
        (st.success if checked.is_whole else st.error)(plain(first), icon=":material/verified:")
        for sentence in others:
            st.markdown(plain(sentence))
