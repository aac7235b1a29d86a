"""Sample programmes: loaded when the store is empty, so that the first visit shows something real."""

from datetime import datetime, timedelta
from pathlib import Path

from core.access.permission import must_be_allowed
from core.actions.programmes import Saved, import_case
from core.domain.errors import NotAccepted
from core.domain.people import Doing, Person
from core.ingest.case import read_files
from core.store.database import PROJECT, Database
from core.store.programmes import list_programmes
from core.store.tables.folders import read_folder

SAMPLE = PROJECT / "data" / "samples" / "cbt_probation"
# The first is the one that sample people have worked on; the second is another partnership's, and it loses cash.
SAMPLES = (SAMPLE, PROJECT / "data" / "samples" / "gm_housing_first")


def load_sample(db: Database, *, by: Person, at: datetime, folder: Path = SAMPLE) -> Saved:
    """Keep one sample as a programme labelled so.

    Raises:
        NotAllowed: the person adds no programmes here.
        NotAccepted: the sample's own files break a rule.
    """
    must_be_allowed(by, Doing.add_programme)
    reading = read_files(read_folder(folder))
    if reading.case is None:
        raise NotAccepted(reading.problems)
    return import_case(db, reading.tables, by=by, at=at, what="Loaded the sample that comes with Scale Case", is_sample=True)


def load_sample_on_first_run(db: Database, *, by: Person, at: datetime) -> Saved | None:
    """Load the samples into a store that holds no programme yet; leave any other store as it is.

    Returns:
        what was kept of the first sample; None where the store held a programme already.
    """
    must_be_allowed(by, Doing.add_programme)
    if list_programmes(db):
        return None
    # One after the other, so that they are listed in this order.
    moments = [at + timedelta(milliseconds=place) for place in range(len(SAMPLES))]
    first, *_ = [load_sample(db, by=by, at=moment, folder=folder) for moment, folder in zip(moments, SAMPLES, strict=True)]
    return first
