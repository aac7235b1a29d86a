"""One file of each person at a time, two in all; who waits knows their place, and nobody is passed over for ever."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Lock

import pytest

from core.ingest.turns import Turns


class Watch:
    """Notes how many turns are held at once, in all and of each person."""

    def __init__(self) -> None:
        self.lock, self.held, self.most, self.most_of_one = Lock(), Counter[str](), 0, 0

    def work(self, turns: Turns, person: str) -> None:
        with turns.turn(person):
            with self.lock:
                self.held[person] += 1
                self.most = max(self.most, self.held.total())
                self.most_of_one = max(self.most_of_one, *self.held.values())
            Event().wait(0.02)
            with self.lock:
                self.held[person] -= 1


def test_two_are_read_at_once_and_one_of_each_person() -> None:
    turns, watch = Turns(), Watch()
    with ThreadPoolExecutor(12) as threads:
        for done in [threads.submit(watch.work, turns, person) for person in "aaabbbcccddd"]:
            done.result(timeout=30)
    assert (watch.most, watch.most_of_one, len(turns)) == (2, 1, 0)


def test_who_waits_is_told_their_place_as_it_changes() -> None:
    turns, places, may_end = Turns(at_once=1), list[int](), [Event(), Event()]
    begun = [Event(), Event()]

    def hold(number: int, person: str) -> None:
        with turns.turn(person):
            begun[number].set()
            may_end[number].wait(30)

    with ThreadPoolExecutor(3) as threads:
        first = threads.submit(hold, 0, "a")
        assert begun[0].wait(30)
        second = threads.submit(hold, 1, "b")
        while len(turns) < 1:
            Event().wait(0.01)

        def wait_third() -> None:
            with turns.turn("c", places.append):
                pass

        third = threads.submit(wait_third)
        while places != [2]:
            Event().wait(0.01)
        may_end[0].set()
        while places != [2, 1]:
            Event().wait(0.01)
        may_end[1].set()
        for done in (first, second, third):
            done.result(timeout=30)


def test_a_second_file_of_one_person_lets_others_pass() -> None:
    turns = Turns()
    with ThreadPoolExecutor(2) as threads:
        with turns.turn("a"):
            again, other = threads.submit(Watch().work, turns, "a"), threads.submit(Watch().work, turns, "b")
            other.result(timeout=30)
            assert not again.done()
        again.result(timeout=30)


def test_who_leaves_gives_the_place_up_and_who_fails_the_turn() -> None:
    turns = Turns(at_once=1)

    def leave(_place: int) -> None:
        raise KeyboardInterrupt

    with turns.turn("a"):
        with pytest.raises(KeyboardInterrupt), turns.turn("b", leave):
            pass
        assert len(turns) == 0
    with pytest.raises(ValueError, match="bad"), turns.turn("a"):
        raise ValueError("bad")
    with turns.turn("a"):
        pass
