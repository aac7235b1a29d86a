"""Checks of how many people are said to be in two programmes."""

from collections import defaultdict
from collections.abc import Iterator

from core.domain.case.benefits import SHARE_TOLERANCE
from core.domain.places.place import Place
from core.domain.problems import Problem
from core.domain.wording import joined, printable

OVERLAPS = "place_overlaps.csv"


def overlaps_are_of_two(place: Place) -> Iterator[Problem]:
    """An overlap names two programmes of the place, each pair once."""
    known = {member.programme_id for member in place.members}
    pairs: set[frozenset[str]] = set()
    for row in place.overlaps:
        for column, programme_id in (("programme_a", row.programme_a), ("programme_b", row.programme_b)):
            if programme_id not in known:
                told, todo = "there is no such programme in the place.", "Name a programme of place_programmes.csv."
                yield Problem(OVERLAPS, told, column=column, value=printable(programme_id), what_to_do=todo)
        pair = frozenset((row.programme_a, row.programme_b))
        if len(pair) == 1:
            told = "a programme cannot overlap with itself."
            yield Problem(OVERLAPS, told, column="programme_b", value=row.programme_b, what_to_do="Name the other programme.")
        elif pair in pairs:
            told = f"the overlap of {joined(sorted(pair))} stands twice."
            yield Problem(OVERLAPS, told, what_to_do="Keep one row: the share of one says that of the other.")
        pairs.add(pair)


def shares_are_of_one_whole(place: Place) -> Iterator[Problem]:
    """A person is in two programmes at most, so the shares of one programme add to 1 at most."""
    titles = {member.programme_id: member.title for member in place.members}
    shares: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for row in place.overlaps:
        shares[row.programme_a].append((row.programme_b, row.share_of_a))
    for programme_id, others in shares.items():
        if sum(share for _, share in others) > 1 + SHARE_TOLERANCE:
            each = joined(f"{share:.0%} also in {titles.get(other, other)}" for other, share in others)
            told = f"of the people of {titles.get(programme_id, programme_id)}, {each}: a person is in two programmes at most."
            yield Problem(OVERLAPS, told, column="share_of_a", what_to_do="Make the shares add to 1 or less.")
