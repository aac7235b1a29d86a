"""Paste: rows copied out of a spreadsheet go into the grid of a table as they were copied, and are checked there."""

import streamlit as st

from core.domain.wording import counted
from core.reports.changes.pasted_rows import MOST_CHARACTERS, pasted_rows
from pages.sections.data.grid_steps import Steps
from pages.shell.user_text import plain

BELOW, INSTEAD = "below the rows that are there", "in place of all of them"


def box(steps: Steps) -> None:
    """Offer a box for rows out of a spreadsheet."""
    name = f"paste-{'-'.join(map(str, steps.place))}"
    columns = steps.grid.columns
    with st.expander("Paste rows from Excel"), st.form(name, enter_to_submit=False, clear_on_submit=True, border=False):
        st.caption(plain(
            "With their heading, or without one in this order: " + ", ".join(entry.label for entry in columns) + "."
        ))  # fmt: skip
        text = st.text_area("Rows as they were copied", key=f"{name}-text", max_chars=MOST_CHARACTERS)
        where = st.radio("Where do they go?", [BELOW, INSTEAD], key=f"{name}-where", horizontal=True)
        is_sent = st.form_submit_button("Take these rows", icon=":material/content_paste_go:")
    said = st.session_state.pop(f"{name}-said", ())
    for sentence in said:
        st.warning(plain(sentence), icon=":material/content_paste_off:")
    if not is_sent:
        return
    pasted = pasted_rows(text, columns)
    st.session_state[f"{name}-said"] = _told(len(pasted.rows), pasted.not_taken, pasted.beyond)
    if pasted.rows:
        kept = [] if where == INSTEAD else (steps.rows or steps.all_rows())
        blank = {entry.label: "" for entry in columns}
        steps.check([*kept, *(("", {**blank, **row}) for row in pasted.rows)], draw_anew=True)
    st.rerun()


def _told(rows: int, not_taken: tuple[str, ...], beyond: tuple[str, ...]) -> tuple[str, ...]:
    if not rows:
        return ("Nothing was taken: copy the rows in the spreadsheet, and paste them in the box.",)
    headings = (f"Not taken, since the table has no such column: {', '.join(not_taken)}.",) if not_taken else ()
    more = (f"And {counted(len(beyond) - 5, 'more cell')} beyond the last column.",) if len(beyond) > 5 else ()
    return (*headings, *beyond[:5], *more)
