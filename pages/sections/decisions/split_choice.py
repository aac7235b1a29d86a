"""The split a decision names: as costed, or under an offer on the option, with its table to look at."""

from collections.abc import Callable
from datetime import UTC, datetime

import pandas as pd
import streamlit as st

from core.charts.sentences.splits import moved_sentence, split_row, split_sentence
from core.domain.deals.splits import SplitTable
from core.reports.appraisals import Loaded, compared_options
from core.reports.deals.offers import offers_on, standing_offer
from core.reports.deals.splits import split, standing_split
from pages.components.layout import text_table
from pages.shell import cached_reads, identity, store
from pages.shell.user_text import plain

AS_COSTED = 0


def split_of(option_id: str) -> str:
    """Name of the box of the split of an option: each option has offers of its own."""
    return f"split-{option_id}"


def standing(programme_id: str, loaded: Loaded, option_id: str) -> SplitTable | None:
    """The split under the offer that stands on the option; None for an option that nobody pays for."""
    if option_id not in compared_options(loaded.case):
        return None
    appraised = cached_reads.appraised(programme_id, loaded.version.number)
    return standing_split(store.database(), identity.person(), appraised, option_id, datetime.now(UTC).date())


def choice(key: Callable[[str], str], programme_id: str, loaded: Loaded, option_id: str) -> None:
    """Draw the choice of the split that is decided on, and its table behind a button; the offer that stands comes first."""
    if option_id not in compared_options(loaded.case):
        return
    person = identity.person()
    found = {row.offer_id: row for row in offers_on(store.database(), person, programme_id, option_id, datetime.now(UTC).date())}
    names = {AS_COSTED: "As costed"} | {
        one: f"Under offer {one} of {row.partner} ({row.state.value})" for one, row in found.items()
    }
    name, stands = key(split_of(option_id)), standing_offer(tuple(found.values()))
    if st.session_state.get(name) not in names:
        st.session_state[name] = AS_COSTED if stands is None else stands.offer_id
    left, right = st.columns([3, 1.3], vertical_alignment="bottom", gap="small")
    with left:
        picked = st.selectbox("The split", list(names), format_func=names.__getitem__, key=name, persist_state="session")
    with right, st.popover("Its table", icon=":material/table:"):
        table(split(person, cached_reads.appraised(programme_id, loaded.version.number), option_id, found.get(picked)))


def table(divided: SplitTable, name: str = "split") -> None:
    """Draw a split as a table with the sentences that say what it is."""
    st.markdown(plain(split_sentence(divided)))
    if moved_sentence(divided):
        st.markdown(plain(moved_sentence(divided)))
    text_table(pd.DataFrame([split_row(line, divided) for line in divided.lines]), figures=name)
