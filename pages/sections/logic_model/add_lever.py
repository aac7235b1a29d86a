"""The form in which a lever is added to an option that changes the system."""

import streamlit as st

from core.charts.sentences.logic_model import lever_added_sentence
from core.domain.tables import Table
from core.reports.changes.effects import what_tables_move
from core.reports.changes.grid_edits import Edited, cell_of
from core.reports.logic_model.levers import KIND_WORDS, MECHANISM_WORDS, lever_added
from pages.components import save_table
from pages.components.pickers import Chosen

_ADDED = "levers.added."
NO_MONEY = "0 for a change of minds or habits that no money is put to: its indicators show whether it is adopted."


def form(chosen: Chosen, option_id: str) -> None:
    """Add a lever: for people who may edit the model; its effect on the option is said once it is saved."""
    if save_table.why_not_edit(chosen):
        return
    # What is typed outlives versions others save; the form begins empty once its own lever is added.
    name = f"add-lever-{chosen.programme_id}-{option_id}"
    key = f"{name}-{st.session_state.get(_ADDED + name, 0)}"
    with st.expander("Add a lever"), st.form(key, enter_to_submit=False):
        cells = _typed(key)
        pressed = st.form_submit_button("Add the lever")
    if pressed:
        edited = lever_added(chosen.loaded.tables, option_id, cells)
        title = cells["title"] or "The new lever"

        def done(number: int) -> str:
            st.session_state[_ADDED + name] = number
            return _told(chosen, option_id, edited, number, title)

        save_table.save(
            chosen, edited, opened=None, what=f"Added the lever {title}.", named=title, done=done
        )  # fmt: skip


def _typed(key: str) -> dict[str, str]:
    title = st.text_input("Name of the lever", max_chars=300, key=f"{key}-title")
    left, right = st.columns(2)
    kind = left.selectbox("Kind of change", list(KIND_WORDS), format_func=KIND_WORDS.__getitem__, key=f"{key}-kind")
    mechanism = right.selectbox(
        "How it works", list(MECHANISM_WORDS), format_func=MECHANISM_WORDS.__getitem__, key=f"{key}-mechanism"
    )
    effect = left.number_input("Effect when fully adopted, %", 0.0, 100.0, 0.0, 0.5, help=NO_MONEY, key=f"{key}-effect")
    chance = right.number_input("Chance of adoption, %", 0.0, 100.0, 50.0, 5.0, key=f"{key}-chance")
    return {
        "title": title.strip(), "kind": kind.value, "mechanism": mechanism.value,
        "full_effect": cell_of(effect / 100), "p_adopted": cell_of(chance / 100),
    }  # fmt: skip


def _told(chosen: Chosen, option_id: str, edited: Edited, number: int, title: str) -> str:
    tables: dict[str, Table] = {edited.table.name: edited.table}
    effect = what_tables_move(chosen.loaded, tables).effect.set_index("option_id").loc[option_id]
    return lever_added_sentence(number, title, str(effect.option), float(effect.npsv_change_gbp))
