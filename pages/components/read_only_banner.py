"""What stands at the top of every page while nothing can be saved."""

import streamlit as st

from core.reports.store_state import read_only_notice
from pages.shell import store
from pages.shell.user_text import plain


def draw() -> None:
    """Say what is missing, since when, and what to do; nothing while the store is whole."""
    notice = read_only_notice(store.database())
    if notice is not None:
        st.error(plain(notice), icon=":material/lock:")
