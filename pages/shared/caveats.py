"""Three things a board should know before it believes the figures."""

from core.charts.formats import money, share
from core.charts.grammar import listed
from core.reports.appraisals import Appraised
from core.reports.asks import observed_share
from core.reports.benefits import steps_to_cash
from core.reports.partners import ledger
from core.reports.sources import source_counts
from pages.shared.told import net_cash


def caveats(appraised: Appraised, option_id: str) -> list[str]:
    """Say who loses cash, how much never becomes cash, and how much rests on no source; or on others' adoption."""
    return [_who_loses(appraised, option_id), _what_is_not_cash(appraised, option_id), _what_it_rests_on(appraised, option_id)]


def _who_loses(appraised: Appraised, option_id: str) -> str:
    frame = ledger(appraised, option_id)
    losing = frame[frame.net_gbp < -0.5].sort_values("net_gbp")
    total = net_cash(appraised.option(option_id).expected.measures)
    if losing.empty:
        return "No partner ends with less cash than it started with."
    names = [f"{row.partner} ({money(row.net_gbp)})" for row in losing.itertuples()]
    return f"Out of pocket in cash unless the deal moves money: {listed(names)}. All partners together: {money(total)}."


def _what_is_not_cash(appraised: Appraised, option_id: str) -> str:
    own = appraised.option(option_id).expected.measures
    capacity = own.pv_fiscal_gbp - own.pv_cash_released_gbp
    text = f"{money(capacity)} of the {money(own.pv_fiscal_gbp)} benefit in budgets is capacity, not cash."
    steps = steps_to_cash(appraised, option_id)
    short = int((steps.steps < 0.5).sum())
    if short:
        text += f" {short} of {len(steps)} places where cash comes in steps do not reach their first step."
    return text


def _what_it_rests_on(appraised: Appraised, option_id: str) -> str:
    counts = source_counts(appraised.loaded)
    total = sum(counts.values())
    rests = (
        f"{share(counts['red'] / total)} of the {total:,} figures entered have no source or are illustrative (see Data, Sources)."
    )
    observed = observed_share(appraised, option_id)
    if observed is not None:
        rests = f"{share(observed)} of the benefit hangs on outcomes that were measured; the rest is modelled. {rests}"
    result = appraised.option(option_id)
    if not result.has_levers:
        return rests
    return f"It rests on others adopting {len(result.lever_ids)} changes that the partners do not control. {rests}"
