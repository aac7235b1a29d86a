"""What-if: a few assumptions changed for a look, kept in the address and never saved."""

from collections.abc import Sequence

import streamlit as st

from core.charts.kit.formats import whole_years
from core.domain.case.case import Case
from core.domain.case.options import Lever, Option
from core.domain.scenario import SCENARIO_WORDS, Scenario
from pages.components.pickers import Chosen
from pages.shell import url_state

HORIZONS = (5, 10, 20, 30)
SEPARATOR = "|"
# Name of the scenario's field, its label, and what it means. Entered and shown in per cent.
BOXES = tuple(
    (name, f"{SCENARIO_WORDS[name][:1].upper()}{SCENARIO_WORDS[name][1:]}, %", meaning)
    for name, meaning in (
        ("engagement", "For every option that reaches people at places."),
        ("retention", "For every option that reaches people at places."),
        ("scale_penalty", "How much of the effect is lost beyond the prototype."),
        ("p_adopted", "One chance for every lever."),
    )
)


def levers(chosen: Chosen) -> Scenario:
    """Draw the boxes and give the scenario they make; empty boxes mean as entered."""
    case, pid = chosen.loaded.case, chosen.programme_id
    st.header("What if", anchor=False)
    horizon = _horizon(case, pid)
    percents = _percents(chosen)
    with st.expander("Places and cost centres"):
        sites = _some("sites", "Places that take part", pid, {row.site_id: row.title for row in case.sites})
        picked = _some("centres", "Cost centres that release cash", pid, _own_centres(chosen))
    centres = None if picked is None else picked | _others_centres(chosen)
    own = case.programme.horizon_years
    shares = {name: percent / 100 for name, percent in percents.items() if percent is not None}
    scenario = Scenario(horizon_years=None if horizon == own else horizon, sites=sites, cost_centres=centres, **shares)
    st.button("Reset to as entered", on_click=reset, args=(chosen,), disabled=scenario.is_as_entered, icon=":material/restart_alt:")
    return scenario


def _percents(chosen: Chosen) -> dict[str, float | None]:
    """Draw the boxes of percentages two by two, so that they and the chart beside them are seen at once."""
    used = [box for box in BOXES if _is_used(chosen.loaded.case, box[0])]
    percents: dict[str, float | None] = {}
    for pair in range(0, len(used), 2):
        for column, box in zip(st.columns(2, gap="small", vertical_alignment="bottom"), used[pair : pair + 2], strict=False):
            with column:
                percents[box[0]] = _percent(chosen, *box)
    return percents


def banner(chosen: Chosen, scenario: Scenario) -> None:
    """Say whether these are the programme's figures or a what-if that is saved nowhere."""
    if scenario.is_as_entered:
        st.badge("As entered", icon=":material/check:", color="green")
        return
    with st.container(horizontal=True, gap="small"):
        st.badge("What-if: not saved", icon=":material/edit:", color="orange")
        st.caption(f"Changed: {', '.join(changes_in_words(chosen.loaded.case, scenario))}.")


def in_address(chosen: Chosen, scenario: Scenario) -> dict[str, str | None]:
    """The what-if as the address carries it; nothing for what is as entered."""
    address: dict[str, str | None] = {"horizon": None if scenario.horizon_years is None else str(scenario.horizon_years)}
    for name, _, _ in BOXES:
        share = getattr(scenario, name)
        address[name] = None if share is None else f"{100 * share:g}"
    address["sites"] = None if scenario.sites is None else _joined(scenario.sites)
    centres = scenario.cost_centres
    address["centres"] = None if centres is None else _joined(centres - _others_centres(chosen))
    return address


def _own_centres(chosen: Chosen) -> dict[str, str]:
    """Titles by id of the cost centres that are seen; those of others stay as they are entered."""
    scope = chosen.scope
    return {row.cost_centre_id: row.name for row in chosen.loaded.case.cost_centres if scope.sees_centre(row.cost_centre_id)}


def _others_centres(chosen: Chosen) -> frozenset[str]:
    return frozenset(row.cost_centre_id for row in chosen.loaded.case.cost_centres) - _own_centres(chosen).keys()


