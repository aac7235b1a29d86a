"""Caveats: what to know before believing the figures, the same sentences on pages and in papers."""

from collections.abc import Sequence

from core.charts.kit.formats import money, share
from core.charts.kit.grammar import listed
from core.domain.prices import MoneyBasis
from core.reports.appraisals import Appraised
from core.reports.benefits import steps_to_cash
from core.reports.data.sources import source_counts
from core.reports.evidence.observations import observed_share
from core.reports.options import comparison, option_figures
from core.reports.prices import basis_in_words, years_in_words

NOTHING_GBP = 0.5


def frame_sentence(appraised: Appraised, basis: MoneyBasis = MoneyBasis.present_value) -> str:
    """Say in what terms every figure is: the money, the years, and what it is a difference from."""
    case = appraised.case
    return f"{basis_in_words(case, basis)}, {years_in_words(case)}, as a difference from business as usual."


def who_loses(names: Sequence[str], together_gbp: float) -> str:
    """Say who ends with less cash than it started with.

    Args:
        names: partners out of pocket with their net cash in words, most out of pocket first.
        together_gbp: net cash of all partners, present value.
    """
    if not names:
        return "No partner ends with less cash than it started with."
    return (
        f"Out of pocket in cash unless the deal moves money: {listed(list(names))}. All partners together: {money(together_gbp)}."
    )


def what_is_not_cash(
    appraised: Appraised, option_id: str, *, as_share: bool = False, basis: MoneyBasis = MoneyBasis.present_value
) -> str:
    """Say how much of the benefit in budgets stays capacity, and how many places do not reach a step.

    Args:
        appraised: the version worked out.
        option_id: the option.
        as_share: True to give a share in place of pounds, which would tell of few people.
        basis: the money of the figures.
    """
    own = option_figures(comparison(appraised, basis), option_id)
    fiscal, capacity = own["pv_fiscal_gbp"], own["capacity_gbp"]
    if as_share or fiscal < NOTHING_GBP:
        part = "None" if fiscal < NOTHING_GBP else share(capacity / fiscal)
        text = f"{part} of the benefit in budgets is capacity, not cash."
    else:
        text = f"{money(capacity)} of the {money(fiscal)} benefit in budgets is capacity, not cash."
    steps = steps_to_cash(appraised, option_id)
    short = int((steps.steps < 0.5).sum())
    if short and len(steps) == 1:
        text += " The one place where cash comes in steps does not reach its first step."
    elif short:
        text += f" {short} of {len(steps)} places where cash comes in steps do not reach their first step."
    return text


def what_it_rests_on(appraised: Appraised, option_id: str, where: str = "") -> list[str]:
    """Say how much rests on others' adoption, on what was measured, and on no source: one sentence each.

    Args:
        appraised: the version worked out.
        option_id: the option.
        where: where to look the sources up, for a page that has such a place.
    """
    counts = source_counts(appraised.loaded)
    total = sum(counts.values())
    sentences = [f"{share(counts['red'] / total)} of the {total:,} figures entered have no source or are illustrative{where}."]
    observed = observed_share(appraised, option_id)
    if observed is not None:
        sentences.insert(0, f"{share(observed)} of the benefit hangs on outcomes that were measured; the rest is modelled.")
    result = appraised.option(option_id)
    if result.has_levers:
        changes = f"{len(result.lever_ids)} change{'' if len(result.lever_ids) == 1 else 's'}"
        sentences.insert(0, f"It rests on others adopting {changes} that the partners do not control.")
    return sentences
