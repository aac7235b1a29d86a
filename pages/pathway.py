"""Road to scale: where the programme stands from prototype to sustained system, its gates, what blocks it, and whose move it is."""

import streamlit as st

from core.reports.gates.standing import standings, what_gates_are_held_to
from pages.components import form_feedback, pickers
from pages.components.definitions import definitions
from pages.components.version_badges import badges
from pages.sections.comments import anchors
from pages.sections.gates import business_case, cards, pathway, readiness, sustainability
from pages.sections.gates import settings as gate_settings
from pages.shell import cached_reads, identity, store, url_state

VIEWS = {
    "stands": "Where we stand",
    "gates": "Gates",
    "readiness": "Readiness",
    "lasting": "Can it go on",
    "seen": "Predicted and seen",
    "case": "The case",
}

st.title("Road to scale", anchor=False)
chosen = pickers.programme()
option_id = pickers.option(chosen)
url_state.start_with("road-view", url_state.wanted("view"), list(VIEWS), "stands")
view = st.segmented_control(
    "Show", list(VIEWS), format_func=VIEWS.__getitem__, key="road-view", persist_state="session", required=True
)
url_state.keep(
    programme=chosen.programme_id,
    option=option_id,
    version=pickers.version_in_address(chosen),
    view=None if view == "stands" else view,
)
badges(chosen)
form_feedback.say_what_was_recorded()

option = next(row for row in chosen.loaded.case.options if row.option_id == option_id)
kept = what_gates_are_held_to(store.database(), identity.person(), chosen.programme_id)
settings = kept[0].settings if kept else None

if view in ("stands", "gates", "case"):
    simulation = cached_reads.simulated(chosen.programme_id, chosen.number)
    gates = standings(
        store.database(), identity.person(), chosen.appraised, option_id, today=form_feedback.today(), simulation=simulation
    )

if view == "stands":
    pathway.the_way(chosen, option)
    pathway.the_next_gate(chosen, gates)
    pathway.the_entry(chosen)
elif view == "gates":
    st.header("The gates", anchor=False)
    cards.cards(gates)
    anchors.gates(chosen, option_id, gates)
    cards.agreed_problem(chosen, option)
    cards.decide_form(chosen, option, gates)
    cards.history(chosen)
    gate_settings.held_to(chosen)
elif view == "readiness":
    least = settings.least_readiness if settings else None
    readiness.ready(chosen, least)
    readiness.mature(chosen, settings.least_maturity if settings else None)
    readiness.assess(chosen, least)
    readiness.past(chosen)
elif view == "lasting":
    sustainability.lasting(chosen, option_id)
elif view == "seen":
    sustainability.predicted_and_seen(chosen)
else:
    business_case.show(chosen, option, gates, simulation)
definitions()
