"""Levers and root causes: what each lever does, what is still missing, and the form in which its words are changed."""

import streamlit as st

from core.charts.kit.formats import fine_share, share
from core.domain.case.case import Case
from core.domain.case.options import Control, Lever, LeverKind
from core.reports.changes.grid_edits import cell_of
from core.reports.flows import partner_titles
from core.reports.logic_model.levers import CHANGES_THE_SYSTEM, KIND_WORDS, lever_changed, lever_gaps, levers, root_causes
from pages.components import layout, save_table
from pages.components.open_version import pinned
from pages.components.pickers import Chosen
from pages.sections.logic_model import add_lever
from pages.sections.logic_model.tables import CONTROL_WORDS, causes_table, lever_words
from pages.shell import live_updates
from pages.shell.user_text import plain

NONE = ""


def levers_and_causes(chosen: Chosen, option_id: str) -> None:
    """Show an option's levers, the root causes of the programme, and what is missing."""
    case = chosen.loaded.case
    frame = levers(case, option_id)
    st.header("Levers", anchor=False)
    if frame.empty:
        st.markdown("This option has no lever: it changes no rule and no behaviour. Pick one that scales up.")
    for row in frame.to_dict("records"):
        st.subheader(plain(row["lever"]), anchor=False)
        effect = f"Effect when fully adopted: {fine_share(row['full_effect'])}. " if row["has_money"] else ""
        st.caption(f"{effect}Chance of adoption: {share(row['p_adopted'])}.")
        layout.text_table(lever_words(row))
    st.header("Root causes", anchor=False)
    causes = root_causes(case)
    if causes.empty:
        st.markdown("No lever names a root cause yet.")
    else:
        layout.text_table(causes_table(causes))
        layout.download("Download the root causes", causes_table(causes), "root-causes")
    gaps = lever_gaps(case)
    st.header(f"Gaps: {len(gaps)}" if gaps else "No lever lacks anything", anchor=False)
    for sentence in gaps:
        st.markdown(f"- {plain(sentence)}")
    own = [lever for lever in case.levers if lever.option_id == option_id]
    if own:
        _form(chosen, own)
    if any(row.option_id == option_id and row.kind in CHANGES_THE_SYSTEM for row in case.options):
        add_lever.form(chosen, option_id)


def _form(chosen: Chosen, own: list[Lever]) -> None:
    why_not = save_table.why_not_edit(chosen)
    if why_not:
        st.caption(why_not)
        return
    live_updates.has_editor()
    with st.expander("Change what is said of a lever"):
        titles = {lever.lever_id: lever.title for lever in own}
        lever_id = st.selectbox("Lever", list(titles), format_func=titles.__getitem__, key=f"lever-{chosen.programme_id}")
        opened = pinned(
            f"lever-{chosen.programme_id}-{lever_id}",
            chosen,
            lambda loaded: _lever(loaded.case, lever_id),
            is_typed_in=lambda _: True,
        )
        lever = _lever(opened.loaded.case, lever_id)
        if lever is None:
            return
        with st.form(f"form-{opened.key}", enter_to_submit=False):
            cells = _typed(opened.loaded.case, lever, opened.key)
            pressed = st.form_submit_button("Save the lever", type="primary")
        if pressed:
            edited = lever_changed(opened.loaded.tables, lever_id, cells)
            what = f"Changed what is said of the lever {lever.title}."
            save_table.save(
                chosen, edited, opened=opened, what=what,
                done=lambda made: f"Saved as version {made}: {lever.title}. Its effect and its chance stay as they are.",
                named=lever.title,
            )  # fmt: skip


def _typed(case: Case, lever: Lever, key: str) -> dict[str, str]:
    """Lever fields: draw them; give what they hold as cells."""
    partners, outcomes = {NONE: "Nobody", **partner_titles(case)}, {row.outcome_id: row.title for row in case.outcomes}
    kinds = {NONE: "Not said", **{kind.value: words for kind, words in KIND_WORDS.items()}}
    left, right = st.columns(2)
    with left:
        kind = _one_of("Kind", kinds, lever.kind, f"{key}-kind")
        control = _one_of("Whose it is", {NONE: "Not marked", **{k: CONTROL_WORDS[k] for k in Control}}, lever.control, f"{key}-c")
    with right:
        owner = _one_of("Led by", partners, lever.owner_partner_id, f"{key}-owner")
        decided_by = st.text_input("Decided by", lever.decided_by or "", max_chars=500, key=f"{key}-decided")
    ask = st.text_area("The ask", lever.ask or "", max_chars=2000, key=f"{key}-ask")
    cause = st.text_area("Root cause", lever.root_cause or "", max_chars=2000, key=f"{key}-cause")
    drives = st.multiselect(
        "Outcomes it drives", list(outcomes), [each for each in lever.outcome_ids if each in outcomes],
        format_func=outcomes.__getitem__, key=f"{key}-drives",
    )  # fmt: skip
    shown_by = st.text_area("Shown by (indicators)", lever.indicators or "", max_chars=2000, key=f"{key}-shown")
    return {
        "kind": kind, "control": control, "owner_partner_id": owner, "decided_by": decided_by.strip(), "ask": ask.strip(),
        "root_cause": cause.strip(), "outcome_ids": cell_of(drives), "indicators": shown_by.strip(),
    }  # fmt: skip


def _one_of(label: str, words: dict[str, str], held: str | LeverKind | Control | None, key: str) -> str:
    names = [str(name) for name in words]
    picked: str = st.selectbox(
        label, names, names.index(str(held)) if held in words else 0, format_func=lambda name: words[name], key=key
    )
    return picked


def _lever(case: Case, lever_id: str) -> Lever | None:
    return next((lever for lever in case.levers if lever.lever_id == lever_id), None)
