"""Evidence: what is claimed on what evidence, what was agreed beforehand, what was observed, and what came of what was expected."""

import streamlit as st

from core.reports.evidence import evidence_log
from pages.shared import accepting, address, agreeing, choices, commented, observing, weighing

VIEWS = {"known": "What is known", "agreed": "Agreed beforehand", "observed": "Observed", "expected": "Expected and seen"}

st.title("Evidence", anchor=False)
programme_column, outcome_column = st.columns(2)
with programme_column:
    chosen = choices.programme()
choices.must_see_rows(chosen, "Studies, agreements and observations")
titles = weighing.outcome_titles(chosen)
key = f"outcome-{chosen.programme_id}"
studied = evidence_log(chosen.loaded.case, weighing.rules()).outcome_id
address.start_with(key, address.wanted_of(chosen.programme_id, "outcome"), list(titles), next(iter(studied), next(iter(titles))))
with outcome_column:
    outcome_id = st.selectbox("Outcome", list(titles), format_func=titles.__getitem__, key=key, persist_state="session")
address.start_with("evidence-view", address.wanted("view"), list(VIEWS), "known")
view = st.segmented_control(
    "Show", list(VIEWS), format_func=VIEWS.__getitem__, key="evidence-view", persist_state="session", required=True
)
address.keep(
    programme=chosen.programme_id,
    outcome=outcome_id,
    version=choices.version_in_address(chosen),
    view=None if view == "known" else view,
)
accepting.say_what_happened()

if view == "known":
    weighing.claims(chosen)
    weighing.together(chosen, outcome_id)
    commented.studies(chosen)
elif view == "agreed":
    agreeing.standing(chosen)
    agreeing.missing(chosen)
    agreeing.changes(chosen)
elif view == "observed":
    observing.effects(chosen, outcome_id)
else:
    observing.expected_and_seen(chosen, outcome_id)
