"""Letters: control characters, which no spreadsheet shows and no cell may hold."""

import re

from core.domain.fields import UNSEEN

_UNSEEN = re.compile(f"[{UNSEEN}]")
_MOST_LINES = 1_000
# Old programs of DOS end a file by this mark.
END_OF_OLD_FILES = "\x1a"
TAKE_IT_OUT = "Take it out, and send the file again."


def what_is_unseen(text: str) -> str | None:
    """Name the first such character of a text by its number, for example "the control character U+0007"."""
    found = _UNSEEN.search(text)
    return None if found is None else name_of(found.group())


def name_of(mark: str) -> str:
    """Name such a character: "the control character U+0007"."""
    return f"the control character U+{ord(mark):04X}"


def lines_with_unseen(text: str) -> tuple[tuple[int, ...], str]:
    """List the lines on which such characters stand, the first being 1, and the first such character ("" where there is none)."""
    lines: list[int] = []
    first, line, counted_to = "", 1, 0
    for found in _UNSEEN.finditer(text.rstrip(END_OF_OLD_FILES)):
        line += text.count("\n", counted_to, found.start())
        counted_to = found.start()
        first = first or found.group()
        if not lines or lines[-1] != line:
            lines.append(line)
        if len(lines) > _MOST_LINES:
            break
    return tuple(lines), first
