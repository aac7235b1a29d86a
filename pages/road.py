"""Road to scale: where the programme stands from prototype to sustained system, its gates, what blocks it, and whose move it is."""

import streamlit as st

from core.reports.gates import standings, what_gates_are_held_to
from pages.shared import (
    address,
    asking,
    choices,
    commented,
    dimensions,
    filling_in,
    gate_cards,
    gate_settings,
    lasting,
    readiness_asked,
    reads,
    standing_now,
    told,
)

VIEWS = {
    "stands": "Where we stand",
    "gates": "Gates",
    "readiness": "Readiness",
    "lasting": "Can it go on",
    "seen": "Predicted and seen",
    "case": "The case",
}

st.title("Road to scale", anchor=False)
programme_column, option_column = st.columns(2)
with programme_column:
    chosen = choices.programme()
with option_column:
    option_id = choices.option(chosen)
address.start_with("road-view", address.wanted("view"), list(VIEWS), "stands")
view = st.segmented_control(
    "Show", list(VIEWS), format_func=VIEWS.__getitem__, key="road-view", persist_state="session", required=True
)
address.keep(
    programme=chosen.programme_id,
    option=option_id,
    version=choices.version_in_address(chosen),
    view=None if view == "stands" else view,
)
told.badges(chosen)
filling_in.say_what_was_recorded()

option = next(row for row in chosen.loaded.case.options if row.option_id == option_id)
kept = what_gates_are_held_to(reads.database(), asking.person(), chosen.programme_id)
settings = kept[0].settings if kept else None

if view in ("stands", "gates", "case"):
    simulation = reads.simulated(chosen.programme_id, chosen.number)
    gates = standings(
        reads.database(), asking.person(), chosen.appraised, option_id, today=filling_in.today(), simulation=simulation
    )

if view == "stands":
    standing_now.the_way(chosen, option)
    standing_now.the_next_gate(chosen, gates)
    standing_now.the_entry(chosen)
elif view == "gates":
    st.header("The gates", anchor=False)
    gate_cards.cards(gates)
    commented.gates(chosen, option_id, gates)
    gate_cards.agreed_problem(chosen, option)
    gate_cards.decide_form(chosen, option, gates)
    gate_cards.history(chosen)
    gate_settings.held_to(chosen)
elif view == "readiness":
    least = settings.least_readiness if settings else None
    readiness_asked.ready(chosen, least)
    readiness_asked.mature(chosen, settings.least_maturity if settings else None)
    readiness_asked.assess(chosen, least)
    readiness_asked.past(chosen)
elif view == "lasting":
    lasting.lasting(chosen, option_id)
elif view == "seen":
    lasting.predicted_and_seen(chosen)
else:
    dimensions.show(chosen, option, gates, simulation)
told.definitions()
