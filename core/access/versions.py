"""Version access: which programmes and versions a person may open. One they may not open looks as if it were not there."""

from datetime import date

from core.access.permission import must_be_allowed
from core.domain.assurance import AssuranceState
from core.domain.errors import UnknownVersion
from core.domain.people import Doing, Person, Role
from core.store.assurance import states_of
from core.store.database import Source
from core.store.meetings import versions_shown
from core.store.programmes import StoredProgramme, list_programmes
from core.store.tables.versions import Version, every_version

_STANDS = frozenset({AssuranceState.checked, AssuranceState.approved, AssuranceState.superseded})


def programmes_seen(source: Source, person: Person) -> tuple[StoredProgramme, ...]:
    """List the programmes whose agreed view a person sees; samples come last, as they were loaded, once there is anything else."""
    own = [row for row in list_programmes(source) if person.may(Doing.see_agreed_view, row.programme_id)]
    samples = sorted((row for row in own if row.is_sample), key=lambda row: row.created_at)
    return (*(row for row in own if not row.is_sample), *samples)


def sees_drafts(person: Person, programme_id: str) -> bool:
    """Draft access: True for people who work on the tables, for any partner; others see what was agreed."""
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
    open_to_all = _agreed_ids(source, programme_id, today) | versions_shown(source, programme_id)
    return tuple(row for row in every if row.version_id in open_to_all)


def as_shown(source: Source, person: Person, programme_id: str, number: int, today: date | None = None) -> Person:
    """Reader of a version: the person as whom every report of its rows is asked, who may see less than the one who signed in.

    A version that was put before a meeting, or decided on, without having been checked is shown to the board as the agreed
    view alone: its rows are still worked on, and preparing a meeting does not lay them open.
    """
    if sees_drafts(person, programme_id):
        return person
    shown = next((row.version_id for row in every_version(source, programme_id) if row.number == number), None)
    if shown in _agreed_ids(source, programme_id, today):
        return person
    return person.model_copy(update={"grants": tuple(each.model_copy(update={"role": Role.viewer}) for each in person.grants)})


def _agreed_ids(source: Source, programme_id: str, today: date | None) -> set[int]:
    """Ids of the versions that were checked or approved, or of the one that stands in for them where none was yet."""
    standing = states_of(source, programme_id)
    stands = {row.version_id for row in every_version(source, programme_id) if not row.is_undone}
    checked = {version_id for version_id in stands if standing[version_id].state in _STANDS}
    return checked | {agreed_version(source, programme_id, today).version_id}


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


def agreed_version(source: Source, programme_id: str, today: date | None = None) -> Version:
    """Find the version that others may rely on: the newest approved one, else the newest checked one, else the current one.

    The caller asks for permission: this only says which version is meant.

    Args:
        source: the store.
        programme_id: the programme.
        today: the day on which it is relied on; versions past their use-by date are then passed over.

    Raises:
        UnknownVersion: there is no such programme.
    """
    standing = states_of(source, programme_id)
    kept = [version for version in every_version(source, programme_id) if not version.is_undone]
    for state in (AssuranceState.approved, AssuranceState.checked):
        for version in kept:
            assurance = standing[version.version_id]
            if assurance.state is state and not (today is not None and assurance.is_past_use_by(today)):
                return version
    if not kept:
        raise UnknownVersion(f'There is no version of the programme "{programme_id}".')
    return kept[0]
