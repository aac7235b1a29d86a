"""Unmonetised effects: what has no price, beside the money and never added to it."""

import pandas as pd

from core.domain.case.unmonetised import Direction, UnmonetisedEffect
from core.engine.formulas.unpriced_effects import income_weight, tipping_value
from core.reports.appraisals import Appraised, compared_options
from core.reports.cache import worked_once
from core.reports.flows import option_titles, partner_titles

COLUMNS = (
    "effect_id", "effect", "direction", "size", "option_id", "option", "partner_id", "falls_on", "evidence", "unit",
    "units_per_year", "npsv_gbp", "tipping_gbp", "weight", "source",
)  # fmt: skip


@worked_once
def unmonetised(appraised: Appraised, option_id: str | None = None) -> pd.DataFrame:
    """Effects without a price, of one option or of each.

    Args:
        appraised: the version, worked out.
        option_id: the option; None for every one but business as usual.

    Returns:
        one row per effect x option it belongs to: COLUMNS. tipping_gbp is the value a unit would need for the option to break
        even, missing where nothing is counted; units of an effect against an option count below 0. weight is the
        distributional weight of the group it falls on, missing where its income is not given.

    Source:
        docs/method.md#unpriced
    """
    options = compared_options(appraised.case) if option_id is None else [option_id]
    rows = [_row(appraised, effect, one) for effect in appraised.case.unmonetised for one in options if effect.belongs_to(one)]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"tipping_gbp": "float64", "weight": "float64"})


def _row(appraised: Appraised, effect: UnmonetisedEffect, option_id: str) -> tuple[object, ...]:
    npsv = appraised.option(option_id).expected.measures.npsv_gbp
    sign = -1 if effect.direction is Direction.against else 1
    units = effect.units_per_year
    incomes = appraised.loaded.assumptions.income_weights
    falls_on = [effect.group_title or "", partner_titles(appraised.case).get(effect.partner_id or "", "")]
    return (
        effect.effect_id,
        effect.title,
        effect.direction.value,
        effect.size.value,
        option_id,
        option_titles(appraised.case)[option_id],
        effect.partner_id or "",
        ", ".join(name for name in falls_on if name),
        effect.evidence or "",
        effect.unit or "",
        units,
        npsv,
        None if units is None else tipping_value(npsv, sign * units, appraised.factors),
        income_weight(incomes.median_income_gbp, effect.group_income_gbp, incomes.elasticity),
        effect.source or "",
    )
