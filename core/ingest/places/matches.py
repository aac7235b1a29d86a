"""Checks of what is said to be the same."""

from collections.abc import Iterator

from core.domain.places.place import POPULATION, Member, Place
from core.domain.places.rows import PlaceMatch, SharedKind
from core.domain.places.shared_values import row_of
from core.domain.problems import Problem
from core.domain.wording import printable

MATCHES = "place_matches.csv"
VALUES = "place_values.csv"
KIND_WORDS = {
    SharedKind.partner: "partner",
    SharedKind.cost_centre: "cost centre",
    SharedKind.population: "population",
    SharedKind.site: "site",
    SharedKind.outcome: "outcome",
    SharedKind.lever: "lever",
    SharedKind.driver: "driver",
}


def things_are_known(place: Place) -> Iterator[Problem]:
    """Every match names a programme of the place and a thing that stands in it, and every value a shared thing."""
    by_id = {member.programme_id: member for member in place.members}
    for match in place.matches:
        if match.programme_id not in by_id:
            todo = "Name a programme of place_programmes.csv."
            told = "there is no such programme in the place."
            yield Problem(MATCHES, told, column="programme_id", value=printable(match.programme_id), what_to_do=todo)
        elif not _stands_in(by_id[match.programme_id], match):
            told = f"{by_id[match.programme_id].title} has no {KIND_WORDS[match.kind]} of this id."
            is_population = match.kind is SharedKind.population
            todo = f'A population is called "{POPULATION}".' if is_population else "Take the id from its table."
            yield Problem(MATCHES, told, column="local_id", value=printable(match.local_id), what_to_do=todo)
    shared = {(match.kind, match.shared_id) for match in place.matches}
    for value in place.values:
        if (value.kind, value.shared_id) not in shared:
            told = f"nothing is matched with a {KIND_WORDS[value.kind]} of this id."
            todo = "Match it, or take it out."
            yield Problem(VALUES, told, column="shared_id", value=printable(value.shared_id), what_to_do=todo)


def _stands_in(member: Member, match: PlaceMatch) -> bool:
    case = member.case
    if match.kind is SharedKind.population:
        return match.local_id == POPULATION and case.population is not None
    if match.kind is SharedKind.driver:
        rows = (*case.benefits, *case.effects, *case.levers, *case.costs)
        return any(getattr(row, "driver_id", None) == match.local_id for row in rows)
    if match.kind is SharedKind.outcome:
        return any(row.outcome_id == match.local_id for row in case.outcomes)
    return row_of(case, match.kind, match.local_id) is not None


def one_of_a_programme_for_one_shared_thing(place: Place) -> Iterator[Problem]:
    """One thing of a programme is one shared thing, and no two of a programme are the same one."""
    titles = {member.programme_id: member.title for member in place.members}
    thing: dict[tuple[SharedKind, str, str], PlaceMatch] = {}
    theirs: dict[tuple[SharedKind, str, str], PlaceMatch] = {}
    for match in place.same:
        title = titles.get(match.programme_id, match.programme_id)
        before = thing.setdefault((match.kind, match.programme_id, match.local_id), match)
        if before is not match and before.shared_id != match.shared_id:
            told = f"{match.local_id} of {title} is already the same as {before.shared_id}."
            yield Problem(MATCHES, told, column="shared_id", value=match.shared_id, what_to_do="Take one of the two rows out.")
        other = theirs.setdefault((match.kind, match.programme_id, match.shared_id), match)
        if other.local_id != match.local_id:
            told = f"{other.local_id} and {match.local_id} of {title} cannot both be {match.shared_id}."
            yield Problem(MATCHES, told, column="local_id", what_to_do=f"Join them in {title}, or leave one of them apart.")


def partners_are_of_one_kind(place: Place) -> Iterator[Problem]:
    """A shared partner is of the same kind wherever it stands."""
    first: dict[str, tuple[Member, str]] = {}
    for match, member in _matched(place, SharedKind.partner):
        kind = next(partner.kind for partner in member.case.partners if partner.partner_id == match.local_id)
        other, before = first.setdefault(match.shared_id, (member, kind))
        if before != kind:
            told = f"{match.shared_id} is {before} in {other.title} and {kind} in {member.title}."
            yield Problem(MATCHES, told, what_to_do="Correct the kind in one of them, or say that they are different.")


def units_are_told(place: Place) -> Iterator[Problem]:
    """A shared centre or outcome is counted in one unit, or the factor between two is given."""
    for kind in (SharedKind.cost_centre, SharedKind.outcome):
        first: dict[str, tuple[Member, str, float]] = {}
        for match, member in _matched(place, kind):
            unit = _unit(member, match)
            if unit is None:
                continue
            other, before, factor = first.setdefault(match.shared_id, (member, unit, match.unit_factor))
            if before.casefold() != unit.casefold() and factor == match.unit_factor == 1:
                told = f"{match.shared_id} is counted in {before} by {other.title} and in {unit} by {member.title}."
                todo = f"Say in unit_factor how many {before} one {unit} is."
                yield Problem(MATCHES, told, column="unit_factor", what_to_do=todo)


def _unit(member: Member, match: PlaceMatch) -> str | None:
    if match.kind is SharedKind.cost_centre:
        return next(row.unit for row in member.case.cost_centres if row.cost_centre_id == match.local_id)
    return next(row.unit for row in member.case.outcomes if row.outcome_id == match.local_id)


def outcomes_of_one_population(place: Place) -> Iterator[Problem]:
    """An outcome that two programmes limit by their people is shared only where the people are."""
    first: dict[str, Member] = {}
    for match, member in _matched(place, SharedKind.outcome):
        effect = next((row for row in member.case.effects if row.outcome_id == match.local_id), None)
        if effect is None or effect.units_per_person_year is None:
            continue
        other = first.setdefault(match.shared_id, member)
        if other is not member and not _one_population(place, other, member):
            whose = f"the people of {other.title} and by those of {member.title}"
            told = f"{match.shared_id} is limited by {whose}, who are not matched."
            yield Problem(MATCHES, told, what_to_do="Match the populations, or leave the outcomes apart.")


def _one_population(place: Place, one: Member, other: Member) -> bool:
    ids = [place.shared_id(SharedKind.population, each.programme_id, POPULATION) for each in (one, other)]
    return ids[0] is not None and ids[0] == ids[1]


def _matched(place: Place, kind: SharedKind) -> Iterator[tuple[PlaceMatch, Member]]:
    by_id = {member.programme_id: member for member in place.members}
    for match in place.same:
        if match.kind is kind and match.programme_id in by_id and _stands_in(by_id[match.programme_id], match):
            yield match, by_id[match.programme_id]
