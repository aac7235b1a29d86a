"""The what-ifs of a meeting: three figures at most, tried in front of everybody and saved nowhere."""

import streamlit as st

from core.domain.scenario import Scenario
from core.store.meetings import StoredMeeting
from pages.shared.whatif import BOXES

LABELS = {name: label for name, label, _ in BOXES} | {"horizon_years": "Years counted"}
_HELP = {name: meaning for name, _, meaning in BOXES} | {"horizon_years": "How many years after year 0 are counted."}


def scenario(meeting: StoredMeeting) -> Scenario:
    """The what-if this window holds; as entered where nothing was changed."""
    found = {name: st.session_state.get(_key(meeting, name)) for name in meeting.levers}
    return Scenario(**{name: _of_scenario(name, value) for name, value in found.items() if value is not None})


def boxes(meeting: StoredMeeting, now: Scenario, *, may_change: bool) -> None:
    """Draw a box for each lever, and say clearly when the figures shown are a what-if."""
    if not meeting.levers:
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom", key="meeting-levers"):
        if may_change:
            for name in meeting.levers:
                _box(meeting, name)
            st.button(
                "Reset", key="meeting-reset", on_click=_reset, args=(meeting,), disabled=now.is_as_entered,
                icon=":material/restart_alt:", help="Back to the figures as entered",
            )  # fmt: skip
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
    label = LABELS[name].removesuffix(", %").lower()
    return f"{label} {value}" if name == "horizon_years" else f"{label} {100 * value:g}%"


def _box(meeting: StoredMeeting, name: str) -> None:
    is_years = name == "horizon_years"
    st.number_input(
        LABELS[name], min_value=1 if is_years else 0.0, max_value=60 if is_years else 100.0, step=1 if is_years else 5.0,
        format="%d" if is_years else "%.4g", value=None, key=_key(meeting, name), persist_state="session",
        placeholder="as entered", help=_HELP[name], width=230,
    )  # fmt: skip


def _of_scenario(name: str, value: float) -> float | int:
    return int(value) if name == "horizon_years" else value / 100


def _reset(meeting: StoredMeeting) -> None:
    for name in meeting.levers:
        st.session_state[_key(meeting, name)] = None


def _key(meeting: StoredMeeting, name: str) -> str:
    return f"meeting-lever-{name}-{meeting.programme_id}-{meeting.meeting_id}"
