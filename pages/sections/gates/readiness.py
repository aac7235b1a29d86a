"""Readiness of each partner and maturity of the leaders together: shown to every reader, recorded by those who speak for them."""

import pandas as pd
import streamlit as st

from core.actions.readiness import record_readiness
from core.domain.people import Doing
from core.domain.readiness import ASPECT_MEANS, ASPECT_TITLES, LEVELS, OF_LEADERS, OF_PARTNER, Aspect, level_words
from core.reports.flows import partner_titles
from core.reports.gates.readiness import assessment_history, leadership, partners_with_a_part, readiness_grid
from pages.components import form_feedback
from pages.components.layout import download, text_table
from pages.components.pickers import Chosen
from pages.sections.gates.tables import maturity_table, notes_table, readiness_table
from pages.shell import identity, live_updates, store

LEADERS = "the leaders together"


def ready(chosen: Chosen, least: int | None) -> None:
    """Show how ready each partner with a part is, and where the gaps are."""
    grid = readiness_grid(store.database(), identity.person(), chosen.loaded.case, least)
    st.header(_title(grid), anchor=False)
    known = "" if least is None else f" A partner counts as ready from “{level_words(OF_PARTNER[0], least)}”."
    st.caption(f"Of partners that lead, pay, own or release something.{known} Words, not a sum: steps are never added up.")
    for aspect in OF_PARTNER:
        st.markdown(f"**{ASPECT_TITLES[aspect]}.** {ASPECT_MEANS[aspect]}")
    text_table(readiness_table(grid))
    download("Download the readiness of partners", grid, "readiness")


def mature(chosen: Chosen, least: int | None) -> None:
    """Maturity: show how used leaders are to deciding together; the gate before scaling up reads it."""
    frame = leadership(store.database(), identity.person(), chosen.programme_id, least)
    st.header("Leadership together", anchor=False)
    asked = (
        "No step has been agreed." if least is None else f"Agreed for scaling up: at least “{level_words(OF_LEADERS[0], least)}”."
    )
    st.caption(f"The gate before scaling up reads this. {asked}")
    text_table(maturity_table(frame))


def assess(chosen: Chosen, least: int | None) -> None:
    """Assessment: a person who speaks for a partner, or for all of them, records a step."""
    whose = _may_assess(chosen)
    if not whose:
        st.caption("Whoever speaks for a partner records how ready it is.")
        return
    live_updates.has_editor()
    st.header("Record a step", anchor=False)
    who = st.selectbox("Whose", list(whose), format_func=whose.__getitem__, key=f"whose-{chosen.programme_id}")
    partner_id = who or None
    aspects = OF_LEADERS if partner_id is None else OF_PARTNER
    aspect = st.selectbox("What", aspects, format_func=ASPECT_TITLES.__getitem__, key=f"aspect-{partner_id or LEADERS}")
    st.caption(ASPECT_MEANS[aspect])
    with st.form(f"assess-{partner_id}-{aspect}-{chosen.programme_id}", enter_to_submit=False):
        level = st.radio("Step", LEVELS, index=None, format_func=lambda step: level_words(aspect, step))
        note = st.text_area("What that rests on", max_chars=1000)
        assessed_on = form_feedback.day("Looked at on", form_feedback.today())
        assessed_by = st.text_input("Looked at by", identity.person().name, max_chars=200)
        pressed = st.form_submit_button("Record the step", type="primary")
    name = f"{chosen.programme_id}-{partner_id}-{aspect}"
    seen = form_feedback.seen(name, _current(chosen, partner_id, aspect, least), is_sent=pressed)
    if not pressed:
        return
    if level is None or assessed_on is None:
        st.error("Choose a step, and the day it was looked at.", icon=":material/error:")
        return
    form_feedback.record(
        lambda: record_readiness(
            store.database(), chosen.programme_id, partner_id, aspect, level=level, note=note, assessed_on=assessed_on,
            assessed_by=assessed_by, read_assessment=seen, by=identity.person(), at=form_feedback.now(),
        ),
        "Recorded the step.",
    )  # fmt: skip


def past(chosen: Chosen) -> None:
    """Show every assessment the person may see in detail."""
    frame = assessment_history(store.database(), identity.person(), chosen.loaded.case)
    if not frame.empty:
        with st.expander(f"Every step recorded: {len(frame)}"):
            text_table(notes_table(frame))


def _title(grid: pd.DataFrame) -> str:
    gaps = grid[grid.state == "unmet"].partner.nunique()
    unseen = int((grid.assessment_id == 0).sum())
    if not gaps and not unseen:
        return "Every partner with a part is ready" if (grid.state == "met").all() else "How ready partners are"
    said = [f"{gaps} {'partner has' if gaps == 1 else 'partners have'} gaps in readiness"] if gaps else []
    return " and ".join([*said, *([f"{unseen} things have not been looked at"] if unseen else [])])


def _may_assess(chosen: Chosen) -> dict[str, str]:
    """Partners, and "" for the leaders together, for which this person may record a step."""
    person, case = identity.person(), chosen.loaded.case
    titles, wanted = partner_titles(case), partners_with_a_part(case)
    mine = {
        row.partner_id: titles[row.partner_id]
        for row in case.partners
        if row.partner_id in wanted and person.may(Doing.assess_readiness, chosen.programme_id, row.partner_id)
    }
    return {**mine, "": "Leaders together"} if person.may(Doing.assess_readiness, chosen.programme_id) else mine


def _current(chosen: Chosen, partner_id: str | None, aspect: Aspect, least: int | None) -> int:
    """Id of the last assessment of what the form is about."""
    if partner_id is None:
        frame = leadership(store.database(), identity.person(), chosen.programme_id, least)
    else:
        grid = readiness_grid(store.database(), identity.person(), chosen.loaded.case, least)
        frame = grid[grid.partner_id == partner_id]
    return int(frame[frame.aspect == aspect].assessment_id.iloc[0])
