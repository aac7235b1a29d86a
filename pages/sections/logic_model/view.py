"""The parts of the Logic model page that show it: the drawing, where it breaks, versions side by side, who decides."""

import pandas as pd
import streamlit as st

from core.charts import logic_model as drawing
from core.charts.sentences.logic_model import breaks_title
from core.domain.case.logic_model import ModelVersion
from core.domain.case.options import Option
from core.reports.logic_model.elements import (
    VERSION_WORDS,
    breaks,
    differences,
    drawing_frame,
    elements,
    resources,
    versions_of,
    versions_there,
)
from pages.components import layout
from pages.components.pickers import Chosen
from pages.sections.logic_model import edit
from pages.sections.logic_model.tables import differences_table, elements_table, resources_table
from pages.shell.user_text import plain

SUBTITLE = (
    "What is put in leads to what is done, what comes of it, what changes for people and what that adds up to. "
    "A dashed edge: influence only."
)


def model(chosen: Chosen, option_id: str) -> None:
    """Draw one version with its table and its breaks, and let it be edited."""
    case = chosen.loaded.case
    version = _version(chosen, option_id)
    frame = drawing_frame(case, version)
    if frame.empty:
        st.info(f"The {VERSION_WORDS[version].lower()} version has no element yet.", icon=":material/account_tree:")
    else:
        _drawn(version, frame, elements_table(elements(case, version)))
    breaks_here = [each for each in breaks(case) if each.version is version]
    st.header(breaks_title(len(breaks_here)), anchor=False)
    for each in breaks_here:
        st.markdown(f"- {plain(each.sentence)}")
    edit.grid(chosen, version)


def _drawn(version: ModelVersion, frame: pd.DataFrame, table: pd.DataFrame) -> None:
    """Show the drawing under its title, with its table, which holds words and so stands to the left."""
    st.header(plain(drawing.title_of(frame, VERSION_WORDS[version])), anchor=False)
    st.caption(SUBTITLE)
    for width, narrow in (("wide", False), ("narrow", True)):
        with st.container(key=f"{width}-logic-{version}"):
            drawn = drawing.draw(frame, layout.is_dark(), narrow)
            st.vega_lite_chart(drawn.sent, drawn.spec, alt=drawn.alt, theme=None, key=f"chart-{width}-logic-{version}")
    with st.expander("See as a table"):
        layout.text_table(table)
    layout.download("Download the elements of the model", table, f"logic-model-{version}")


def side_by_side(chosen: Chosen) -> None:
    """Set two versions beside each other: what is put in, then every element."""
    case = chosen.loaded.case
    there = list(versions_there(case))
    if len(there) < 2:
        st.info("There is one version at most: add another under The model, and the two are set side by side here.")
        return
    left, right = st.columns(2)
    before = left.selectbox("From", there, 0, format_func=VERSION_WORDS.__getitem__, key="logic-before")
    after = right.selectbox("To", there, 1, format_func=VERSION_WORDS.__getitem__, key="logic-after")
    names = (VERSION_WORDS[before], VERSION_WORDS[after])
    if before == after:
        st.info("Pick two different versions.")
        return
    st.header("What is put in: more of it, or something else", anchor=False)
    put_in = resources_table(resources(case, before, after), *names)
    layout.text_table(put_in)
    layout.download("Download what is put in", put_in, "resources")
    st.header("Element by element", anchor=False)
    table = differences_table(differences(case, before, after), *names)
    layout.text_table(table)
    layout.download("Download the differences", table, "differences")


def who_decides(chosen: Chosen, option_id: str) -> None:
    """List what is done with who holds the decision, for the versions an option is read with."""
    case = chosen.loaded.case
    frames = [elements(case, version).assign(version=VERSION_WORDS[version]) for version in versions_of(_option(chosen, option_id))]
    st.header("Who holds the decision", anchor=False)
    done = [frame[frame.stage == "activity"] for frame in frames]
    if not any(len(frame) for frame in done):
        st.markdown("Nothing that is done is in the logic model of this option yet.")
        return
    together = pd.concat(done, ignore_index=True)
    table = elements_table(together)[["Element", "Whose it is", "Who decides"]]
    table.insert(1, "Version", together.version)
    layout.text_table(table)


def _version(chosen: Chosen, option_id: str) -> ModelVersion:
    """Draw the picker of versions; it starts with the one the option is read with."""
    key = f"logic-version-{chosen.programme_id}-{option_id}"
    first = next(iter(versions_of(_option(chosen, option_id))), ModelVersion.prototype)
    st.session_state.setdefault(key, first)
    picked: ModelVersion = st.segmented_control(
        "Version of the logic model", list(ModelVersion), format_func=VERSION_WORDS.__getitem__, key=key, required=True
    )
    return picked


def _option(chosen: Chosen, option_id: str) -> Option:
    return next(row for row in chosen.loaded.case.options if row.option_id == option_id)
