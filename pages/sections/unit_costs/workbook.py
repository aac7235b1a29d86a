"""Unit costs: the workbook as it came, who bears what, search, and a value taken into a line of benefit."""

import os
from datetime import UTC, datetime

import streamlit as st

from core.actions.unit_costs import import_unit_costs
from core.domain.errors import Refused
from core.domain.unit_costs import KeptWorkbook, UnitCosts
from core.reports.unit_costs import costs_in, kept_workbook, sent_costs, unit_costs
from pages.components.evidence_tables import day
from pages.components.layout import download
from pages.components.pickers import Chosen
from pages.sections.evidence import accept_effect
from pages.sections.unit_costs.agencies import closed
from pages.sections.unit_costs.tables import costs_table, long_table
from pages.shell import identity, store
from pages.shell.user_text import plain

ROUND = "unit_costs.round"


@st.cache_resource(show_spinner="Reading the unit costs", max_entries=4)
def _costs(home: str, programme_id: str, kept: KeptWorkbook) -> UnitCosts:
    return costs_in(store.database(), identity.person(), programme_id, kept)


def held(chosen: Chosen) -> tuple[UnitCosts, KeptWorkbook] | None:
    """Stored workbook of a programme, read; None where there is none."""
    kept = kept_workbook(store.database(), identity.person(), chosen.programme_id)
    return None if kept is None else (_costs(os.environ.get("SCALECASE_HOME", ""), chosen.programme_id, kept), kept)


def bring(chosen: Chosen) -> None:
    """Upload a workbook of unit costs unaltered."""
    if closed(chosen):
        return
    file = st.file_uploader(
        "Unit cost workbook or list (xlsx, CSV)", type=["xlsx", "csv"], key=f"workbook-{st.session_state.get(ROUND, 0)}",
        help="The Greater Manchester unit cost database, or any list with a name, a value and its price year. Up to 10 MB.",
    )  # fmt: skip
    if file is None:
        return
    read = sent_costs(file.getvalue(), file.name)
    if read.problems:
        st.error(plain(read.problems[0].sentence), icon=":material/error:")
        return
    st.markdown(plain(f"{read.title or file.name}: {len(read.rows):,} unit costs were found."))
    notices(read, "brought")
    st.button("Keep these unit costs", type="primary", on_click=_keep, args=(chosen, file.getvalue(), file.name),
              icon=":material/save:")  # fmt: skip


def about(costs: UnitCosts, kept: KeptWorkbook) -> None:
    """Say which workbook is held, and what to know of it."""
    st.markdown(
        plain(f"{costs.title or kept.file_name}: {len(costs.rows):,} unit costs, kept {day(kept.kept_at)} by {kept.kept_by}.")
    )
    st.caption(plain(f"{kept.file_name}, fingerprint {kept.sha256[:12]}. Values stand in the prices of their own year."))
    notices(costs, "held")


def notices(costs: UnitCosts, which: str) -> None:
    """Show what to know of a workbook, held or just brought: rows that are no costs, and costs that do not hold together."""
    every = unit_costs(costs)
    flagged = every[every["flags"] != ""]
    with st.expander(f"{len(flagged):,} unit costs to look at before use", icon=":material/warning:"):
        st.caption("Parts that do not add up to their whole, an agency that cannot be right, transfers, and rows without a code.")
        long_table(costs_table(flagged))
        download("Download the unit costs to look at", flagged, f"unit-costs-to-look-at-{which}")
    if costs.notices:
        with st.expander(f"{len(costs.notices):,} things noticed while reading", icon=":material/info:"):
            for notice in costs.notices:
                st.markdown(f"- {plain(notice.sentence)}")


def _keep(chosen: Chosen, data: bytes, file_name: str) -> None:
    try:
        told = import_unit_costs(store.database(), chosen.programme_id, data, file_name, by=identity.person(), at=datetime.now(UTC))
    except Refused as refusal:
        accept_effect.note("error", refusal.sentence)
        return
    accept_effect.note("success", told)
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
