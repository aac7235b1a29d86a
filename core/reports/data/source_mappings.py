"""Source mappings: how the columns of a source were matched before, and what of a source a programme holds already."""

from core.access.permission import must_be_allowed
from core.access.scope import organisation_of
from core.domain.people import Doing, Person
from core.domain.source_mappings import EarlierLoad, Keys
from core.store import source_mappings as kept
from core.store.database import Source


def remembered_mapping(source: Source, person: Person, programme_id: str, name: str) -> str | None:
    """Remembered mapping of a source, as JSON: how its columns were matched when it was last brought; None for a new source.

    A person who sees the rows of some partners is given what was remembered for these same partners, and of others nothing.

    Raises:
        NotAllowed: the person may not see rows of the programme.
    """
    must_be_allowed(person, Doing.see_agreed_view, programme_id)
    own = organisation_of(person, programme_id)
    stored = kept.latest(source, programme_id, name, organisation=own or None)
    return None if stored is None else stored.mapping


def earlier_load(source: Source, person: Person, programme_id: str, sha256: str) -> EarlierLoad | None:
    """Earlier load of the very same file, by its sum; None where it was never loaded, or by another organisation alone.

    Raises:
        NotAllowed: the person may not see rows of the programme.
    """
    must_be_allowed(person, Doing.see_agreed_view, programme_id)
    own = organisation_of(person, programme_id)
    if own:
        return kept.saved_before(source, programme_id, sha256, organisation=own)
    return kept.loaded_before(source, programme_id, sha256)


def keys_of_source(source: Source, person: Person, programme_id: str, name: str, table: str) -> Keys:
    """Keys of the rows that a source brought into a table earlier, so that they can be replaced and others stay.

    Raises:
        NotAllowed: the person may not see rows of the programme.
    """
    must_be_allowed(person, Doing.see_agreed_view, programme_id)
    return kept.keys_brought(source, programme_id, name, table)
