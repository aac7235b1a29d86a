"""URL state: choices in the address, so that a copied link opens the same page with the same choices."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

_READ = "address.read"


def wanted(name: str) -> str | None:
    """What the address asked for when this session began, or None."""
    if _READ not in st.session_state:
        st.session_state[_READ] = {key: str(value) for key, value in st.query_params.to_dict().items()}
    found: str | None = st.session_state[_READ].get(name)
    return found


def wanted_number(programme_id: str, name: str, low: float, high: float) -> float | None:
    """A number the address asked of a programme; anything else, or out of bounds, counts as not asked."""
    try:
        number = float(wanted_of(programme_id, name) or "")
    except ValueError:
        return None
    return number if low <= number <= high else None


def wanted_of(programme_id: str, name: str) -> str | None:
    """What the address asked of one programme; what it says of another is not meant for this one."""
    return wanted(name) if wanted("programme") in (None, programme_id) else None


def forget(name: str) -> None:
    """Let go of what the address asked for, for the rest of this session."""
    wanted(name)
    st.session_state[_READ].pop(name, None)


def start_with(key: str, value: Any, allowed: Sequence[Any] | None = None, default: Any = None) -> None:
    """Give a widget its first value, and put right a value that is no longer on offer."""
    if key not in st.session_state:
        st.session_state[key] = value if value is not None and (allowed is None or value in allowed) else default
    elif allowed is not None and st.session_state[key] not in allowed:
        st.session_state[key] = default


def keep(**choices: str | None) -> None:
    """Write the choices of this page into the address, leaving out those that are as entered."""
    wanted("")
    st.query_params.from_dict({name: value for name, value in choices.items() if value is not None})
