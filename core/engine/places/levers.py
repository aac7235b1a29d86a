"""Levers of programmes that are run together: one that is the same in two of them is one lever, adopted once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from core.domain.case.options import Mechanism
from core.domain.places.place import Place
from core.domain.places.rows import SharedKind
from core.engine.arrays import Flags, Floats
from core.engine.model.adoption import Combinations, combinations_of
from core.engine.model.people import cut_by, effect_of
from core.engine.places.programmes import ProgrammeArrays

MOST_LEVERS_TOGETHER = 12


@dataclass(frozen=True)
class LeversTogether:
    """Every lever of some programmes once, and all the ways in which they may or may not be adopted."""

    names: tuple[str, ...]
    columns: tuple[tuple[int, ...], ...]  # of each programme: which of the levers its own are
    combinations: Combinations

    def adopted_by(self, programme: int) -> Flags:
        """(combinations, levers of a programme) which of its levers are adopted."""
        return self.combinations.adopted[:, list(self.columns[programme])]


def lever_names(place: Place, programme: ProgrammeArrays) -> tuple[str, ...]:
    """The names under which the place knows the levers of a programme."""
    return tuple(place.name_of(SharedKind.lever, programme.programme_id, lever_id) for lever_id in programme.option.levers.ids)


def levers_together(place: Place, programmes: Sequence[ProgrammeArrays]) -> LeversTogether:
    """Put the levers of programmes together and list every combination of them.

    Raises:
        ValueError: when there are more levers than can be combined.
    """
    chance: dict[str, float] = {}
    for programme in programmes:
        for name, p_adopted in zip(lever_names(place, programme), programme.option.levers.p_adopted.tolist(), strict=True):
            chance.setdefault(name, p_adopted)
    names = tuple(chance)
    if len(names) > MOST_LEVERS_TOGETHER:
        raise ValueError(
            f"{len(names)} levers act together in {', '.join(each.rows.programme.title for each in programmes)}, "
            f"and {MOST_LEVERS_TOGETHER} can be combined: match those that are the same, or leave a programme out"
        )
    columns = tuple(tuple(names.index(name) for name in lever_names(place, programme)) for programme in programmes)
    return LeversTogether(names, columns, combinations_of(np.array(list(chance.values())), MOST_LEVERS_TOGETHER))


def cuts_of(
    place: Place, programmes: Iterable[tuple[ProgrammeArrays, Flags, int | None]], mechanisms: tuple[Mechanism, ...]
) -> Iterator[tuple[Mechanism, Floats]]:
    """What the levers of several programmes take off, each lever once: mechanism and (years, draws).

    Args:
        place: which levers are the same.
        programmes: each with its levers adopted, and the outcome that the levers have to name; any where it is None.
        mechanisms: the levers meant.
    """
    seen: set[str] = set()
    for programme, adopted, outcome in programmes:
        levers, names = programme.option.levers, lever_names(place, programme)
        effect = effect_of(programme.values, adopted)
        for at in levers.of(*mechanisms, outcome=outcome):
            if names[at] not in seen:
                seen.add(names[at])
                yield levers.mechanism[at], cut_by(programme.option, effect, at)
