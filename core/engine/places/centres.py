"""Cost centres of a place: what is claimed there one by one, and what is there together."""

from collections.abc import Mapping

import numpy as np

from core.domain.places.place import Place
from core.domain.places.rows import SharedKind
from core.engine.arrays import Floats
from core.engine.model.averages import mean_of
from core.engine.model.centre_cash import CentreCash
from core.engine.places.results import CentreOfPlace
from core.engine.places.runs import ProgrammeRun


def centres_of(place: Place, alone: Mapping[str, ProgrammeRun], together: Mapping[str, ProgrammeRun]) -> dict[str, CentreOfPlace]:
    """Lay claims and what is there side by side, centre by centre.

    Args:
        place: which centres are shared.
        alone: each programme by itself.
        together: all of them.

    Source:
        docs/method.md#places
    """
    members: dict[str, list[tuple[str, int]]] = {}
    for programme_id, run in together.items():
        for at, centre in enumerate(run.programme.case.places.centres):
            name = place.name_of(SharedKind.cost_centre, programme_id, centre.cost_centre_id)
            members.setdefault(name, []).append((programme_id, at))
    return {name: _centre(alone, together, of_one) for name, of_one in sorted(members.items())}


def _centre(
    alone: Mapping[str, ProgrammeRun], together: Mapping[str, ProgrammeRun], members: list[tuple[str, int]]
) -> CentreOfPlace:
    runs = [(together[programme_id], at) for programme_id, at in members]
    steps, units, usable = (_said_by_one(runs, field) for field in ("steps", "net", "usable"))
    return CentreOfPlace(
        claimed_gbp={programme_id: alone[programme_id].cash_at(at) for programme_id, at in members},
        together_gbp={programme_id: together[programme_id].cash_at(at) for programme_id, at in members},
        steps=steps,
        units=units,
        usable_units=np.maximum(usable, 0.0),
        moving_claimed_gbp=_moving([(alone[programme_id], at) for programme_id, at in members]),
        moving_together_gbp=_moving(runs),
    )


def _said_by_one(runs: list[tuple[ProgrammeRun, int]], field: str) -> Floats:
    """(years,) what is the centre's and so the same for all its programmes, of the first that moves units there."""
    for run, at in runs:
        found: Floats | None = getattr(run.yearly.centres[at], field)
        if found is not None:
            return mean_of(found, run.weights)
    return np.zeros(runs[0][0].programme.case.years)


def _moving(runs: list[tuple[ProgrammeRun, int]]) -> Floats:
    total = np.zeros(runs[0][0].programme.case.years)
    for run, at in runs:
        centre: CentreCash = run.yearly.centres[at]
        if centre.moving_gbp is not None:
            total = total + mean_of(centre.moving_gbp, run.weights)
    return total
