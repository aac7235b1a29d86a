"""Upload: faults are named, the effect is shown, and nothing is saved before the person confirms."""

from datetime import UTC, datetime
from functools import partial

import pandas as pd
import streamlit as st

from core.actions.programmes import import_case, replace_tables
from core.domain.errors import BadArchive, Refused
from core.domain.people import Doing
from core.domain.wording import date_words
from core.reports.changes.upload import Prepared, is_archive, is_strict, prepare, unpacked
from core.reports.versions.programmes import version_history
from pages.components import pickers
from pages.components.layout import text_table
from pages.components.pickers import Chosen
from pages.sections.data import folder, workbook
from pages.sections.data.import_file.confirm import SAVE, what_would_change
from pages.sections.data.import_file.messages import ROUND, note, refuse, say_what_happened, undo, warn
from pages.sections.data.import_file.queue import NotReadable, forget, in_turn, is_small, once
from pages.sections.data.import_file.steps import bring_file, go_on
from pages.shell import identity, store
from pages.shell.page_list import PAGES
from pages.shell.user_text import plain


def bring(chosen: Chosen | None) -> None:
    """Upload: take files, say what is wrong or what they would change, and save them when confirmed."""
    say_what_happened()
    doing = Doing.start_programme if chosen is None else Doing.edit_rows
    closed = pickers.why_not(doing, chosen, "Bringing tables")
    if closed is not None:
        st.info(plain(closed), icon=":material/lock:")
        return
    st.markdown(
        "Bring a programme as one workbook with a sheet for each table, a whole case folder as a zip, single tables as CSV, "
        "or one export as Excel left it (CSV or xlsx): "
        "its columns are matched with you, step by step."
    )
    if chosen is None or identity.person().may_anywhere(Doing.start_programme, for_every_partner=True):
        st.page_link(str(PAGES / "drafts.py"), label="No files? Start a programme step by step", icon=":material/edit_note:")
    workbook.templates()
    round_number = st.session_state.get(ROUND, 0)
    files = st.file_uploader(
        "Workbook (xlsx), case folder (zip), tables (CSV) or an export (CSV, xlsx)",
        accept_multiple_files=True, key=f"upload-{round_number}",
        help="Up to 10 MB a file. Nothing is saved before you confirm.",
    )  # fmt: skip
    sent = [(file.name, file.getvalue()) for file in files]
    if not sent:
        forget("upload.is_strict", "upload.prepared")
        folder.forget()
        if chosen is not None:
            go_on(chosen)
        return
    if chosen is None and len(sent) == 1 and not is_archive(*sent[0]) and workbook.sheets_of(sent) is None:
        st.info("A single file becomes part of a programme: bring a whole case folder first, or load the sample.")
    if (book := workbook.sheets_of(sent)) is not None:
        prepared = workbook.prepare(book, chosen)
        if prepared is not None:
            _confirm(*prepared)
    elif chosen is not None and _goes_step_by_step(sent):
        bring_file(*sent[0], chosen, round_number)
    else:
        _bring_tables(sent, chosen)


def history(chosen: Chosen) -> None:
    """Show what happened to the programme, with a way back."""
    say_what_happened()
    told = version_history(store.database(), identity.person(), chosen.programme_id, datetime.now(UTC).date())
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
    may_undo = pickers.why_not(Doing.undo_version, chosen, "Undoing") is None
    if may_undo and (told.state == "current").sum() > 1 and chosen.is_latest:
        st.button(f"Undo version {chosen.number}", on_click=undo, args=(chosen.programme_id, chosen.number), icon=":material/undo:")


def _goes_step_by_step(sent: list[tuple[str, bytes]]) -> bool:
    """True for one file that is no case folder and no table that can be loaded unaltered, unless rows are to be joined."""
    if len(sent) != 1 or is_archive(*sent[0]):
        return False
    return not _is_strict(sent) or st.toggle(
        "Go step by step: match its columns, join its rows to those held", key=f"by-step-{st.session_state.get(ROUND, 0)}"
    )


def _is_strict(sent: list[tuple[str, bytes]]) -> bool:
    try:
        return once("upload.is_strict", sent, lambda: in_turn(is_strict, *sent[0], is_small=is_small(sent[0][1])))
    except NotReadable:
        return False  # the steps say why, in the same sentence


def _bring_tables(sent: list[tuple[str, bytes]], chosen: Chosen | None) -> None:
    of = (sent, identity.person(), None if chosen is None else (chosen.programme_id, chosen.number))
    try:
        with st.spinner("Reading the files"):
            prepared = once("upload.prepared", of, lambda: _prepared(sent, chosen))
    except (BadArchive, NotReadable) as refusal:
        st.error(plain(str(refusal)), icon=":material/error:")
        return
    if prepared.problems and (mended := folder.mended(_files(sent), chosen))[0]:
        _confirm_mended(mended[1], chosen)
        return
    warn(prepared.warnings)
    if prepared.problems:
        refuse(prepared)
        if len(sent) > 1:
            st.caption("A file that is not yet as our tables are goes step by step when it is brought alone.")
    else:
        _confirm(prepared, chosen)


def _confirm_mended(prepared: Prepared | None, chosen: Chosen | None) -> None:
    """Show what mended files would change, or what is still wrong with them as a whole, once nothing is open in any."""
    if prepared is None:
        return
    warn(prepared.warnings)
    if prepared.problems:
        refuse(prepared)
    else:
        _confirm(prepared, chosen)


def _files(sent: list[tuple[str, bytes]]) -> dict[str, bytes]:
    """The files that were sent, archives taken apart."""
    return in_turn(unpacked, sent, is_small=all(is_small(data) for _, data in sent))


def _prepared(sent: list[tuple[str, bytes]], chosen: Chosen | None) -> Prepared:
    small = all(is_small(data) for _, data in sent)
    files = _files(sent)
    read = partial(in_turn, is_small=small)
    return prepare(files, chosen.loaded if chosen else None, person=identity.person(), read=read)


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
                store.database(), prepared.tables, by=identity.person(), at=now, what="Loaded a case folder",
                read_version=chosen.number if chosen is not None and same else None,
            )  # fmt: skip
        else:
            read = chosen.number if chosen is not None else 0
            saved = replace_tables(
                store.database(), prepared.programme_id, prepared.tables, read_version=read, by=identity.person(), at=now
            )
    except Refused as refusal:
        note("error", refusal.sentence)
        return
    note("success", saved.sentence, saved)