def _joined(ids: frozenset[str]) -> str:
    """Ids in one piece of text; the separator alone when there are none, since no id may hold it."""
    return SEPARATOR.join(sorted(ids)) or SEPARATOR


def _horizon(case: Case, pid: str) -> int:
    own = case.programme.horizon_years
    years = sorted({*HORIZONS, own})
    key = _key("horizon", pid)
    asked = url_state.wanted_number(pid, "horizon", 1, 200)
    url_state.start_with(key, int(asked) if asked is not None else None, years, own)
    picked: int = st.segmented_control("Years counted", years, key=key, persist_state="session", required=True)
    return picked


def _percent(chosen: Chosen, name: str, label: str, meaning: str) -> float | None:
    case, pid = chosen.loaded.case, chosen.programme_id
    key = _key(name, pid)
    entered = "" if chosen.scope.is_empty else _entered(case, name)
    url_state.start_with(key, url_state.wanted_number(pid, name, 0, 100))
    percent: float | None = st.number_input(
        label, min_value=0.0, max_value=100.0, step=1.0, format="%.4g", value=None, key=key, persist_state="session",
        placeholder=entered or "as entered", help=f"{meaning} As entered where nothing is typed.",
    )  # fmt: skip
    return percent


def _some(name: str, label: str, pid: str, titles: dict[str, str]) -> frozenset[str] | None:
    if len(titles) < 2:
        return None
    key, ids = _key(name, pid), list(titles)
    asked = url_state.wanted_of(pid, name)
    first = ids if asked is None else [id_ for id_ in ids if id_ in asked.split(SEPARATOR)]
    if key not in st.session_state:
        st.session_state[key] = first
    st.session_state[key] = [one for one in st.session_state[key] if one in titles]
    picked = st.multiselect(label, ids, format_func=titles.__getitem__, key=key, persist_state="session", placeholder="None")
    return None if set(picked) == set(ids) else frozenset(picked)


def _is_used(case: Case, name: str) -> bool:
    return bool(case.levers) if name == "p_adopted" else bool(case.option_sites)


def _entered(case: Case, name: str) -> str:
    rows = case.levers if name == "p_adopted" else [row for row in case.options if _has_sites(case, row.option_id)]
    values = sorted({round(100 * _entered_in(case, row, name), 1) for row in rows})
    return _span(values)


def _entered_in(case: Case, row: Option | Lever, name: str) -> float:
    if isinstance(row, Option) and name == "scale_penalty":
        return case.scale_penalty_of(row)
    entered: float = getattr(row, name)
    return entered


def _span(values: Sequence[float]) -> str:
    if not values:
        return "none"
    return f"{values[0]:g}" if len(values) == 1 else f"{values[0]:g} to {values[-1]:g}"


def _has_sites(case: Case, option_id: str) -> bool:
    return any(row.option_id == option_id for row in case.option_sites)


def changes_in_words(case: Case, scenario: Scenario) -> list[str]:
    """Say what a what-if changes, a few words each."""
    changes = [whole_years(scenario.horizon_years)] if scenario.horizon_years is not None else []
    for name, _, _ in BOXES:
        share = getattr(scenario, name)
        if share is not None:
            changes.append(f"{SCENARIO_WORDS[name]}: {100 * share:g}%")
    if scenario.sites is not None:
        changes.append(f"{len(scenario.sites)} of {len(case.sites)} places")
    if scenario.cost_centres is not None:
        changes.append(f"{len(scenario.cost_centres)} of {len(case.cost_centres)} cost centres")
    return changes


def reset(chosen: Chosen, horizon_years: int | None = None) -> None:
    """Set every box as entered; the years counted may be others by now than in the version at hand."""
    case, pid = chosen.loaded.case, chosen.programme_id
    st.session_state[_key("horizon", pid)] = horizon_years or case.programme.horizon_years
    for name, _, _ in BOXES:
        st.session_state[_key(name, pid)] = None
    st.session_state[_key("sites", pid)] = [row.site_id for row in case.sites]
    st.session_state[_key("centres", pid)] = list(_own_centres(chosen))


def _key(name: str, pid: str) -> str:
    return f"whatif-{name}-{pid}"
