"""Save a table that was edited on a page: faults are named by row, and the next run says what was done."""

from collections.abc import Callable
from datetime import UTC, datetime

import streamlit as st

from core.actions.programmes import replace_tables
from core.domain.errors import NotAccepted, Refused
from core.domain.people import Doing
from core.reports.changes.grid_edits import Edited, rows_in_words
from pages.components import form_feedback
from pages.components.open_version import Pinned, let_go
from pages.components.pickers import Chosen
from pages.shell import identity, store
from pages.shell.errors import refused
from pages.shell.user_text import plain

EDITS = Doing.edit_rows


def why_not_edit(chosen: Chosen, partner_id: str | None = None) -> str | None:
    """Say why the person may not edit here, or None when they may.

    Args:
        chosen: the programme.
        partner_id: whose row it is; None for the partnership's.
    """
    person = identity.person()
    own = person.partners(EDITS, chosen.programme_id)
    if not person.may(Doing.edit_model, chosen.programme_id) or own == frozenset():
        return "This is edited by analysts of the programme. An administrator can give access under People and access."
    if own is not None and partner_id not in own:
        return "This is the partnership's or another partner's: an analyst of the whole partnership edits it."
    return None if chosen.is_latest else "Only the latest version is edited."


def save(
    chosen: Chosen,
    edited: Edited,
    *,
    opened: Pinned | None,
    what: str,
    done: Callable[[int], str],
    named: str | None = None,
) -> None:
    """Keep an edited table; draw the page anew with what was done, or say why not and leave what was typed.

    Args:
        chosen: the programme.
        edited: the table with what was typed.
        opened: what the person had in front of them; None for the version chosen.
        what: what was done, as a sentence for the history.
        done: makes the sentence that is shown, of the number of the version made.
        named: what the one row of a form is called; None for a grid.
    """
    if edited.changes_nothing:
        st.info("Nothing was changed, so nothing was saved.", icon=":material/info:")
        return
    try:
        saved = replace_tables(
            store.database(), chosen.programme_id, {edited.table.name: edited.table}, by=identity.person(), at=datetime.now(UTC),
            read_version=chosen.number if opened is None else opened.number, what=what,
        )  # fmt: skip
    except NotAccepted as refusal:
        for sentence in rows_in_words(refusal.problems, edited, named):
            st.error(plain(sentence), icon=":material/error:")
        return
    except Refused as refusal:
        refused(refusal)
        return
    if opened is not None:
        let_go(opened.name)
    form_feedback.record(lambda: done(saved.number), saved.sentence)
