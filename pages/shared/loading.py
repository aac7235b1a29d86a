"""Bringing tables: what is wrong is named, what would change is shown, and nothing is saved before it is confirmed."""

from datetime import UTC, datetime

import pandas as pd
import streamlit as st

from core.actions.programmes import import_case, replace_tables
from core.domain.people import Doing
from core.ingest.archives import BadArchive
from core.reports.programmes import version_history
from core.reports.uploads import Prepared, is_archive, is_strict, prepare, unpacked
from core.store.refusals import Refused
from pages.shared import asking, choices, reads
from pages.shared.bringing.confirming import SAVE, what_would_change
from pages.shared.bringing.journey import bring_file
from pages.shared.bringing.telling import ROUND, note, refuse, say_what_happened, undo, warn
from pages.shared.choices import Chosen
from pages.shared.parts import text_table
from pages.shared.text import plain
from pages.shared.told import date_words


def bring(chosen: Chosen | None) -> None:
    """Take files, say what is wrong or what they would change, and save them when confirmed."""
    say_what_happened()
    doing = Doing.add_programme if chosen is None else Doing.edit_rows
    closed = choices.why_not(doing, chosen, "Bringing tables")
    if closed is not None:
        st.info(plain(closed), icon=":material/lock:")
        return
    st.markdown(
        "Bring a whole case folder as a zip, single tables as CSV, or one export as Excel left it (CSV or xlsx): "
        "its columns are matched with you, step by step."
    )
    st.download_button(
        "Download the templates (zip)", reads.template_zip, "scale-case-templates.zip", "application/zip",
        icon=":material/download:", on_click="ignore",
    )  # fmt: skip
    round_number = st.session_state.get(ROUND, 0)
    files = st.file_uploader(
        "Case folder (zip), tables (CSV) or an export (CSV, xlsx)", accept_multiple_files=True, key=f"upload-{round_number}",
        help="Up to 10 MB a file. Nothing is saved before you confirm.",
    )  # fmt: skip
    sent = [(file.name, file.getvalue()) for file in files]
    if not sent:
        return
    if chosen is None and len(sent) == 1 and not is_archive(*sent[0]):
        st.info("A single file becomes part of a programme: bring a whole case folder first, or load the sample.")
    if chosen is not None and _goes_step_by_step(sent):
        bring_file(*sent[0], chosen, round_number)
    else:
        _bring_tables(sent, chosen)


def history(chosen: Chosen) -> None:
    """Show what happened to the programme, with a way back."""
    say_what_happened()
    told = version_history(reads.database(), asking.person(), chosen.programme_id, datetime.now(UTC).date())
    text_table(
        pd.DataFrame(
            {
                "Version": told.number.astype(str),
                "Made": told.made_at.map(date_words),
                "By": told.made_by,
                "What": told.what,
                "Tables": told.tables,
                "State": told.state,
            }
        )
    )
    may_undo = choices.why_not(Doing.undo_version, chosen, "Undoing") is None
    if may_undo and (told.state == "current").sum() > 1 and chosen.is_latest:
        st.button(f"Undo version {chosen.number}", on_click=undo, args=(chosen.programme_id, chosen.number), icon=":material/undo:")


def _goes_step_by_step(sent: list[tuple[str, bytes]]) -> bool:
    """True for one file that is no case folder and no table that can be taken in as it stands, unless rows are to be joined."""
    if len(sent) != 1 or is_archive(*sent[0]):
        return False
    return not is_strict(*sent[0]) or st.toggle(
        "Go step by step: match its columns, join its rows to those held", key=f"by-step-{st.session_state.get(ROUND, 0)}"
    )


def _bring_tables(sent: list[tuple[str, bytes]], chosen: Chosen | None) -> None:
    try:
        prepared = prepare(unpacked(sent), chosen.loaded if chosen else None, person=asking.person())
    except BadArchive as refusal:
        st.error(plain(str(refusal)), icon=":material/error:")
        return
    warn(prepared.warnings)
    if prepared.problems:
        refuse(prepared)
        if len(sent) > 1:
            st.caption("A file that is not yet as our tables are goes step by step when it is brought alone.")
    else:
        _confirm(prepared, chosen)


def _confirm(prepared: Prepared, chosen: Chosen | None) -> None:
    st.header("What this would change", anchor=False)
    if prepared.changes_nothing:
        st.info("Every row is as it is held already: there is nothing to save.", icon=":material/check:")
        return
    if prepared.is_new:
        st.markdown(f"A new programme: **{plain(prepared.title)}**.")
    what_would_change(prepared)
    st.button(SAVE, type="primary", on_click=_save, args=(prepared, chosen), icon=":material/save:")


def _save(prepared: Prepared, chosen: Chosen | None) -> None:
    now = datetime.now(UTC)
    try:
        if prepared.is_whole:
            same = chosen is not None and chosen.programme_id == prepared.programme_id
            saved = import_case(
                reads.database(), prepared.tables, by=asking.person(), at=now, what="Loaded a case folder",
                read_version=chosen.number if chosen is not None and same else None,
            )  # fmt: skip
        else:
            read = chosen.number if chosen is not None else 0
            saved = replace_tables(
                reads.database(), prepared.programme_id, prepared.tables, read_version=read, by=asking.person(), at=now
            )
    except Refused as refusal:
        note("error", refusal.sentence)
        return
    note("success", saved.sentence, saved)
