"""Password fields: a new password, typed twice."""

import streamlit as st

RULE = "12 to 128 characters of any kind; four words that do not belong together are a good one. Pasting is welcome."
NOT_THE_SAME = "The two new passwords are not the same. Nothing was changed: type them again."


def new_password(key: str) -> tuple[str, str]:
    """Draw two fields for a new password inside a form; gives what is typed in each.

    Args:
        key: a short name, unique on the page.
    """
    first = st.text_input("New password", type="password", autocomplete="new-password", help=RULE, key=f"{key}-new")
    again = st.text_input("New password again", type="password", autocomplete="new-password", key=f"{key}-again")
    return first, again
