"""Units of the lines of benefit: what counts in gross, and what is cash at no particular centre."""

import numpy as np

from core.engine.arrays import Floats
from core.engine.model.case_arrays import CaseArrays
from core.engine.model.centre_arrays import CheaperLine, Fall, LooseLine
from core.engine.model.centre_cash import Part
from core.engine.model.outcome_units import OutcomeUnits, added

Lines = tuple[tuple[int, float], ...]


def gross_parts(case: CaseArrays, units: OutcomeUnits, cheaper: dict[int, Floats]) -> list[Part]:
    """Units that each line counts: those of its outcome, and what a cheaper response is worth on lines of service cost."""
    found = []
    for outcome in range(len(case.outcomes.ids)):
        lines = tuple((int(line), 1.0) for line in np.flatnonzero(case.benefits.outcome == outcome))
        if lines and (total := units.total(outcome).units) is not None:
            found.append(Part(total, lines))
    return [*found, *(Part(each, ((line, 1.0),)) for line, each in cheaper.items())]


def cheaper_units(case: CaseArrays, units: OutcomeUnits) -> dict[int, Floats]:
    """Find what a cheaper response to what remains is worth: line -> (years, draws) units.

    No more than what the line's centres still have, where all of them say how much that is.

    Source:
        docs/method.md#cheaper-response
    """
    found = {}
    for line in case.places.cheaper:
        share = units.cheaper_share(line.outcome)
        if share is not None:
            found[line.benefit] = share * _remaining(units, line)
    return found


def _remaining(units: OutcomeUnits, line: CheaperLine) -> Floats:
    remaining = units.remaining(line.outcome)
    if line.base_units is None:
        return remaining
    own = units.at(line.outcome, line.here)
    at_centres = line.base_units if own is None else line.base_units - own
    return np.minimum(remaining, np.maximum(at_centres, 0.0))


def loose_cash(case: CaseArrays, units: OutcomeUnits, cheaper: dict[int, Floats]) -> list[Part]:
    """Find what is cash at no particular centre: gains in their variable share, harms in all but their fixed share.

    Of a rest that names no centre only harm counts. Lines of one outcome that fall alike are worked out once.

    Source:
        docs/method.md#cash
    """
    alike: dict[tuple[int, Fall, Fall], list[LooseLine]] = {}
    for line in case.places.loose:
        alike.setdefault((line.outcome, line.nowhere, line.rest), []).append(line)
    found = [part for key, lines in alike.items() for part in _loose_parts(units, *key, lines)]
    cash_share = {line.benefit: line.cash_share for line in case.places.cheaper}
    found += [Part(each, ((line, cash_share[line]),)) for line, each in cheaper.items() if cash_share[line]]
    return found


def _loose_parts(units: OutcomeUnits, outcome: int, nowhere: Fall, rest: Fall, lines: list[LooseLine]) -> list[Part]:
    gains: Lines = tuple((line.benefit, line.gain_share) for line in lines if line.gain_share)
    harms: Lines = tuple((line.benefit, line.harm_share) for line in lines if line.harm_share)
    may_harm = units.may_harm(outcome)
    own = units.at(outcome, nowhere) if gains or (harms and may_harm) else None
    if not may_harm:
        return [] if own is None or not gains else [Part(own, gains)]
    whole = added(own, units.at(outcome, rest))
    if whole is None:
        return []
    found = [Part(np.minimum(whole, 0.0), harms)] if harms else []
    if own is not None and gains:
        found.append(Part(np.where(whole >= 0, np.maximum(own, 0.0), 0.0), gains))
    return found
