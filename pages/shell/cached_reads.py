"""Cached reads: one for each version and scenario, so that a page opens quickly the second time.

What is kept is the same for every reader and never leaves the service whole. Every read asks first who is asking and whether
they may open the version; `core.access.scope` takes out what a person may not see, for which `scope` is given.
"""

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import streamlit as st

from core.access.scope import Owners, Scope, owners_in, scope_of
from core.access.versions import as_shown, must_see_version
from core.actions.programmes import export_case, tables_taken
from core.actions.sample import load_sample as keep_sample
from core.domain.columns.schema import all_schema_files
from core.domain.papers import PaperFile, PaperFormat, PaperOrder
from core.domain.people import Person
from core.domain.prices import MoneyBasis
from core.domain.scenario import Scenario
from core.engine.scale.right_scale import RightScale
from core.engine.simulation.simulate import Simulation
from core.reports.appraisals import Appraised, Loaded, appraise_loaded, load_version
from core.reports.changes.copy_programme import start_of
from core.reports.data.table_rows import zipped
from core.reports.scale import sized as add_places
from core.reports.uncertainty import SETTLED_DRAWS
from core.reports.uncertainty import simulated as simulate_page
from pages.shell import identity, store

if TYPE_CHECKING:
    from core.papers.content.paper import Paper

# Writers of papers and workbooks are loaded when one is first asked for: no page needs them to be drawn.


def loaded(programme_id: str, number: int) -> Loaded:
    """One version of a programme, read and checked.

    Raises:
        NotAllowed, UnknownVersion: this person may not open it.
    """
    _must_see(programme_id, number)
    return _loaded(os.environ.get("SCALECASE_HOME", ""), programme_id, number)


def appraised(programme_id: str, number: int, scenario: Scenario | None = None) -> Appraised:
    """One version of a programme, worked out under a scenario. Raises as `loaded` does."""
    _must_see(programme_id, number)
    home = os.environ.get("SCALECASE_HOME", "")
    return _appraised(home, programme_id, number, (scenario or Scenario()).in_words)


def simulated(
    programme_id: str, number: int, scenario: Scenario | None = None, draws: int = SETTLED_DRAWS,
    basis: MoneyBasis = MoneyBasis.present_value,
) -> Simulation:  # fmt: skip
    """One version of a programme, drawn many times under a scenario, summed in a money. Raises as `loaded` does."""
    _must_see(programme_id, number)
    home = os.environ.get("SCALECASE_HOME", "")
    return _simulated(home, programme_id, number, (scenario or Scenario()).in_words, draws, basis=basis.value)


def shown_in(
    basis: MoneyBasis, programme_id: str, number: int, scenario: Scenario | None = None, draws: int = SETTLED_DRAWS
) -> Simulation | None:
    """The same draws summed in a money; None for present values, in which they are drawn anyway. Raises as `loaded` does."""
    return None if basis is MoneyBasis.present_value else simulated(programme_id, number, scenario, draws, basis)


def sized(programme_id: str, number: int, option_id: str, basis: MoneyBasis = MoneyBasis.present_value) -> RightScale:
    """One option of a version, its places added one at a time, summed in a money. Raises as `loaded` does."""
    _must_see(programme_id, number)
    return _sized(os.environ.get("SCALECASE_HOME", ""), programme_id, number, option_id, basis.value)


def scope(programme_id: str, number: int) -> Scope:
    """Scope: whose rows of a version this person may see. Raises as `loaded` does."""
    _must_see(programme_id, number)
    return identity.once(("scope", programme_id, number), lambda: _scope(programme_id, number))


def reader(programme_id: str, number: int) -> Person:
    """The person who asks, as they stand to one version: for reports that are given no store. Raises as `loaded` does."""
    _must_see(programme_id, number)
    return identity.once(("reader", programme_id, number), lambda: _as_shown(programme_id, number))


def load_sample() -> None:
    """Keep the sample programme."""
    keep_sample(store.database(), by=identity.person(), at=datetime.now(UTC))


def case_zip(programme_id: str, number: int, person: Person) -> bytes:
    """The rows of a version that a person is shown, as a zip of its case folder.

    It is made when it is asked for, which is outside the page: the page says who is asking.
    """
    return zipped(export_case(store.database(), programme_id, number, by=person))


