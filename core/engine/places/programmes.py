"""The programmes of a place as arrays, each with one option, in the place's years and prices."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from core.domain.assumptions import Assumptions
from core.domain.case.case import Case
from core.domain.places.place import Member, Place
from core.domain.places.rows import SharedKind
from core.domain.places.shared_values import case_in_frame, case_in_place
from core.engine.model.case_arrays import CaseArrays, compile_case
from core.engine.model.input_values import DrawnValues, central_values
from core.engine.model.option_arrays import OptionArrays, compile_option


@dataclass(frozen=True)
class ProgrammeArrays:
    """One programme with one option."""

    programme_id: str
    rows: Case
    case: CaseArrays
    option: OptionArrays
    values: DrawnValues

    @property
    def partner_ids(self) -> tuple[str, ...]:
        """Its partners in the order of its table."""
        return tuple(partner.partner_id for partner in self.rows.partners)


@dataclass(frozen=True)
class PlaceArrays:
    """The programmes of a place that can be run together, compiled as they are asked for."""

    place: Place
    assumptions: Assumptions

    @cached_property
    def _cases(self) -> dict[tuple[str, bool], tuple[Case, CaseArrays]]:
        return {}

    @cached_property
    def _options(self) -> dict[tuple[str, str, bool], ProgrammeArrays]:
        return {}

    @cached_property
    def _members(self) -> Mapping[str, Member]:
        return {member.programme_id: member for member in self.place.members}

    def of(self, programme_id: str, option_id: str, *, by_itself: bool = False) -> ProgrammeArrays:
        """One programme with one option; `by_itself` with its own word for what it shares, else with the place's."""
        key = (programme_id, option_id, by_itself)
        if key not in self._options:
            rows, case = self._case(programme_id, by_itself=by_itself)
            option = next(option for option in rows.options if option.option_id == option_id)
            arrays = compile_option(rows, self.assumptions, case, option)
            self._options[key] = ProgrammeArrays(programme_id, rows, case, arrays, central_values(option, case, arrays))
        return self._options[key]

    def _case(self, programme_id: str, *, by_itself: bool) -> tuple[Case, CaseArrays]:
        key = (programme_id, by_itself)
        if key not in self._cases:
            member = self._members[programme_id]
            rows = case_in_frame(self.place, member.case if by_itself else case_in_place(self.place, member))
            self._cases[key] = (rows, compile_case(rows, self.assumptions))
        return self._cases[key]


SHARED_IN_GROUPS = (SharedKind.cost_centre, SharedKind.population, SharedKind.site, SharedKind.outcome, SharedKind.lever)


def groups_of(place: Place, programme_ids: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Programmes that share something, by any chain: what happens in one group moves nothing in another.

    Args:
        place: what is shared.
        programme_ids: the programmes to look at, in order.
    """
    things = [
        {match.programme_id for match in place.same if (match.kind, match.shared_id) == shared}
        for shared in dict.fromkeys((match.kind, match.shared_id) for match in place.same if match.kind in SHARED_IN_GROUPS)
    ]
    things += [{row.programme_a, row.programme_b} for row in place.overlaps if row.share_of_a]
    groups = [{programme_id} for programme_id in programme_ids]
    for thing in things:
        touched = [group for group in groups if group & thing]
        if len(touched) > 1:
            groups = [group for group in groups if not group & thing] + [set().union(*touched)]
    return tuple(sorted(tuple(sorted(group)) for group in groups))
