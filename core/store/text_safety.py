"""Text safety: a null character, or half of one, is neither written to the state tables nor looked for in them."""

from collections.abc import Iterable, Mapping
from typing import Any

from core.domain.errors import NotRecorded

NO_TEXT = "A text holds a character that cannot be kept: a null character, or half of one. Nothing was changed: type it anew."


def must_be_text(_connection: Any, _cursor: Any, _statement: str, parameters: Any, _context: Any, executemany: bool) -> None:
    """Look through what a statement is about to be given, as SQLAlchemy asks before it is run.

    Programs that read a text up to its first null character show less than was written, and half a character cannot be
    written to a file at all: so both are refused here, in any field.

    Raises:
        NotRecorded: a text holds such a character.
    """
    for row in parameters if executemany else [parameters]:
        if any(isinstance(value, str) and _is_broken(value) for value in _values(row)):
            raise NotRecorded(NO_TEXT)


def _values(row: Any) -> Iterable[Any]:
    return row.values() if isinstance(row, Mapping) else row


def _is_broken(text: str) -> bool:
    if "\x00" in text:
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False
