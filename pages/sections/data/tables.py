"""Tables of a version: what is stored, where each came from, and its rows."""

import pandas as pd
import streamlit as st

from core.domain.errors import Refused
from core.domain.people import Doing
from core.domain.tables import SPEC_OF, SPECS
from core.domain.wording import date_words
from core.reports.data.table_rows import rows_of
from core.reports.versions.programmes import tables_held
from pages.components import form_feedback, pickers
from pages.components.layout import own_tag, text_table
from pages.components.pickers import Chosen
from pages.sections.data import columns, grid, workbook
from pages.shell import cached_reads, identity, store, url_state
from pages.shell.errors import refused
from pages.shell.user_text import plain

ROWS_A_PAGE = 50
NOT_YOURS = "not yours to see"


def tables(chosen: Chosen) -> str:
    """Show which tables a version has and the rows of one; returns the table shown."""
    held = tables_held(store.database(), chosen.loaded.version, identity.person())
    st.markdown(f"Version {chosen.number} of **{plain(chosen.loaded.case.programme.title)}** is made of {len(held)} tables.")
    _whole_version(chosen)
    with st.expander("Where each table came from"):
        text_table(
            pd.DataFrame(
                {
                    "Table": held.table,
                    "Rows": held.rows.map("{:,}".format, na_action="ignore").fillna(NOT_YOURS),
                    "File": held.file.fillna(NOT_YOURS),
                    "Loaded": held.loaded_at.map(date_words, na_action="ignore").fillna(NOT_YOURS),
                    "By": held.loaded_by.fillna(NOT_YOURS),
                    "Fingerprint": held.sha256.str[:12].fillna(NOT_YOURS),
                }
            )
        )
    return _one_table(chosen, [*held.table, *_not_yet(chosen, list(held.table))])


def _not_yet(chosen: Chosen, held: list[str]) -> list[str]:
    """Tables that the version has no row of, for those who may write the first one."""
    if not chosen.is_latest or pickers.why_not(Doing.edit_rows, chosen, "Editing") is not None:
        return []
    return [spec.name for spec in SPECS if spec.name not in held and not spec.bulk]


def _whole_version(chosen: Chosen) -> None:
    """Offer the rows the person is shown as a case folder, to those who may take them away."""
    person, asks = identity.person(), identity.on_press()
    if not person.may(Doing.export_case, chosen.programme_id):
        st.caption("Downloading the tables is for those who work on them.")
        return
    if not chosen.scope.is_whole:
        st.caption("You are shown your own partner's rows and those of the partnership; the download holds the same.")
    st.download_button(
        "Download this version as a case folder (zip)", lambda: cached_reads.case_zip(chosen.programme_id, chosen.number, asks()),
        f"{chosen.programme_id}-version-{chosen.number}-{own_tag()}.zip", "application/zip", icon=":material/folder_zip:",
        on_click="ignore", key="download-case",
    )  # fmt: skip
    workbook.download_version(chosen)
    workbook.download_start(chosen)


def _one_table(chosen: Chosen, names: list[str]) -> str:
    url_state.start_with("data-table", url_state.wanted("table"), names, "benefits" if "benefits" in names else names[0])
    held = chosen.loaded.tables
    name: str = st.selectbox(
        "Table", names, key="data-table", persist_state="session",
        format_func=lambda one: one if one in held or SPEC_OF[one].bulk else f"{one} (no rows yet)",
    )  # fmt: skip
    st.caption(plain(f"One row per {SPEC_OF[name].one_row_per}."))
    columns.meanings(name)
    form_feedback.say_what_was_recorded()
    grid.edit(chosen, name)
    if name not in held and not SPEC_OF[name].bulk:
        st.caption("This version has no rows of this table: edit it to write the first, or paste them.")
        return name
    search = st.text_input("Find in this table", key=f"find-{name}", placeholder="an id, a title, a source", max_chars=100)
    page = st.number_input("Page of 50 rows", min_value=1, value=1, step=1, key=f"page-{name}") if _is_long(chosen, name) else 1
    try:
        rows, found = rows_of(
            store.database(),
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
