"""Trace: from a figure to the rows and sources it was worked out from."""

import streamlit as st

from core.access.redaction import lines_seen
from core.reports.appraisals import Appraised, compared_options
from core.reports.data.sources import inputs_behind, lines_behind
from core.reports.partners import incidence
from pages.components.layout import download, text_table
from pages.components.money_tables import behind_table, incidence_table
from pages.shell import cached_reads
from pages.shell.user_text import plain

EVERYBODY = "Every partner"


def rows_behind(appraised: Appraised, option_id: str | None) -> None:
    """Offer the input rows behind the figures of a page: the lines of one partner, then every figure of one line.

    Args:
        appraised: what the page shows.
        option_id: the option it shows; None where it shows all of them, and one is to be picked here.
    """
    version = appraised.loaded.version
    scope = cached_reads.scope(version.programme_id, version.number)
    if scope.is_empty:
        return
    with st.expander("Where these figures come from", icon=":material/source:"):
        if option_id is None:
            titles = {row.option_id: row.title for row in appraised.case.options}
            ids = compared_options(appraised.case)
            option_id = st.selectbox("Option", ids, format_func=titles.__getitem__, key="behind-option")
        if option_id is None:
            return
        lines = lines_seen(lines_behind(appraised, option_id), scope)
        st.markdown(
            f"Version {version.number}, method {appraised.appraisal.method_version}, inputs {appraised.input_hash}. "
            "The lines below add up to the totals above."
        )
        names = [EVERYBODY, *dict.fromkeys(lines.partner)]
        partner = st.selectbox("Partner", names, key=f"behind-partner-{option_id}")
        shown = lines if partner == EVERYBODY else lines[lines.partner == partner]
        text_table(behind_table(shown))
        download(f"Download the lines behind the figures of {partner}", shown, "lines-behind")
        titles = {line_id: line for line_id, line in zip(shown.line_id, shown.line, strict=True) if line_id}
        line = st.selectbox("Figures of one line", list(titles), format_func=titles.__getitem__, key=f"behind-line-{option_id}")
        if line is not None:
            st.markdown(f"**{plain(titles[line])}** is worked out from:")
            text_table(inputs_behind(appraised, line, scope).drop(columns="key").rename(columns=str.capitalize))


def by_type(appraised: Appraised, option_id: str) -> None:
    """Offer where benefits and costs fall by partner and type, and by year in the download."""
    with st.expander("By partner and type of benefit", icon=":material/table:"):
        frame = incidence(appraised, option_id)
        text_table(incidence_table(frame))
        download("Download by partner, type of benefit and year", frame, "incidence")
