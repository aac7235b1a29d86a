"""Money basis: one switch of the money that figures are shown in, the same on every page, kept in the address and the session."""

import streamlit as st
from streamlit.runtime.scriptrunner_utils.script_run_context import ThreadState

from core.domain.prices import MONEY_BASIS_WORDS, MoneyBasis
from core.reports.appraisals import Appraised
from core.reports.prices import why_no_money_of_the_day
from pages.shell import url_state
from pages.shell.user_text import plain

# What is chosen for every page, and the switch of one page: the browser forgets a switch when its page is left.
CHOSEN, IN_ADDRESS = "money.basis", "money"
BASES = [basis.value for basis in MoneyBasis]


def switch(appraised: Appraised) -> MoneyBasis:
    """Draw the switch and give what is chosen; real money where money of the day has no price index, which is said."""
    url_state.start_with(CHOSEN, url_state.wanted(IN_ADDRESS), BASES, MoneyBasis.present_value.value)
    url_state.start_with(_key(), st.session_state[CHOSEN], BASES)
    picked = st.segmented_control(
        "Money shown as", BASES, format_func=lambda basis: MONEY_BASIS_WORDS[MoneyBasis(basis)], key=_key(), required=True
    )
    st.session_state[CHOSEN] = picked or st.session_state[CHOSEN]
    reason = why_no_money_of_the_day(appraised) if st.session_state[CHOSEN] == MoneyBasis.money_of_the_day else None
    if reason:
        st.info(plain(f"{reason} Figures are real instead."), icon=":material/info:")
    return chosen(appraised)


def chosen(appraised: Appraised) -> MoneyBasis:
    """What was chosen for every page, before or without the switch; real money where money of the day has no price index."""
    if st.session_state.get(_key()) is not None:  # pressed just now, in a switch that stands further down the page
        st.session_state[CHOSEN] = st.session_state[_key()]
    url_state.start_with(CHOSEN, url_state.wanted(IN_ADDRESS), BASES, MoneyBasis.present_value.value)
    basis = MoneyBasis(st.session_state[CHOSEN])
    is_missing = basis is MoneyBasis.money_of_the_day and why_no_money_of_the_day(appraised) is not None
    return MoneyBasis.real if is_missing else basis


def by_year(basis: MoneyBasis) -> MoneyBasis:
    """Money promised or recorded in a year is never discounted: where present values are chosen it is shown as real money."""
    return MoneyBasis.real if basis is MoneyBasis.present_value else basis


def in_address() -> str | None:
    """What the address says of the money: nothing for present values."""
    picked = st.session_state.get(CHOSEN, MoneyBasis.present_value.value)
    return None if picked == MoneyBasis.present_value.value else str(picked)


def _key() -> str:
    """The key of this page's own switch."""
    return f"money-basis-{ThreadState.get().active_script_hash}"
