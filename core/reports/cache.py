"""Cache of reports: a report of a version, which never changes, is worked out once, however many people open the page.

What is kept is the same for every reader: only a report that is given no person and no scope may be kept. What one person may
not see is taken out afterwards, from a copy, as from a report that was worked out for them alone.
"""

import inspect
import pickle  # to tell what was given apart; nothing is read back from it
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import wraps
from hashlib import sha256
from threading import Lock
from typing import Any, Generic, ParamSpec, TypeVar, cast
from weakref import ref

import pandas as pd

from core.store.tables.arrow import Arrow

MOST_KEPT = 2_048
NEVER_KEPT_FOR = frozenset({"person", "scope", "db", "source", "by", "reader"})
# What is made of cells is kept only where it is small: long tables are seldom the same twice.
MOST_BYTES_KEPT = 65_536
Given = ParamSpec("Given")
Result = TypeVar("Result")
Made = TypeVar("Made", bound=bytes | Arrow)


class RecentResults(Generic[Result]):
    """Recent results by key; where there are too many, the one asked for longest ago goes."""

    def __init__(self) -> None:
        """Begin with nothing kept."""
        self._results: OrderedDict[Hashable, Result] = OrderedDict()
        self._one_at_a_time = Lock()

    def found(self, key: Hashable) -> Result | None:
        """Give the result kept for a key, or None where there is none."""
        with self._one_at_a_time:
            if key in self._results:
                self._results.move_to_end(key)
            return self._results.get(key)

    def keep(self, key: Hashable, result: Result, most: int) -> None:
        """Keep a result, and no more than `most` of all."""
        with self._one_at_a_time:
            self._results[key] = result
            self._results.move_to_end(key)
            while len(self._results) > most:
                self._results.popitem(last=False)

    def clear(self) -> None:
        """Forget everything."""
        with self._one_at_a_time:
            self._results.clear()

    def __len__(self) -> int:
        """How many are kept."""
        return len(self._results)


def alike(make: Callable[..., Any], args: tuple[Any, ...], options: Mapping[str, Any]) -> bytes:
    """Key of a call: its function, and every cell and word it is given. Calls that say the same have the same key."""
    return sha256(pickle.dumps((make.__module__, make.__qualname__, args, sorted(options.items())))).digest()


@dataclass(frozen=True)
class _Kept:
    """Kept result: what a report gave, and for which objects, which are held no longer for it."""

    of: tuple["ref[Any]", ...]
    result: object

    def is_of(self, given: tuple[object, ...]) -> bool:
        """Tell whether it was found of these very objects."""
        return len(self.of) == len(given) and all(held() is one for held, one in zip(self.of, given, strict=True))


_kept: RecentResults[_Kept] = RecentResults()


def worked_once(report: Callable[Given, Result]) -> Callable[Given, Result]:
    """Cached report: keep what it gave for the same version and choices, up to `MOST_KEPT` results of all reports together.

    Versions and what was worked out from them are compared as objects, since nothing alters one; numbers, words and days are
    compared by what they say. Each caller gets a copy, so that changing it changes no other caller's.

    Raises:
        TypeError: the report is given a person, a scope or a store, and so may not be kept for others.
    """
    personal = NEVER_KEPT_FOR & set(inspect.signature(report).parameters)
    if personal:
        raise TypeError(f"{report.__qualname__} is given {', '.join(sorted(personal))}: it may not be kept for others")

    @wraps(report)
    def once(*args: Given.args, **options: Given.kwargs) -> Result:
        given = (*args, *(options[name] for name in sorted(options)))
        objects = tuple(one for one in given if not _is_plain(one))
        key = (report.__module__, report.__qualname__, len(args), *sorted(options), *map(_typed, given))
        kept = _kept.found(key)
        if kept is None or not kept.is_of(objects):
            kept = _Kept(tuple(ref(one) for one in objects), report(*args, **options))
            _kept.keep(key, kept, MOST_KEPT)
        return cast("Result", _copy(kept.result))

    return once


def alike_once(make: Callable[Given, Made]) -> Callable[Given, Made]:
    """Cached function: keep what it made of the same cells and words, every one of them; other cells give another result.

    What it makes must be immutable, since every caller is given the same object.
    """

    @wraps(make)
    def once(*args: Given.args, **options: Given.kwargs) -> Made:
        key = alike(make, args, options)
        kept = _kept.found(key)
        if kept is not None:
            return cast("Made", kept.result)
        made = make(*args, **options)
        if (len(made) if isinstance(made, bytes) else made.nbytes) <= MOST_BYTES_KEPT:
            _kept.keep(key, _Kept((), made), MOST_KEPT)
        return made

    return once


def _is_plain(one: object) -> bool:
    if isinstance(one, tuple | frozenset):
        return all(_is_plain(each) for each in one)
    return one is None or isinstance(one, str | int | float | date | Enum)


def _typed(one: object) -> tuple[object, object]:
    """Key of a value: its type beside it, since 1, 1.0 and True are three."""
    return (type(one), one if _is_plain(one) else id(one))


def _copy(result: object) -> object:
    """A copy that may be altered. Frames share their cells until one of them is."""
    if isinstance(result, pd.DataFrame | pd.Series):
        return result.copy(deep=False)
    if isinstance(result, dict):
        return {key: _copy(value) for key, value in result.items()}
    if isinstance(result, list):
        return [_copy(value) for value in result]
    return tuple(_copy(value) for value in result) if type(result) is tuple else result
