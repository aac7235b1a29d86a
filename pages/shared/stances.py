"""The boxes of a decision that are many of a kind: where each partner stands, alternatives, actions."""

from collections.abc import Callable
from datetime import date
from typing import Any

import streamlit as st

from core.domain.case import Case
from core.domain.decisions import STANCE_WORDS, Alternative, DecisionAction, Position, Stance
from core.reports.decisions import bodies, decidable_options
from core.reports.flows import partner_titles
from pages.shared.text import plain

Key = Callable[[str], str]
ALL_AGREE = "all-agree"


def brief(key: Key, case: Case) -> None:
    """Draw one box for the usual case, and the rest behind a button."""
    with st.container(horizontal=True, vertical_alignment="center"):
        _all_agree(key)
        with st.popover("Position of each partner", icon=":material/groups:"):
            _each(key, case)


def in_full(key: Key, case: Case) -> None:
    """Draw the position of every partner."""
    _all_agree(key)
    _each(key, case)


def entered(key: Key, case: Case) -> tuple[Position, ...]:
    """Read the positions; a partner of whom nothing is said agrees where the box says that all others do, else has none."""
    agreeing = bodies(case) if st.session_state.get(key(ALL_AGREE)) else frozenset()
    found = []
    for partner_id in partner_titles(case):
        stance = st.session_state.get(key(f"stance-{partner_id}")) or (Stance.agrees if partner_id in agreeing else None)
        if stance is not None:
            found.append(one_entered(key, partner_id, stance))
    return tuple(found)


def one(key: Key, partner_id: str, label: str) -> Any:
    """Draw the position of one partner: where it stands, and if what or by when where that is asked for."""
    left, right = st.columns(2, vertical_alignment="bottom")
    with left:
        stance = st.selectbox(
            plain(label), list(STANCE_WORDS), format_func=lambda each: STANCE_WORDS[each].capitalize(), index=None,
            key=key(f"stance-{partner_id}"), placeholder="Not said", persist_state="session",
        )  # fmt: skip
    with right:
        if stance is Stance.agrees_if:
            st.text_input(f"{plain(label)}: agrees if", key=key(f"if-{partner_id}"), persist_state="session")
        elif stance is Stance.own_board:
            st.date_input(f"{plain(label)}: to its own board by", value=None, key=key(f"board-{partner_id}"),
                          format="DD/MM/YYYY", persist_state="session")  # fmt: skip
    return stance


def one_entered(key: Key, partner_id: str, stance: Any) -> Position:
    """Read the position of one partner."""
    is_if, is_board = stance == Stance.agrees_if, stance == Stance.own_board
    return Position(
        partner_id=partner_id,
        stance=Stance(stance),
        condition=(st.session_state.get(key(f"if-{partner_id}")) or "") if is_if else "",
        own_board_on=st.session_state.get(key(f"board-{partner_id}")) if is_board else None,
    )


def alternatives(key: Key, case: Case, chosen: str) -> tuple[Alternative, ...]:
    """Read why other options were not taken; those of which nothing is said were not considered."""
    said = {
        option_id: st.session_state.get(key(f"not-{option_id}")) for option_id in decidable_options(case) if option_id != chosen
    }
    return tuple(Alternative(option_id=option_id, why_rejected=why) for option_id, why in said.items() if why and why.strip())


def actions(key: Key, count: int) -> tuple[DecisionAction, ...]:
    """Read the actions; a line in which nothing is written is none."""
    found = []
    for number in range(count):
        what, owner = (st.session_state.get(key(f"{name}-{number}")) or "" for name in ("what", "owner"))
        due: date | None = st.session_state.get(key(f"due-{number}"))
        if what.strip() or owner.strip() or due is not None:
            found.append(DecisionAction(what=what, owner=owner, due_on=due))
    return tuple(found)


def _all_agree(key: Key) -> None:
    st.checkbox(
        "Every partner agrees, save where said otherwise", key=key(ALL_AGREE), wrap=True, persist_state="session",
        help="Residents and businesses at large are not counted in: say where they stand by name if they were asked.",
    )  # fmt: skip


def _each(key: Key, case: Case) -> None:
    for partner_id, title in partner_titles(case).items():
        one(key, partner_id, title)
