"""Parts that pages are put together from: a chart with its title and table, cards, tables, where a figure comes from."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from core.charts.drawing import Drawing
from core.reports.downloads import as_csv
from core.reports.worked_once import alike_once
from core.store.arrow import Arrow, arrow_of
from core.store.refusals import Refused
from pages.shared.text import plain

TOLD_APART_BYTES = 2**20
Draw = Callable[[bool, bool], Drawing]


@dataclass(frozen=True)
class Card:
    """One headline figure: what it is, how much, and its range or what to know about it."""

    label: str
    value: str
    note: str
    help: str | None = None


def is_dark() -> bool:
    """True when the person sees the dark theme."""
    return st.context.theme.type == "dark"


def figure(key: str, title: str, subtitle: str, draw: Draw, table: pd.DataFrame, *, level: int = 3, in_words: bool = False) -> None:
    """Show a chart under a title that says what it shows, with its table and a download beside it.

    Args:
        key: short name, unique on the page; also the name of the downloaded file.
        title: a sentence worked out from the figures.
        subtitle: measure, place, period.
        draw: makes the drawing for (dark, narrow); a phone gets the narrow one.
        table: what the chart shows, with headings people read.
        level: heading level, 2 or 3.
        in_words: the table holds words, which stand at the left; figures stand at the right.
    """
    (st.header if level == 2 else st.subheader)(plain(title), anchor=False)
    st.caption(plain(subtitle))
    for width, narrow in (("wide", False), ("narrow", True)):
        with st.container(key=f"{width}-{key}"):
            drawing = draw(is_dark(), narrow)
            st.vega_lite_chart(drawing.sent, drawing.spec, alt=drawing.alt, theme=None, key=f"chart-{width}-{key}")
    beside, below = st.columns([4, 1])
    with beside, st.expander(f"See as a table{unseen(title)}", key=f"table-of-{key}"):
        text_table(table, figures=None if in_words else key)
    with below:
        download(f"Download data: {title}", table, key)


def not_all_drawn(drawn: pd.DataFrame, rows: pd.DataFrame) -> None:
    """Say so when a chart draws only some of the options its table has."""
    if len(drawn) < len(rows):
        st.caption(f"Drawn are the first {drawn['option'].nunique()} options of the programme; the table has them all.")


def text_table(table: pd.DataFrame, *, figures: str | None = None) -> None:
    """Show a small table as text; whatever people wrote in it is shown as they wrote it.

    Args:
        table: the cells, with headings people read.
        figures: a short name, unique on the page, for a table whose columns after the first are figures: they stand at the right.
    """
    with st.container(key=None if figures is None else f"figures-{figures}"):
        st.table(_as_text(table), hide_index=True, border="horizontal")


@alike_once
def _as_text(table: pd.DataFrame) -> Arrow:
    return arrow_of(pd.DataFrame({plain(name): [plain(cell) for cell in table[name]] for name in table.columns}))


def own_tag() -> str:
    """A few letters that are this session's alone: long files are told apart by little more than their name."""
    tag: str = st.session_state.setdefault("download tag", secrets.token_hex(4))
    return tag


def unseen(of: str) -> str:
    """The end of a control's name that tells it from its like on the page: heard, and not drawn, since the eye sees where it is.

    The frame's style hides coloured text in buttons and folds, and nothing else there is coloured.
    """
    return f":gray[: {plain(of)}]"


def download(label: str, table: pd.DataFrame, name: str) -> None:
    """Offer a table as a CSV file.

    Args:
        label: "Download" and of what: shown when pointed at, and read out as part of the button's name.
        table: what the file holds.
        name: short name, unique on the page; also the name of the file.
    """
    data = as_csv(table)
    file_name = f"{name}-{own_tag()}.csv" if len(data) > TOLD_APART_BYTES else f"{name}.csv"
    of = label.removeprefix("Download ").removeprefix("data: ")
    st.download_button(
        f"Download data{unseen(of)}", data, file_name, "text/csv", key=f"download-{name}", help=plain(label), type="tertiary",
        icon=":material/download:", on_click="ignore",
    )  # fmt: skip


def refused(refusal: Refused) -> None:
    """Say why something was not done, one thing to put right a line."""
    for sentence in refusal.sentences:
        st.error(plain(sentence), icon=":material/error:")


def done_or_refused(said: str, told: str, action: Callable[[], object]) -> None:
    """Do something and draw the page anew, or say why not and leave what was typed where it stands.

    Args:
        said: the place in the session from which the page then says what was done.
        told: what was done, as a sentence.
        action: does it, or is refused.
    """
    try:
        action()
    except Refused as refusal:
        refused(refusal)
        return
    st.session_state[said] = told
    st.rerun()


def cards(row: Sequence[Card]) -> None:
    """Show up to four headline figures side by side, equal in height; under each other on a phone."""
    for column, card in zip(st.columns(len(row)), row, strict=True):
        with column.container(border=True, height="stretch"):
            st.metric(card.label, card.value, help=card.help)
            st.caption(plain(card.note))
