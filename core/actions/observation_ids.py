"""Observation ids: sites and outcomes that bulk observations name stay with a programme, so its tables must go on listing them."""

from core.domain.case.case import Case
from core.domain.errors import NotAccepted
from core.domain.problems import Problem
from core.domain.wording import joined
from core.store.database import Connection
from core.store.tables import observation_loads
from core.store.tables.versions import Version


def observations_must_stay_known(connection: Connection, case: Case, before: Version) -> None:
    """Check that a changed case still lists every site and outcome that the observations of the version before name.

    Raises:
        NotAccepted: it does not.
    """
    sites, outcomes = {site.site_id for site in case.sites}, {outcome.outcome_id for outcome in case.outcomes}
    problems = []
    for load in observation_loads.of_version(connection, before.version_id):
        for table, column, named, listed in (
            ("sites.csv", "site_id", load.site_ids, sites),
            ("outcomes.csv", "outcome_id", load.outcome_ids, outcomes),
        ):
            gone = [name for name in named if name not in listed]
            if gone:
                sentence = f"{joined(gone)} no longer listed, but the {load.rows:,} observations from {load.source} name them."
                problems.append(
                    Problem(table, sentence, column=column, what_to_do="Keep them, or take those observations out first.")
                )
    if problems:
        raise NotAccepted(problems)
