"""Titles about size: which places add value, how large is right, when cash appears, and what waiting for the gate costs."""

from collections.abc import Sequence
from itertools import pairwise

import pandas as pd

from core.charts.kit.formats import money, share
from core.charts.kit.grammar import capitalised, counted, listed, verb

NOTHING_GBP = 0.5


CAUSE_WORDS = {
    "people_reached": "other people are reached",
    "who_delivers": "others deliver it",
    "dose": "people get less of it",
    "context": "other services stand around it",
    "spill_over": "the pilot moved things to, or had them from, others",
}


def penalty_sentence(frame: pd.DataFrame, penalty: float) -> str:
    """Say how much effect is lost at scale, and for which causes; "" where no cause is given.

    Args:
        frame: one row per cause, the one that loses most first: cause, lost (a share of 0 to 1).
        penalty: what they lose together, a share of 0 to 1.
    """
    if frame.empty:
        return ""
    parts = [
        f"{share(float(lost))} because {CAUSE_WORDS[cause]}" for cause, lost in zip(frame["cause"], frame["lost"], strict=True)
    ]
    if len(parts) == 1:
        return f"Beyond the prototype {share(penalty)} of the effect is lost, because {CAUSE_WORDS[frame['cause'].iloc[0]]}."
    return f"Beyond the prototype {share(penalty)} of the effect is lost: {listed(parts)}, each of what the others leave."


def fruit_title(frame: pd.DataFrame) -> str:
    """Say how many places add value, and where it stops.

    Args:
        frame: one row per place in the order they are added, best first: site, marginal_npsv_gbp, is_prototype.
    """
    if frame.empty:
        return "There is no place to add"
    adds = [gbp >= NOTHING_GBP for gbp in frame["marginal_npsv_gbp"]]
    costs = [gbp <= -NOTHING_GBP for gbp in frame["marginal_npsv_gbp"]]
    if len(frame) == 1:
        return _one_place(str(frame["site"].iloc[0]), float(frame["marginal_npsv_gbp"].iloc[0]))
    if not any(adds):
        return "No place adds value: smaller is better"
    if adds == [bool(own) for own in frame["is_prototype"]]:
        return f"Only the prototype adds value{_rest(costs, len(frame) - sum(adds))}: smaller is better"
    return f"{_many(sum(adds), len(frame))} {verb(sum(adds), 'adds', 'add')} value{_stops(adds, costs)}"


def scale_title(frame: pd.DataFrame) -> str:
    """Say which size returns most, and which sizes are viable; 'smaller is better' when no larger one returns more.

    Args:
        frame: one row per order and number of places: order, places, total_npsv_gbp, is_prototype, is_viable. Sizes of the
            first order are told.
    """
    if frame.empty:
        return "There is no size to compare"
    rows = frame[frame["order"] == frame["order"].iloc[0]].sort_values("places")
    best = rows.loc[rows["total_npsv_gbp"].idxmax()]
    if best["total_npsv_gbp"] < NOTHING_GBP:
        return "Smaller is better: no size brings more public value than nothing"
    prototype = rows.loc[rows["is_prototype"].astype(bool), "places"]
    size, largest = int(best["places"]), int(rows["places"].max())
    worth = money(best["total_npsv_gbp"])
    if len(prototype) and size <= prototype.iloc[0] < largest:
        return f"Smaller is better: no larger size brings more public value than the {worth} of {_places(size)}"
    if size == largest:
        return f"The largest size tried, {_places(size)}, brings most public value, {worth}{_viable(rows)}"
    return f"Public value is greatest at {counted(size)} of {counted(largest)} places, {worth}{_viable(rows)}"


def cash_steps_sentence(frame: pd.DataFrame) -> str:
    """Say at which sizes a whole step of cash is released, in the first order.

    Args:
        frame: one row per order and number of places: order, places, cash_steps (whole steps newly released at this size).
    """
    rows = frame[frame["order"] == frame["order"].iloc[0]] if len(frame) else frame
    sizes = [int(places) for places in rows.loc[rows["cash_steps"] > 0, "places"].sort_values()]
    if not sizes:
        return "No size releases a whole step of cash"
    later = f", then at {listed([counted(size) for size in sizes[1:4]])}" if len(sizes) > 1 else ""
    more = f" and at {counted(len(sizes) - 4)} more {verb(len(sizes) - 4, 'size', 'sizes')}" if len(sizes) > 4 else ""
    return f"A whole step of cash is first released at {_places(sizes[0])}{later}{more}"


def cost_title(frame: pd.DataFrame) -> str:
    """Say how spreading costs over more places pulls against places that cost more, and where one outweighs the other.

    Args:
        frame: one row per number of places: places, average_cost_gbp, marginal_cost_gbp (per completer; missing where nobody
            completes).
    """
    rows = frame[frame["average_cost_gbp"].notna()].sort_values("places")
    if rows.empty:
        return "Nobody completes, so there is no cost for each who does"
    average = [float(gbp) for gbp in rows["average_cost_gbp"]]
    lowest = average.index(min(average))
    first, least = money(average[0]), money(average[lowest])
    if len(average) == 1 or max(average) - min(average) < NOTHING_GBP:
        return f"Each person who completes costs {first} on average{'' if len(average) == 1 else ', whatever the size'}"
    if lowest == len(average) - 1:
        falls = f"Scale brings the average cost down from {first} to {least} for each who completes"
        return f"{falls}; {'dearer places never outweigh it' if _only_falls(average) else 'dearer places hold it up on the way'}"
    highest = money(max(average[lowest:]))
    if lowest == 0:
        return f"No size costs less for each who completes than the smallest, {first}; dearer places take it up to {highest}"
    size = _places(int(rows["places"].iloc[lowest]))
    return f"Scale brings the average cost down to {least} at {size}; beyond that, dearer places take it up to {highest}"


