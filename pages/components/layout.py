"""Parts that pages are put together from: a chart with its title and table, cards, tables, where a figure comes from."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from core.charts.kit.spec import Drawing
from core.charts.sentences.headings import headed
from core.domain.errors import Refused
from core.reports.cache import alike_once
from core.reports.data.csv_download import as_csv
from core.reports.data.table_rows import Arrow, as_sent
from pages.shell.errors import refused
from pages.shell.user_text import plain, unbroken

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
        title: a sentence worked out from the figures; what is too long for a heading is said under it.
        subtitle: measure, place, period.
        draw: makes the drawing for (dark, narrow); a phone gets the narrow one.
        table: what the chart shows, with headings people read.
        level: heading level, 2 or 3.
        in_words: the table holds words, which stand at the left; figures stand at the right.
    """
    heading = headed(title)
    (st.header if level == 2 else st.subheader)(plain(heading.words), anchor=False)
    if heading.rest:
        st.markdown(plain(heading.rest))
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
    """Text table: show a small table as text; words that people typed are shown as they typed them.

    Args:
        table: the cells, with headings people read.
        figures: a short name, unique on the page, for a table whose columns after the first are figures: they stand at the right.
    """
    with st.container(key=None if figures is None else f"figures-{figures}"):
        st.table(_as_text(table), hide_index=True, border="horizontal")


@alike_once
def _as_text(table: pd.DataFrame) -> Arrow:
    return as_sent(pd.DataFrame({plain(name): [plain(cell) for cell in table[name]] for name in table.columns}))


def own_tag() -> str:
    """Session tag: a few letters of this session alone; file names are long, and differ in little more than this tag."""
    tag: str = st.session_state.setdefault("download.tag", secrets.token_hex(4))
    return tag


def unseen(of: str) -> str:
    """Hidden label: the end of a control's name that screen readers say and the page does not draw, so that like controls differ.

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


def done_or_refused(said: str, told: str, action: Callable[[], object]) -> None:
    """Act: do something and draw the page anew, or say why not and leave what was typed in place.

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
            st.metric(card.label, unbroken(card.value), help=card.help)
            st.caption(plain(card.note))
