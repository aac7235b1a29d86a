"""Checks that programmes say the same of what they share."""

from collections.abc import Iterator

from core.domain.case.options import Lever
from core.domain.places.place import Member, Place
from core.domain.places.rows import SharedKind
from core.domain.places.shared_values import SAID, row_of, said_of
from core.domain.problems import Problem

VALUES, MATCHES = "place_values.csv", "place_matches.csv"
TOLERANCE = 1e-9


def values_agree(place: Place) -> Iterator[Problem]:
    """What a shared thing says is the same in every programme that says it, or the place says it."""
    for kind, shared_id in sorted({(match.kind, match.shared_id) for match in place.same}):
        value = place.value_for(kind, shared_id)
        for column in SAID.get(kind, ()):
            if value is not None and getattr(value, column) is not None:
                continue
            said = said_of(place, kind, shared_id, column)
            for member, figure in said[1:]:
                first, before = said[0]
                if abs(figure - before) > TOLERANCE * max(1.0, abs(figure), abs(before)):
                    what = column.removesuffix("_gbp").replace("_", " ")
                    told = f"the {what} of {shared_id}: {first.title} says {before:g}, {member.title} says {figure:g}."
                    yield Problem(VALUES, told, column=column, what_to_do="Make them agree, or enter the place's own here.")


def owners_agree(place: Place) -> Iterator[Problem]:
    """A shared centre belongs to one shared partner, and so does it where the place says whose it is."""
    first: dict[str, tuple[Member, str]] = {}
    by_id = {member.programme_id: member for member in place.members}
    for match in place.same:
        if match.kind is not SharedKind.cost_centre or match.programme_id not in by_id:
            continue
        member = by_id[match.programme_id]
        local = next((row.partner_id for row in member.case.cost_centres if row.cost_centre_id == match.local_id), None)
        if local is None:
            continue
        owner = place.name_of(SharedKind.partner, member.programme_id, local)
        other, before = first.setdefault(match.shared_id, (member, owner))
        if before != owner:
            told = f"{match.shared_id} belongs to {before} in {other.title} and to {owner} in {member.title}."
            yield Problem(MATCHES, told, what_to_do="Match the two partners as the same, or leave the centres apart.")
        value = place.value_for(SharedKind.cost_centre, match.shared_id)
        if value is not None and value.partner_id not in (None, owner):
            told = f"{match.shared_id} belongs to {owner} in {member.title} and to {value.partner_id} here."
            yield Problem(VALUES, told, column="partner_id", what_to_do="Leave it empty, or correct the programme.")


def levers_are_one(place: Place) -> Iterator[Problem]:
    """A shared lever does one thing: its mechanism, its effect and its adoption are the same wherever it stands."""
    first: dict[str, tuple[Member, Lever]] = {}
    by_id = {member.programme_id: member for member in place.members}
    for match in place.same:
        if match.kind is not SharedKind.lever or match.programme_id not in by_id:
            continue
        member = by_id[match.programme_id]
        lever = row_of(member.case, SharedKind.lever, match.local_id)
        if not isinstance(lever, Lever):
            continue
        other, before = first.setdefault(match.shared_id, (member, lever))
        if before.mechanism is not lever.mechanism:
            told = f"{match.shared_id} acts on {before.mechanism} in {other.title} and on {lever.mechanism} in {member.title}"
        elif abs(before.full_effect - lever.full_effect) > TOLERANCE:
            said, others = f"{lever.full_effect:.6g} in {member.title}", f"{before.full_effect:.6g} in {other.title}"
            told = f"{match.shared_id} has effect {others} and {said}"
        elif before.adoption != lever.adoption:
            told = f"{match.shared_id} is adopted at another pace in {other.title} than in {member.title}"
        else:
            continue
        todo = "Make them agree, or say that they are different."
        yield Problem(MATCHES, f"{told}: one of them is not the same.", what_to_do=todo)
