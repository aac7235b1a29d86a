"""Bringing tables: what is wrong is named, what would change is shown, and nothing is saved before it is confirmed."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pandas as pd
import streamlit as st

from core.actions.programmes import import_case, replace_tables, undo_last_version
from core.charts.formats import exact_money, signed_money
from core.domain.problems import Problem
from core.ingest.archives import BadArchive
from core.reports.programmes import version_history
from core.reports.uploads import Prepared, prepare, unpacked
from core.store.refusals import Refused
from pages.shared import reads
from pages.shared.choices import Chosen
from pages.shared.parts import download, text_table
from pages.shared.text import plain
from pages.shared.told import date_words

MOST_SHOWN = 50
ROUND = "upload-round"


def bring(chosen: Chosen | None) -> None:
    """Take files, say what is wrong or what they would change, and save them when confirmed."""
    _say_what_happened()
    st.markdown("Bring a whole case folder as a zip, or single tables as CSV. A table replaces the one of the same name.")
    st.download_button(
        "Download the templates (zip)", reads.template_zip, "scale-case-templates.zip", "application/zip",
        icon=":material/download:", on_click="ignore",
    )  # fmt: skip
    files = st.file_uploader(
        "Case folder (zip) or tables (CSV)", accept_multiple_files=True, key=f"upload-{st.session_state.get(ROUND, 0)}",
        help="Up to 10 MB a file. Nothing is saved before you confirm.",
    )  # fmt: skip
    if not files:
        return
    try:
        prepared = prepare(unpacked((file.name, file.getvalue()) for file in files), chosen.loaded if chosen else None)
    except BadArchive as refusal:
        st.error(plain(str(refusal)), icon=":material/error:")
        return
    _warn(prepared.warnings)
    if prepared.problems:
        _refuse(prepared)
    else:
        _confirm(prepared, chosen)


def history(chosen: Chosen) -> None:
    """Show what happened to the programme, with a way back."""
    _say_what_happened()
    told = version_history(reads.database(), chosen.programme_id)
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
    if (told.state == "current").sum() > 1 and chosen.is_latest:
        st.button(f"Undo version {chosen.number}", on_click=_undo, args=(chosen,), icon=":material/undo:")


def _refuse(prepared: Prepared) -> None:
    st.error(f"{prepared.problem_count:,} problems: nothing was loaded.", icon=":material/error:")
    shown = pd.DataFrame([_problem_row(problem) for problem in prepared.problems])
    text_table(shown.head(MOST_SHOWN))
    if prepared.problem_count > MOST_SHOWN:
        st.caption(f"The first {MOST_SHOWN} are shown.")
    download("Download every problem", shown, "problems")


def _problem_row(problem: Problem) -> dict[str, str]:
    return {
        "File": problem.file,
        "Row": "" if problem.line is None else str(problem.line),
        "Column": problem.column or "",
        "Found": problem.value or "",
        "What is wrong": problem.message,
        "What to do": problem.what_to_do,
    }


def _warn(warnings: Sequence[Problem]) -> None:
    if warnings:
        with st.expander(f"{len(warnings)} things to know", icon=":material/info:"):
            for warning in warnings:
                st.markdown(f"- {plain(warning.sentence)}")


def _confirm(prepared: Prepared, chosen: Chosen | None) -> None:
    st.header("What this would change", anchor=False)
    if prepared.changes_nothing:
        st.info("Every row is as it is held already: there is nothing to save.", icon=":material/check:")
        return
    if prepared.is_new:
        st.markdown(f"A new programme: **{plain(prepared.title)}**.")
    text_table(prepared.rows.astype(str).rename(columns=str.capitalize))
    if not prepared.cells.empty:
        with st.expander(f"{len(prepared.cells):,} cells that would change"):
            text_table(prepared.cells.rename(columns=str.capitalize))
    st.subheader("Effect on net benefit", anchor=False)
    effect = prepared.effect
    text_table(
        pd.DataFrame(
            {
                "Option": effect.option,
                "Net public value now": effect.npsv_before_gbp.map(exact_money),
                "after": effect.npsv_after_gbp.map(exact_money),
                "Change": effect.npsv_change_gbp.map(signed_money),
                "Change in net cash": effect.cash_change_gbp.map(signed_money),
            }
        )
    )
    st.button("Save as a new version", type="primary", on_click=_save, args=(prepared, chosen), icon=":material/save:")


def _save(prepared: Prepared, chosen: Chosen | None) -> None:
    now = datetime.now(UTC)
    try:
        if prepared.is_whole:
            same = chosen is not None and chosen.programme_id == prepared.programme_id
            saved = import_case(
                reads.database(), prepared.tables, by=reads.THIS_MACHINE, at=now, what="Loaded a case folder",
                read_version=chosen.number if chosen is not None and same else None,
            )  # fmt: skip
        else:
            read = chosen.number if chosen is not None else 0
            saved = replace_tables(
                reads.database(), prepared.programme_id, prepared.tables, read_version=read, by=reads.THIS_MACHINE, at=now
            )
    except Refused as refusal:
        _note("error", refusal.sentence)
        return
    _note("success", saved.sentence)
    st.session_state["programme"] = saved.programme_id
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1


def _undo(chosen: Chosen) -> None:
    try:
        saved = undo_last_version(
            reads.database(), chosen.programme_id, read_version=chosen.number, by=reads.THIS_MACHINE, at=datetime.now(UTC)
        )
    except Refused as refusal:
        _note("error", refusal.sentence)
        return
    _note("success", saved.sentence)


def _note(kind: str, sentence: str) -> None:
    st.session_state["what happened"] = (kind, sentence)


def _say_what_happened() -> None:
    kind, sentence = st.session_state.pop("what happened", ("", ""))
    if kind == "success":
        st.success(plain(sentence), icon=":material/check_circle:")
    elif kind == "error":
        st.error(plain(sentence), icon=":material/error:")
