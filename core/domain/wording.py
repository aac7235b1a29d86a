"""Wording: turns of phrase that problems and warnings share."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from difflib import get_close_matches

from core.domain.problems import Problem

MOST_LISTED = 200
MOST_NAMED = 8


def printable(text: str, most: int = 200) -> str:
    """Make text of unknown origin fit to be shown: no control characters, not too long."""
    kept = "".join(mark if mark.isprintable() or mark in " \t\n" else "\ufffd" for mark in text[:most])
    return kept + ("…" if len(text) > most else "")


def joined(names: Iterable[object], last: str = "and", most: int = MOST_NAMED) -> str:
    """Name things in a sentence: 'a, b and c', or 'a, b, c and 5 more'."""
    given = list(names)
    kept = given if len(given) <= most else given[: most - 1]
    words = [printable(str(name), 60) for name in kept]
    if len(given) > most:
        words.append(f"{len(given) - most + 1:,} more")
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def lines_of(lines: Sequence[int]) -> str:
    """Name lines in a sentence: 'line 4', 'lines 2, 5 and 9'."""
    return f"line{'s' if len(lines) > 1 else ''} {joined(sorted(lines))}"


def counted(count: int, one: str, many: str | None = None) -> str:
    """Say how many: '1 row', '2 rows'."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Find the known word that was most likely meant, or None."""
    by_plain = {_plain(name): name for name in sorted(known, reverse=True)}
    close = get_close_matches(_plain(word)[:100], by_plain, n=1, cutoff=0.6)
    return by_plain[close[0]] if close else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Ask about the nearest known word, or say nothing where none is near."""
    meant = nearest(word, known)
    return f'Did you mean "{printable(meant, 60)}"?' if meant is not None else ""


def _plain(word: str) -> str:
    return word.strip().lower().replace(" ", "_").replace("-", "_")


def as_listed(problems: Iterable[Problem], most: int = MOST_LISTED) -> tuple[Problem, ...]:
    """Keep at most so many problems of each file, in order of file and line, and say how many more there are."""
    by_file: dict[str, list[Problem]] = {}
    for problem in problems:
        by_file.setdefault(problem.file, []).append(problem)
    listed: list[Problem] = []
    for file, found in by_file.items():
        found.sort(key=lambda problem: problem.line or 0)
        listed.extend(found[:most])
        if len(found) > most:
            more = counted(len(found) - most, "more problem")
            listed.append(Problem(file, f"and {more} in this file.", what_to_do="Mend those listed and check again."))
    return tuple(listed)


def date_words(moment: datetime) -> str:
    """14 January 2027 at 15:04."""
    return f"{moment.day} {moment:%B %Y at %H:%M} UTC"
