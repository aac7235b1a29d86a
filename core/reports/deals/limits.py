"""Limits: one partner's share held to what it set itself: no worse off, paid back in time, able to pay in every year."""

import numpy as np

from core.domain.case.programme import Partner
from core.domain.offers import PENNY
from core.engine.arrays import Floats
from core.engine.real_terms import limit_by_year
from core.reports.appraisals import Appraised


def worse(net_gbp: float) -> dict[str, object]:
    """Say whether a partner is worse off, and by how much."""
    return {"worse_by_gbp": max(0.0, -net_gbp), "is_no_worse": net_gbp >= -PENNY}


def in_time(payback: float | None, limit: float | None, horizon: int) -> dict[str, object]:
    """Hold a payback to its limit; one that never comes is late by at least the years that are looked at."""
    years = np.nan if payback is None else payback
    in_time = limit is None or (payback is not None and payback <= limit + 1e-9)
    over = 0.0 if in_time or limit is None else (horizon if payback is None else payback) - limit
    return {
        "payback_years": years,
        "payback_limit_years": np.nan if limit is None else limit,
        "pays_back_in_time": in_time,
        "over_by_years": max(0.0, over),
    }


def affordable(appraised: Appraised, partner: Partner) -> Floats | None:
    """What a partner can pay in each year, real GBP; None where it set no limit."""
    limit, basis, case = partner.affordability_gbp_per_year, partner.affordability_price_basis, appraised.case
    if limit is None:
        return None
    return limit_by_year(limit, basis, case.programme, appraised.loaded.prices, case.programme.horizon_years + 1)


def afforded(need: Floats, limit: float | None, by_year: Floats | None, base_year: int) -> dict[str, object]:
    """Hold what is needed in each year to what can be paid in it, both in real money; `limit` is as the partner said it."""
    over = np.full(len(need), -np.inf) if by_year is None else need - by_year
    worst = int(np.argmax(over))
    short = max(0.0, float(over[worst]))
    year = base_year + worst
    return {
        "most_needed_gbp": max(0.0, float(need.max())),
        "affordable_gbp": np.nan if limit is None else limit,
        "can_afford": short <= PENNY,
        "short_by_gbp": short,
        "short_in": f"{year}/{(year + 1) % 100:02d}" if short > PENNY else "",
    }
