"""Evidence agreed beforehand: how each agreement stands, what is still missing for whom, and what was changed after results."""

from datetime import UTC, date, datetime

import pandas as pd
import streamlit as st

from core.ingest.wording import counted
from core.reports.agreement import MET, evidence_status, evidence_verdicts, still_missing
from core.reports.agreement_history import agreement_history_seen
from core.reports.baselines import baselines_of
from core.reports.seen import of_partners_seen
from core.store.refusals import Refused
from pages.shared import asking, reads
from pages.shared.choices import Chosen
from pages.shared.evidence_tables import changes_table, missing_table, status_table, verdicts_table
from pages.shared.parts import download, refused, text_table
from pages.shared.places import PAGES
from pages.shared.text import plain
from pages.shared.weighing import outcome_titles, rules

MOST_SHOWN = 40
PILES = (
    ("counts", "Counts", "Measured after the agreement, in time, and all that was asked for."),
    ("falls short", "Came since and falls short", "Late, too small, too few people or too weak a design: by how much."),
    (
        "set apart",
        "Was there before, shown apart",
        "Measured before the agreement, or without a date. It may be good, and nobody agreed beforehand to be convinced by it.",
    ),
)


def standing(chosen: Chosen) -> None:
    """Show how each agreement stands, and the studies for and against it."""
    status = of_partners_seen(
        evidence_status(chosen.loaded.case, _today(), rules(), baselines_of(chosen.loaded.case)), chosen.scope
    )
    st.header(_title(status), anchor=False)
    if status.empty:
        st.markdown("No partner has said beforehand what would convince it. Agree it before results are in.")
        st.page_link(str(PAGES / "data.py"), label="Add evidence_agreement.csv on the Data page", icon=":material/upload_file:")
        return
    st.caption(
        f"Designs by the scale {plain(rules().scale_variant)}. Ratios are held against a smallest effect at the "
        "rate without the work that effects.csv gives."
    )
    text_table(status_table(status))
    verdicts = of_partners_seen(
        evidence_verdicts(chosen.loaded.case, _today(), rules(), baselines_of(chosen.loaded.case)), chosen.scope
    )
    for verdict, name, meaning in PILES:
        _pile(verdicts[verdicts.verdict == verdict], name, meaning)
    download("Download every study against every agreement", verdicts, "evidence-against-agreements")


def missing(chosen: Chosen) -> None:
    """Show what is still missing, for whom."""
    st.header("What is still missing, for whom", anchor=False)
    frame = of_partners_seen(still_missing(chosen.loaded.case, _today(), rules(), baselines_of(chosen.loaded.case)), chosen.scope)
    if frame.empty:
        st.markdown("Nothing: every partner that gains has what it asked for.")
        return
    st.caption("What is overdue comes first; partners that are to gain and have agreed nothing come last.")
    text_table(missing_table(frame))
    download("Download what is still missing", frame, "evidence-missing")


def changes(chosen: Chosen) -> None:
    """Show what was changed in the agreements, and whether results were known by then."""
    st.header("Changes of what was agreed", anchor=False)
    try:
        found = agreement_history_seen(
            reads.database(), asking.person(), chosen.programme_id, rules(), scope=chosen.scope, today=_today()
        )
    except Refused as refusal:
        refused(refusal)
        return
    if found.empty:
        st.markdown("No agreement has been changed since the programme was first kept.")
        return
    late = int(found.after_results.sum())
    if late:
        st.warning(f"Made when results were known already: {counted(late, 'change')}.", icon=":material/warning:")
    partners = {row.partner_id: row.title for row in chosen.loaded.case.partners}
    text_table(changes_table(found, partners, outcome_titles(chosen)))


def _title(status: pd.DataFrame) -> str:
    if status.empty:
        return "Nothing was agreed beforehand"
    return f"{int((status.status == MET).sum()):,} of {len(status):,} agreements on evidence are met"


def _pile(frame: pd.DataFrame, name: str, meaning: str) -> None:
    with st.expander(f"{name}: {len(frame):,}"):
        st.caption(meaning)
        if frame.empty:
            st.markdown("None.")
            return
        text_table(verdicts_table(frame.head(MOST_SHOWN)))
        if len(frame) > MOST_SHOWN:
            st.caption(f"The first {MOST_SHOWN} are shown; the download has all.")


def _today() -> date:
    return datetime.now(UTC).date()
