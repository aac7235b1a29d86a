"""Reports of a version that cannot change any more are worked out once, however many people open the page.

What is kept is the same for everybody: only a report that is given no person and no scope may be kept. What of it somebody is
shown is cut out afterwards, from a copy, as from a report that was worked out for them alone.
"""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast
from weakref import ref

import pandas as pd

from core.reports.lately import Lately, alike
from core.store.arrow import Arrow

MOST_KEPT = 2_048
NEVER_KEPT_FOR = frozenset({"person", "scope", "db", "source", "by", "reader"})
# What is made of cells is kept only where it is small: long tables are seldom the same twice.
MOST_BYTES_KEPT = 65_536
Given = ParamSpec("Given")
Result = TypeVar("Result")
Made = TypeVar("Made", bound=bytes | Arrow)


@dataclass(frozen=True)
class _Kept:
    """What a report found, and of which objects, which are held no longer for it."""

    of: tuple["ref[Any]", ...]
    result: object

    def is_of(self, given: tuple[object, ...]) -> bool:
        """Tell whether it was found of these very objects."""
        return len(self.of) == len(given) and all(held() is one for held, one in zip(self.of, given, strict=True))


_kept: Lately[_Kept] = Lately()


def worked_once(report: Callable[Given, Result]) -> Callable[Given, Result]:
    """Let a report keep what it found for the same version and choices, up to `MOST_KEPT` results of all reports together.

    Versions and what was worked out from them are told apart as objects, since nothing alters one: numbers, words and days are
    told apart by what they say. Whoever gets a result gets a copy: what they do with it changes nobody else's.

    Raises:
        TypeError: the report is given whom it is for, or a store, and so may not be kept for others.
    """
    personal = NEVER_KEPT_FOR & set(inspect.signature(report).parameters)
    if personal:
        raise TypeError(f"{report.__qualname__} is given {', '.join(sorted(personal))}: it may not be kept for others")

    @wraps(report)
    def once(*args: Given.args, **options: Given.kwargs) -> Result:
        given = (*args, *(options[name] for name in sorted(options)))
        objects = tuple(one for one in given if not _is_plain(one))
        key = (report.__module__, report.__qualname__, len(args), *sorted(options), *map(_told_apart, given))
        found = _kept.found(key)
        if found is None or not found.is_of(objects):
            found = _Kept(tuple(ref(one) for one in objects), report(*args, **options))
            _kept.keep(key, found, MOST_KEPT)
        return cast("Result", _copy(found.result))

    return once


def alike_once(make: Callable[Given, Made]) -> Callable[Given, Made]:
    """Let a function keep what it made lately of the same cells and words, every one of them: who is shown others gets another.

    What it makes must be of a kind that nobody can alter, since everybody is given the same.
    """

    @wraps(make)
    def once(*args: Given.args, **options: Given.kwargs) -> Made:
        key = alike(make, args, options)
        found = _kept.found(key)
        if found is not None:
            return cast("Made", found.result)
        made = make(*args, **options)
        if (len(made) if isinstance(made, bytes) else made.nbytes) <= MOST_BYTES_KEPT:
            _kept.keep(key, _Kept((), made), MOST_KEPT)
        return made

    return once


def _is_plain(one: object) -> bool:
    if isinstance(one, tuple | frozenset):
        return all(_is_plain(each) for each in one)
    return one is None or isinstance(one, str | int | float | date | Enum)


def _told_apart(one: object) -> tuple[object, object]:
    """The type beside the value: 1, 1.0 and True are three."""
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
