"""Restarted while people are signed in, and the clock set back: nobody is signed out, and nothing that ended is revived."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from core.actions.comments import begin_thread
from core.actions.sign_in import swap_ticket, ticket_for
from core.domain.errors import SignInRefused
from core.reports.people import who_is
from core.store.database import Database, open_database
from drills import worked_store
from drills.figures import Figure
from drills.service import Driven, driven

# Closed to who is not signed in.
BEHIND_SIGN_IN = "/_stcore/metrics"
FORBIDDEN = 403


def run(times: int) -> list[Figure]:
    """Kill and start the service again, and ask as the same browser; then set the clock back."""
    with TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        token = worked_store.begin(home)
        with driven(home) as service:
            before = _is_signed_in(service, token) and not _is_signed_in(service, None)
            service.kill()
        still, longest = 0, 0.0
        for _ in range(times):
            with driven(home) as service:
                still += _is_signed_in(service, token)
                longest = max(longest, service.start_seconds)
                service.kill()
        db = open_database(home)
        clock = _clock_back(db, token)
        db.close()
    says = f"{times} restarts while signed in: {still} found the person signed in, ready after {longest:.1f} s at most"
    return [Figure(says, before and still == times), *clock]


def _is_signed_in(service: Driven, token: str | None) -> bool:
    return service.status(BEHIND_SIGN_IN, token) != FORBIDDEN


def _clock_back(db: Database, token: str) -> list[Figure]:
    """Set the clock a day back: the session goes on, an old ticket stays old, and the audit stays whole."""
    now = datetime.now(UTC)
    ticket = ticket_for(db, worked_store.WORKER.person_id, at=now)
    stays = who_is(db, token, now + timedelta(minutes=10)) is not None
    back = now - timedelta(days=1)
    stays = stays and who_is(db, token, back) is not None
    try:
        swap_ticket(db, ticket.text, at=now)
        revived = 1
    except SignInRefused:
        revived = 0
    begin_thread(db, worked_store.NET, "Net", "Written a day earlier.", by=worked_store.WORKER, at=back)
    wrong = worked_store.found_wrong(db)
    signed = "goes on" if stays else "was ended"
    says = f"clock a day back: the session {signed}, {revived} old tickets revived, {len(wrong)} faults found"
    return [Figure(says, stays and not revived and not wrong)]
