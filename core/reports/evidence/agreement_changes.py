"""Agreement changes: what changed in the evidence agreements from version to version, and whether results were known by then."""

from datetime import date

import pandas as pd

from core.access.redaction import of_partners_seen
from core.access.scope import Scope
from core.access.versions import versions_seen
from core.domain.evidence_rules import EvidenceRules
from core.domain.people import Person
from core.reports.evidence.agreements import CHANGE_COLUMNS, agreement_changes
from core.store.database import Database
from core.store.tables.tables import read_tables
from core.store.tables.versions import history, version_numbered

AGREEMENT = "evidence_agreement"
HISTORY_COLUMNS = ("number", "made_by", "state", *CHANGE_COLUMNS)


def agreement_history_seen(
    db: Database, person: Person, programme_id: str, rules: EvidenceRules, *, scope: Scope, today: date | None = None
) -> pd.DataFrame:
    """List the changes of agreements of partners whose rows are seen, in versions the person may open.

    Returns:
        as `agreement_history`.

    Raises:
        NotAllowed: the person has nothing to do with the programme.
        DamagedStore: a file of one of the versions is missing or altered.
    """
    numbers = {version.number for version in versions_seen(db, person, programme_id, today)}
    every = of_partners_seen(agreement_history(db, programme_id, rules), scope)
    return every[every.number.isin(numbers)].reset_index(drop=True)


def agreement_history(db: Database, programme_id: str, rules: EvidenceRules) -> pd.DataFrame:
    """List every change of an agreement, the latest first, in versions that were taken back too: for a caller that only counts.

    The first version changes nothing: its agreements were there from the start.

    Returns:
        one row per cell that changed, or per agreement added or removed, HISTORY_COLUMNS: the version that brought it, who
        made that version, whether it is current or undone, and the columns of `agreement_changes`.

    Raises:
        DamagedStore: a file of one of the versions is missing or altered.
    """
    changes = []
    for change in history(db, programme_id):
        made = change.version
        if made.base_version is None or AGREEMENT not in (*change.added, *change.changed, *change.removed):
            continue
        before = version_numbered(db, programme_id, made.base_version)
        old, new = read_tables(db, before.version_id), read_tables(db, made.version_id)
        frame = agreement_changes(old, new, made.made_at.date(), rules)
        changes.append(frame.assign(number=made.number, made_by=made.made_by, state=made.state))
    columns = list(HISTORY_COLUMNS)
    return pd.concat(changes, ignore_index=True)[columns] if changes else pd.DataFrame(columns=columns)
