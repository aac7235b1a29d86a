"""The tables of a version: what is held, where each came from, and its rows."""

import pandas as pd
import streamlit as st

from core.domain.people import Doing
from core.domain.tables import SPEC_OF
from core.reports.programmes import tables_held
from core.reports.rows import rows_of
from core.store.refusals import Refused
from pages.shared import address, asking, reads
from pages.shared.choices import Chosen
from pages.shared.parts import own_tag, refused, text_table
from pages.shared.text import plain
from pages.shared.told import date_words

ROWS_A_PAGE = 50


def tables(chosen: Chosen) -> str:
    """Show which tables a version has and the rows of one; returns the table shown."""
    held = tables_held(reads.database(), chosen.loaded.version)
    st.markdown(f"Version {chosen.number} of **{plain(chosen.loaded.case.programme.title)}** is made of {len(held)} tables.")
    _whole_version(chosen)
    with st.expander("Where each table came from"):
        text_table(
            pd.DataFrame(
                {
                    "Table": held.table,
                    "Rows": held.rows.map("{:,}".format),
                    "File": held.file,
                    "Loaded": held.loaded_at.map(date_words),
                    "By": held.loaded_by,
                    "Fingerprint": held.sha256.str[:12],
                }
            )
        )
    return _one_table(chosen, list(held.table))


def _whole_version(chosen: Chosen) -> None:
    """Offer the rows the person is shown as a case folder, to those who may take them away."""
    person, asks = asking.person(), asking.on_press()
    if not person.may(Doing.export_case, chosen.programme_id):
        st.caption("Downloading the tables is for those who work on them.")
        return
    if not chosen.scope.is_whole:
        st.caption("You are shown your own partner's rows and those of the partnership; the download holds the same.")
    st.download_button(
        "Download this version as a case folder (zip)", lambda: reads.case_zip(chosen.programme_id, chosen.number, asks()),
        f"{chosen.programme_id}-version-{chosen.number}-{own_tag()}.zip", "application/zip", icon=":material/folder_zip:",
        on_click="ignore", key="download-case",
    )  # fmt: skip


def _one_table(chosen: Chosen, names: list[str]) -> str:
    address.start_with("data-table", address.wanted("table"), names, "benefits" if "benefits" in names else names[0])
    name: str = st.selectbox("Table", names, key="data-table", persist_state="session")
    st.caption(plain(f"One row per {SPEC_OF[name].one_row_per}."))
    search = st.text_input("Find in this table", key=f"find-{name}", placeholder="an id, a title, a source", max_chars=100)
    page = st.number_input("Page of 50 rows", min_value=1, value=1, step=1, key=f"page-{name}") if _is_long(chosen, name) else 1
    try:
        rows, found = rows_of(
            reads.database(),
            chosen.loaded.version,
            name,
            ROWS_A_PAGE,
            (int(page) - 1) * ROWS_A_PAGE,
            scope=chosen.scope,
            search=search,
        )
    except Refused as refusal:
        refused(refusal)
        return name
    st.caption(f"{found:,} rows found. The row is counted as a spreadsheet counts it: the heading is row 1.")
    st.dataframe(rows, hide_index=True, alt=f"Rows of the table {name}")
    return name


def _is_long(chosen: Chosen, name: str) -> bool:
    return len(chosen.loaded.tables[name].rows) > ROWS_A_PAGE
