"""Differences: what a load would change: rows, cells, and the effect on every option's net figures in pounds."""

from collections.abc import Mapping

import pandas as pd

from core.domain.case.case import Case
from core.domain.tables import Table
from core.engine.results import Appraisal, OptionResult


def rows_changed(old: Mapping[str, Table], new: Mapping[str, Table]) -> pd.DataFrame:
    """Count what happens to the rows of each table, matched by key.

    Returns:
        one row per table in `new`: table, added, changed, same, removed.
    """
    return pd.DataFrame(
        [{"table": name, **_count(old.get(name), table)} for name, table in new.items()],
        columns=["table", "added", "changed", "same", "removed"],
    )


def cells_changed(old: Mapping[str, Table], new: Mapping[str, Table], most: int = 200) -> pd.DataFrame:
    """List cells that say something else than before.

    Returns:
        one row per cell, `most` at most: table, row (its key), column, before, after.
    """
    cells = []
    for name, table in new.items():
        before = dict(old[name].keyed()) if name in old else {}
        for key, row in table.keyed():
            for column in dict.fromkeys([*before.get(key, {}), *row]) if key in before else ():
                was, now = before[key].get(column, ""), row.get(column, "")
                if was != now:
                    cells.append({"table": name, "row": " / ".join(key), "column": column, "before": was, "after": now})
    return pd.DataFrame(cells[:most], columns=["table", "row", "column", "before", "after"])


def effect_in_pounds(before: Appraisal | None, after: Appraisal, case: Case) -> pd.DataFrame:
    """Set every option's net figures before and after a load side by side.

    Returns:
        one row per option: option_id, option, npsv_before_gbp, npsv_after_gbp, npsv_change_gbp, cash_change_gbp. An option
        that was not there before counts from zero, and one that is gone to zero.
    """
    rows = []
    for option, result in zip(case.options, after.options.values(), strict=True):
        old = before.options.get(option.option_id) if before is not None else None
        npsv, cash = _net(result), _cash(result)
        rows.append(
            {
                "option_id": option.option_id,
                "option": option.title,
                "npsv_before_gbp": _net(old),
                "npsv_after_gbp": npsv,
                "npsv_change_gbp": npsv - _net(old),
                "cash_change_gbp": cash - _cash(old),
            }
        )
    gone = before.options.keys() - after.options.keys() if before is not None else set()
    for option_id in sorted(gone):
        old = before.options[option_id] if before is not None else None
        rows.append(
            {
                "option_id": option_id,
                "option": f"{option_id} (removed)",
                "npsv_before_gbp": _net(old),
                "npsv_after_gbp": 0.0,
                "npsv_change_gbp": -_net(old),
                "cash_change_gbp": -_cash(old),
            }
        )
    return pd.DataFrame(rows)


def _net(result: OptionResult | None) -> float:
    return 0.0 if result is None else result.expected.measures.npsv_gbp


def _cash(result: OptionResult | None) -> float:
    if result is None:
        return 0.0
    measures = result.expected.measures
    return measures.pv_cash_released_gbp - measures.pv_public_cost_gbp


def _count(old: Table | None, new: Table) -> dict[str, int]:
    before, after = (dict(old.keyed()) if old is not None else {}), dict(new.keyed())
    both = before.keys() & after.keys()
    same = sum(before[key] == after[key] for key in both)
    return {
        "added": len(after.keys() - before.keys()),
        "changed": len(both) - same,
        "same": same,
        "removed": len(before.keys() - after.keys()),
    }
