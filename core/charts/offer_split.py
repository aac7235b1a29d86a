"""Offer split: what each partner pays and gets under an offer, laid out as the two-way bars of the ledger draw it."""

import pandas as pd

from core.domain.deals.splits import SplitLine, SplitTable

NO_CASH_GBP = 0.5


def positions(found: SplitTable) -> pd.DataFrame:
    """Lay out the split under the offer: one row per partner of the offer: partner, pays_gbp, gains_gbp, net_gbp."""
    return _frame([(line, line.offered_pays_gbp or 0.0, line.offered_gets_gbp or 0.0) for line in _drawn(found)])


def as_costed(found: SplitTable) -> pd.DataFrame:
    """Lay out the same partners as costed, in the same order."""
    return _frame([(line, line.pays_gbp, line.gets_gbp) for line in _drawn(found)])


def _drawn(found: SplitTable) -> list[SplitLine]:
    """Partners of the offer that pay or get any cash, in either split."""
    return [
        line for line in found.lines if line.offered_pays_gbp is not None and any(abs(gbp) > NO_CASH_GBP for gbp in _cash(line))
    ]


def _cash(line: SplitLine) -> tuple[float, ...]:
    return line.pays_gbp, line.gets_gbp, line.offered_pays_gbp or 0.0, line.offered_gets_gbp or 0.0


def _frame(rows: list[tuple[SplitLine, float, float]]) -> pd.DataFrame:
    """A partner that is paid to take part has that payment on the side of what it gains."""
    return pd.DataFrame(
        {
            "partner": [line.partner for line, _, _ in rows],
            "pays_gbp": [max(pays, 0.0) for _, pays, _ in rows],
            "gains_gbp": [gets + max(-pays, 0.0) for _, pays, gets in rows],
            "net_gbp": [gets - pays for _, pays, gets in rows],
        }
    )
