"""Steps: the eight short steps of a draft, left and taken up again wherever its owner was."""

from datetime import UTC, datetime

import streamlit as st

from core.actions.drafts import turn_to_step
from core.domain.drafts import Draft
from core.domain.errors import Refused
from pages.sections.drafts.cells import REFUSED
from pages.shell import identity, store

TITLES = {
    1: "The work", 2: "Who and where", 3: "What changes", 4: "Cost and who pays", 5: "What turns into cash", 6: "Options",
    7: "How sure", 8: "Check and save",
}  # fmt: skip


def go_to(draft_id: int, step: int) -> None:
    """Turn to a step, and remember it."""
    try:
        turn_to_step(store.database(), draft_id, step, by=identity.person(), at=datetime.now(UTC))
    except Refused as refusal:
        st.session_state[REFUSED] = refusal.sentence


def bar(draft: Draft) -> None:
    """Show all steps and where one is."""
    name = f"draft-{draft.draft_id}-steps"
    st.session_state[name] = draft.step
    st.segmented_control(
        "Step", list(TITLES), format_func=lambda step: f"{step} {TITLES[step]}", key=name, required=True,
        label_visibility="collapsed",        on_change=_turned, args=(draft.draft_id, name),
    )  # fmt: skip


def back_and_next(draft: Draft, *, may_go_on: bool) -> None:
    """Show the way to the step before and to the one after."""
    with st.container(horizontal=True):
        if draft.step > 1:
            st.button("Back", key="draft-back", on_click=go_to, args=(draft.draft_id, draft.step - 1), icon=":material/arrow_back:")
        if draft.step < len(TITLES):
            st.button(
                f"Next: {TITLES[draft.step + 1]}", key="draft-next", type="primary", on_click=go_to, disabled=not may_go_on,
                args=(draft.draft_id, draft.step + 1), help=None if may_go_on else "Give it a name",
            )  # fmt: skip


def _turned(draft_id: int, name: str) -> None:
    step = st.session_state[name]
    if step is not None:
        go_to(draft_id, int(step))
