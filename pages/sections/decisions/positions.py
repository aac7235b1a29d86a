"""Positions, alternatives and actions: the boxes of a decision of which there are many."""

from collections.abc import Callable
from datetime import date
from typing import Any

import streamlit as st

from core.charts.sentences.decisions import other_than_answered, stance_of, tick_sentence, why_not_sentence
from core.domain.case.case import Case
from core.domain.deals.splits import SplitTable
from core.domain.decisions import STANCE_WORDS, Alternative, DecisionAction, Position, Stance
from core.reports.appraisals import Appraised
from core.reports.decisions import bodies, decidable_options
from core.reports.flows import partner_titles
from core.reports.options import npsv_range
from pages.shell.user_text import plain

Key = Callable[[str], str]
ALL_AGREE = "all-agree"
BUTTONS = {
    Stance.agrees: "Agrees", Stance.agrees_if: "Agrees if", Stance.own_board: "Own board by",
    Stance.does_not_agree: "Does not agree", Stance.not_present: "Not present",
}  # fmt: skip


def grid(key: Key, case: Case, found: SplitTable | None) -> None:
    """Draw one row a partner and one click each, filled in from the answers to the offer, and the tick for all the others."""
    titles, own_say = partner_titles(case), bodies(case)
    fill_in(key, case, found)
    with st.container(key="positions"):
        for partner_id in titles:
            if partner_id in own_say:
                _row(key, partner_id, titles[partner_id], found)
    others = [partner_id for partner_id in titles if partner_id not in own_say]
    with st.container(horizontal=True, vertical_alignment="center"):
        is_ticked = _all_agree(key)
        if others:
            with st.popover("Residents and businesses at large", icon=":material/groups:"), st.container(key="positions-others"):
                for partner_id in others:
                    _row(key, partner_id, titles[partner_id], found)
    if is_ticked:
        _what_the_tick_does(key, case)


def filled_in(case: Case, found: SplitTable | None) -> str:
    """Say how many positions were filled in from the answers to the offer; empty for none."""
    answered = {line.partner_id for line in (found.lines if found is not None else ()) if stance_of(line)}
    number = len(answered & partner_titles(case).keys())
    if found is None or found.offer is None or not number:
        return ""
    return f"{number} filled in from the answers to offer {found.offer.offer_id}. One click changes any."


def entered(key: Key, case: Case) -> tuple[Position, ...]:
    """Positions: read them; a partner left blank agrees where the box says that all others do, else it has none."""
    agreeing = bodies(case) if st.session_state.get(key(ALL_AGREE)) else frozenset()
    positions = []
    for partner_id in partner_titles(case):
        stance = st.session_state.get(key(f"stance-{partner_id}")) or (Stance.agrees if partner_id in agreeing else None)
        if stance is not None:
            positions.append(one_entered(key, partner_id, stance))
    return tuple(positions)


def one(key: Key, partner_id: str, label: str) -> Any:
    """Draw the position of one partner: where it stands, and if what or by when where that is asked for."""
    left, right = st.columns(2, vertical_alignment="bottom")
    with left:
        stance = st.selectbox(
            plain(label), list(STANCE_WORDS), format_func=lambda each: STANCE_WORDS[each].capitalize(), index=None,
            key=key(f"stance-{partner_id}"), placeholder="Not said", persist_state="session",
        )  # fmt: skip
    with right:
        _further(key, partner_id, label, stance, "visible")
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


def why_not(key: Key, appraised: Appraised, chosen: str) -> None:
    """Draw the other options, each with a reason from the figures that may be put otherwise."""
    frame = npsv_range(appraised)
    for option_id, title in decidable_options(appraised.case).items():
        if option_id == chosen:
            continue
        name = key(_why_not(option_id, chosen))
        if name not in st.session_state:
            st.session_state[name] = why_not_sentence(frame, option_id, chosen)
        st.text_input(f"Why not: {plain(title)}", key=name, placeholder="Empty when it was not considered", persist_state="session")


def alternatives(key: Key, case: Case, chosen: str) -> tuple[Alternative, ...]:
    """Read why other options were not taken; those of which nothing is said were not considered."""
    others = [option_id for option_id in decidable_options(case) if option_id != chosen]
    said = {option_id: st.session_state.get(key(_why_not(option_id, chosen))) for option_id in others}
    return tuple(Alternative(option_id=option_id, why_rejected=why) for option_id, why in said.items() if why and why.strip())


