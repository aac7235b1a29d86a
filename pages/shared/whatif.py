"""What-ifs: a few assumptions changed for a look, kept in the address and never saved."""

from collections.abc import Sequence

import streamlit as st

from core.domain.case import Case
from core.domain.scenario import Scenario
from pages.shared import address
from pages.shared.choices import Chosen

HORIZONS = (5, 10, 20, 30)
SEPARATOR = "|"
# Name of the scenario's field, its label, and what it means. Entered and shown in per cent.
BOXES = (
    (
        "engagement",
        "Engagement, %",
        "Of those offered the work, how many take part. For every option that reaches people at places.",
    ),
    ("retention", "Retention, %", "Of those who take part, how many complete."),
    ("scale_penalty", "Scale penalty, %", "How much of the effect is lost beyond the prototype."),
    ("p_adopted", "Chance of adoption, %", "That others adopt each lever. One chance for every lever."),
)


def levers(chosen: Chosen) -> Scenario:
    """Draw the boxes and give the scenario they make; empty boxes mean as entered."""
    case, pid = chosen.loaded.case, chosen.programme_id
    st.header("What if", anchor=False)
    horizon = _horizon(case, pid)
    percents = {name: _percent(chosen, name, label, meaning) for name, label, meaning in BOXES if _is_used(case, name)}
    sites = _some("sites", "Places that take part", pid, {row.site_id: row.title for row in case.sites})
    picked = _some("centres", "Cost centres that release cash", pid, _own_centres(chosen))
    centres = None if picked is None else picked | _others_centres(chosen)
    own = case.programme.horizon_years
    shares = {name: percent / 100 for name, percent in percents.items() if percent is not None}
    scenario = Scenario(horizon_years=None if horizon == own else horizon, sites=sites, cost_centres=centres, **shares)
    st.button(
        "Reset to as entered", on_click=_reset, args=(chosen,), disabled=scenario.is_as_entered, icon=":material/restart_alt:"
    )
    return scenario


def banner(chosen: Chosen, scenario: Scenario) -> None:
    """Say whether these are the programme's figures or a what-if that is saved nowhere."""
    if scenario.is_as_entered:
        st.badge("As entered", icon=":material/check:", color="green")
        return
    with st.container(horizontal=True, gap="small"):
        st.badge("What-if: not saved", icon=":material/edit:", color="orange")
        st.caption(f"Changed: {', '.join(_changes(chosen.loaded.case, scenario))}.")


def in_address(chosen: Chosen, scenario: Scenario) -> dict[str, str | None]:
    """The what-if as the address carries it; nothing for what is as entered."""
    found: dict[str, str | None] = {"horizon": None if scenario.horizon_years is None else str(scenario.horizon_years)}
    for name, _, _ in BOXES:
        share = getattr(scenario, name)
        found[name] = None if share is None else f"{100 * share:g}"
    found["sites"] = None if scenario.sites is None else _joined(scenario.sites)
    centres = scenario.cost_centres
    found["centres"] = None if centres is None else _joined(centres - _others_centres(chosen))
    return found


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
    asked = address.wanted_number(pid, "horizon", 1, 200)
    address.start_with(key, int(asked) if asked is not None else None, years, own)
    picked: int = st.segmented_control("Years counted", years, key=key, persist_state="session", required=True)
    return picked


def _percent(chosen: Chosen, name: str, label: str, meaning: str) -> float | None:
    case, pid = chosen.loaded.case, chosen.programme_id
    key = _key(name, pid)
    entered = "" if chosen.scope.is_empty else f": {_entered(case, name)}"
    address.start_with(key, address.wanted_number(pid, name, 0, 100))
    found: float | None = st.number_input(
        label, min_value=0.0, max_value=100.0, step=1.0, format="%.4g", value=None, key=key, persist_state="session",
        placeholder=f"as entered{entered}", help=meaning,
    )  # fmt: skip
    return found


def _some(name: str, label: str, pid: str, titles: dict[str, str]) -> frozenset[str] | None:
    if len(titles) < 2:
        return None
    key, ids = _key(name, pid), list(titles)
    asked = address.wanted_of(pid, name)
    first = ids if asked is None else [one for one in ids if one in asked.split(SEPARATOR)]
    if key not in st.session_state:
        st.session_state[key] = first
    st.session_state[key] = [one for one in st.session_state[key] if one in titles]
    picked = st.multiselect(label, ids, format_func=titles.__getitem__, key=key, persist_state="session", placeholder="None")
    return None if set(picked) == set(ids) else frozenset(picked)


def _is_used(case: Case, name: str) -> bool:
    return bool(case.levers) if name == "p_adopted" else bool(case.option_sites)


def _entered(case: Case, name: str) -> str:
    rows = case.levers if name == "p_adopted" else [row for row in case.options if _has_sites(case, row.option_id)]
    values = sorted({round(100 * getattr(row, name), 1) for row in rows})
    return _span(values)


def _span(values: Sequence[float]) -> str:
    if not values:
        return "none"
    return f"{values[0]:g}" if len(values) == 1 else f"{values[0]:g} to {values[-1]:g}"


def _has_sites(case: Case, option_id: str) -> bool:
    return any(row.option_id == option_id for row in case.option_sites)


def _changes(case: Case, scenario: Scenario) -> list[str]:
    changes = [f"{scenario.horizon_years} years"] if scenario.horizon_years is not None else []
    for name, label, _ in BOXES:
        share = getattr(scenario, name)
        if share is not None:
            changes.append(f"{label.removesuffix(', %').lower()} {100 * share:g}%")
    if scenario.sites is not None:
        changes.append(f"{len(scenario.sites)} of {len(case.sites)} places")
    if scenario.cost_centres is not None:
        changes.append(f"{len(scenario.cost_centres)} of {len(case.cost_centres)} cost centres")
    return changes


def _reset(chosen: Chosen) -> None:
    case, pid = chosen.loaded.case, chosen.programme_id
    st.session_state[_key("horizon", pid)] = case.programme.horizon_years
    for name, _, _ in BOXES:
        st.session_state[_key(name, pid)] = None
    st.session_state[_key("sites", pid)] = [row.site_id for row in case.sites]
    st.session_state[_key("centres", pid)] = list(_own_centres(chosen))


def _key(name: str, pid: str) -> str:
    return f"whatif-{name}-{pid}"
