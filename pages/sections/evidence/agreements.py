"""Evidence agreements: whether each is met, what is still missing for whom, and what was changed after results."""

from datetime import UTC, date, datetime

import pandas as pd
import streamlit as st

from core.access.redaction import of_partners_seen
from core.domain.errors import Refused
from core.domain.wording import counted
from core.reports.evidence.agreement_changes import agreement_history_seen
from core.reports.evidence.agreements import MET, evidence_status, evidence_verdicts, still_missing
from core.reports.evidence.baselines import baselines_of
from pages.components.evidence_tables import changes_table, missing_table, status_table, verdicts_table
from pages.components.layout import download, text_table
from pages.components.pickers import Chosen
from pages.sections.evidence.studies import outcome_titles, rules
from pages.shell import identity, store
from pages.shell.errors import refused
from pages.shell.page_list import PAGES
from pages.shell.user_text import plain

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
    """Agreements: show whether each is met, and the studies for and against it."""
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
        history = agreement_history_seen(
            store.database(), identity.person(), chosen.programme_id, rules(), scope=chosen.scope, today=_today()
        )
    except Refused as refusal:
        refused(refusal)
        return
    if history.empty:
        st.markdown("No agreement has been changed since the programme was first kept.")
        return
    late = int(history.after_results.sum())
    if late:
        st.warning(f"Made when results were known already: {counted(late, 'change')}.", icon=":material/warning:")
    partners = {row.partner_id: row.title for row in chosen.loaded.case.partners}
    text_table(changes_table(history, partners, outcome_titles(chosen)))


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
