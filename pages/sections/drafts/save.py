"""Check and save, step 8: what is missing, what is assumed, and the first version."""

from datetime import UTC, datetime

import streamlit as st

from core.actions.drafts import discard_draft, save_draft
from core.domain.drafts import Draft
from core.reports.drafts.figures import DraftFigures
from core.reports.drafts.sources import figures_without_source
from pages.components import form_feedback
from pages.sections.drafts.steps import TITLES, go_to
from pages.shell import identity, store
from pages.shell.page_list import PAGES
from pages.shell.user_text import plain

OPEN = "draft.open"


def draw(draft: Draft, figures: DraftFigures) -> None:
    """Show what is left to say and assumed, and save."""
    if figures.told:
        st.markdown("Before it can be saved, say this, or take out the line it is about:")
        for number, told in enumerate(figures.told):
            st.button(
                plain(f"{told.sentence} ({TITLES[told.step]})"), key=f"draft-check-{number}", type="tertiary",
                icon=":material/arrow_forward:", on_click=go_to, args=(draft.draft_id, told.step),
            )  # fmt: skip
    else:
        st.success("Everything that is needed has been said.", icon=":material/check:")
    bare = figures_without_source(draft)
    if bare:
        told = "figure has" if bare == 1 else "figures have"
        st.markdown(f":red[:material/flag:] {bare} {told} no source. That stops nothing; it is asked under How sure.")
    if figures.assumed:
        st.header("Assumed until you say", anchor=False)
        for sentence in figures.assumed:
            st.markdown(f"- {plain(sentence)}.")
    st.header("Save", anchor=False)
    st.markdown("It becomes version 1 of a programme of its own, and you become its analyst. Everything can be changed afterwards.")
    if st.button("Save the programme", type="primary", icon=":material/save:", disabled=not figures.is_whole, key="draft-save"):
        form_feedback.record(lambda: _save(draft), "Saved.")
    with st.popover("Throw this draft away"):
        st.markdown("It is gone for good.")
        if st.button("Throw it away", key="draft-discard"):
            form_feedback.record(lambda: _discard(draft), "The draft is gone.")


def _save(draft: Draft) -> str:
    saved = save_draft(store.database(), draft.draft_id, by=identity.person(), at=datetime.now(UTC))
    st.session_state.pop(OPEN, None)
    st.session_state["programme"] = saved.programme_id
    st.session_state["draft.saved"] = saved.programme_id
    return saved.sentence


def _discard(draft: Draft) -> None:
    discard_draft(store.database(), draft.draft_id, by=identity.person(), at=datetime.now(UTC))
    st.session_state.pop(OPEN, None)


def say_where_it_is() -> None:
    """After a save, show the way to the programme's figures."""
    if st.session_state.get("draft.saved"):
        st.page_link(str(PAGES / "summary.py"), label="See its Summary", icon=":material/arrow_forward:")
        st.page_link(str(PAGES / "data.py"), label="Change anything under Data", icon=":material/arrow_forward:")
