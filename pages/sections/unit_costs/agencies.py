"""Agencies: which partners bear the agencies of the workbook."""

from datetime import UTC, datetime

import pandas as pd
import streamlit as st

from core.actions.unit_costs import settle_agencies
from core.domain.errors import Refused
from core.domain.people import Doing
from core.domain.unit_costs import UnitCosts
from core.reports.unit_costs import agencies_to_match, rows_to_ask, settled_agencies
from pages.components import pickers
from pages.components.layout import text_table
from pages.components.pickers import Chosen
from pages.sections.evidence import accept_effect
from pages.sections.unit_costs.tables import agencies_table, asked_table, long_table
from pages.shell import identity, store
from pages.shell.user_text import plain

NONE_OF_THEM = "None of the partners"


def who_bears(chosen: Chosen, costs: UnitCosts) -> None:
    """Match agencies to partners once; ask about every row that names several agencies or none."""
    settled = settled_agencies(store.database(), identity.person(), chosen.programme_id)
    partners = _partners(chosen)
    agencies, asked = agencies_to_match(costs, settled), rows_to_ask(costs, settled)
    open_agencies = agencies[agencies.partner.isna() & (agencies.must_be_asked_by_row == False)]  # noqa: E712
    st.header("Who is which agency", anchor=False)
    st.markdown(
        f"{len(open_agencies):,} agencies are not matched to a partner yet, and {len(asked):,} rows name several agencies or none. "
        "What you settle is remembered for the next edition."
    )
    if not closed(chosen):
        _settling(chosen, agencies, asked, open_agencies)
    with st.expander(f"All {len(agencies):,} agencies"):
        text_table(agencies_table(agencies, partners))
    with st.expander(f"{len(asked):,} rows that only a person can settle"):
        long_table(asked_table(asked))


def closed(chosen: Chosen) -> bool:
    """Say so where the person may not change the unit costs."""
    closed = pickers.why_not(Doing.price_units, chosen, "Changing unit costs")
    if closed is not None:
        st.info(plain(closed), icon=":material/lock:")
    return closed is not None


def _settling(chosen: Chosen, agencies: pd.DataFrame, asked: pd.DataFrame, open_agencies: pd.DataFrame) -> None:
    by_agency, by_row = st.columns(2)
    with by_agency:
        st.subheader("An agency", anchor=False)
        names = _agency_names(agencies)
        first = next(iter(open_agencies.key), next(iter(names), None))
        _settle_one(chosen, "agency", names, first, {})
    with by_row:
        st.subheader("A row that says Multiple, or nobody", anchor=False)
        rows = {row.key: f"{row.code or row.key}: {row.detail}"[:90] for row in asked.itertuples()}
        if rows:
            _settle_one(chosen, "row", rows, next(iter(rows)), dict(zip(asked.key, asked.suggestion, strict=True)))
        else:
            st.markdown("Every one is settled.")


def _settle_one(chosen: Chosen, what: str, names: dict[str, str], first: str | None, suggested: dict[str, str]) -> None:
    if first is None:
        st.markdown("There is none.")
        return
    key, partners = f"settle-{what}", _partners(chosen)
    if st.session_state.get(key) not in names:
        st.session_state[key] = first
    picked = st.selectbox("Agency" if what == "agency" else "Row", list(names), format_func=names.__getitem__, key=key)
    if suggested.get(picked):
        st.caption(plain(f"Its own parts say: {suggested[picked]}."))
    who = st.multiselect("Borne by", ["", *partners], format_func=lambda name: partners.get(name, NONE_OF_THEM),
                         key=f"settle-{what}-who", placeholder="Choose partners")  # fmt: skip
    shares = _shares(what, who, partners)
    st.button("Remember", key=f"settle-{what}-save", on_click=_settle, args=(chosen, picked, who, shares, f"settle-{what}"),
              disabled=not who, icon=":material/bookmark_add:")  # fmt: skip


def _shares(what: str, who: list[str], partners: dict[str, str]) -> dict[str, float]:
    """Ask for shares in per cent where several partners bear it."""
    if len(who) < 2 or "" in who:
        return {}
    return {name: st.number_input(f"Share of {plain(partners[name])}, %", 0.0, 100.0, None, key=f"settle-{what}-{name}")
            for name in who}  # fmt: skip


def _settle(chosen: Chosen, picked: str, who: list[str], shares: dict[str, float | None], key: str) -> None:
    if len(who) > 1 and not shares:
        accept_effect.note("error", "It is borne by some partners or by none of them: it cannot be both.")
        return
    answer = {name: (shares[name] or 0.0) / 100 for name in who} if len(who) > 1 else who[0]
    try:
        told = settle_agencies(store.database(), chosen.programme_id, {picked: answer}, by=identity.person(), at=datetime.now(UTC))
    except Refused as refusal:
        accept_effect.note("error", refusal.sentence)
        return
    accept_effect.note("success", told)
    st.session_state.pop(key, None)
    st.session_state[f"{key}-who"] = []


def _agency_names(agencies: pd.DataFrame) -> dict[str, str]:
    """Agencies that can be settled as a whole: each by itself, and all parts of one at once where it has several."""
    clear = agencies[agencies.must_be_asked_by_row == False]  # noqa: E712
    names = {row.key: _agency_name(row) for row in clear.itertuples()}
    whole = {
        row.agency.lower(): f"{row.agency}: every part not settled by itself" for row in clear.itertuples() if row.agency_detail
    }
    return names | {key: name for key, name in whole.items() if key not in names}


def _agency_name(row) -> str:  # type: ignore[no-untyped-def]
    state = "" if row.partner is None else " (settled)"
    return f"{', '.join(part for part in (row.agency, row.agency_detail) if part)}: {row.rows:,} rows{state}"


def _partners(chosen: Chosen) -> dict[str, str]:
    return {row.partner_id: row.title for row in chosen.loaded.case.partners}
