"""Badges of a version: which one it is, how far it was checked, and its last change."""

from datetime import UTC, datetime

import streamlit as st

from core.domain.wording import date_words
from core.reports.data.sources import source_counts
from core.reports.versions.assurance import assurance_seen, assurance_words, is_relied_on
from core.reports.versions.programmes import version_history
from pages.components.pickers import Chosen, show_latest
from pages.shell import identity, store
from pages.shell.user_text import plain


def badges(chosen: Chosen) -> None:
    """Say which version this is, whether it is only a sample, and how many figures still need a source."""
    red = source_counts(chosen.loaded)["red"]
    with st.container(horizontal=True, gap="small"):
        if chosen.is_sample:
            st.badge("Sample", icon=":material/science:", color="blue")
        st.badge(f"Version {chosen.number}", icon=":material/bookmark:", color="blue")
        if not chosen.is_latest:
            st.badge("Not the latest version", icon=":material/history:", color="orange")
        _standing(chosen)
        if red:
            st.badge(f"{red:,} figures need a source", icon=":material/warning:", color="orange")
    if not chosen.is_latest:
        st.button("Show the latest version", on_click=show_latest, args=(chosen.programme_id,), icon=":material/update:")


def _standing(chosen: Chosen) -> None:
    """Assurance: say who checked the version, or that it was not checked."""
    assurance, today = (
        assurance_seen(store.database(), identity.person(), chosen.programme_id, chosen.loaded.version.version_id),
        datetime.now(UTC).date(),
    )
    icon, colour = (":material/verified:", "green") if is_relied_on(assurance, today) else (":material/pending:", "orange")
    st.badge(plain(assurance_words(assurance, today)), icon=icon, color=colour)


def last_change(chosen: Chosen) -> None:
    """Last change: what the version changed, by whom and when."""
    history = version_history(store.database(), identity.person(), chosen.programme_id, datetime.now(UTC).date())
    made = history[history.number == chosen.number].iloc[0]
    st.markdown(f"Version {chosen.number}, {date_words(made.made_at)}, by {plain(made.made_by)}: {plain(made.what)}")
