"""Stores that papers are written from in tests: the sample and the canaries, made once in a process."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from core.actions.sample import load_sample
from core.domain.papers import PaperFormat, PaperKind, PaperOrder
from core.domain.people import Person
from core.domain.scenario import Scenario
from core.engine.simulation.simulate import Simulation
from core.papers.paper_file import paper_file
from core.reports.appraisals import Appraised, appraise_loaded, load_version
from core.reports.uncertainty import simulated
from core.store.database import Database, open_database
from tests.core.every_action import everything
from tests.new_store import Fill, made_once
from tests.people import ANN

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
SAMPLE, OUT = "cbt_probation", "ten_boroughs"
FEW_DRAWS = 256
_opened: dict[Fill, Database] = {}
_worked_out: dict[tuple[str, int], tuple[Appraised, Simulation]] = {}


def with_sample(db: Database) -> None:
    """Keep the sample."""
    load_sample(db, by=ANN, at=NOON)


def with_canaries(db: Database) -> None:
    """Keep the programme in which every partner's rows stand out, with offers, promises and decisions."""
    everything(db)


@contextmanager
def store(fill: Fill) -> Iterator[Database]:
    """A store that tests only read."""
    if fill not in _opened:
        _opened[fill] = open_database(made_once(fill))
    yield _opened[fill]


def worked_out(db: Database, programme_id: str, number: int) -> tuple[Appraised, Simulation]:
    """A version as entered, and few draws of it, made once."""
    key = (programme_id, number)
    if key not in _worked_out:
        appraised = appraise_loaded(load_version(db, programme_id, number), Scenario())
        _worked_out[key] = appraised, simulated(appraised, FEW_DRAWS)
    return _worked_out[key]


def written(
    db: Database, kind: PaperKind, written_as: PaperFormat, option_id: str = OUT, *, by: Person = ANN, programme_id: str = SAMPLE,
    number: int = 1, **more: object,
) -> bytes:  # fmt: skip
    """One paper as bytes."""
    order = PaperOrder(kind, programme_id, number, option_id, **more)  # type: ignore[arg-type]
    appraised, drawn = worked_out(db, programme_id, number)
    return paper_file(db, order, written_as, by=by, appraised=appraised, simulation=drawn).data
