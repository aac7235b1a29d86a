"""Pickers: which programme, which version and which option the person is looking at."""

from dataclasses import dataclass
from datetime import UTC, datetime

import streamlit as st

from core.access.scope import Scope
from core.domain.errors import Refused
from core.domain.people import Doing, Person
from core.domain.titles import unique_titles
from core.reports.appraisals import Appraised, Loaded, compared_options
from core.reports.versions.programmes import Programmes, held
from pages.components import overrides
from pages.shell import cached_reads, choice_bar, identity, live_updates, store, url_state
from pages.shell.errors import refused
from pages.shell.page_list import PAGES
from pages.shell.user_text import plain

LATEST, KEPT = "latest", "picked."


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
        """Scope: whose rows of the version the person may see."""
        return cached_reads.scope(self.programme_id, self.number)

    @property
    def reader(self) -> Person:
        """The person who asks, as they stand to the version: what its reports are asked for."""
        return cached_reads.reader(self.programme_id, self.number)

    @property
    def appraised(self) -> Appraised:
        """The version worked out as entered."""
        return cached_reads.appraised(self.programme_id, self.number)


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
        programmes = held(store.database(), identity.person(), datetime.now(UTC).date())
    except Refused as refusal:
        refused(refusal)
        st.stop()
    if not programmes.all:
        return None
    with choice_bar.here():
        picked = _picked(programmes)
        number, latest = _version(programmes, picked)
    live_updates.watch(identity.person(), picked)
    try:
        loaded = cached_reads.loaded(picked, number)
        overrides.warn(picked)
    except Refused as refusal:
        refused(refusal)
        st.markdown(f"An administrator can bring the version before back with `python -m core undo {plain(picked)}`.")
        st.stop()
    return Chosen(picked, number, programmes.of(picked).is_sample, number == latest, loaded)


def must_see_rows(chosen: Chosen, what: str) -> None:
    """Row access: go on only where the person may see rows; else say what the page shows and who can give access, and stop.

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
    """Reason for refusal: why the person may not do something here, or None when they may, for a partner at least.

    Args:
        doing: what it would be.
        chosen: the programme; None where it is about none.
        what: the same as the subject of a sentence.
    """
    person = identity.person()
    may = (
        person.may_anywhere(doing, for_every_partner=True)
        if chosen is None
        else person.partners(doing, chosen.programme_id) != frozenset()
    )
    return None if may else f"{what} is not part of your access here. An administrator can give it under People and access."


def option(chosen: Chosen) -> str:
    """Draw the option picker; the first choice is the first option that goes beyond the minimum."""
    case = chosen.loaded.case
    ids = compared_options(case)
    if not ids:
        st.info("This programme has no option beside business as usual. Add one to options.csv on the Data page.")
        st.stop()
    titles = unique_titles({row.option_id: row.title for row in case.options})
    key = f"option-{chosen.programme_id}"
    beyond = next((row.option_id for row in case.options if row.option_id in ids and row.kind != "do_minimum"), ids[0])
    _start(key, url_state.wanted_of(chosen.programme_id, "option"), ids, beyond)
    return _box("Option", ids, titles, key)


def one_of(chosen: Chosen, titles: dict[str, str], name: str, label: str = "Option") -> str:
    """Draw a picker of some of the options; it starts with the one the address names, if it is among them."""
    ids, key = list(titles), f"{name}-{chosen.programme_id}"
    titles = unique_titles(titles)
    _start(key, url_state.wanted_of(chosen.programme_id, "option"), ids, ids[0])
    return _box(label, ids, titles, key)


def _picked(programmes: Programmes) -> str:
    ids = [row.programme_id for row in programmes.all]
    _start("programme", url_state.wanted("programme"), ids, ids[0])
    titles = {row.programme_id: f"{row.title} (sample)" if row.is_sample else row.title for row in programmes.all}
    name = unique_titles(titles)  # a select box goes by its labels: two that are the same would be one
    return _box("Programme", ids, name, "programme")


def _version(programmes: Programmes, programme_id: str) -> tuple[int, int]:
    """The version chosen, first the one asked for in the address if it is there, else the latest, whichever that becomes."""
    latest, numbers = programmes.latest_number(programme_id), sorted(programmes.numbers(programme_id), reverse=True)
    names = {LATEST: f"Version {latest}, the latest", **{str(one): f"Version {one}" for one in numbers if one != latest}}
    asked = url_state.wanted_number(programme_id, "version", 1, 1e9)
    _start(_version_key(programme_id), None if asked is None else str(int(asked)), list(names), LATEST)
    picked = _box("Version", list(names), names, _version_key(programme_id))
    return (latest if picked == LATEST else int(picked)), latest


def show_latest(programme_id: str) -> None:
    """Go back to the latest version of a programme."""
    url_state.forget("version")
    st.session_state[_version_key(programme_id)] = st.session_state[KEPT + _version_key(programme_id)] = LATEST


def looked_at() -> Chosen | None:
    """The programme and version chosen last, without drawing a picker; None where none is held or it cannot be read."""
    try:
        programmes = held(store.database(), identity.person(), datetime.now(UTC).date())
        ids = [row.programme_id for row in programmes.all]
        picked = st.session_state.get(KEPT + "programme", ids[0] if ids else None)
        if picked not in ids:
            return None
        latest, said = programmes.latest_number(picked), st.session_state.get(KEPT + _version_key(picked), LATEST)
        number = int(said) if said != LATEST and int(said) in programmes.numbers(picked) else latest
        return Chosen(picked, number, programmes.of(picked).is_sample, number == latest, cached_reads.loaded(picked, number))
    except Refused:
        return None


def _version_key(programme_id: str) -> str:
    return f"version-{programme_id}"


def _box(label: str, ids: list[str], names: dict[str, str], key: str) -> str:
    with choice_bar.here():
        picked: str = st.selectbox(
            label, ids, format_func=names.__getitem__, key=key, persist_state="session",
            label_visibility=choice_bar.label_visibility(),
        )  # fmt: skip
    st.session_state[KEPT + key] = picked
    return picked


def _start(key: str, asked: str | None, ids: list[str], default: str) -> None:
    """First value of a picker: what was chosen on another page, else what the address asks for, else the default.

    A value that a person did not pick, as one from the address, is taken up on the next page only where it is set anew there.
    """
    url_state.start_with(key, asked, ids, default)
    st.session_state[key] = st.session_state[key]


def _nothing_yet() -> None:
    st.title("Scale Case")
    if not identity.person().may_anywhere(Doing.start_programme, for_every_partner=True):
        st.write("No programme is held here that you have access to. An administrator can give it under People and access.")
        return
    st.write("No programme is held here yet. Look round in the sample, start your own step by step, or bring your tables.")
    if identity.person().may(Doing.add_programme) and st.button("Load the sample programme", type="primary"):
        cached_reads.load_sample()
        st.rerun()
    st.page_link(str(PAGES / "drafts.py"), label="Start a programme", icon=":material/edit_note:")
    st.page_link(str(PAGES / "data.py"), label="Bring your own tables", icon=":material/upload_file:")


def version_in_address(chosen: Chosen) -> str | None:
    """What the address says of the version: nothing for the latest, so that a link follows it."""
    return None if chosen.is_latest else str(chosen.number)
