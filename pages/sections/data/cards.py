"""Cards: rows of a table one by one, for a narrow screen on which a grid shows two columns."""

import streamlit as st

from core.reports.changes.table_grid import WINDOW
from pages.components import row_form
from pages.sections.data.grid_steps import Steps
from pages.shell.user_text import plain

LONGEST_NAME = 80


def draw(steps: Steps) -> None:
    """Find a row, and change it, take it out or add another."""
    if steps.count() > WINDOW:
        st.info("This table is too long for cards: edit it on a wider screen.")
        return
    rows = steps.rows or steps.all_rows()
    names = [f"{number}. {_name(cells)}" for number, (_, cells) in enumerate(rows, start=1)]
    key = f"cards-{'-'.join(map(str, steps.place))}-{steps.rounds}"
    at = st.selectbox(
        "Find a row", range(len(rows)), None, format_func=names.__getitem__, key=f"{key}-at", placeholder="Choose a row"
    )
    with st.container(horizontal=True):
        if st.button("Change row", key=f"{key}-change", icon=":material/edit:", disabled=at is None) and at is not None:
            _card(steps, at)
        if st.button("Take row out", key=f"{key}-out", icon=":material/delete:", disabled=at is None) and at is not None:
            steps.check([row for number, row in enumerate(rows) if number != at], draw_anew=True)
            st.rerun()
        if st.button("Add a row", key=f"{key}-add", icon=":material/add:"):
            _card(steps, None)


@st.dialog("One row", width="large")
def _card(steps: Steps, at: int | None) -> None:
    rows = steps.rows or steps.all_rows()
    id_, cells = ("", {}) if at is None else rows[at]
    name = f"card-{'-'.join(map(str, steps.place))}-{steps.rounds}-{at}"
    with st.form(name, enter_to_submit=False, border=False):
        typed = row_form.fields(steps.grid, cells, name)
        is_sent = st.form_submit_button("Check the row", type="primary", icon=":material/rule:")
    if is_sent:
        changed = (id_, typed)
        steps.check([*rows, changed] if at is None else [*rows[:at], changed, *rows[at + 1 :]], draw_anew=True)
        st.rerun()


def _name(cells: dict[str, str]) -> str:
    told = [cell for cell in cells.values() if cell][:3]
    return plain(" · ".join(told))[:LONGEST_NAME] if told else "an empty row"
