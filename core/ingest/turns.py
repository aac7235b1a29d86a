"""Turns: one file of each person is read at a time, and two in all; who waits is told their place in the queue."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Condition

AT_ONCE = 2
SECONDS_BETWEEN_LOOKS = 0.5


class Turns:
    """A queue in which each person has one turn at a time."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        """Begin with nobody waiting."""
        self._at_once = at_once
        self._changed = Condition()
        self._waiting: list[tuple[object, str]] = []
        self._running: list[str] = []

    @contextmanager
    def turn(self, person_id: str, on_place: Callable[[int], None] | None = None) -> Iterator[None]:
        """Wait for a turn, hold it while the work is done, and give it back whatever happens.

        Args:
            person_id: whose work it is.
            on_place: is told how many turns come first, whenever that changes; what it raises ends the waiting.
        """
        mark = (object(), person_id)
        with self._changed:
            self._waiting.append(mark)
        try:
            self._wait(mark, on_place)
        except BaseException:
            self._leave(mark)
            raise
        try:
            yield
        finally:
            with self._changed:
                self._running.remove(person_id)
                self._changed.notify_all()

    def __len__(self) -> int:
        """How many wait."""
        with self._changed:
            return len(self._waiting)

    def _wait(self, mark: tuple[object, str], on_place: Callable[[int], None] | None) -> None:
        told = 0
        while True:
            with self._changed:
                if self._may_begin(mark):
                    self._waiting.remove(mark)
                    self._running.append(mark[1])
                    return
                place = self._waiting.index(mark) + 1
                if place == told:
                    self._changed.wait(SECONDS_BETWEEN_LOOKS)
                    place = self._waiting.index(mark) + 1
            if on_place is not None and place != told:
                on_place(place)
            told = place

    def _may_begin(self, mark: tuple[object, str]) -> bool:
        """True for the first in the queue of whose person nothing is being done, while there is room."""
        if len(self._running) >= self._at_once:
            return False
        return next((each for each in self._waiting if each[1] not in self._running), None) is mark

    def _leave(self, mark: tuple[object, str]) -> None:
        with self._changed:
            if mark in self._waiting:
                self._waiting.remove(mark)
            self._changed.notify_all()


# Of this service: every page waits in the same queue.
TURNS = Turns()
