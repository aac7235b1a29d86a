"""Evidence: what is claimed, on which studies, what was agreed beforehand, what was observed, and predictions against results."""

import streamlit as st

from core.reports.evidence.studies import evidence_log
from pages.components import form_feedback, pickers
from pages.sections.comments import anchors
from pages.sections.evidence import accept_effect, agreements, observations, record, studies
from pages.shell import url_state

VIEWS = {"known": "What is known", "agreed": "Agreed beforehand", "observed": "Observed", "expected": "Expected and seen"}

st.title("Evidence", anchor=False)
chosen = pickers.programme()
pickers.must_see_rows(chosen, "Studies, agreements and observations")
titles = studies.outcome_titles(chosen)
key = f"outcome-{chosen.programme_id}"
studied = evidence_log(chosen.loaded.case, studies.rules()).outcome_id
url_state.start_with(
    key, url_state.wanted_of(chosen.programme_id, "outcome"), list(titles), next(iter(studied), next(iter(titles)))
)
url_state.start_with("evidence-view", url_state.wanted("view"), list(VIEWS), "known")
outcome_column, view_column = st.columns(2)
with outcome_column:
    outcome_id = st.selectbox("Outcome", list(titles), format_func=titles.__getitem__, key=key, persist_state="session")
with view_column:
    view = st.segmented_control(
        "Show", list(VIEWS), format_func=VIEWS.__getitem__, key="evidence-view", persist_state="session", required=True
    )
url_state.keep(
    programme=chosen.programme_id,
    outcome=outcome_id,
    version=pickers.version_in_address(chosen),
    view=None if view == "known" else view,
)
accept_effect.say_what_happened()
form_feedback.say_what_was_recorded()

if view == "known":
    studies.together(chosen, outcome_id)
    studies.claims(chosen)
    record.study(chosen)
    anchors.studies(chosen)
elif view == "agreed":
    agreements.standing(chosen)
    record.agreement(chosen)
    agreements.missing(chosen)
    agreements.changes(chosen)
elif view == "observed":
    observations.effects(chosen, outcome_id)
else:
    observations.expected_and_seen(chosen, outcome_id)
