"""Text summary: an appraisal in a few plain lines, for the command line."""

from collections.abc import Iterator, Mapping
from typing import Any

from core.domain.prices import MoneyBasis
from core.reports.appraisals import Appraised
from core.reports.prices import terms_in_words


def appraisal_lines(figures: Mapping[str, Any]) -> Iterator[str]:
    """Say each option's main figures in one line.

    Args:
        figures: what `core.engine.results.to_dict` gives.
    """
    yield f"{figures['programme_id']} (method {figures['method_version']}), present values in real pounds"
    for option_id, option in figures["options"].items():
        payback = option["payback_cash_years"]
        years = "never within the horizon" if payback is None else f"after {payback:.1f} years"
        yield (
            f"{option_id}: net public value {_pounds(option['npsv_gbp'])}, cash cost {_pounds(option['pv_public_cost_gbp'])}, "
            f"cash released {_pounds(option['pv_cash_released_gbp'])}, cash paid back {years}"
        )


def _pounds(amount: float) -> str:
    return f"{'−' if round(amount) < 0 else ''}£{abs(round(amount)):,}"


def period(appraised: Appraised, basis: MoneyBasis = MoneyBasis.present_value) -> str:
    """Say what place, money and years a chart covers, for its subtitle."""
    return f"{appraised.case.programme.title}. {terms_in_words(appraised.case, basis)}"
