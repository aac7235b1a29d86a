"""Making another option of one that is there: the same places, costs, shares and levers, to be changed from there."""

import streamlit as st

from core.actions.programmes import replace_tables
from core.domain.case.options import OptionKind
from core.domain.titles import unique_titles
from core.reports.changes.copy_option import copied_option
from pages.components import form_feedback
from pages.components.pickers import Chosen
from pages.components.save_table import why_not_edit
from pages.shell import identity, store
from pages.shell.user_text import plain


def copy_option(chosen: Chosen) -> None:
    """Offer a copy of an option to those who edit the programme."""
    form_feedback.say_what_was_recorded()
    given = [option for option in chosen.loaded.case.options if option.kind is not OptionKind.business_as_usual]
    if why_not_edit(chosen) is not None or not given:
        return
    titles = unique_titles({option.option_id: option.title for option in given})
    with st.expander("Make another option from one of these", icon=":material/content_copy:"):
        st.markdown("The copy has the same places, costs, shares, levers and risks; change it from there.")
        with st.form(f"copy-option-{chosen.programme_id}-{chosen.number}", enter_to_submit=False):
            option_id = st.selectbox("Option to copy", list(titles), format_func=titles.__getitem__)
            name = st.text_input("Title of the copy", f"{titles[next(iter(titles))]}, a copy", max_chars=200)
            if st.form_submit_button("Copy the option", icon=":material/content_copy:"):
                _copy(chosen, option_id, name)


def _copy(chosen: Chosen, option_id: str, name: str) -> None:
    try:
        tables = copied_option(chosen.loaded.tables, option_id, name)
    except ValueError as wrong:
        st.error(plain(str(wrong)), icon=":material/error:")
        return
    form_feedback.record(
        lambda: replace_tables(
            store.database(), chosen.programme_id, tables, read_version=chosen.number, by=identity.person(),
            at=form_feedback.now(), what=f"Copied an option as “{name.strip()}”.",
        ).sentence,
        "Copied the option.",
    )  # fmt: skip
