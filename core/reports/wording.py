"""An appraisal in a few plain lines, for the command line."""

from collections.abc import Iterator, Mapping
from typing import Any


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
