"""Survey, the first step: what was found in a file."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from core.domain.tables import SPECS
from core.domain.wording import counted, date_words
from core.ingest.messy import (
    ACCEPT,
    HIDDEN_ROWS,
    LEAVE_ROW_OUT,
    TOTALS,
    Answer,
    FileKind,
    Reason,
    Sheet,
    SourceMapping,
    Survey,
    mapping_from_json,
)
from core.reports.changes.merge import source_name
from core.reports.data.source_mappings import EarlierLoad, earlier_load, remembered_mapping
from pages.components.layout import text_table
from pages.components.pickers import Chosen
from pages.sections.data.import_file.draft import Work, forgetting
from pages.shell import identity, store, url_state
from pages.shell.page_list import PAGES
from pages.shell.user_text import plain

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "upright bar"}
MOST_LEFT_OUT = 50


@dataclass(frozen=True)
class Setting:
    """How a file is looked at: its source's name, the sheet, the heading's row, what is remembered, and the table it is to be."""

    source: str
    sheet: str
    header_row: int | None
    remembered: SourceMapping | None
    table: str | None
    answers: dict[str, Answer]


def draw(work: Work, chosen: Chosen) -> Setting:
    """Say what is in the file, and ask what only the person can know: source, sheet, heading, table."""
    earlier = earlier_load(store.database(), identity.person(), chosen.programme_id, work.survey.sha256)
    if earlier is not None:
        st.info(_loaded_already(earlier), icon=":material/history:")
    source = _source(work)
    sheet = _sheet(work)
    header_row = _header_row(work, sheet)
    laid = work.fits(sheet.name, header_row)
    sheet = laid.sheet
    _facts(work, sheet, laid.warnings)
    answers = _hidden_and_totals(work, sheet)
    stored = remembered_mapping(store.database(), identity.person(), chosen.programme_id, source)
    remembered = None if stored is None else mapping_from_json(stored)
    if remembered is not None:
        st.info(f"Columns are matched as they were for {plain(source)} before.", icon=":material/bookmark:")
    return Setting(source, sheet.name, header_row, remembered, _table(work, sheet, header_row, remembered), answers)


def _loaded_already(earlier: EarlierLoad) -> str:
    when = f"{date_words(earlier.loaded_at)} by {plain(earlier.loaded_by)}"
    return (
        f"This very file was loaded before, as {plain(earlier.table_name)}, on {when}. Loading it again changes nothing by itself."
    )


def _source(work: Work) -> str:
    key = work.key("source")
    url_state.start_with(key, source_name(work.survey.file_name))
    name: str = st.text_input(
        "Name of the source", key=key, max_chars=80, on_change=forgetting(work),
        help="Files that come again get the same name: then their columns are matched as before, and their rows can be replaced.",
    )  # fmt: skip
    return " ".join(name.split()) or source_name(work.survey.file_name)


def _sheet(work: Work) -> Sheet:
    usual = work.survey.sheet()
    if len(work.survey.sheets) == 1:
        return usual
    key = work.key("sheet")
    url_state.start_with(key, usual.name, work.survey.names, usual.name)
    return work.survey.sheet(st.selectbox("Sheet", work.survey.names, key=key, on_change=forgetting(work)))


def _header_row(work: Work, sheet: Sheet) -> int | None:
    guessed = sheet.layout.header_row
    key = work.key("heading", sheet.name)
    last = max(sheet.grid.row_numbers, default=1)
    url_state.start_with(key, guessed)
    row = st.number_input("Row of the heading", 1, last, step=1, key=key, on_change=forgetting(work))
    return None if row is None or row == guessed else int(row)


def _facts(work: Work, sheet: Sheet, warnings: tuple[str, ...]) -> None:
    survey = work.survey
    facts = [("File", survey.file_name), ("Rows", f"{len(sheet.layout.body):,}")]
    if survey.kind is FileKind.csv:
        separator = SEPARATORS.get(survey.delimiter or "", survey.delimiter or "none")
        facts += [("Letters", survey.encoding or "not known"), ("Separator", separator)]
    else:
        facts += [("Sheet", f"{sheet.name}, one of {len(survey.sheets)}" if len(survey.sheets) > 1 else sheet.name)]
    text_table(pd.DataFrame(facts, columns=["What", "Found"]))
    for warning in _about(survey, sheet, warnings):
        st.markdown(f"- {plain(warning)}")
    if sheet.layout.left_out:
        with st.expander("Rows that are left out"):
            rows = [(f"{one.row:,}", one.reason.value, one.begins) for one in sheet.layout.left_out[:MOST_LEFT_OUT]]
            text_table(pd.DataFrame(rows, columns=["Row", "Why", "Begins"]))


def _about(found: Survey, sheet: Sheet, warnings: tuple[str, ...]) -> list[str]:
    """What there is to know of a file, of its other sheets nothing."""
    others = tuple(f"sheet {name}: " for name in found.names if name != sheet.name)
    return [told for told in warnings if found.kind is FileKind.csv or not told.startswith(others)]


def _hidden_and_totals(work: Work, sheet: Sheet) -> dict[str, Answer]:
    answers = {}
    if sheet.grid.hidden_rows and st.checkbox(
        f"Leave out the {counted(len(sheet.grid.hidden_rows), 'row')} hidden in Excel", key=work.key("hidden", sheet.name)
    ):
        answers[HIDDEN_ROWS] = LEAVE_ROW_OUT
    totals = sheet.layout.because(Reason.total)
    if totals and st.checkbox(
        f"Take in the {counted(len(totals), 'row')} that look like totals", key=work.key("totals", sheet.name)
    ):
        answers[TOTALS] = ACCEPT
    return answers


def _table(work: Work, sheet: Sheet, header_row: int | None, remembered: SourceMapping | None) -> str | None:
    """Ask which of our tables it is; the one that fits best is chosen where one fits, and nothing where none does."""
    found = work.fits(sheet.name, header_row)
    fits = found.tables
    first = remembered.table if remembered is not None else fits[0].table if fits[0].fits else None
    key = work.key("table", sheet.name, header_row, remembered.table if remembered is not None else "")
    url_state.start_with(key, first)
    words = {spec.name: f"{spec.name}: one row per {spec.one_row_per}" for spec in SPECS}
    marked = {fit.table: f"{words[fit.table]} (fits)" if fit.fits else words[fit.table] for fit in fits}
    table: str | None = st.selectbox(
        "Table", list(marked), format_func=marked.__getitem__, key=key, on_change=forgetting(work), placeholder="Choose a table"
    )
    if not fits[0].fits and table is None:
        st.warning(plain(found.unfit or ""), icon=":material/help:")
        st.page_link(str(PAGES / "unit_costs.py"), label="Is it a workbook of unit costs? Bring it under Unit costs.")
    elif table is not None:
        st.caption(plain(next(fit.sentence for fit in fits if fit.table == table)))
    return table
