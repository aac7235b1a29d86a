"""What becomes cash at one cost centre, which counts everything that falls away there once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

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
    usable: Floats | None = None  # units that could close steps without any notice
    net: Floats | None = None  # units that fall away less those that come on top; None where nothing moves


@dataclass(frozen=True)
class Claim:
    """What one programme moves at a centre: its lines there, its units, and the centre's units in one of its own."""

    outcomes: tuple[OutcomeHere, ...]
    units: OutcomeUnits
    factor: float = 1.0


Key = tuple[int, int]  # which claim, which outcome of it


@dataclass(frozen=True)
class _Ward:
    """What falls away at a centre: units above 0 by outcome, and units below 0, sign turned."""

    claims: Sequence[Claim]
    gains: Mapping[Key, Floats]
    harms: Mapping[Key, Floats]
    gain: Floats | None
    harm: Floats | None

    @property
    def here(self) -> Iterator[tuple[int, Claim, OutcomeHere]]:
        """Every outcome of every claim, in order."""
        return ((number, claim, here) for number, claim in enumerate(self.claims) for here in claim.outcomes)

    @cached_property
    def net(self) -> Floats | None:
        """(years, draws) units that fall away less those that come on top."""
        if self.harm is None:
            return self.gain
        return -self.harm if self.gain is None else self.gain - self.harm


def cash_at(centre: Centre, units: OutcomeUnits) -> CentreCash:
    """Find what becomes cash at a centre, as units of its lines, and what its steps cost.

    Source:
        docs/method.md#cash
    """
    return cash_of_claims(centre, (Claim(centre.outcomes, units),))[0]


def cash_of_claims(centre: Centre, claims: Sequence[Claim]) -> tuple[CentreCash, ...]:
    """Find what becomes cash at a centre where several programmes move units: everything is counted there once.

    Args:
        centre: what it has, in its own units.
        claims: of each programme its lines there.

    Returns:
        What comes to each claim, in their order: its own cash and its part of moving; steps are the centre's.

    Source:
        docs/method.md#cash
    """
    ward = _ward(claims)
    if ward.gain is None and ward.harm is None:
        return tuple(CentreCash((), None, None, None) for _ in claims)
    left = None if ward.gain is None else left_of(ward.gain, centre.base_units, centre.growth_units)
    parts: list[list[Part]] = [[] for _ in claims]
    _add_harms(parts, ward)
    _add_variable(parts, ward, left)
    stepped = {
        (number, here.outcome): ward.gains[number, here.outcome]
        for number, _, here in ward.here
        if here.is_stepped and (number, here.outcome) in ward.gains
    }
    total = _total(stepped)
    if not centre.lump_units or total is None or left is None:
        return tuple(CentreCash(tuple(each), None, None, None, net=ward.net) for each in parts)
    usable = _free(centre, ward, left, total)
    free = lowest_over_notice(usable, centre.notice_years)
    steps = whole_steps(free, centre.lump_units)
    _add_steps(parts, ward, stepped, total, steps * centre.lump_units)
    moving = cost_of_moving(steps, centre.closing_gbp, centre.reopening_gbp) if centre.closing_gbp or centre.reopening_gbp else None
    borne = [None if moving is None else _borne(moving, steps, _of_claim(stepped, number), total) for number in range(len(claims))]
    return tuple(CentreCash(tuple(each), free, steps, cost, usable, ward.net) for each, cost in zip(parts, borne, strict=True))


def _ward(claims: Sequence[Claim]) -> _Ward:
    gains, harms = dict[Key, Floats](), dict[Key, Floats]()
    for number, claim in enumerate(claims):
        for here in claim.outcomes:
            may_harm = claim.units.may_harm(here.outcome)
            own = claim.units.at(here.outcome, here.fall) if here.releases or may_harm else None
            if own is None:
                continue
            if claim.factor != 1:
                own = own * claim.factor
            if here.releases:
                gains[number, here.outcome] = np.maximum(own, 0.0) if may_harm else own
            if may_harm:
                harms[number, here.outcome] = np.maximum(-own, 0.0)
    return _Ward(claims, gains, harms, _total(gains), _total(harms))


def _total(units: Mapping[Key, Floats]) -> Floats | None:
    total: Floats | None = None
    for each in units.values():
        total = added(total, each)
    return total


def _of_claim(units: Mapping[Key, Floats], number: int) -> Floats | None:
    return _total({key: each for key, each in units.items() if key[0] == number})


def _borne(moving: Floats, steps: Floats, own: Floats | None, total: Floats) -> Floats:
    """(years, draws) cost that one claim bears: by its part of the stepped gains in a year that closes, or before one reopens."""
    if own is total:
        return moving
    if own is None:
        return np.zeros_like(moving)
    part = np.broadcast_to(np.divide(own, total, out=np.zeros_like(total), where=total > 0), moving.shape)
    before = np.concatenate((part[:1], part[:-1]))
    return np.asarray(moving * np.where(np.diff(steps, axis=0, prepend=0.0) < 0, before, part))


def _in_own(claim: Claim, units: Floats) -> Floats:
    return units if claim.factor == 1 else units / claim.factor


def _add_variable(parts: list[list[Part]], ward: _Ward, left: Floats | None) -> None:
    """Gains release their variable share, all in one proportion where the centre has less than falls away."""
    share: Floats | None = None
    if left is not None and ward.gain is not None and left is not ward.gain:
        share = np.divide(left, ward.gain, out=np.zeros_like(left), where=ward.gain > 0)
    for number, claim, here in ward.here:
        lines = tuple((line.benefit, line.variable_share) for line in here.lines if line.releases and line.variable_share)
        if lines and (number, here.outcome) in ward.gains:
            gain = _in_own(claim, ward.gains[number, here.outcome])
            parts[number].append(Part(gain if share is None else gain * share, lines))


def _add_harms(parts: list[list[Part]], ward: _Ward) -> None:
    """Harms cost their variable share; where they outweigh the gains, what is more costs all but the fixed share too."""
    less = ward.net
    if ward.harm is None or less is None:
        return
    outweighs = np.divide(np.minimum(less, 0.0), ward.harm, out=np.zeros_like(less), where=ward.harm > 0)
    for number, claim, here in ward.here:
        if (number, here.outcome) not in ward.harms:
            continue
        harm = _in_own(claim, ward.harms[number, here.outcome])
        found = (Part(harm, _shares(here, fixed=False)), Part(harm * outweighs, _shares(here, fixed=True)))
        parts[number] += [part for part in found if part.lines]


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


def _add_steps(parts: list[list[Part]], ward: _Ward, stepped: Mapping[Key, Floats], total: Floats, closed: Floats) -> None:
    """The units of whole steps, shared out by what each outcome brought."""
    for number, claim, here in ward.here:
        lines = tuple((line.benefit, line.step_share) for line in here.lines if line.releases and line.step_share)
        if lines and (number, here.outcome) in stepped:
            own = stepped[number, here.outcome]
            units = closed if own is total else np.divide(closed * own, total, out=np.zeros_like(closed), where=total > 0)
            parts[number].append(Part(_in_own(claim, units), lines))
