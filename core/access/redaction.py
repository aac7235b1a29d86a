"""Redaction: a report's rows as one person may see them. Other partners' rows are added up, or lose their names and values."""

from collections.abc import Sequence

import pandas as pd

from core.access.scope import ANOTHERS, Scope
from core.domain.titles import unique_titles

_SAID_BY_OTHERS = {"action": "not shown", "owner": "not shown"}


def lines_seen(frame: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    """Keep the lines behind a figure that are seen, and add the others up, so that the totals stay as they were.

    Args:
        frame: as `core.reports.data.sources.lines_behind` gives it.
        scope: whose rows are seen.

    Returns:
        the same columns; one row more per side for the others, without partner_id, line_id and place.
    """
    named = places_seen(frame, scope)
    return _with_others(named, [scope.sees_partner(partner) for partner in frame.partner_id], ["side"], scope)


def places_seen(frame: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    """Name files by their tables where some rows are not seen: what a file is called may be another partner's.

    Args:
        frame: rows with table and file.
        scope: whose rows are seen.
    """
    if scope.is_whole or frame.empty:
        return frame
    return frame.assign(file=[f"{table}.csv" if table else "" for table in frame.table])


def cash_lines_seen(frame: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    """Keep the lines of cash that are seen, and add the others up, so that the total stays.

    Args:
        frame: as `core.reports.benefits.cash_to_take_out` gives it.
        scope: whose rows are seen.
    """
    return _with_others(frame, [scope.sees_partner(partner) for partner in frame.partner_id], [], scope)


def parts_seen(frame: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    """Keep the lines split into cash and capacity that are seen, and add the others up by part.

    Args:
        frame: as `core.reports.benefits.cash_or_capacity` gives it.
        scope: whose rows are seen.
    """
    return _with_others(frame, [scope.sees_line(line) for line in frame.line_id], ["part"], scope)


def steps_seen(frame: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    """Keep the steps of cash at cost centres that are seen; a line without a centre goes by the line.

    Args:
        frame: as `core.reports.benefits.steps_to_cash` gives it.
        scope: whose rows are seen.
    """
    known = scope.owners.centres
    seen = [
        scope.sees_centre(centre) if centre in known else scope.sees_line(line)
        for centre, line in zip(frame.cost_centre_id, frame.line_id, strict=True)
    ]
    return _kept(frame, seen)


def effects_seen(frame: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    """Effects without a price seen: those that fall on no partner, or on one whose rows are seen.

    Args:
        frame: as `core.reports.unmonetised.unmonetised` gives it.
        scope: whose rows are seen.
    """
    return _kept(frame, [not partner or scope.sees_partner(partner) for partner in frame.partner_id])


def risks_seen(frame: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    """Risks seen: those of partners whose rows are seen, and the others added up, so that the expected cost stays.

    Args:
        frame: as `core.reports.risks.risk_register` gives it.
        scope: whose rows are seen.
    """
    return _with_others(frame, [scope.sees_partner(partner) for partner in frame.partner_id], [], scope)


def of_partners_seen(frame: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    """Keep the rows of partners that are seen, by the column partner_id."""
    return _kept(frame, [scope.sees_partner(partner) for partner in frame.partner_id])


def limits_seen(frame: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    """Limits seen: take away the limits other partners set themselves, and the chances that rest on them.

    Args:
        frame: one row per partner, with partner_id and payback_limit_years, and chance where there is one.
        scope: whose rows are seen.

    Returns:
        the same columns, and is_limit_seen.
    """
    seen = pd.Series([scope.sees_partner(partner) for partner in frame.partner_id], index=frame.index, dtype=bool)
    hidden = frame.assign(payback_limit_years=frame.payback_limit_years.where(seen), is_limit_seen=seen)
    return hidden.assign(chance=hidden.chance.where(seen)) if "chance" in frame else hidden


def drivers_seen(frame: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    """Drivers seen: take the names and the values away from figures whose rows are not seen.

    Args:
        frame: as `core.reports.sensitivity.drivers` gives it; what a figure moves stays.
        scope: whose rows are seen.
    """
    return _without_values(frame, "driver", ["value", "low_value", "high_value"], scope)


def figures_seen(frame: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    """Figures seen: take the names away from figures worth knowing whose rows are not seen.

    Args:
        frame: as `core.reports.uncertainty.worth_knowing` gives it.
        scope: whose rows are seen.
    """
    return _without_values(frame, "figure", [], scope)


def turning_points_seen(frame: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    """Turning points seen: keep those of figures that are seen, since where a figure turns says what it is not.

    Args:
        frame: as `core.reports.sensitivity.turning_points` gives it.
        scope: whose rows are seen.
    """
    return _kept(frame, [sees_figure(name, scope) for name in frame.input]).drop(columns="input")


def _kept(frame: pd.DataFrame, seen: Sequence[bool]) -> pd.DataFrame:
    """Rows that are seen; a frame without rows keeps its columns, which it would lose to an empty list."""
    return frame[pd.Series(seen, index=frame.index, dtype=bool)].reset_index(drop=True)


def sees_figure(name: str, scope: Scope) -> bool:
    """True for a figure whose row is seen. It is named by table, row and column, 'costs/teams/amount_gbp'."""
    table, _, rest = name.partition("/")
    key = rest.rpartition("/")[0]
    return scope.sees_line(key) if table in ("costs", "benefits") else scope.sees_any_of(None)


def _without_values(frame: pd.DataFrame, name: str, values: Sequence[str], scope: Scope) -> pd.DataFrame:
    seen = pd.Series([sees_figure(each, scope) for each in frame.input], index=frame.index, dtype=bool)
    shared = pd.Series([not each.startswith(("costs/", "benefits/")) for each in frame.input], index=frame.index, dtype=bool)
    hidden = ~(seen | shared)
    called = frame[name].where(~hidden, [f"{ANOTHERS} {count}" for count in hidden.cumsum()])
    told = unique_titles({str(index): text for index, text in enumerate(called)})
    named = frame.drop(columns="input")
    named[name] = list(told.values())
    for value in values:
        named[value] = frame[value].where(seen)
    return named


def _with_others(frame: pd.DataFrame, seen: Sequence[bool], by: Sequence[str], scope: Scope) -> pd.DataFrame:
    """Keep the rows that are seen, and add the money of the others up by some columns."""
    if all(seen):
        return frame
    mask = pd.Series(list(seen), index=frame.index, dtype=bool)
    kept, others = frame[mask], frame[~mask]
    money = [name for name in frame.columns if name.endswith("gbp")]
    sums = others.assign(_all="").groupby(["_all", *by], as_index=False, sort=False)[money].sum()[[*by, *money]]
    same = {name: scope.others for name in ("line", "partner") if name in frame}
    texts = {name: _SAID_BY_OTHERS.get(name, "") for name in frame.columns if name not in {*by, *money, *same}}
    told = sums.assign(**same, **texts)
    return pd.concat([kept, told[list(frame.columns)]], ignore_index=True)
