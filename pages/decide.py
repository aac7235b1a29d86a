"""Decide: what was decided, on which figures, what is still to be done; record a decision; prepare a meeting."""

from datetime import UTC, datetime

import streamlit as st

from core.domain.scenario import Scenario
from core.reports.appraisals import compared_options
from core.reports.decisions import decisions_of
from core.reports.meetings import meetings_of
from core.store.refusals import Refused
from pages.shared import address, asking, choices, commented, deciding, preparing, reads, recording
from pages.shared.parts import refused

VIEWS = {"log": "Decisions", "record": "Record a decision", "meetings": "Meetings"}

st.title("Decide", anchor=False)
chosen = choices.programme()
person, pid = asking.person(), chosen.programme_id
just_recorded = recording.just_recorded(pid)
key = f"decide-{pid}"
asked = st.query_params.get("view")
if just_recorded is not None:
    st.session_state[key] = "log"
elif asked in VIEWS and key not in st.session_state:
    st.session_state[key] = asked
address.start_with(key, None, list(VIEWS), "log")
shown = st.segmented_control("Show", list(VIEWS), format_func=VIEWS.__getitem__, key=key, persist_state="session", required=True)
try:
    found, meetings = decisions_of(reads.database(), person, pid), meetings_of(reads.database(), person, pid)
except Refused as refusal:
    refused(refusal)
    st.stop()

opened = None
if shown == "log":
    opened = deciding.log(chosen, person, found, just_recorded)
    if opened is not None:
        commented.decision(chosen, opened)
elif shown == "record":
    today = datetime.now(UTC).date()
    held = next((each for each in meetings if each.held_on <= today and each.number == chosen.number), None)
    options = compared_options(chosen.loaded.case)
    if options:
        option_id = options[0] if held is None else held.option_id
        held_on = today if held is None else held.held_on
        sheet = recording.Sheet(pid, chosen.loaded, option_id, held_on, held, Scenario())
        recording.on_decide(sheet, person, [each for each in found if each.stands])
    else:
        st.info("This programme has no option beside business as usual. Add one to options.csv on the Data page.")
else:
    preparing.meetings(chosen, person, meetings)
address.keep(
    programme=pid,
    version=choices.version_in_address(chosen),
    view=None if shown == "log" else shown,
    decision=None if opened is None else str(opened),
)
