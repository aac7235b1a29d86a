"""Load messages: what happened to the last load, what is wrong, what to know."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pandas as pd
import streamlit as st

from core.actions.programmes import Saved, undo_last_version
from core.domain.errors import Refused
from core.domain.problems import Problem
from core.domain.wording import counted
from core.reports.changes.upload import Prepared
from pages.components.layout import download, text_table
from pages.shell import identity, store
from pages.shell.user_text import plain

MOST_SHOWN = 50
ROUND = "upload.round"
_HAPPENED = "upload.happened"


def note(kind: str, sentence: str, saved: Saved | None = None, heading: str | None = None) -> None:
    """Keep a message for the next drawing of the page; after a save the upload control begins afresh."""
    st.session_state[_HAPPENED] = (kind, sentence, saved, heading)
    if saved is not None:
        st.session_state["programme"] = saved.programme_id
        st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1


def say_what_happened() -> None:
    """Last load: say what the last save or undo did, with a way back from a save."""
    kind, sentence, saved, heading = st.session_state.pop(_HAPPENED, ("", "", None, None))
    if heading is not None:
        st.header(heading, anchor=False)
    if kind == "error":
        st.error(plain(sentence), icon=":material/error:")
    elif kind == "success":
        st.success(plain(sentence), icon=":material/check_circle:")
    if saved is not None and saved.is_new and saved.base_version is not None:
        st.button(f"Undo version {saved.number}", on_click=undo, args=(saved.programme_id, saved.number), icon=":material/undo:")


def undo(programme_id: str, number: int) -> None:
    """Undo: take a version back and note what was done."""
    try:
        back = undo_last_version(store.database(), programme_id, read_version=number, by=identity.person(), at=datetime.now(UTC))
    except Refused as refusal:
        note("error", refusal.sentence)
        return
    st.session_state[_HAPPENED] = ("success", back.sentence, None, None)


def refuse(prepared: Prepared) -> None:
    """List every problem that keeps a load out."""
    st.error(f"{counted(prepared.problem_count, 'problem')}: nothing was loaded.", icon=":material/error:")
    shown = pd.DataFrame([_problem_row(problem) for problem in prepared.problems])
    text_table(shown.head(MOST_SHOWN))
    if prepared.problem_count > MOST_SHOWN:
        st.caption(f"The first {MOST_SHOWN} are shown.")
    download("Download every problem", shown, "problems")


def warn(warnings: Sequence[Problem]) -> None:
    """Fold away what to know about a load."""
    if warnings:
        with st.expander(f"{len(warnings)} things to know", icon=":material/info:"):
            for warning in warnings:
                st.markdown(f"- {plain(warning.sentence)}")


def _problem_row(problem: Problem) -> dict[str, str]:
    return {
        "File": problem.file,
        "Row": "" if problem.line is None else str(problem.line),
        "Column": problem.column or "",
        "Found": problem.value or "",
        "What is wrong": problem.message,
        "What to do": problem.what_to_do,
    }
