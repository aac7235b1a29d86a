"""Place: programmes that are worked out together, read and checked."""

from dataclasses import dataclass, replace
from functools import cached_property

from core.domain.case.case import Case
from core.domain.case.options import Option, OptionKind
from core.domain.places.rows import (
    MatchStatus,
    PlaceFrame,
    PlaceLimit,
    PlaceMatch,
    PlaceOverlap,
    PlaceProgramme,
    PlaceRule,
    PlaceValue,
    SharedKind,
)

POPULATION = "population"
MOST_PROGRAMMES = 50
MOST_OPTIONS = 8


@dataclass(frozen=True)
class Member:
    """One programme of a place, with its case."""

    row: PlaceProgramme
    case: Case

    @property
    def programme_id(self) -> str:
        """The programme's id in the place."""
        return self.row.programme_id

    @property
    def title(self) -> str:
        """The programme's name."""
        return self.case.programme.title

    @cached_property
    def choices(self) -> tuple[Option, ...]:
        """Options that may be chosen: the open ones, else all but business as usual."""
        options = [option for option in self.case.options if option.kind is not OptionKind.business_as_usual]
        return tuple(option for option in options if not self.row.open_options or option.option_id in self.row.open_options)

    @property
    def option_id(self) -> str | None:
        """The option the programme is in the place with; None where nobody says and there are several, or none."""
        if self.row.option_id is not None:
            return self.row.option_id
        return self.choices[0].option_id if len(self.choices) == 1 else None


@dataclass(frozen=True)
class Place:
    """A place with its programmes, in the order of their ids."""

    frame: PlaceFrame
    members: tuple[Member, ...]
    matches: tuple[PlaceMatch, ...] = ()
    values: tuple[PlaceValue, ...] = ()
    overlaps: tuple[PlaceOverlap, ...] = ()
    limits: tuple[PlaceLimit, ...] = ()
    rules: tuple[PlaceRule, ...] = ()

    @cached_property
    def same(self) -> tuple[PlaceMatch, ...]:
        """What a person said is the same, in the order of programmes and ids."""
        kept = (match for match in self.matches if match.status is MatchStatus.same)
        return tuple(sorted(kept, key=lambda match: (match.kind, match.shared_id, match.programme_id)))

    @cached_property
    def _match_of(self) -> dict[tuple[SharedKind, str, str], PlaceMatch]:
        """(kind, programme, id in it) -> the shared thing it is."""
        return {(match.kind, match.programme_id, match.local_id): match for match in self.same}

    @cached_property
    def _value_of(self) -> dict[tuple[SharedKind, str], PlaceValue]:
        """(kind, shared thing) -> what the place says of it."""
        return {(value.kind, value.shared_id): value for value in self.values}

    def without(self, programme_id: str) -> "Place":
        """The place with one programme left out; its years and prices stay."""
        members = tuple(
            replace(member, row=member.row.model_copy(update={"in_place": False}))
            if member.programme_id == programme_id
            else member
            for member in self.members
        )
        return replace(self, members=members)

    def value_for(self, kind: SharedKind, shared_id: str) -> PlaceValue | None:
        """What the place says of a shared thing; None where it says nothing."""
        return self._value_of.get((kind, shared_id))

    @cached_property
    def horizon_years(self) -> int:
        """Years after year 0: those of the programme that ends first, or fewer where the place says so."""
        shortest = min(member.case.programme.horizon_years for member in self.members)
        return shortest if self.frame.horizon_years is None else min(shortest, self.frame.horizon_years)

    @cached_property
    def price_year(self) -> int:
        """The year whose prices all money is shown in: the place's, else the one its programmes have in common."""
        return self.frame.price_year or self.members[0].case.programme.prices_of

    def shared_id(self, kind: SharedKind, programme_id: str, local_id: str) -> str | None:
        """The shared thing that something of a programme is; None where it stands apart."""
        match = self._match_of.get((kind, programme_id, local_id))
        return None if match is None else match.shared_id

    def name_of(self, kind: SharedKind, programme_id: str, local_id: str) -> str:
        """The id by which a place knows something: the shared one, else the programme's own with the programme before it."""
        return self.shared_id(kind, programme_id, local_id) or f"{programme_id}/{local_id}"

    def factor(self, kind: SharedKind, programme_id: str, local_id: str) -> float:
        """Units of the place in one unit of the programme."""
        match = self._match_of.get((kind, programme_id, local_id))
        return 1.0 if match is None else match.unit_factor
