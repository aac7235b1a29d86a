"""Keeping a what-if: in two presses it becomes a version of the programme, or an option of its own beside the others."""

from collections.abc import Callable

import streamlit as st

from core.actions.programmes import replace_tables
from core.domain.errors import Refused
from core.domain.scenario import Scenario
from core.domain.tables import Table
from core.domain.titles import unique_titles
from core.reports.appraisals import compared_options
from core.reports.changes.what_if import scenario_as_option, scenario_in_tables, why_not_a_version, why_not_an_option
from pages.components import form_feedback
from pages.components.pickers import Chosen
from pages.components.save_table import why_not_edit
from pages.sections.options.what_if import changes_in_words, reset
from pages.shell import identity, store
from pages.shell.user_text import plain

_REFUSED = "whatif.refused"


def offer(chosen: Chosen, scenario: Scenario) -> None:
    """Offer to keep a what-if to those who edit the programme."""
    form_feedback.say_what_was_recorded()
    if (told := st.session_state.pop(_REFUSED, "")) != "":
        st.error(plain(told), icon=":material/error:")
    if scenario.is_as_entered or why_not_edit(chosen) is not None:
        return
    words = ", ".join(changes_in_words(chosen.loaded.case, scenario))
    with st.popover("Save this what-if", icon=":material/save:"):
        _as_version(chosen, scenario, words)
        _as_option(chosen, scenario, words)


def _as_version(chosen: Chosen, scenario: Scenario, words: str) -> None:
    why = why_not_a_version(scenario)
    if why is not None:
        st.caption(plain(why))
        return
    st.button(
        "Save as a new version", key="whatif-as-version", on_click=_save,
        args=(
            chosen, lambda: scenario_in_tables(chosen.loaded.case, chosen.loaded.tables, scenario), f"Kept a what-if: {words}.",
            scenario.horizon_years,
        ),
        help="The changed figures become the programme's own; a changed figure loses its range.",
    )  # fmt: skip


def _as_option(chosen: Chosen, scenario: Scenario, words: str) -> None:
    why, case = why_not_an_option(scenario), chosen.loaded.case
    if why is not None:
        st.caption(plain(why))
        return
    titles = unique_titles({row.option_id: row.title for row in case.options if row.option_id in compared_options(case)})
    if not titles:
        return
    option_id = st.selectbox("Made of the option", list(titles), format_func=titles.__getitem__, key="whatif-option")
    title = st.text_input("Title of the new option", f"{titles[option_id]}, {words}"[:200], key=f"whatif-title-{option_id}-{words}")
    st.button(
        "Save as a new option", key="whatif-as-option", on_click=_save,
        args=(
            chosen, lambda: scenario_as_option(chosen.loaded.tables, scenario, option_id, title),
            f"Kept a what-if as “{title.strip()}”.",
        ),
        help="The option as it would be stands beside the others, which stay as they are.",
    )  # fmt: skip


def _save(chosen: Chosen, make: Callable[[], dict[str, Table]], what: str, horizon_years: int | None = None) -> None:
    try:
        saved = replace_tables(
            store.database(), chosen.programme_id, make(), read_version=chosen.number, by=identity.person(), at=form_feedback.now(),
            what=what,
        )  # fmt: skip
    except (Refused, ValueError) as refusal:
        st.session_state[_REFUSED] = str(refusal)
        return
    reset(chosen, horizon_years)
    form_feedback.note_done(saved.sentence)
