"""Paper download: a button that writes a paper when it is pressed and hands it over."""

from dataclasses import replace

import streamlit as st

from core.domain.papers import FORMAT_TITLES, KIND_TITLES, PaperFormat, PaperOrder
from pages.components.layout import own_tag
from pages.shell import cached_reads, identity

_ICONS = {
    PaperFormat.docx: ":material/description:",
    PaperFormat.pdf: ":material/picture_as_pdf:",
    PaperFormat.pptx: ":material/slideshow:",
    PaperFormat.xlsx: ":material/table:",
    PaperFormat.zip: ":material/folder_zip:",
}


def paper_button(order: PaperOrder, written_as: PaperFormat, label: str = "", *, key: str) -> None:
    """Draw the button of one paper in one kind of file.

    Args:
        order: which paper.
        written_as: the kind of file.
        label: on the button; what it is and in which program it opens when empty.
        key: unique on the page.
    """
    asks, asked = identity.on_press(), replace(order)
    whose = f"-{order.reader}" if order.reader else ""
    name = f"{order.kind}-{order.programme_id}-{order.option_id}{whose}-version-{order.number}-{own_tag()}.{written_as}"
    st.download_button(
        label or f"{KIND_TITLES[order.kind]}: {FORMAT_TITLES[written_as]}",
        lambda: cached_reads.paper(asked, written_as, asks()).data, name, icon=_ICONS[written_as], on_click="ignore", key=key,
    )  # fmt: skip
