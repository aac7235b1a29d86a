"""History of a paper: what changed since the version before it, and what has come of what was promised."""

from dataclasses import dataclass

import pandas as pd

from core.access.versions import must_see_version
from core.domain.errors import Refused
from core.domain.scenario import Scenario
from core.papers.facts import Facts
from core.reports.appraisals import Appraised, appraise_loaded, load_version
from core.reports.meetings import Since, changes_since
from core.reports.realisation.promise import promise_version
from core.reports.realisation.tracking import Standing, release_actions, standing, track, year_of
from core.store.database import Database


@dataclass(frozen=True)
class History:
    """What changed (`since` is None where there is nothing to compare with, and `why_not` says why), and what has come."""

    since: Since | None
    why_not: str
    tracked: pd.DataFrame
    stands: Standing
    promise: str
    year: int


def history_of(db: Database, facts: Facts) -> History:
    """Read what a paper says of the version before it and of what was promised, as its reader may see both.

    Raises:
        NotAllowed: the person may not see the programme.
    """
    now, option_id = facts.appraised, facts.order.option_id
    since, why_not = _since(db, facts)
    number, promise = promise_version(db, facts.person, facts.order.programme_id)
    promised = None if number in (None, facts.order.number) else _another(db, facts, int(number or 0))
    if promised is None or option_id not in promised.appraisal.options:
        promised = now
    tracked = track(db, facts.person, promised, now, option_id, today=facts.on, basis=facts.day_basis)
    stands = standing(tracked, release_actions(facts.person, now, option_id, facts.on))
    return History(since, why_not, tracked, stands, promise, year_of(now.case, facts.on))


def _since(db: Database, facts: Facts) -> tuple[Since | None, str]:
    before = facts.appraised.loaded.version.base_version
    if before is None:
        return None, "This is the first version: there is none to compare it with"
    then = _another(db, facts, before)
    if then is None:
        return None, f"Version {before}, which it was made from, is not shown to who reads this paper"
    return changes_since(db, facts.person, then, facts.appraised, facts.order.option_id), ""


def _another(db: Database, facts: Facts, number: int) -> Appraised | None:
    """Another version of the programme as entered; None where the reader may not open it, or it no longer works out."""
    try:
        must_see_version(db, facts.person, facts.order.programme_id, number, facts.on)
        return appraise_loaded(load_version(db, facts.order.programme_id, number), Scenario())
    except Refused:
        return None
