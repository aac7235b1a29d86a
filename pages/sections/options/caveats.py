"""Caveats: three things a board should know before it believes the figures."""

from core.charts.kit.formats import money
from core.domain.prices import MoneyBasis
from core.papers.caveats import what_is_not_cash, what_it_rests_on, who_loses
from core.reports.appraisals import Appraised
from core.reports.partners import ledger


def caveats(appraised: Appraised, option_id: str, basis: MoneyBasis = MoneyBasis.present_value) -> list[str]:
    """Say in a money who loses cash and how much never becomes cash; how much rests on no source, or on others' adoption."""
    rests = " ".join(what_it_rests_on(appraised, option_id, " (see Data, Sources)"))
    return [_losing(appraised, option_id, basis), what_is_not_cash(appraised, option_id, basis=basis), rests]


def _losing(appraised: Appraised, option_id: str, basis: MoneyBasis) -> str:
    frame = ledger(appraised, option_id, basis)
    losing = frame[frame.net_gbp < -0.5].sort_values("net_gbp")
    names = [f"{row.partner} ({money(row.net_gbp)})" for row in losing.itertuples()]
    return who_loses(names, float(frame.net_gbp.sum()))
