"""The store at the start of the service: opened once, given the sample when it is new, and swept of what no row names."""

from datetime import UTC, datetime, timedelta

from core.actions.sample import load_sample_on_first_run
from core.store.database import open_database
from core.store.loads import sweep_orphans

BY = "the service, on its first start"
ORPHANS_ARE_KEPT = timedelta(days=1)


def open_with_sample() -> None:
    """Bring the store up to date, load the sample if it holds nothing, and sweep files a stopped upload left behind."""
    db = open_database()
    try:
        now = datetime.now(UTC)
        load_sample_on_first_run(db, by=BY, at=now)
        sweep_orphans(db, now - ORPHANS_ARE_KEPT)
    finally:
        db.close()
