"""A programme as one workbook: taken away, brought back, and every sheet of it reported."""

import hashlib

import streamlit as st

from core.domain.people import Doing
from core.reports.changes.upload import is_archive
from core.reports.changes.workbook import PreparedBook, SentBook, earlier_version, prepare_workbook, sent_book
from core.reports.versions.programmes import held
from pages.components.layout import own_tag, text_table
from pages.components.pickers import Chosen
from pages.sections.data.import_file.messages import refuse, warn
from pages.shell import cached_reads, identity, store
from pages.shell.user_text import plain

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_READ = "workbook.read"
RESULTS = {
    "new": "New",
    "changed": "Changed",
    "same": "The same",
    "read": "Read",
    "empty": "Nothing filled in",
    "not read": "Not read",
    "no table": "No table",
    "problems": "Problems",
}


def templates() -> None:
    """Offer the empty workbook, and the CSV templates beside it."""
    st.download_button(
        "Download the workbook to fill in (xlsx)", cached_reads.template_workbook, "template.xlsx", XLSX,
        icon=":material/table:", on_click="ignore",
    )  # fmt: skip
    st.download_button(
        "Download the templates (zip)", cached_reads.template_zip, "scale-case-templates.zip", "application/zip",
        icon=":material/download:", on_click="ignore",
    )  # fmt: skip


def download_version(chosen: Chosen) -> None:
    """Offer a version as a workbook to those who may take its tables away."""
    person, asks = identity.person(), identity.on_press()
    if person.may(Doing.export_case, chosen.programme_id):
        st.download_button(
            "Download this version as a workbook (xlsx)",
            lambda: cached_reads.case_workbook(chosen.programme_id, chosen.number, asks()),
            f"{chosen.programme_id}-version-{chosen.number}-{own_tag()}.xlsx", XLSX, icon=":material/table:",
            on_click="ignore", key="download-workbook",
        )  # fmt: skip


def download_start(chosen: Chosen) -> None:
    """Offer a version as the start of another programme: the structure, with its figures or emptied of them."""
    person, asks = identity.person(), identity.on_press()
    if not person.may(Doing.export_case, chosen.programme_id):
        return
    with st.expander("Start another programme from this one", icon=":material/content_copy:"):
        st.markdown(
            "The workbook has the same partners, places, outcomes, benefits, options and costs, without what this partnership "
            "promised, found and agreed. Change its title and what else differs, then bring it back under Add: it becomes a "
            "programme of its own."
        )
        with_figures = st.toggle("Keep the figures too", key="start-with-figures")
        st.download_button(
            "Download the start of a programme (xlsx)",
            lambda: cached_reads.start_workbook(chosen.programme_id, chosen.number, with_figures, asks()),
            f"start-from-{chosen.programme_id}-{own_tag()}.xlsx", XLSX, icon=":material/table:", on_click="ignore",
            key="download-start",
        )  # fmt: skip


def sheets_of(sent: list[tuple[str, bytes]]) -> SentBook | None:
    """The sheets of a workbook that is a programme, where that is what was sent; read once for each file."""
    if len(sent) != 1 or is_archive(*sent[0]):
        return None
    digest = hashlib.sha256(sent[0][1]).hexdigest()
    if st.session_state.get(_READ, ("", None))[0] != digest:
        st.session_state[_READ] = (digest, sent_book(*sent[0]))
    book: SentBook | None = st.session_state[_READ][1]
    return book


def prepare(book: SentBook, chosen: Chosen | None) -> tuple[PreparedBook, Chosen | None] | None:
    """Work out what a workbook would change, say what came of each sheet, and give what may be confirmed."""
    grids, own = book.grids, book.programme_id
    person, known = identity.person(), held(store.database(), identity.person())
    ids = [programme.programme_id for programme in known.all]
    if own in ids and (chosen is None or own != chosen.programme_id):
        st.info(f"This workbook is of {plain(known.of(own).title)}: choose that programme above, then bring it again.")
        return None
    current = chosen.loaded if chosen is not None else None
    earlier = earlier_version(grids, current) if current is not None else None
    base = None
    if current is not None and earlier is not None and earlier in known.numbers(chosen.programme_id if chosen else ""):
        base = cached_reads.loaded(current.case.programme.programme_id, earlier).tables
        st.info(f"This workbook was taken from version {earlier}: what others changed since then stays as they have it.")
    done = prepare_workbook(grids, book.file_name, current, base, person=person, programmes=ids)
    _each_sheet(done)
    warn(done.warnings)
    if done.problems:
        refuse(done)
        return None
    return done, chosen if not done.is_new else None


def _each_sheet(done: PreparedBook) -> None:
    st.header("What came of each sheet", anchor=False)
    shown = done.sheets.assign(result=done.sheets.result.map(RESULTS)).astype(str)
    text_table(shown.rename(columns=str.capitalize))
