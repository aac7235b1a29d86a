"""Pathway: where a programme stands on the road to scale, the next gate, what blocks it, and who has to move."""

import streamlit as st

from core.charts import pathway as pathway_chart
from core.domain.case.options import Option
from core.domain.case.programme import Stage as ProgrammeStage
from core.domain.gates import Finding, State
from core.reports.gates.entry_condition import entry_findings
from core.reports.gates.pathway import intent_sentence, pathway, stage_and_next, stage_of
from core.reports.gates.standing import GateStanding
from pages.components import form_feedback
from pages.components.layout import figure
from pages.components.pickers import Chosen
from pages.sections.gates.tables import pathway_table
from pages.shell import cached_reads, identity, store
from pages.shell.page_list import PAGES, PLACES, built
from pages.shell.user_text import plain

MARKS = {
    State.met: (":material/check_circle:", "Holds"),
    State.unmet: (":material/cancel:", "Does not hold"),
    State.unknown: (":material/help:", "Not known"),
    State.note: (":material/info:", "To know"),
}
_STAGES = " | ".join(ProgrammeStage)


def the_way(chosen: Chosen, option: Option) -> None:
    """Pathway: show the way from prototype to sustained system, and since when scaling has been the intention."""
    case = chosen.loaded.case
    frame = pathway(case, option)
    figure("pathway", pathway_chart.pathway_title(frame), f"The way of the option “{option.title}”.",
           lambda dark, narrow: pathway_chart.draw(frame, dark, narrow), pathway_table(frame), level=2, in_words=True)  # fmt: skip
    st.markdown(plain(intent_sentence(case)))
    if case.programme.stage is None:
        st.caption(plain(f"Write the stage in programme.csv: {_STAGES}."))


def the_next_gate(chosen: Chosen, gates: tuple[GateStanding, ...]) -> None:
    """Next gate: name it, what blocks it, who has to move, and the page on which it is settled."""
    stage = stage_of(chosen.loaded.case, gates)
    st.header("The next gate, and whose move it is", anchor=False)
    if stage.draft:
        st.warning(plain(stage.draft), icon=":material/edit_note:")
    st.markdown(plain(stage.sentence))
    if len(stage.blocked_by) > 1:
        st.subheader("Everything that blocks it", anchor=False)
    if stage.blocked_by:
        findings(stage.blocked_by, with_whose=True)
        links(stage.blocked_by)


def in_a_sentence(chosen: Chosen, option_id: str) -> None:
    """Pathway in a sentence: say on another page where the programme stands, and link to the road."""
    stage = stage_and_next(
        store.database(), identity.person(), chosen.appraised, option_id=option_id, today=form_feedback.today(),
        simulation=cached_reads.simulated(chosen.programme_id, chosen.number),
    )  # fmt: skip
    if stage.draft:
        st.warning(plain(stage.draft), icon=":material/edit_note:")
    st.markdown(f"**Where it stands.** {plain(stage.sentence)}")
    st.page_link(str(PAGES / "pathway.py"), label="See the road to scale", icon=":material/arrow_forward:")


def the_entry(chosen: Chosen) -> None:
    """Entry condition: show whether the condition for thinking about scale at all holds."""
    entry = entry_findings(chosen.loaded.real_case)
    st.header("Before scale is thought of", anchor=False)
    st.caption("Value evidenced, support won, and the prototype's investment on record. Without them the case is a draft.")
    findings(entry)
    links(tuple(row for row in entry if row.state is not State.met))


def findings(rows: tuple[Finding, ...], *, with_whose: bool = False) -> None:
    """List what the data say, each with its state in words and a mark."""
    for row in rows:
        icon, word = MARKS[row.state]
        whose = f" Its move: {plain(row.whose)}." if with_whose and row.state is not State.met else ""
        st.markdown(f"{icon} **{word}.** {plain(row.sentence)}{whose}")


def links(rows: tuple[Finding, ...]) -> None:
    """Link to the pages on which these are settled, each once; a page that is not there yet is left out."""
    there = {place.file for place in built()}
    of = {place.address: place for place in PLACES}
    wanted = [of[name] for name in dict.fromkeys(row.settled_at for row in rows) if name in of and name != "road"]
    for place in wanted:
        if place.file in there:
            st.page_link(place.path, label=f"Settle it under: {place.title}", icon=":material/arrow_forward:")
