"""Finder: a published unit cost is found by words and taken with its value, source and who bears it; or one's own is typed."""

import streamlit as st

from core.charts.kit.formats import financial_year
from core.domain.drafts import Draft
from core.domain.library import PricedUnit
from core.reports.drafts.answers import Kind, read_answer, shown
from core.reports.drafts.library import bearers, find_unit_costs
from core.reports.drafts.new_rows import new_benefit, own_benefit
from pages.sections.drafts.cells import add_by
from pages.shell.user_text import plain

_AGAIN = "draft.again"
WHOSE = {"fiscal": "A service's: it costs less", "economic": "The economy's", "social": "People's own"}


@st.fragment
def draw(draft: Draft) -> None:
    """Ask what will happen less often."""
    if st.session_state.pop(_AGAIN, False):
        st.rerun()
    name = f"draft-{draft.draft_id}-find"
    text = st.text_input(
        "What will happen less often?", key=name, type="search", live="300ms", placeholder="A&E, arrest, temporary accommodation",
        help="Published unit costs are searched by their words.", max_chars=100,
    )  # fmt: skip
    base_year = int(draft.of("programme")[0]["base_year"])
    found = find_unit_costs(text, base_year)
    if text.strip() and not found:
        st.markdown("No published unit cost has all these words. Try fewer words, or enter your own value.")
    for one in found:
        _card(draft, one.unit, name, is_old=one.is_old)
        if one.parts:
            with st.expander(plain(f"{len(one.parts)} cases of it, cheaper or dearer: {one.unit.code}")):
                for part in one.parts:
                    _card(draft, part, name, is_old=one.is_old)
    with st.expander("Enter my own value"), st.form(f"draft-{draft.draft_id}-own", clear_on_submit=True, border=False):
        title = st.text_input("What happens less often", key=f"draft-{draft.draft_id}-own-title", max_chars=200)
        unit_column, value_column = st.columns(2)
        unit = unit_column.text_input("What is counted", key=f"draft-{draft.draft_id}-own-unit", placeholder="visit", max_chars=60)
        value = value_column.text_input("What is one worth?", key=f"draft-{draft.draft_id}-own-value", placeholder="£109")
        whose = st.selectbox(
            "Whose gain is it?", list(WHOSE), format_func=WHOSE.__getitem__, key=f"draft-{draft.draft_id}-own-whose"
        )
        if st.form_submit_button("Use my own"):
            cell = read_answer(Kind.money, value).cell
            add_by(draft.draft_id, lambda: own_benefit(draft, title, unit, cell, whose))
            st.rerun()


def _card(draft: Draft, unit: PricedUnit, box_name: str, *, is_old: bool) -> None:
    with st.container(border=True):
        text, use = st.columns([4, 1], vertical_alignment="center")
        with text:
            st.markdown(f"**{plain(unit.detail)}**")
            year = financial_year(unit.price_year)
            whose = {"fiscal": "cost to services", "economic": "worth to the economy", "social": "worth to people"}
            told = [
                f"{shown(Kind.money, f'{unit.amount_gbp:.12g}')} {unit.unit.lower()}", whose[unit.benefit_class.value],
                f"old: {year} prices" if is_old else f"{year} prices", _who(draft, unit), unit.code,
            ]  # fmt: skip
            st.caption(plain(" · ".join(told)))
        use.button(
            f"Use this:gray[: {plain(unit.detail)}]", key=f"draft-{draft.draft_id}-use-{unit.name}",
            on_click=_use, args=(draft, unit, box_name),
        )  # fmt: skip


def _who(draft: Draft, unit: PricedUnit) -> str:
    titles = draft.titles("partners")
    saves = [titles[one] for one in bearers(unit, draft.of("partners"))]
    return f"saves: {saves[0]}" if len(saves) == 1 else f"borne by {unit.agency or 'nobody named'}"


def _use(draft: Draft, unit: PricedUnit, box_name: str) -> None:
    if add_by(draft.draft_id, lambda: new_benefit(draft, unit)):
        st.session_state[box_name] = ""
    st.session_state[_AGAIN] = True
