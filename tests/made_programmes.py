"""Places made of the case folders kept with the tests: what is the same is said by rule, not typed."""

from collections.abc import Mapping

from core.domain.case.case import Case
from core.domain.case.options import OptionKind
from core.domain.places.place import POPULATION, Member, Place
from core.domain.places.rows import MatchStatus, PlaceFrame, PlaceMatch, PlaceProgramme, SharedKind


def place_of(cases: Mapping[str, tuple[Case, str]], shared: Mapping[SharedKind, int] | None = None) -> Place:
    """A place of some programmes, each with one option; of each kind so many things, in order, are the same."""
    members = tuple(
        Member(PlaceProgramme(place_id="town", programme_id=programme_id, option_id=option_id), case)
        for programme_id, (case, option_id) in sorted(cases.items())
    )
    matches = [
        PlaceMatch(
            place_id="town",
            kind=kind,
            shared_id=f"{kind}_{number}",
            programme_id=member.programme_id,
            local_id=local_id,
            status=MatchStatus.same,
        )
        for member in members
        for kind, count in (shared or {}).items()
        for number, local_id in enumerate(_ids(member.case, kind)[:count])
    ]
    return Place(PlaceFrame(place_id="town", title="Town"), members, tuple(matches))


def _ids(case: Case, kind: SharedKind) -> list[str]:
    if kind is SharedKind.population:
        return [POPULATION] if case.population is not None else []
    found = {
        SharedKind.partner: [row.partner_id for row in case.partners],
        SharedKind.cost_centre: [row.cost_centre_id for row in case.cost_centres],
        SharedKind.site: [row.site_id for row in case.sites],
        SharedKind.outcome: [row.outcome_id for row in case.outcomes],
        SharedKind.lever: [row.lever_id for row in case.levers],
    }
    return sorted(found[kind])


def real_options(case: Case) -> list[str]:
    """The options of a case that do something."""
    return [option.option_id for option in case.options if option.kind is not OptionKind.business_as_usual]
