"""What becomes cash at one cost centre, which counts everything that falls away there once."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from core.engine.arrays import Floats
from core.engine.formulas.cash_steps import cost_of_moving, left_of, lowest_over_notice, whole_steps
from core.engine.model.centre_arrays import Centre, OutcomeHere
from core.engine.model.outcome_units import OutcomeUnits, added


@dataclass(frozen=True)
class Part:
    """Units that count for some lines of benefit, each in a share: (years, draws), or one draw for all."""

    units: Floats
    lines: tuple[tuple[int, float], ...]  # line of benefit, and the share of the units that counts for it


@dataclass(frozen=True)
class CentreCash:
    """What one centre releases and costs. (years, draws) each."""

    cash: tuple[Part, ...]
    free: Floats | None  # units that stay away for the notice and can close steps; None where no step can close
    steps: Floats | None  # whole steps closed
    moving_gbp: Floats | None  # cost of closing and reopening them


@dataclass(frozen=True)
class _Ward:
    """What falls away at a centre: units above 0 by outcome, and units below 0, sign turned."""

    gains: Mapping[int, Floats]
    harms: Mapping[int, Floats]
    gain: Floats | None
    harm: Floats | None


def cash_at(centre: Centre, units: OutcomeUnits) -> CentreCash:
    """Find what becomes cash at a centre, as units of its lines, and what its steps cost.

    Source:
        docs/method.md#cash
    """
    ward = _ward(centre, units)
    if ward.gain is None and ward.harm is None:
        return CentreCash((), None, None, None)
    left = None if ward.gain is None else left_of(ward.gain, centre.base_units, centre.growth_units)
    parts = [*_harm_parts(centre, ward), *_variable_parts(centre, ward, left)]
    stepped = {here.outcome: ward.gains[here.outcome] for here in centre.outcomes if here.is_stepped and here.outcome in ward.gains}
    total = _total(stepped)
    if not centre.lump_units or total is None or left is None:
        return CentreCash(tuple(parts), None, None, None)
    free = lowest_over_notice(_free(centre, ward, left, total), centre.notice_years)
    steps = whole_steps(free, centre.lump_units)
    parts += _step_parts(centre, stepped, total, steps)
    moving = cost_of_moving(steps, centre.closing_gbp, centre.reopening_gbp) if centre.closing_gbp or centre.reopening_gbp else None
    return CentreCash(tuple(parts), free, steps, moving)


def _ward(centre: Centre, units: OutcomeUnits) -> _Ward:
    gains, harms = dict[int, Floats](), dict[int, Floats]()
    for here in centre.outcomes:
        may_harm = units.may_harm(here.outcome)
        own = units.at(here.outcome, here.fall) if here.releases or may_harm else None
        if own is None:
            continue
        if here.releases:
            gains[here.outcome] = np.maximum(own, 0.0) if may_harm else own
        if may_harm:
            harms[here.outcome] = np.maximum(-own, 0.0)
    return _Ward(gains, harms, _total(gains), _total(harms))


def _total(units: Mapping[int, Floats]) -> Floats | None:
    total: Floats | None = None
    for each in units.values():
        total = added(total, each)
    return total


def _variable_parts(centre: Centre, ward: _Ward, left: Floats | None) -> list[Part]:
    """Gains release their variable share, all in one proportion where the centre has less than falls away."""
    found = []
    share: Floats | None = None
    if left is not None and ward.gain is not None and left is not ward.gain:
        share = np.divide(left, ward.gain, out=np.zeros_like(left), where=ward.gain > 0)
    for here in centre.outcomes:
        lines = tuple((line.benefit, line.variable_share) for line in here.lines if line.releases and line.variable_share)
        if lines and here.outcome in ward.gains:
            gain = ward.gains[here.outcome]
            found.append(Part(gain if share is None else gain * share, lines))
    return found


def _harm_parts(centre: Centre, ward: _Ward) -> list[Part]:
    """Harms cost their variable share; where they outweigh the gains, what is more costs all but the fixed share too."""
    if ward.harm is None:
        return []
    less = -ward.harm if ward.gain is None else ward.gain - ward.harm
    outweighs = np.divide(np.minimum(less, 0.0), ward.harm, out=np.zeros_like(less), where=ward.harm > 0)
    found = []
    for here in centre.outcomes:
        if here.outcome not in ward.harms:
            continue
        harm = ward.harms[here.outcome]
        found.append(Part(harm, _shares(here, fixed=False)))
        found.append(Part(harm * outweighs, _shares(here, fixed=True)))
    return [part for part in found if part.lines]


def _shares(here: OutcomeHere, *, fixed: bool) -> tuple[tuple[int, float], ...]:
    shares = ((line, 1 - line.fixed_share - line.variable_share if fixed else -line.variable_share) for line in here.lines)
    return tuple((line.benefit, share) for line, share in shares if share)


def _free(centre: Centre, ward: _Ward, left: Floats, stepped: Floats) -> Floats:
    """(years, draws) units that may close steps: what stepped lines gain, harms and what the centre does not have taken off."""
    gain = stepped if ward.gain is None else ward.gain
    of_left = left if stepped is gain else np.divide(left * stepped, gain, out=np.zeros_like(left), where=gain > 0)
    if ward.harm is None:
        return np.minimum(left_of(stepped, centre.base_units, centre.growth_units), of_left)
    less = stepped - ward.harm
    within = np.minimum(left_of(less, centre.base_units, centre.growth_units), of_left - ward.harm)
    return np.where(less <= 0, less, within)


def _step_parts(centre: Centre, stepped: Mapping[int, Floats], total: Floats, steps: Floats) -> list[Part]:
    """The units of whole steps, shared out by what each outcome brought."""
    closed = steps * (centre.lump_units or 0.0)
    found = []
    for here in centre.outcomes:
        lines = tuple((line.benefit, line.step_share) for line in here.lines if line.releases and line.step_share)
        if lines and here.outcome in stepped:
            own = stepped[here.outcome]
            units = closed if own is total else np.divide(closed * own, total, out=np.zeros_like(closed), where=total > 0)
            found.append(Part(units, lines))
    return found
