"""Version history: the versions a person may open, how far each may be relied on, and every step each took."""

from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd

from core.access.versions import must_see_version, versions_seen
from core.domain.assurance import Assurance, StepKind
from core.domain.people import Person
from core.reports.versions.assurance import assurance_words
from core.store.assurance import state_of, states_of
from core.store.database import Source
from core.store.tables.versions import Version

_KIND_WORDS = {
    StepKind.sent: "Sent it to the assurer",
    StepKind.sent_back: "Sent it back",
    StepKind.checked: "Checked it; it may not be used for",
    StepKind.approved: "Approved it",
    StepKind.superseded: "Superseded by a later approval",
}


@dataclass(frozen=True)
class VersionStanding:
    """A version, how far it may be relied on, and that in words."""

    version: Version
    assurance: Assurance
    words: str


def standings(source: Source, programme_id: str, today: date, *, person: Person) -> tuple[VersionStanding, ...]:
    """List the versions of a programme that a person may open with how far each may be relied on, the newest first.

    Raises:
        NotAllowed: the person may not see the programme.
        UnknownVersion: there is no such programme.
    """
    seen, found = versions_seen(source, person, programme_id, today), states_of(source, programme_id)
    return tuple(
        VersionStanding(version, found[version.version_id], assurance_words(found[version.version_id], today)) for version in seen
    )


def steps_taken(source: Source, version: Version, today: date, *, person: Person) -> pd.DataFrame:
    """Tell the whole way of one version.

    Returns:
        one row per step, the oldest first: at, by, what, words, use_by.

    Raises:
        NotAllowed: the person may not see the programme.
        UnknownVersion: the version is not the person's to open.
    """
    must_see_version(source, person, version.programme_id, version.number, today)
    assurance = state_of(source, version.version_id)
    named = assurance.naming
    rows: list[tuple[datetime, str, str, str, date | None]] = []
    if named is not None:
        rows.append((named.named_at, named.named_by_name, f'Named it "{named.name}"', named.why, None))
    rows += [(step.at, step.by_name, _KIND_WORDS[step.kind], step.words, step.use_by) for step in assurance.steps]
    return pd.DataFrame(rows, columns=["at", "by", "what", "words", "use_by"], dtype=object)
