"""What-ifs of a meeting: three figures at most, tried on the shared screen and saved nowhere."""

import streamlit as st

from core.domain.meetings import StoredMeeting
from core.domain.scenario import SCENARIO_WORDS, Scenario
from pages.sections.options.what_if import BOXES

LABELS = {name: label for name, label, _ in BOXES} | {"horizon_years": "Years counted"}
# On the screen there is room for few words: the help says them in full.
SHORT = {
    "engagement": "Offered who start, %", "retention": "Starters who finish, %", "scale_penalty": "Lost elsewhere, %",
    "p_adopted": "Others adopt it, %", "horizon_years": "Years counted",
}  # fmt: skip
_HELP = {name: meaning for name, _, meaning in BOXES} | {"horizon_years": "How many years after year 0 are counted."}


def scenario(meeting: StoredMeeting) -> Scenario:
    """Scenario: the what-if this window holds; the entered figures where nothing was changed."""
    figures = {name: st.session_state.get(_key(meeting, name)) for name in meeting.levers}
    return Scenario(**{name: _of_scenario(name, value) for name, value in figures.items() if value is not None})


def boxes(meeting: StoredMeeting, now: Scenario, *, may_change: bool) -> None:
    """Draw a box for each lever, and say clearly when the figures shown are a what-if."""
    if not meeting.levers:
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom", key="meeting-levers"):
        if may_change:
            for name in meeting.levers:
                _box(meeting, name)
            if not now.is_as_entered:
                st.button("Reset", key="meeting-reset", on_click=_reset, args=(meeting,), icon=":material/restart_alt:",
                          help="Back to the figures as entered")  # fmt: skip
        banner(now)


def banner(now: Scenario) -> None:
    """Say whether the figures are as entered, or a what-if and which."""
    if now.is_as_entered:
        st.badge("As entered", icon=":material/check:", color="green")
        return
    changed = now.model_dump(exclude_none=True)
    said = ", ".join(_words(name, value) for name, value in changed.items())
    st.badge(f"What-if: not saved ({said})", icon=":material/edit:", color="orange")


def _words(name: str, value: float) -> str:
    said = SCENARIO_WORDS[name]
    return f"{said}: {value}" if name == "horizon_years" else f"{said}: {100 * value:g}%"


def _box(meeting: StoredMeeting, name: str) -> None:
    is_years = name == "horizon_years"
    st.number_input(
        SHORT[name], min_value=1 if is_years else 0.0, max_value=60 if is_years else 100.0, step=1 if is_years else 5.0,
        format="%d" if is_years else "%.4g", value=None, key=_key(meeting, name), persist_state="session",
        placeholder="as entered", help=f"{LABELS[name].removesuffix(', %')}. {_HELP[name]}", width=230,
    )  # fmt: skip


def _of_scenario(name: str, value: float) -> float | int:
    return int(value) if name == "horizon_years" else value / 100


def _reset(meeting: StoredMeeting) -> None:
    for name in meeting.levers:
        st.session_state[_key(meeting, name)] = None


def _key(meeting: StoredMeeting, name: str) -> str:
    return f"meeting-lever-{name}-{meeting.programme_id}-{meeting.meeting_id}"
