"""Overspend and gain share: how a deal divides what the work costs, or gains, beyond what was agreed."""

from collections.abc import Mapping
from enum import StrEnum

import numpy as np
import pandas as pd

from core.engine.arrays import Floats
from core.engine.deals import equal_shares, proportional_shares, risk_share, to_the_penny
from core.reports.deals.shares import Deal


class GainBasis(StrEnum):
    """How cash that comes beyond the case is shared."""

    as_it_falls = "as_it_falls"
    by_what_each_pays = "by_what_each_pays"
    equally = "equally"


GAIN_WORDS = {
    GainBasis.by_what_each_pays: "By what each pays",
    GainBasis.equally: "Equally",
    GainBasis.as_it_falls: "As it falls",
}


def spread_risk(made: Deal, amount_gbp: float, caps: Mapping[str, float]) -> pd.DataFrame:
    """Overspend: divide what the work costs more (or, below 0, less) than agreed, in proportion to what each pays and within caps.

    Args:
        made: the deal.
        amount_gbp: present value.
        caps: the most a partner bears beyond its share, GBP; none where it is missing.

    Returns:
        one row per partner, and a last one for what no partner bears: partner, share_gbp, cap_gbp, bears_gbp. Amounts are to the
        penny and add up.
    """
    partners = made.parties
    limits = [caps.get(partner_id, np.inf) for partner_id in partners.ids]
    weights = np.maximum(0.0, made.shares_gbp)
    borne, unallocated = risk_share(amount_gbp, weights, limits)
    pennies = to_the_penny([*borne, unallocated])
    return pd.DataFrame(
        {
            "partner": [*partners.titles.values(), "Nobody (unallocated)"],
            "share_gbp": [*weights, np.nan],
            "cap_gbp": [*(np.nan if np.isinf(limit) else limit for limit in limits), np.nan],
            "bears_gbp": pennies,
        }
    )


def spread_gain(made: Deal, amount_gbp: float, basis: GainBasis) -> pd.DataFrame:
    """Gain share: divide cash that comes back beyond the case (or, below 0, is missing from it).

    It falls where the cash of the case falls, in proportion to what each partner gains; what a partner has over its part on
    the basis agreed it passes on to those who have less.

    Args:
        made: the deal.
        amount_gbp: present value.
        basis: who is to have it.

    Returns:
        one row per partner: partner, falls_gbp, part_gbp, passes_on_gbp (below 0: receives). Amounts are to the penny; the
        first two add up to the amount, and the last to 0.

    Source:
        docs/method.md#deals
    """
    falls = proportional_shares(made.parties.benefits_gbp, amount_gbp)
    falls_gbp, part_gbp = to_the_penny(falls), to_the_penny(_parts(made, amount_gbp, basis, falls))
    return pd.DataFrame(
        {
            "partner": list(made.parties.titles.values()),
            "falls_gbp": falls_gbp,
            "part_gbp": part_gbp,
            "passes_on_gbp": np.round(falls_gbp - part_gbp, 2),
        }
    )


def _parts(made: Deal, amount_gbp: float, basis: GainBasis, falls: Floats) -> Floats:
    if basis is GainBasis.by_what_each_pays:
        return proportional_shares(made.shares_gbp, amount_gbp)
    return equal_shares(falls, amount_gbp) if basis is GainBasis.equally else falls
