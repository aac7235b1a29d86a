"""Titles about how sure the figures are. No winner is named and nothing is ranked."""

from collections.abc import Sequence

import pandas as pd

from core.charts.kit.formats import money, money_range, runs
from core.charts.kit.grammar import listed_briefly, verb

NOTHING_GBP = 0.5
NO_OPTION = "There is no option to compare"


def options_range_title(frame: pd.DataFrame) -> str:
    """Say which option could bring most public value, and whose range reaches below zero.

    Args:
        frame: one row per option: option, p10_gbp, mean_gbp, p90_gbp. The range is from p10 to p90.
    """
    if frame.empty:
        return NO_OPTION
    if len(frame) == 1:
        return _one_range(*frame[["option", "p10_gbp", "mean_gbp", "p90_gbp"]].iloc[0])
    if frame["p90_gbp"].max() < -NOTHING_GBP:
        return "Every option's whole range of public value lies below zero"
    top = frame["p90_gbp"] > frame["p90_gbp"].max() - NOTHING_GBP
    below = frame["p10_gbp"] < -NOTHING_GBP
    if top.all():
        return f"All options could bring as much public value as each other{_reaching(frame, below, most=below & False)}"
    names = [str(name) for name in frame.loc[top, "option"]]
    return f"{listed_briefly(names)} could bring most public value{_reaching(frame, below, top)}"


def above_nothing_title(frame: pd.DataFrame) -> str:
    """Say in how many runs the net public value of each option is above nothing, those with the same chance together.

    Args:
        frame: one row per option: option, chance (0 to 1; missing when it is not known).
    """
    if frame.empty:
        return NO_OPTION
    groups: dict[str, list[str]] = {}
    for option, chance in zip(frame["option"], frame["chance"], strict=True):
        groups.setdefault(runs(chance), []).append(str(option))
    said = [f"in {words} of {listed_briefly(options)}" for words, options in groups.items()]
    return f"Net public value is above nothing {'; '.join(said)}"


def paired_sentence(one: str, other: str, chance_more: float | None, mean_difference_gbp: float, chance_same: float = 0.0) -> str:
    """Say in how many runs one option returns more than another: 'In about 7 in 10 runs A brings more public value than B; ...'.

    Args:
        one: name of the first option.
        other: name of the second.
        chance_more: share of the runs in which the first returns more than the second.
        mean_difference_gbp: mean of the first less the second.
        chance_same: share of the runs in which both return the same.
    """
    if chance_same == 1:
        return f"{one} and {other} bring the same public value in {runs(chance_same)}"
    same = f", and the same in {runs(chance_same)}" if chance_same > 0 else ""
    return f"In {runs(chance_more)} {one} brings more public value than {other}{same}; {_on_average(mean_difference_gbp)}"


def best_chance_sentence(frame: pd.DataFrame) -> str:
    """Say in how many runs each option comes out best, and what choosing it gives up on average.

    Args:
        frame: one row per option: option, chance_best (0 to 1), regret_gbp (expected regret, 0 or more).
    """
    if frame.empty:
        return NO_OPTION
    columns = zip(frame["option"], frame["chance_best"], frame["regret_gbp"], strict=True)
    said = [f"{option} brings most public value in {runs(chance)} and {_gives_up(regret)}" for option, chance, regret in columns]
    return "; ".join(said)


def evpi_sentence(evpi_gbp: float | None, alone: Sequence[tuple[str, float]] = ()) -> str:
    """Say what it would be worth to know before deciding.

    Args:
        evpi_gbp: expected value of perfect information, 0 or more; None when it was not worked out.
        alone: (driver as it reads within a sentence, value of knowing it alone), the most valuable first.
    """
    if evpi_gbp is None or pd.isna(evpi_gbp):
        return "What knowing more would be worth has not been worked out"
    if evpi_gbp < NOTHING_GBP:
        return "Knowing more before deciding would be worth nothing: it would not change which option brings most public value"
    everything = f"Knowing everything before deciding would be worth up to {money(evpi_gbp)}"
    worth = [f"knowing {driver} alone, {money(gbp)}" for driver, gbp in alone if gbp >= NOTHING_GBP]
    if not alone:
        return everything
    return "; ".join([everything, *worth]) if worth else f"{everything}; knowing any one thing alone would not change the choice"


def sample_worth_sentence(best_people: int, perfect_gbp: float, net_gbp: float) -> str:
    """Say which size of a test is worth its cost.

    Args:
        best_people: people in it; 0 where no size is worth its cost.
        perfect_gbp: what knowing the effect exactly would be worth.
        net_gbp: what the best size is worth less its cost.
    """
    most = f"knowing the effect exactly would be worth {money(perfect_gbp)}"
    if not best_people:
        return f"No size of test is worth its cost; {most}"
    return f"A test of {best_people:,} people is worth {money(net_gbp)} more than it costs; {most}"


def _one_range(option: str, p10_gbp: float, mean_gbp: float, p90_gbp: float) -> str:
    if p90_gbp - p10_gbp < NOTHING_GBP:
        return f"{option} brings a net public value of {money(mean_gbp)} in 8 in 10 runs or more"
    return f"{option} brings a net public value of {money_range(p10_gbp, p90_gbp)} in 8 in 10 runs, {money(mean_gbp)} on average"


def _reaching(frame: pd.DataFrame, below: pd.Series, most: pd.Series) -> str:
    """Say whose range reaches below zero, those that could bring most first."""
    if not below.any():
        return ", and no range reaches below zero"
    if below.all():
        return ", but every range reaches below zero"
    named, others = most & below, below & ~most
    if named.sum() == most.sum() and most.any():
        return f", but {verb(int(most.sum()), 'its range reaches', 'their ranges reach')} below zero"
    names = [str(name) for name in frame.loc[named | others, "option"]]
    ranges, reach = verb(len(names), "range", "ranges"), verb(len(names), "reaches", "reach")
    return f"; the {ranges} of {listed_briefly(names)} {reach} below zero"


def _on_average(difference_gbp: float) -> str:
    if abs(difference_gbp) < NOTHING_GBP:
        return "on average the same"
    return f"on average {money(abs(difference_gbp))} {'more' if difference_gbp > 0 else 'less'}"


def _gives_up(regret_gbp: float) -> str:
    if regret_gbp < NOTHING_GBP:
        return "gives up nothing by being chosen"
    return f"gives up {money(regret_gbp)} on average if it is chosen"
