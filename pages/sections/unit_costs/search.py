"""Searching the workbook of unit costs by words."""

import streamlit as st

from core.domain.unit_costs import UnitCost, UnitCosts
from core.reports.unit_costs import settled_agencies, unit_costs
from pages.components.pickers import Chosen
from pages.sections.unit_costs.tables import costs_table, long_table
from pages.shell import identity, store


def find(chosen: Chosen, costs: UnitCosts) -> UnitCost | None:
    """Search the unit costs, and let one be picked."""
    st.header("Find a unit cost", anchor=False)
    text = st.text_input("Words or a code", key="find-cost", placeholder="arrest, HO1.0, hospital bed", max_chars=100)
    if not text.strip():
        st.markdown(f"{len(costs.rows):,} unit costs are held. Give a word that stands in the one you look for, or its code.")
        return None
    matches = unit_costs(costs, text, settled_agencies(store.database(), identity.person(), chosen.programme_id))
    if matches.empty:
        st.markdown("No unit cost has all these words. Try fewer, or a part of a word.")
        return None
    st.caption(f"{len(matches):,} found. Every word must stand in a row; codes and texts first, then comments.")
    rows = {(row.sheet, row.row): row for row in costs.rows}
    places = list(zip(matches.sheet, matches.row, strict=True))
    st.session_state.setdefault("picked-cost", None)
    if st.session_state["picked-cost"] not in places:
        st.session_state["picked-cost"] = places[0] if len(places) == 1 else None
    picked = st.selectbox("Unit cost to use", places, format_func=lambda place: _cost_name(rows[place]), key="picked-cost",
                          placeholder="Choose one")  # fmt: skip
    if picked is None:
        long_table(costs_table(matches))
        return None
    return rows[picked]


def _cost_name(row: UnitCost) -> str:
    return f"{row.name}: {row.detail}"
