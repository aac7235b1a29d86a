"""The sample programme: loaded when nothing else is there, so that the first visit shows something real."""

from datetime import datetime
from pathlib import Path

from core.actions.programmes import Saved, import_case
from core.domain.people import Doing, Person
from core.ingest.case import read_files
from core.reports.permission import must_be_allowed
from core.store.database import PROJECT, Database
from core.store.folders import read_folder
from core.store.programmes import list_programmes
from core.store.refusals import NotAccepted

SAMPLE = PROJECT / "data" / "samples" / "cbt_probation"


def load_sample(db: Database, *, by: Person, at: datetime, folder: Path = SAMPLE) -> Saved:
    """Keep the sample as a programme labelled so.

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
    """Load the sample into a store that holds no programme yet; leave any other store as it is."""
    must_be_allowed(by, Doing.add_programme)
    return None if list_programmes(db) else load_sample(db, by=by, at=at)