def gate_timing_title(frame: pd.DataFrame) -> str:
    """Say what a year of waiting costs, or when waiting pays; of the gated values where there are any, else the committed.

    Args:
        frame: one row per year of the gate and kind: gate_year, year_label, npsv_gbp, kind (committed or gated).
    """
    if frame.empty:
        return "There is no gate to time"
    kind = "gated" if (frame["kind"] == "gated").any() else "committed"
    rows = frame[frame["kind"] == kind].sort_values("gate_year")
    values, labels = [float(gbp) for gbp in rows["npsv_gbp"]], [str(label) for label in rows["year_label"]]
    if len(values) == 1:
        return f"With the gate in {labels[0]} it returns {money(values[0])}"
    if max(values) - min(values) < NOTHING_GBP:
        return "The year of the gate makes no difference"
    best = max(range(len(values)), key=lambda place: values[place])
    if best == 0:
        return _waiting_costs(values, labels, [int(year) for year in rows["gate_year"]])
    gain = money(values[best] - values[0])
    after = f"; waiting longer costs up to {money(values[best] - min(values[best:]))}" if min(values[best:]) < values[best] else ""
    return f"A gate in {labels[best]} returns {gain} more than one in {labels[0]}{after}"


def _waiting_costs(values: Sequence[float], labels: Sequence[str], years: Sequence[int]) -> str:
    """Tell one cost a year where it is nearly the same in each; else the least and the most."""
    costs = [
        (early - late) / (after - before) for (early, late), (before, after) in zip(pairwise(values), pairwise(years), strict=True)
    ]
    if money(min(costs)) == money(max(costs)):
        return f"Each year of waiting for the gate costs {money(costs[0])}"
    whole = (values[0] - values[-1]) / (years[-1] - years[0])
    if whole < NOTHING_GBP:
        return f"Waiting for the gate costs up to {money(values[0] - min(values))}"
    return f"Each year of waiting for the gate costs about {money(whole)}, from {labels[0]} to {labels[-1]}"


def _only_falls(values: Sequence[float]) -> bool:
    return all(after <= before for before, after in pairwise(values))


def _one_place(site: str, gbp: float) -> str:
    if abs(gbp) < NOTHING_GBP:
        return f"{site} brings just what it costs"
    return f"{site} adds {money(gbp)}" if gbp > 0 else f"{site} costs {money(-gbp)} more than it brings"


def _many(some: int, places: int) -> str:
    if some == places:
        return "Both places" if places == 2 else f"All {counted(places)} places"
    return f"{capitalised(counted(some))} of {counted(places)} places"


def _stops(adds: Sequence[bool], costs: Sequence[bool]) -> str:
    """Say what the places do that add nothing, by where they stand."""
    rest = len(adds) - sum(adds)
    trailing = not any(adds[len(adds) - rest :])
    return _rest(costs, rest, "last" if trailing else "other") if rest else ""


def _rest(costs: Sequence[bool], rest: int, which: str = "other") -> str:
    if not rest:
        return ""
    who = f"the {which}" if rest == 1 else f"the {which} {counted(rest)}"
    if sum(costs) == rest:
        return f"; {who} {verb(rest, 'costs more than it brings', 'cost more than they bring')}"
    if not any(costs):
        return f"; {who} {verb(rest, 'brings just what it costs', 'bring just what they cost')}"
    return f"; of {who}, {counted(sum(costs))} {verb(sum(costs), 'costs more than it brings', 'cost more than they bring')}"


def _viable(rows: pd.DataFrame) -> str:
    """Say which sizes are viable: '; from three to ten places it is viable'."""
    viable = [int(places) for places, is_so in zip(rows["places"], rows["is_viable"], strict=True) if is_so]
    if not viable:
        return "; no size is viable"
    if len(viable) == len(rows):
        return "; every size is viable"
    stretches = [_stretch(*ends) for ends in _stretches(viable, [int(places) for places in rows["places"]])]
    return f"; viable at {listed(stretches)} {verb(max(viable), 'place', 'places')}"


def _stretches(viable: Sequence[int], sizes: Sequence[int]) -> list[tuple[int, int]]:
    """Group sizes that follow one another among all sizes."""
    stretches: list[tuple[int, int]] = []
    for index, size in enumerate(sizes):
        if size not in viable:
            continue
        follows = bool(stretches) and index > 0 and stretches[-1][1] == sizes[index - 1]
        stretches[-1:] = [(stretches[-1][0], size)] if follows else [*stretches[-1:], (size, size)]
    return stretches


def _stretch(first: int, last: int) -> str:
    return f"{first:,}" if first == last else f"{first:,} to {last:,}"


def _places(size: int) -> str:
    return f"{counted(size)} {verb(size, 'place', 'places')}"
