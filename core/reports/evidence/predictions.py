"""Predictions against actuals, line by line, and what that says of the scale estimate."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import pandas as pd

from core.domain.case.case import Case
from core.domain.case.evidence import Actual, Prediction

BENEFIT, COST = "benefit", "cost"
VARIANCE_COLUMNS = (
    "side",
    "line_id",
    "line",
    "outcome_id",
    "partner_id",
    "partner",
    "year",
    "predicted_gbp",
    "actual_gbp",
    "difference_gbp",
    "share",
    "predicted_units",
    "actual_units",
    "units_ratio",
    "predicted_on",
    "actual_on",
    "is_frozen",
)
Key = tuple[str, str, int]


@dataclass(frozen=True)
class Carried:
    """What the test suggests for an outcome's impact. `ratio` is units that came for each unit expected."""

    outcome_id: str
    ratio: float
    ratio_low: float  # lowest and highest of the lines, equal where there is one
    ratio_high: float
    lines: int
    impact: float
    impact_low: float
    impact_high: float
    left_out: int  # lines of the outcome whose prediction was not frozen
    sentence: str


def first_actual_on(case: Case) -> date | None:
    """The day on which the first result was recorded; None where there is none."""
    return min((row.recorded_on for row in case.actuals), default=None)


def variance(case: Case) -> pd.DataFrame:
    """Variance: predictions set against actuals.

    A prediction is frozen when it was recorded before the first actual of the programme; one recorded later is shown, and
    said to be so, since it may have been made with the result in sight.

    Returns:
        one row per line x partner x year that has either, VARIANCE_COLUMNS. difference_gbp is actual less predicted and
        share that over the prediction; None where either is missing (share also where nothing was predicted). is_frozen is
        None where there is no prediction.
    """
    predicted = {_key(row): row for row in case.predictions}
    actual = {_key(row): row for row in case.actuals}
    first = first_actual_on(case)
    keys = sorted({*predicted, *actual}, key=lambda key: (_place(case, key[0]), key[1], key[2]))
    rows = [{**_line(case, key), **_compared(predicted.get(key), actual.get(key), first)} for key in keys]
    return pd.DataFrame(rows, columns=list(VARIANCE_COLUMNS), dtype=object)


def variance_by(frame: pd.DataFrame, columns: Iterable[str]) -> pd.DataFrame:
    """Add variance up, of rows that have both a frozen prediction and an actual.

    Args:
        frame: as `variance` gives it.
        columns: what to add up by, for example ["side", "partner"].

    Returns:
        one row per combination: the columns, lines, predicted_gbp, actual_gbp, difference_gbp, share.
    """
    by = list(columns)
    both = frame[frame["predicted_gbp"].notna() & frame["actual_gbp"].notna() & (frame["is_frozen"] == True)]  # noqa: E712
    numbers = both.astype({"predicted_gbp": float, "actual_gbp": float})
    sums = numbers.groupby(by, as_index=False, sort=False).agg(
        lines=("line_id", "nunique"), predicted_gbp=("predicted_gbp", "sum"), actual_gbp=("actual_gbp", "sum")
    )
    difference = sums["actual_gbp"] - sums["predicted_gbp"]
    return sums.assign(difference_gbp=difference, share=(difference / sums["predicted_gbp"]).where(sums["predicted_gbp"] != 0))


def carried_into_scale(case: Case, outcome_id: str) -> Carried | str:
    """Corrected impact: suggested by actuals over predictions, or a sentence that says why none can be.

    The ratio is all units that came over all units expected, of the outcome's benefit lines with a frozen prediction. Where
    lines differ, the low end of the range takes the lowest line's ratio and the high end the highest's. Nothing is changed.
    """
    effect = next((row for row in case.effects if row.outcome_id == outcome_id), None)
    if effect is None:
        return "nothing is claimed for this outcome, so there is no impact to correct"
    frame = variance(case)
    lines = frame[(frame["side"] == BENEFIT) & (frame["outcome_id"] == outcome_id)]
    known = lines[lines["units_ratio"].notna()]
    frozen = known[known["is_frozen"] == True]  # noqa: E712
    if frozen.empty:
        late = "" if known.empty else "; those there are were recorded after the first result"
        return f"no line of this outcome has units both expected beforehand and seen{late}"
    sums = (
        frozen.astype({"predicted_units": float, "actual_units": float})
        .groupby("line_id")[["predicted_units", "actual_units"]]
        .sum()
    )
    ratios = sums["actual_units"] / sums["predicted_units"]
    ratio = float(sums["actual_units"].sum() / sums["predicted_units"].sum())
    ends = [end if end is not None else effect.impact for end in (effect.impact_low, effect.impact_high)]
    spread = (float(ratios.min()), float(ratios.max()))
    low, high = _range(ends, spread)
    count = f"{len(sums)} line{'' if len(sums) == 1 else 's'}"
    return Carried(
        outcome_id=outcome_id,
        ratio=ratio,
        ratio_low=spread[0],
        ratio_high=spread[1],
        lines=len(sums),
        impact=effect.impact * ratio,
        impact_low=low,
        impact_high=high,
        left_out=int(known["line_id"].nunique() - len(sums)),
        sentence=f"{ratio:.0%} of the units expected came, by {count}: {effect.impact:g} would become {effect.impact * ratio:.4g}",
    )


def _range(ends: list[float], ratios: tuple[float, float]) -> tuple[float, float]:
    """The widest range both the effect's own ends and the lines' ratios allow, whatever the signs."""
    products = [end * ratio for end in ends for ratio in ratios]
    return min(products), max(products)


def _key(row: Prediction) -> Key:
    return row.line_id, row.partner_id, row.year


def _place(case: Case, line_id: str) -> int:
    order = [*(row.benefit_id for row in case.benefits), *(row.cost_id for row in case.costs)]
    return order.index(line_id)


def _line(case: Case, key: Key) -> dict[str, object]:
    line_id, partner_id, year = key
    benefit = next((row for row in case.benefits if row.benefit_id == line_id), None)
    title = benefit.name if benefit else next(row.title or row.cost_id for row in case.costs if row.cost_id == line_id)
    return {
        "side": BENEFIT if benefit else COST,
        "line_id": line_id,
        "line": title,
        "outcome_id": benefit.outcome_id if benefit else None,
        "partner_id": partner_id,
        "partner": next(row.title for row in case.partners if row.partner_id == partner_id),
        "year": year,
    }


def _compared(predicted: Prediction | None, actual: Actual | None, first: date | None) -> dict[str, object]:
    expected, came = (row.gbp if row else None for row in (predicted, actual))
    difference = came - expected if came is not None and expected is not None else None
    units, units_came = (row.units if row else None for row in (predicted, actual))
    return {
        "predicted_gbp": expected,
        "actual_gbp": came,
        "difference_gbp": difference,
        "share": difference / expected if difference is not None and expected else None,
        "predicted_units": units,
        "actual_units": units_came,
        "units_ratio": units_came / units if units and units_came is not None else None,
        "predicted_on": predicted.recorded_on if predicted else None,
        "actual_on": actual.recorded_on if actual else None,
        "is_frozen": (first is None or predicted.recorded_on < first) if predicted else None,
    }
