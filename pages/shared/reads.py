"""Cached reads: one for each version and scenario, so that what was shown once is shown again at once.

What is kept is the same for everybody and never leaves the service as it is. Every read asks first who is asking and whether
the version is theirs to open; what of it a person is shown is cut out by `core.reports.scope`, which `scope` is given for.
"""

import os
from datetime import UTC, datetime

import streamlit as st

from core.actions import start
from core.actions.programmes import export_case
from core.actions.sample import load_sample as keep_sample
from core.domain.people import Person
from core.domain.scenario import Scenario
from core.domain.schema import all_schema_files
from core.engine.right_scale import RightScale
from core.engine.simulation import Simulation
from core.reports.access import as_shown, must_see_version
from core.reports.appraisals import Appraised, Loaded, appraise_loaded, load_version
from core.reports.rows import zipped
from core.reports.scale import sized as add_places
from core.reports.scope import Owners, Scope, owners_in, scope_of
from core.reports.uncertainty import SETTLED_DRAWS
from core.reports.uncertainty import simulated as simulate_page
from core.store.database import Database
from pages.shared import asking


def database() -> Database:
    """The store of this service."""
    return start.database()


def loaded(programme_id: str, number: int) -> Loaded:
    """One version of a programme, read and checked.

    Raises:
        NotAllowed, UnknownVersion: it is not this person's to open.
    """
    _must_see(programme_id, number)
    return _loaded(os.environ.get("SCALECASE_HOME", ""), programme_id, number)


def appraised(programme_id: str, number: int, scenario: Scenario | None = None) -> Appraised:
    """One version of a programme, worked out under a scenario. Raises as `loaded` does."""
    _must_see(programme_id, number)
    home = os.environ.get("SCALECASE_HOME", "")
    return _appraised(home, programme_id, number, (scenario or Scenario()).in_words)


def simulated(programme_id: str, number: int, scenario: Scenario | None = None, draws: int = SETTLED_DRAWS) -> Simulation:
    """One version of a programme, drawn many times under a scenario. Raises as `loaded` does."""
    _must_see(programme_id, number)
    home = os.environ.get("SCALECASE_HOME", "")
    return _simulated(home, programme_id, number, (scenario or Scenario()).in_words, draws)


def sized(programme_id: str, number: int, option_id: str) -> RightScale:
    """One option of a version, its places added one at a time. Raises as `loaded` does."""
    _must_see(programme_id, number)
    return _sized(os.environ.get("SCALECASE_HOME", ""), programme_id, number, option_id)


def scope(programme_id: str, number: int) -> Scope:
    """Whose rows of a version the person who asks is shown. Raises as `loaded` does."""
    _must_see(programme_id, number)
    return asking.once(("scope", programme_id, number), lambda: _scope(programme_id, number))


def reader(programme_id: str, number: int) -> Person:
    """The person who asks, as they stand to one version: for reports that are given no store. Raises as `loaded` does."""
    _must_see(programme_id, number)
    return asking.once(("reader", programme_id, number), lambda: _as_shown(programme_id, number))


def load_sample() -> None:
    """Keep the sample programme."""
    keep_sample(database(), by=asking.person(), at=datetime.now(UTC))


def case_zip(programme_id: str, number: int, person: Person) -> bytes:
    """The rows of a version that a person is shown, as a zip of its case folder.

    It is made when it is asked for, which is outside the page: the page says who is asking.
    """
    return zipped(export_case(database(), programme_id, number, by=person))


def template_zip() -> bytes:
    """Every table's template as a zip."""
    return zipped({name.rsplit("/", 1)[-1]: text for name, text in all_schema_files().items() if name.endswith(".csv")})


def _must_see(programme_id: str, number: int) -> None:
    """Let nobody reach what is kept whose version it is not to open: asked once in a run, of who asks in that run."""
    asking.once(("must see", programme_id, number), lambda: _asked(programme_id, number))


def _asked(programme_id: str, number: int) -> None:
    must_see_version(database(), asking.person(), programme_id, number, datetime.now(UTC).date())


def _scope(programme_id: str, number: int) -> Scope:
    return scope_of(reader(programme_id, number), programme_id, _owners(os.environ.get("SCALECASE_HOME", ""), programme_id, number))


def _as_shown(programme_id: str, number: int) -> Person:
    return as_shown(database(), asking.person(), programme_id, number, datetime.now(UTC).date())


@st.cache_resource(show_spinner="Reading the programme", max_entries=32)
def _loaded(home: str, programme_id: str, number: int) -> Loaded:
    return load_version(database(), programme_id, number)


@st.cache_resource(show_spinner=False, max_entries=32)
def _owners(home: str, programme_id: str, number: int) -> Owners:
    return owners_in(_loaded(home, programme_id, number).tables)


@st.cache_resource(show_spinner="Adding places one at a time", max_entries=32)
def _sized(home: str, programme_id: str, number: int, option_id: str) -> RightScale:
    return add_places(_appraised(home, programme_id, number, Scenario().in_words), option_id)


@st.cache_resource(show_spinner="Drawing every uncertain figure many times", max_entries=32)
def _simulated(home: str, programme_id: str, number: int, scenario: str, draws: int) -> Simulation:
    return simulate_page(_appraised(home, programme_id, number, scenario), draws)


@st.cache_resource(show_spinner="Working it out", max_entries=128)
def _appraised(home: str, programme_id: str, number: int, scenario: str) -> Appraised:
    return appraise_loaded(_loaded(home, programme_id, number), Scenario.from_words(scenario))
