"""Assurance: the list of versions, one version's steps, and the next step for the person who may take it."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

import pandas as pd
import streamlit as st

from core.actions import assurance as actions
from core.charts.sentences.versions import item_words
from core.domain.assurance import ITEM_HEADINGS, MOST_NAME_CHARACTERS, MOST_WORDS_CHARACTERS, Assurance, AssuranceState, CheckItem
from core.domain.people import Doing
from core.domain.wording import date_words
from core.reports.versions import history as reports
from core.reports.versions.assurance import why_not_approve, why_not_assure
from core.reports.versions.check_list import check_list
from core.reports.versions.history import VersionStanding
from pages.components.layout import done_or_refused, text_table
from pages.components.pickers import Chosen
from pages.shell import cached_reads, identity, store
from pages.shell.user_text import plain

SAID = "versions.said"
USUAL_USE = timedelta(days=365)


def standings(programme_id: str) -> tuple[VersionStanding, ...]:
    """Assurance of every version of a programme, the newest first."""
    return reports.standings(store.database(), programme_id, _now().date(), person=identity.person())


def every_version(shown: Sequence[VersionStanding]) -> None:
    """List the versions, and say what happened last on this page."""
    said = st.session_state.pop(SAID, None)
    if said:
        st.success(plain(said), icon=":material/check:")
    text_table(
        pd.DataFrame(
            {
                "Version": [str(row.version.number) for row in shown],
                "Standing": ["Taken back" if row.version.is_undone else row.words for row in shown],
                "Name": [row.assurance.name or "none" for row in shown],
                "Made": [date_words(row.version.made_at) for row in shown],
                "By": [row.version.made_by for row in shown],
                "What": [row.version.what for row in shown],
            }
        )
    )


def one_of(chosen: Chosen, shown: Sequence[VersionStanding]) -> VersionStanding:
    """Draw the picker of a version; it starts with the one in front of the person."""
    numbers = [row.version.number for row in shown]
    labels = {row.version.number: _label(row) for row in shown}
    key = f"standing-{chosen.programme_id}"
    if st.session_state.get(key) not in numbers:
        st.session_state[key] = chosen.number
    picked = st.selectbox("Version", numbers, format_func=labels.__getitem__, key=key, persist_state="session")
    return next(row for row in shown if row.version.number == picked)


def standing_of(standing: VersionStanding) -> None:
    """Assurance of one version: how far it may be relied on, for what not, and every step it took."""
    assurance = standing.assurance
    st.markdown(f"**{plain(standing.words)}.**")
    if assurance.limits:
        st.markdown(f"It may not be used for: {plain(assurance.limits)}")
    if assurance.use_by is not None:
        st.markdown(f"Use it until {assurance.use_by.day} {assurance.use_by:%B %Y}.")
    _ticks(assurance, standing.version.programme_id)
    way = reports.steps_taken(store.database(), standing.version, _now().date(), person=identity.person())
    if not way.empty:
        text_table(
            pd.DataFrame({"When": way["at"].map(date_words), "Who": way["by"], "What": way["what"], "In which words": way["words"]})
        )


def next_step(standing: VersionStanding) -> None:
    """Next step: a button for the person who may take it; others see who may."""
    assurance, state = standing.assurance, standing.assurance.state
    if standing.version.is_undone:
        st.caption("This version was taken back: it is kept to be looked at, and takes no further step.")
    elif assurance.naming is None:
        _name(standing)
    elif state is AssuranceState.draft:
        _send(standing)
    elif state is AssuranceState.with_assurer:
        _check(standing)
    elif state is AssuranceState.checked:
        _approve(standing)
    else:
        st.caption("Nothing more is asked of it. A later version that is approved takes its place.")


def _name(standing: VersionStanding) -> None:
    if not _may(Doing.name_version, standing, "Naming a version and sending it to be checked is for analysts."):
        return
    with st.form(f"name-{standing.version.version_id}", enter_to_submit=False):
        st.markdown("Name it to have it checked. A named version is frozen: it can no longer be undone.")
        name = st.text_input("Name", max_chars=MOST_NAME_CHARACTERS, placeholder="Board, January 2027")
        why = st.text_area("Why it is named", max_chars=MOST_WORDS_CHARACTERS)
        if st.form_submit_button("Name this version", type="primary"):
            number = standing.version.number
            done_or_refused(SAID, f'Version {number} is named "{name}".', lambda: actions.name_version(
                store.database(), standing.version.programme_id, number, name, why, by=identity.person(), at=_now()))  # fmt: skip


def _send(standing: VersionStanding) -> None:
    back = standing.assurance.sent_back
    if back is not None:
        st.warning(plain(f"{back.by_name} sent it back: {back.words}"), icon=":material/undo:")
    if not _may(Doing.name_version, standing, "Sending a version to be checked is for analysts."):
        return
    with st.form(f"send-{standing.version.version_id}", enter_to_submit=False):
        words = st.text_area("What the assurer should know (optional)", max_chars=MOST_WORDS_CHARACTERS)
        if st.form_submit_button("Send to be checked", type="primary"):
            _step("was sent to be checked", actions.send_to_assurer, standing, words)


def _check(standing: VersionStanding) -> None:
    why_not = why_not_assure(standing.assurance, standing.version, identity.person())
    if why_not:
        st.caption(plain(why_not))
        return
    whole = cached_reads.appraised(standing.version.programme_id, standing.version.number)
    items = check_list(identity.person(), whole)
    with st.form(f"check-{standing.version.version_id}", enter_to_submit=False):
        ticked = _list_to_tick(items, standing.version.version_id)
        limits = st.text_area("What this version may not be used for", max_chars=MOST_WORDS_CHARACTERS)
        use_by = st.date_input("Use it until", _now().date() + USUAL_USE, min_value=_now().date(), format="DD/MM/YYYY")
        if st.form_submit_button("I have checked it", type="primary"):
            _step("is checked", actions.check_version, standing, limits, use_by, ticked=ticked)
    _send_back(standing)


def _list_to_tick(items: Sequence[CheckItem], version_id: int) -> frozenset[str]:
    """Draw the list, a box for each item; give the keys of what is ticked."""
    st.markdown("Tick what you looked at. What you leave open is kept as open with the version.")
    ticked: set[str] = set()
    for kind, heading in ITEM_HEADINGS.items():
        own = [item for item in items if item.kind is kind]
        if own:
            st.subheader(heading, anchor=False)
        ticked |= {item.key for item in own if _box(item, version_id)}
    return frozenset(ticked)


def _box(item: CheckItem, version_id: int) -> bool:
    return st.checkbox(plain(f"{item_words(item)}. {item.source}"), key=f"tick-{version_id}-{item.key}", wrap=True)


def _ticks(assurance: Assurance, programme_id: str) -> None:
    """Say how much of the list the assurer ticked; the items themselves for those who see every partner's rows."""
    ticks = assurance.ticks
    if not ticks:
        return
    done = sum(tick.is_ticked for tick in ticks)
    st.markdown(f"The assurer ticked {done} of {len(ticks)} items of the list.")
    if identity.person().partners(Doing.see_detail, programme_id) is not None:
        return
    with st.expander("What the assurer looked at"):
        rows = [
            (ITEM_HEADINGS[tick.item.kind], tick.item.what, tick.item.source, "yes" if tick.is_ticked else "no") for tick in ticks
        ]
        text_table(pd.DataFrame(rows, columns=["Part", "What", "Source", "Ticked"]))


