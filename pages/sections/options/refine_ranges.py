"""Two-step ranges: a what-if shows a first range at once and a finer one once the person has stopped changing it."""

from collections.abc import Callable

import streamlit as st

from core.domain.prices import MoneyBasis
from core.domain.scenario import Scenario
from core.engine.simulation.simulate import Simulation
from core.reports.uncertainty import AT_ONCE_DRAWS, SETTLED_DRAWS
from pages.components.pickers import Chosen
from pages.shell import cached_reads

SETTLES_AFTER_SECONDS = 1.5
_SETTLED = "what_if.settled"


def with_ranges(
    chosen: Chosen, scenario: Scenario, show: Callable[[Simulation, Simulation | None], None], basis: MoneyBasis
) -> None:
    """Ranges: show something that needs draws, with few of them while a what-if is new, with all of them once it has settled."""
    is_settled = _is_settled(scenario)

    @st.fragment(run_every=None if is_settled else SETTLES_AFTER_SECONDS)
    def part() -> None:
        if not is_settled and st.session_state.get("what_if.seen") == scenario.in_words:
            st.session_state[_SETTLED] = scenario.in_words
            st.rerun()
        st.session_state["what_if.seen"] = scenario.in_words
        place = (chosen.programme_id, chosen.number, scenario, draws_for(scenario))
        show(cached_reads.simulated(*place), cached_reads.shown_in(basis, *place))

    part()


def draws_for(scenario: Scenario) -> int:
    """How many draws a scenario is worth now."""
    return SETTLED_DRAWS if _is_settled(scenario) else AT_ONCE_DRAWS


def _is_settled(scenario: Scenario) -> bool:
    return scenario.is_as_entered or st.session_state.get(_SETTLED) == scenario.in_words
