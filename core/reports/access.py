"""Which programmes and which of their versions a person is shown. What is not theirs is as if it were not there."""

from datetime import date

from core.domain.assurance import AssuranceState
from core.domain.people import Doing, Person
from core.reports.assurance import agreed_version
from core.reports.permission import must_be_allowed
from core.store.assurance import states_of
from core.store.database import Source
from core.store.meetings import versions_shown
from core.store.programmes import StoredProgramme, list_programmes
from core.store.refusals import UnknownVersion
from core.store.versions import Version, every_version

_STANDS = frozenset({AssuranceState.checked, AssuranceState.approved, AssuranceState.superseded})


def programmes_seen(source: Source, person: Person) -> tuple[StoredProgramme, ...]:
    """List the programmes whose agreed view a person sees; the sample comes last once there is anything else."""
    own = [row for row in list_programmes(source) if person.may(Doing.see_agreed_view, row.programme_id)]
    return tuple(sorted(own, key=lambda row: row.is_sample))


def sees_drafts(person: Person, programme_id: str) -> bool:
    """True for those who work on the tables, for whichever partner; others see what was agreed."""
    return person.partners(Doing.edit_rows, programme_id) != frozenset()


def versions_seen(source: Source, person: Person, programme_id: str, today: date | None = None) -> tuple[Version, ...]:
    """List the versions a person may open, the newest first.

    Those who work on the tables open every one. Others open what was checked or approved, and the current version only
    where nothing was yet; and what was put before a meeting or decided on, so that the board can see again what it saw.

    Raises:
        NotAllowed: the person has nothing to do with the programme.
        UnknownVersion: there is no such programme.
    """
    must_be_allowed(person, Doing.see_agreed_view, programme_id)
    every = every_version(source, programme_id)
    if sees_drafts(person, programme_id):
        return every
    agreed, standing = agreed_version(source, programme_id, today), states_of(source, programme_id)
    stands = {row.version_id for row in every if not row.is_undone and standing[row.version_id].state in _STANDS}
    return tuple(row for row in every if row.version_id in stands | {agreed.version_id} | versions_shown(source, programme_id))


def first_version_seen(source: Source, person: Person, programme_id: str, today: date | None = None) -> Version:
    """Find the version a person is shown first: the current one for those who work on the tables, the agreed one for others.

    Raises:
        NotAllowed: the person has nothing to do with the programme.
        UnknownVersion: there is no such programme.
    """
    must_be_allowed(person, Doing.see_agreed_view, programme_id)
    if not sees_drafts(person, programme_id):
        return agreed_version(source, programme_id, today)
    return next(version for version in every_version(source, programme_id) if not version.is_undone)


def must_see_version(source: Source, person: Person, programme_id: str, number: int, today: date | None = None) -> None:
    """Go on only if a person may open a version.

    Raises:
        NotAllowed: the person has nothing to do with the programme.
        UnknownVersion: there is no such version, or none that is theirs to open.
    """
    must_be_allowed(person, Doing.see_agreed_view, programme_id)
    if sees_drafts(person, programme_id):
        return
    if all(version.number != number for version in versions_seen(source, person, programme_id, today)):
        raise UnknownVersion(f'There is no version {number} of the programme "{programme_id}".')
