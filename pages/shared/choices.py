"""What the person is looking at: which programme, which version, which option."""

from dataclasses import dataclass
from datetime import UTC, datetime

import streamlit as st

from core.domain.people import Doing, Person
from core.reports.appraisals import Appraised, Loaded, compared_options
from core.reports.flows import told_apart
from core.reports.programmes import Programmes, held
from core.reports.scope import Scope
from core.store.refusals import Refused
from pages.shared import address, asking, living, passed_anyway, reads
from pages.shared.parts import refused
from pages.shared.places import PAGES
from pages.shared.text import plain


@dataclass(frozen=True)
class Chosen:
    """The programme in front of the person, in one version."""

    programme_id: str
    number: int
    is_sample: bool
    is_latest: bool
    loaded: Loaded

    @property
    def scope(self) -> Scope:
        """Whose rows of the version the person is shown."""
        return reads.scope(self.programme_id, self.number)

    @property
    def reader(self) -> Person:
        """The person who asks, as they stand to the version: what its reports are asked for."""
        return reads.reader(self.programme_id, self.number)

    @property
    def appraised(self) -> Appraised:
        """The version worked out as entered."""
        return reads.appraised(self.programme_id, self.number)


def programme() -> Chosen:
    """Draw the programme picker; stop the page with a way on when nothing is held or it cannot be read."""
    chosen = programme_if_any()
    if chosen is None:
        _nothing_yet()
        st.stop()
    return chosen


def programme_if_any() -> Chosen | None:
    """Draw the programme picker; None when nothing is held. A programme that cannot be read stops the page and says why."""
    try:
        programmes = held(reads.database(), asking.person(), datetime.now(UTC).date())
    except Refused as refusal:
        refused(refusal)
        st.stop()
    if not programmes.all:
        return None
    picked = _picked(programmes)
    living.watch(asking.person(), picked)
    number, latest = _version(programmes, picked)
    try:
        loaded = reads.loaded(picked, number)
        passed_anyway.warn(picked)
    except Refused as refusal:
        refused(refusal)
        st.markdown(f"An administrator can bring the version before back with `python -m core undo {plain(picked)}`.")
        st.stop()
    return Chosen(picked, number, programmes.of(picked).is_sample, number == latest, loaded)


def must_see_rows(chosen: Chosen, what: str) -> None:
    """Go on only where the person is shown rows; else say what the page shows and who can give access, and stop.

    Args:
        chosen: the programme.
        what: what the page shows, as the subject of a sentence.
    """
    if chosen.scope.is_empty:
        st.info(
            plain(f"{what} are shown to those who see a partner's detail. You see the agreed view: the figures of the programme "
                  "and the totals of every partner. An administrator can give you more under People and access."),
            icon=":material/lock:",
        )  # fmt: skip
        st.stop()


def why_not(doing: Doing, chosen: Chosen | None, what: str) -> str | None:
    """Say why the person may not do something here, or None when they may, for a partner at least.

    Args:
        doing: what it would be.
        chosen: the programme; None where it is about none.
        what: the same as the subject of a sentence.
    """
    person = asking.person()
    may = person.may(doing) if chosen is None else person.partners(doing, chosen.programme_id) != frozenset()
    return None if may else f"{what} is not part of your access here. An administrator can give it under People and access."


def option(chosen: Chosen) -> str:
    """Draw the option picker; the first choice is the first option that goes beyond the minimum."""
    case = chosen.loaded.case
    ids = compared_options(case)
    if not ids:
        st.info("This programme has no option beside business as usual. Add one to options.csv on the Data page.")
        st.stop()
    titles = told_apart({row.option_id: row.title for row in case.options})
    key = f"option-{chosen.programme_id}"
    beyond = next((row.option_id for row in case.options if row.option_id in ids and row.kind != "do_minimum"), ids[0])
    address.start_with(key, address.wanted_of(chosen.programme_id, "option"), ids, beyond)
    picked: str = st.selectbox("Option", ids, format_func=titles.__getitem__, key=key, persist_state="session")
    return picked


def one_of(chosen: Chosen, titles: dict[str, str], name: str, label: str = "Option") -> str:
    """Draw a picker of some of the options; it starts with the one the address names, if it is among them."""
    ids, key = list(titles), f"{name}-{chosen.programme_id}"
    titles = told_apart(titles)
    address.start_with(key, address.wanted_of(chosen.programme_id, "option"), ids, ids[0])
    picked: str = st.selectbox(label, ids, format_func=titles.__getitem__, key=key, persist_state="session")
    return picked


def _picked(programmes: Programmes) -> str:
    ids = [row.programme_id for row in programmes.all]
    address.start_with("programme", address.wanted("programme"), ids, ids[0])
    titles = {row.programme_id: f"{row.title} (sample)" if row.is_sample else row.title for row in programmes.all}
    name = told_apart(titles)  # a select box goes by its labels: two that are the same would be one
    picked: str = st.selectbox("Programme", ids, format_func=name.__getitem__, key="programme", persist_state="session")
    return picked


def _version(programmes: Programmes, programme_id: str) -> tuple[int, int]:
    """The version asked for in the address, if it is there, else the latest."""
    latest = programmes.latest_number(programme_id)
    asked = address.wanted_number(programme_id, "version", 1, 1e9)
    numbers = programmes.numbers(programme_id)
    return (int(asked) if asked is not None and int(asked) in numbers else latest), latest


def _nothing_yet() -> None:
    st.title("Scale Case")
    if not asking.person().may(Doing.add_programme):
        st.write("No programme is held here that you have access to. An administrator can give it under People and access.")
        return
    st.write("No programme is held here yet. Look round in the sample, or bring your own tables.")
    if st.button("Load the sample programme", type="primary"):
        reads.load_sample()
        st.rerun()
    st.page_link(str(PAGES / "data.py"), label="Bring your own tables", icon=":material/upload_file:")


def version_in_address(chosen: Chosen) -> str | None:
    """What the address says of the version: nothing for the latest, so that a link follows it."""
    return None if chosen.is_latest else str(chosen.number)