def _approve(standing: VersionStanding) -> None:
    why_not = why_not_approve(standing.assurance, standing.version, identity.person())
    if why_not:
        st.caption(plain(why_not))
        return
    with st.form(f"approve-{standing.version.version_id}", enter_to_submit=False):
        words = st.text_area("Note (optional)", max_chars=MOST_WORDS_CHARACTERS)
        if st.form_submit_button("Approve this version", type="primary"):
            _step("is approved", actions.approve_version, standing, words)
    _send_back(standing)


def _send_back(standing: VersionStanding) -> None:
    with st.expander("Send it back"), st.form(f"back-{standing.version.version_id}", enter_to_submit=False):
        reason = st.text_area("Why it goes back", max_chars=MOST_WORDS_CHARACTERS)
        if st.form_submit_button("Send back"):
            _step("was sent back", actions.send_back, standing, reason)


def _step(told: str, action: Callable[..., Assurance], standing: VersionStanding, *words: object, **more: object) -> None:
    version = standing.version
    seen = len(standing.assurance.steps)

    def take() -> Assurance:
        which = (version.programme_id, version.number)
        return action(store.database(), *which, *words, steps_seen=seen, by=identity.person(), at=_now(), **more)

    done_or_refused(SAID, f"Version {version.number} {told}.", take)


def _may(doing: Doing, standing: VersionStanding, otherwise: str) -> bool:
    allowed = identity.person().may(doing, standing.version.programme_id)
    if not allowed:
        st.caption(otherwise)
    return allowed


def _label(row: VersionStanding) -> str:
    name = f": {row.assurance.name}" if row.assurance.name else ""
    return f"Version {row.version.number}{name}"


def _now() -> datetime:
    return datetime.now(UTC)
