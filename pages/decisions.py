"""Decide: what was decided, on which figures, what is still to be done; record a decision; prepare a meeting."""

from datetime import UTC, datetime

import streamlit as st

from core.domain.errors import Refused
from core.domain.scenario import Scenario
from core.reports.appraisals import compared_options
from core.reports.decisions import decisions_of
from core.reports.meetings import meetings_of
from pages.components import pickers
from pages.sections.comments import anchors
from pages.sections.decisions import confirmation, log, record
from pages.sections.meetings import prepare
from pages.shell import identity, store, url_state
from pages.shell.errors import refused

VIEWS = {"log": "Decisions", "record": "Record a decision", "meetings": "Meetings"}

st.title("Decide", anchor=False)
chosen = pickers.programme()
person, pid = identity.person(), chosen.programme_id
just_recorded = confirmation.just_recorded(pid)
key = f"decide-{pid}"
asked = st.query_params.get("view")
if just_recorded is not None:
    st.session_state[key] = "log"
elif asked in VIEWS and key not in st.session_state:
    st.session_state[key] = asked
url_state.start_with(key, None, list(VIEWS), "log")
shown = st.segmented_control("Show", list(VIEWS), format_func=VIEWS.__getitem__, key=key, persist_state="session", required=True)
try:
    found, meetings = decisions_of(store.database(), person, pid), meetings_of(store.database(), person, pid)
except Refused as refusal:
    refused(refusal)
    st.stop()

opened = None
if shown == "log":
    opened = log.log(chosen, person, found, just_recorded)
    if opened is not None:
        anchors.decision(chosen, opened)
elif shown == "record":
    today = datetime.now(UTC).date()
    held = next((each for each in meetings if each.held_on <= today and each.number == chosen.number), None)
    options = compared_options(chosen.loaded.case)
    if options:
        option_id = options[0] if held is None else held.option_id
        held_on = today if held is None else held.held_on
        sheet = record.Sheet(pid, chosen.loaded, option_id, held_on, held, Scenario())
        record.on_decide(sheet, person, [each for each in found if each.stands])
    else:
        st.info("This programme has no option beside business as usual. Add one to options.csv on the Data page.")
else:
    prepare.meetings(chosen, person, meetings)
url_state.keep(
    programme=pid,
    version=pickers.version_in_address(chosen),
    view=None if shown == "log" else shown,
    decision=None if opened is None else str(opened),
)
