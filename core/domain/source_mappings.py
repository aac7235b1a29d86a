"""Source mappings: how the columns of each source were matched, which rows it brought, and which bytes came before."""

from dataclasses import dataclass
from datetime import datetime

Keys = frozenset[tuple[str, ...]]


@dataclass(frozen=True)
class StoredMapping:
    """One saving of a source's file. `mapping` is the text of the mapping; `keys` are those of the rows the source brought.

    `organisation` says for which partners it was saved: their ids with | between, or nothing for the whole partnership.
    """

    programme_id: str
    source: str
    table_name: str
    version_id: int
    mapping: str
    keys: Keys
    file_name: str
    file_sha256: str
    saved_at: datetime
    saved_by: str
    organisation: str = ""


@dataclass(frozen=True)
class EarlierLoad:
    """A time the very same bytes were loaded: as which table, in which file, when and by whom."""

    table_name: str
    file_name: str
    loaded_at: datetime
    loaded_by: str