def case_workbook(programme_id: str, number: int, person: Person) -> bytes:
    """The rows of a version that a person is shown, as one workbook; made when it is asked for, as `case_zip` is."""
    from core.papers.data.write_workbook import write_workbook  # noqa: PLC0415 - slow to import, and only needed for a file

    return write_workbook(tables_taken(store.database(), programme_id, number, by=person), number, datetime.now(UTC))


def paper(order: PaperOrder, written_as: PaperFormat, person: Person) -> PaperFile:
    """A paper as a file, no more than the person may see; made when it is asked for, as `case_zip` is."""
    from core.papers.paper_file import paper_file  # noqa: PLC0415 - slow to import, and only needed for a file

    appraised, drawn = _of_paper(order)
    return paper_file(store.database(), order, written_as, by=person, appraised=appraised, simulation=drawn)


def paper_content(order: PaperOrder, person: Person) -> "Paper":
    """What a paper says, to be read before it is taken away. Raises as `loaded` does."""
    from core.papers.paper_file import content_of  # noqa: PLC0415 - slow to import, and only needed for a file

    _must_see(order.programme_id, order.number)
    appraised, drawn = _of_paper(order)
    return content_of(store.database(), order, by=person, appraised=appraised, simulation=drawn)


def _of_paper(order: PaperOrder) -> tuple[Appraised, Simulation]:
    home = os.environ.get("SCALECASE_HOME", "")
    as_entered = Scenario().in_words
    found = _appraised(home, order.programme_id, order.number, as_entered)
    return found, _simulated(
        home, order.programme_id, order.number, as_entered, SETTLED_DRAWS, basis=MoneyBasis.present_value.value
    )


def start_workbook(programme_id: str, number: int, with_figures: bool, person: Person) -> bytes:
    """A version as a workbook for a new programme, with or without its figures; made when it is asked for."""
    from core.papers.data.write_workbook import write_workbook  # noqa: PLC0415 - slow to import, and only needed for a file

    tables = start_of(tables_taken(store.database(), programme_id, number, by=person), with_figures=with_figures)
    return write_workbook(tables, None, datetime.now(UTC))


def template_workbook() -> bytes:
    """A workbook with a sheet for each table and nothing but examples in it."""
    from core.papers.data.write_workbook import write_workbook  # noqa: PLC0415 - slow to import, and only needed for a file

    return write_workbook({}, None, datetime.now(UTC))


def template_zip() -> bytes:
    """Every table's template as a zip."""
    return zipped({name.rsplit("/", 1)[-1]: text for name, text in all_schema_files().items() if name.endswith(".csv")})


def _must_see(programme_id: str, number: int) -> None:
    """Version access: refuse a cached version to a person who may not open it; asked once in a run."""
    identity.once(("must see", programme_id, number), lambda: _asked(programme_id, number))


def _asked(programme_id: str, number: int) -> None:
    must_see_version(store.database(), identity.person(), programme_id, number, datetime.now(UTC).date())


def _scope(programme_id: str, number: int) -> Scope:
    return scope_of(reader(programme_id, number), programme_id, _owners(os.environ.get("SCALECASE_HOME", ""), programme_id, number))


def _as_shown(programme_id: str, number: int) -> Person:
    return as_shown(store.database(), identity.person(), programme_id, number, datetime.now(UTC).date())


@st.cache_resource(show_spinner="Reading the programme", max_entries=32)
def _loaded(home: str, programme_id: str, number: int) -> Loaded:
    return load_version(store.database(), programme_id, number)


@st.cache_resource(show_spinner=False, max_entries=32)
def _owners(home: str, programme_id: str, number: int) -> Owners:
    return owners_in(_loaded(home, programme_id, number).tables)


@st.cache_resource(show_spinner="Adding places one at a time", max_entries=32)
def _sized(home: str, programme_id: str, number: int, option_id: str, basis: str) -> RightScale:
    return add_places(_appraised(home, programme_id, number, Scenario().in_words), option_id, MoneyBasis(basis))


@st.cache_resource(show_spinner="Drawing every uncertain figure many times", max_entries=32)
def _simulated(home: str, programme_id: str, number: int, scenario: str, draws: int, *, basis: str) -> Simulation:
    return simulate_page(_appraised(home, programme_id, number, scenario), draws, basis=MoneyBasis(basis))


@st.cache_resource(show_spinner="Working it out", max_entries=128)
def _appraised(home: str, programme_id: str, number: int, scenario: str) -> Appraised:
    return appraise_loaded(_loaded(home, programme_id, number), Scenario.from_words(scenario))
