"""What was found lately, so many results and no more: for results that are the same for everybody who gives the same."""

import pickle  # to tell what was given apart; nothing is read back from it
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from hashlib import sha256
from threading import Lock
from typing import Any, Generic, TypeVar

Result = TypeVar("Result")


class Lately(Generic[Result]):
    """Results by what they were found for; where there are too many, the one asked for longest ago goes."""

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
    """Tell a call apart by the function and by every cell and word it is given: what says the same has the same key."""
    return sha256(pickle.dumps((make.__module__, make.__qualname__, args, sorted(options.items())))).digest()
