"""Funding: money against need by year, the first year that falls short, what rests on money limited in time, and its end."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from core.engine.arrays import Floats
from core.engine.deals.game import as_amounts

LEAST_GBP = 0.5


@dataclass(frozen=True)
class Cliff:
    """Where money limited in time ends: its last year, how much falls away then, and what has no source after it (a year, GBP)."""

    last_year: int
    falls_gbp: float
    unfunded_gbp: float


def first_unfunded_year(need_gbp: ArrayLike, funded_gbp: ArrayLike) -> int | None:
    """Find the first year in which less is promised than is needed; None where every year is covered.

    Args:
        need_gbp: (years,) cash cost.
        funded_gbp: (years,) cash promised.
    """
    short = _gap(need_gbp, funded_gbp) > LEAST_GBP
    return int(np.argmax(short)) if short.any() else None


def limited_share(recurrent_gbp: ArrayLike, lasting_gbp: ArrayLike, limited_gbp: ArrayLike) -> float | None:
    """Find the share of recurrent cost that rests on money limited in time.

    Lasting money meets recurrent cost first, so this is the least such share; what has no source is not counted as limited.

    Args:
        recurrent_gbp: (years,) cost that comes every year.
        lasting_gbp: (years,) core budgets.
        limited_gbp: (years,) grants, reserves, social investment and national match.

    Returns:
        0 to 1; None where there is no recurrent cost.
    """
    recurrent = as_amounts(recurrent_gbp, "recurrent")
    total = float(recurrent.sum())
    if total <= 0:
        return None
    return float(np.minimum(_gap(recurrent, lasting_gbp), as_amounts(limited_gbp, "limited")).sum() / total)


def cliff_of(need_gbp: ArrayLike, funded_gbp: ArrayLike, limited_gbp: ArrayLike) -> Cliff | None:
    """Find the year after which money limited in time falls most while there is still something to pay for.

    Args:
        need_gbp: (years,) cash cost.
        funded_gbp: (years,) all cash promised.
        limited_gbp: (years,) the part of it that is limited in time.

    Returns:
        None where no such money ever falls away. `unfunded_gbp` is the need without a source in the years after, on average.
    """
    need, limited = as_amounts(need_gbp, "need"), as_amounts(limited_gbp, "limited")
    falls = np.where(need[1:] > LEAST_GBP, limited[:-1] - limited[1:], 0.0)
    if not len(falls) or falls.max() <= LEAST_GBP:
        return None
    last = int(np.argmax(falls))
    return Cliff(last, float(falls[last]), float(_gap(need, funded_gbp)[last + 1 :].mean()))


def _gap(need_gbp: ArrayLike, funded_gbp: ArrayLike) -> Floats:
    return np.maximum(0.0, as_amounts(need_gbp, "need") - as_amounts(funded_gbp, "funded"))
