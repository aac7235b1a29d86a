"""Confirm, the fourth step: what would change, and its effect in pounds. Nothing is written before it is confirmed."""

import pandas as pd
import streamlit as st

from core.charts.kit.formats import exact_money, signed_money
from core.domain.wording import counted, printable
from core.ingest.messy import Conversion, value
from core.reports.changes.doubts import Doubt
from core.reports.changes.merge import Mode
from core.reports.changes.upload import Prepared
from core.reports.data.csv_download import as_csv
from pages.components.layout import text_table
from pages.sections.data.import_file.draft import Work
from pages.shell.user_text import plain

MOST_SHOWN = 50
SAVE = "Save as a new version"
MODE_WORDS = {
    Mode.add: "Add to what is held",
    Mode.replace_source: "Replace this source's rows",
    Mode.replace_all: "Replace the whole table",
}
MODE_CAPTIONS = {
    Mode.add: "Rows that are held stay as they are; only new ones come in.",
    Mode.replace_source: "Rows this source brought before go; those of others stay.",
    Mode.replace_all: "Every row that is held goes; only this file's stay.",
}


def what_would_change(prepared: Prepared) -> None:
    """Show rows added, changed, the same and removed, cells old and new, and the effect in pounds."""
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


def pick_mode(key: str, modes: tuple[Mode, ...], first: Mode) -> Mode:
    """Mode: ask whether the file replaces the stored rows or is added to them."""
    if len(modes) == 1:
        return modes[0]
    picked: Mode = st.radio(
        "What becomes of the rows that are held?", modes, index=modes.index(first), format_func=MODE_WORDS.__getitem__,
        captions=[MODE_CAPTIONS[mode] for mode in modes], key=key,
    )  # fmt: skip
    return picked


def ask_doubts(work: Work, doubts: tuple[Doubt, ...]) -> None:
    """Doubts: ask what only the person can settle between the file and the stored rows; nothing is saved before."""
    for doubt in doubts:
        with st.container(border=True):
            st.markdown(f"**{plain(doubt.text[:1].upper() + doubt.text[1:])}**")
            for choice in doubt.choices:
                st.button(
                    plain(choice.label[:1].upper() + choice.label[1:]), key=work.key("doubt", doubt.doubt_id, choice.value),
                    on_click=work.say, args=(doubt.doubt_id, value(choice.value), f"{doubt.text} {choice.label}"),
                )  # fmt: skip


def what_was_converted(done: Conversion) -> None:
    """List every cell that is not stored as it stood, and every row that is left out, in words."""
    if done.warnings:
        with st.expander(f"{counted(len(done.warnings), 'thing')} to know about this file", icon=":material/info:"):
            for warning in done.warnings:
                st.markdown(f"- {plain(warning)}")
    if not done.cells:
        return
    with st.expander(f"{counted(len(done.cells), 'cell')} read otherwise than they stand"):
        cells = pd.DataFrame(
            {
                "Row": [f"{cell.row:,}" for cell in done.cells],
                "Column": [cell.column for cell in done.cells],
                "In the file": [printable(cell.before, 80) for cell in done.cells],
                "Stored": [printable(cell.after, 80) for cell in done.cells],
                "Why": [cell.why for cell in done.cells],
            }
        )
        text_table(cells.head(MOST_SHOWN))
        if len(cells) > MOST_SHOWN:
            st.caption(f"The first {MOST_SHOWN} are shown.")
        st.download_button("Download every cell", lambda: as_csv(cells), "cells.csv", "text/csv", on_click="ignore")
