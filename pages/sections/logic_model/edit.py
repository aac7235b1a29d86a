"""The grid in which one version of the logic model is edited."""

import pandas as pd
import streamlit as st

from core.charts.logic_model import STAGE_WORDS
from core.charts.sentences.logic_model import saved_sentence
from core.domain.case.case import Case
from core.domain.case.logic_model import ModelVersion
from core.reports.changes.grid_edits import cell_of
from core.reports.logic_model.edits import grid_frame, model_changed
from core.reports.logic_model.elements import VERSION_WORDS, breaks, model_of
from pages.components import layout, save_table
from pages.components.open_version import Pinned, pinned
from pages.components.pickers import Chosen
from pages.sections.logic_model.tables import CONTROL_WORDS
from pages.shell import cached_reads, live_updates

HINT = (
    "One row per element. Type in the last row to add one; tick a row and press the bin to take it out. An element leads to the "
    "names of others. Saving makes a new version of the programme."
)


def grid(chosen: Chosen, version: ModelVersion) -> None:
    """Edit grid: for people who may edit the model; others see why they cannot."""
    why_not = save_table.why_not_edit(chosen)
    if why_not:
        st.caption(why_not)
        return
    live_updates.has_editor()
    with st.expander(f"Edit the {VERSION_WORDS[version].lower()} model"):
        st.caption(HINT)
        opened = pinned(
            f"logic-{chosen.programme_id}-{version}",
            chosen,
            lambda loaded: model_of(loaded.case, version),
            is_typed_in=_is_typed_in,
        )
        frame = grid_frame(opened.loaded.case, version)
        typed = st.data_editor(
            frame, num_rows="dynamic", hide_index=True, key=opened.key, column_config=_columns(opened.loaded.case, frame),
            column_order=["title", "stage", "leads_to", "quantity", "unit", "control", "decided_by", "outcome_id", "element_id"],
        )  # fmt: skip
        save, take = st.columns([1, 3])
        with save:
            pressed = st.button("Save the model", type="primary", key="save-model")
        with take:
            written = typed.assign(leads_to=typed.leads_to.map(cell_of))
            layout.download("Download what stands in the grid", written, "logic-model-typed")
        if pressed:
            _save(chosen, version, typed, opened)


def _save(chosen: Chosen, version: ModelVersion, typed: pd.DataFrame, opened: Pinned) -> None:
    edited = model_changed(opened.loaded.tables, version, typed)
    before = len(breaks(chosen.loaded.case))

    def done(made: int) -> str:
        return saved_sentence(made, edited.words, before, len(breaks(cached_reads.loaded(chosen.programme_id, made).case)))

    what = f"Changed the {VERSION_WORDS[version].lower()} version of the logic model: {edited.words}."
    save_table.save(chosen, edited, opened=opened, what=what, done=done)


def _is_typed_in(key: str) -> bool:
    """True when the grid holds what is not saved."""
    state = st.session_state.get(key) or {}
    return any(state.get(part) for part in ("edited_rows", "added_rows", "deleted_rows"))


def _columns(case: Case, frame: pd.DataFrame) -> dict[str, object]:
    outcomes = {row.outcome_id: row.title for row in case.outcomes}
    kinds = {kind: words for kind, words in CONTROL_WORDS.items() if kind}
    config = st.column_config
    return {
        "title": config.TextColumn("Element", required=True, max_chars=500, width="large"),
        "stage": config.SelectboxColumn("Stage", options=list(STAGE_WORDS), format_func=STAGE_WORDS.__getitem__, required=True),
        "leads_to": config.MultiselectColumn("Leads to", options=list(frame.element_id), accept_new_options=True),
        "quantity": config.NumberColumn("How much", format="localized"),
        "unit": config.TextColumn("Unit", max_chars=200),
        "control": config.SelectboxColumn("Whose it is", options=list(kinds), format_func=kinds.__getitem__),
        "decided_by": config.TextColumn("Who decides", max_chars=500),
        "outcome_id": config.SelectboxColumn("Stands for", options=list(outcomes), format_func=outcomes.__getitem__),
        "element_id": config.TextColumn("Name in arrows", max_chars=100, help="Made of the element's title when left empty"),
    }