def actions(key: Key, count: int) -> tuple[DecisionAction, ...]:
    """Read the actions; a line in which nothing is written is none."""
    entered_actions = []
    for number in range(count):
        what, owner = (st.session_state.get(key(f"{name}-{number}")) or "" for name in ("what", "owner"))
        due: date | None = st.session_state.get(key(f"due-{number}"))
        if what.strip() or owner.strip() or due is not None:
            entered_actions.append(DecisionAction(what=what, owner=owner, due_on=due))
    return tuple(entered_actions)


def said_so_far(key: Key, case: Case) -> str:
    """Count the bodies whose position is said: "3 of 8"."""
    own_say = bodies(case)
    said = [position for position in entered(key, case) if position.partner_id in own_say]
    return f"{len(said)} of {len(own_say)}"


def _why_not(option_id: str, chosen: str) -> str:
    return f"not-{option_id}-beside-{chosen}"


def fill_in(key: Key, case: Case, found: SplitTable | None) -> None:
    """Fill the answers to the offer in, whether or not they are drawn yet; what a person has since changed stays.

    Where another offer is looked at, what the one before filled in and nobody touched gives way to its answers.
    """
    offer_id = None if found is None or found.offer is None else found.offer.offer_id
    before: dict[str, Stance] = st.session_state.get(key("filled-in"), {})
    if key("filled-from") in st.session_state and st.session_state[key("filled-from")] == offer_id:
        return
    answered = {line.partner_id: line for line in (found.lines if found is not None else ()) if stance_of(line)}
    filled = {}
    for partner_id in partner_titles(case):
        name, line = key(f"stance-{partner_id}"), answered.get(partner_id)
        if st.session_state.get(name) not in (None, before.get(partner_id)):
            continue
        stance = None if line is None else stance_of(line)
        st.session_state[name] = stance
        if line is not None and stance is not None:
            filled[partner_id] = stance
            st.session_state[key(f"if-{partner_id}")] = line.condition if stance is Stance.agrees_if else ""
    st.session_state[key("filled-from")], st.session_state[key("filled-in")] = offer_id, filled


def _row(key: Key, partner_id: str, title: str, found: SplitTable | None) -> None:
    name, buttons, further = st.columns([2.7, 4.7, 1.9], vertical_alignment="center", gap="small")
    with name:
        st.markdown(plain(title))
    with buttons:
        stance = st.segmented_control(
            plain(f"Position of {title}"), list(BUTTONS), format_func=BUTTONS.__getitem__, key=key(f"stance-{partner_id}"),
            label_visibility="collapsed", persist_state="session",
        )  # fmt: skip
    with further:
        _further(key, partner_id, title, stance, "collapsed")
        other = other_than_answered(found, partner_id, stance) if stance else ""
        if other:
            st.caption(f":material/warning: {plain(other[:1].upper() + other[1:])}")


def _further(key: Key, partner_id: str, label: str, stance: Any, visibility: Any) -> None:
    if stance is Stance.agrees_if:
        st.text_input(f"{plain(label)}: agrees if", key=key(f"if-{partner_id}"), persist_state="session", placeholder="if what?",
                      label_visibility=visibility)  # fmt: skip
    elif stance is Stance.own_board:
        st.date_input(f"{plain(label)}: to its own board by", value=None, key=key(f"board-{partner_id}"),
                      format="DD/MM/YYYY", persist_state="session", label_visibility=visibility)  # fmt: skip


def _all_agree(key: Key) -> bool:
    return st.checkbox(
        "Every partner agrees, save where said otherwise", key=key(ALL_AGREE), wrap=True, persist_state="session",
        help="Residents and businesses at large are not counted in: say where they stand by name if they were asked.",
    )  # fmt: skip


def _what_the_tick_does(key: Key, case: Case) -> None:
    titles, own_say = partner_titles(case), bodies(case)
    said = {one: st.session_state.get(key(f"stance-{one}")) for one in titles}
    agreeing = [titles[one] for one, stance in said.items() if stance is None and one in own_say]
    kept = [(titles[one], stance) for one, stance in said.items() if stance is not None]
    st.caption(plain(tick_sentence(agreeing, kept)))
