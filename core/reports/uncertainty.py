"""How sure the figures are: what the draws say of every option, and of one against another."""

from itertools import combinations

import numpy as np
import pandas as pd

from core.engine.information import value_of_perfect_information, values_of_information
from core.engine.simulation import Simulation, simulate
from core.engine.simulation_summary import (
    chance_at_least,
    chance_best,
    chance_positive,
    expected_regret,
    paired_difference,
    payback_chances,
    spread_of,
)
from core.reports.appraisals import Appraised, compared_options
from core.reports.flows import option_titles, partner_titles
from core.reports.options import GBP, SHARE, comparison
from core.reports.sensitivity import driver_name
from core.reports.worked_once import worked_once

SEED = 2026
AT_ONCE_DRAWS, SETTLED_DRAWS = 2_000, 10_000
AMOUNTS_SHOWN = 60
WORTH_SHOWING_GBP = 0.5


def simulated(appraised: Appraised, draws: int = SETTLED_DRAWS, seed: int = SEED) -> Simulation:
    """Draw every uncertain figure and every adoption of what is on the page, under the same scenario."""
    return simulate(appraised.case, appraised.loaded.assumptions, draws, seed, appraised.closed_centres)


_SPREAD_COLUMNS = (
    *("mean_gbp", "p10_gbp", "p50_gbp", "p90_gbp", "chance_positive"),
    *("cost_p10_gbp", "cost_p90_gbp"),
    *("cash_mean_gbp", "cash_p10_gbp", "cash_p90_gbp", "chance_cash"),
    *("chance_best", "regret_gbp"),
)


@worked_once
def spreads(appraised: Appraised, simulation: Simulation) -> pd.DataFrame:
    """Say how each option's figures spread.

    Returns:
        one row per option but business as usual: option_id, option; mean_gbp, p10_gbp, p50_gbp, p90_gbp, chance_positive of the
        net present social value; cost_p10_gbp, cost_p90_gbp of the cash cost; cash_mean_gbp, cash_p10_gbp, cash_p90_gbp,
        chance_cash of net cash; chance_best, regret_gbp.
    """
    best, regret = chance_best(simulation), expected_regret(simulation)
    rows = []
    for option_id, title in _titles(appraised).items():
        at = simulation.option(option_id)
        value, cash = spread_of(simulation.npsv_gbp[:, at]), spread_of(simulation.net_cash_gbp[:, at])
        cost = spread_of(simulation.cash_cost_gbp[:, at])
        rows.append(
            {
                "option_id": option_id,
                "option": title,
                "mean_gbp": value.mean,
                "p10_gbp": value.p10,
                "p50_gbp": value.p50,
                "p90_gbp": value.p90,
                "chance_positive": chance_positive(simulation.npsv_gbp[:, at]),
                "cost_p10_gbp": cost.p10,
                "cost_p90_gbp": cost.p90,
                "cash_mean_gbp": cash.mean,
                "cash_p10_gbp": cash.p10,
                "cash_p90_gbp": cash.p90,
                "chance_cash": chance_positive(simulation.net_cash_gbp[:, at]),
                "chance_best": best[option_id],
                "regret_gbp": regret[option_id],
            }
        )
    return pd.DataFrame(rows, columns=["option_id", "option", *_SPREAD_COLUMNS])


def average_of(simulation: Simulation, option_id: str) -> float:
    """Average one option's net present social value over all draws, real GBP."""
    return float(simulation.npsv_gbp[:, simulation.option(option_id)].mean())


@worked_once
def sureness(appraised: Appraised, simulation: Simulation) -> pd.DataFrame:
    """How sure each option's figures are, as rows of the comparison.

    Returns:
        one row per measure x option, with the columns of `core.reports.options.comparison`; None for business as usual, from
        which every figure is a difference.
    """
    frame, titles = spreads(appraised, simulation).set_index("option_id"), option_titles(appraised.case)
    return pd.DataFrame(
        [
            {
                "section": "How sure",
                "key": key,
                "label": label,
                "shown_as": shown_as,
                "option_id": option_id,
                "option": title,
                "value": frame[key].get(option_id),
            }
            for key, label, shown_as in _SURENESS
            for option_id, title in titles.items()
        ],
        dtype=object,
    )


@worked_once
def comparison_and_sureness(appraised: Appraised, simulation: Simulation) -> pd.DataFrame:
    """Compare every option on the same measures, how sure they are among them.

    Returns:
        the rows of `core.reports.options.comparison`, then those of `sureness`.
    """
    return pd.concat([comparison(appraised), sureness(appraised, simulation)], ignore_index=True)


_SURENESS = (
    ("p10_gbp", "Net public value: 1 run in 10 is below", GBP),
    ("p90_gbp", "Net public value: 1 run in 10 is above", GBP),
    ("chance_positive", "Chance that it is above nothing", SHARE),
    ("chance_best", "Chance that it is the best option", SHARE),
    ("cash_p10_gbp", "Net cash: 1 run in 10 is below", GBP),
    ("cash_p90_gbp", "Net cash: 1 run in 10 is above", GBP),
    ("chance_cash", "Chance of more cash out than in", SHARE),
)


@worked_once
def exceedance(appraised: Appraised, simulation: Simulation) -> pd.DataFrame:
    """Say how likely each option is to return at least so much.

    Returns:
        one row per option x amount, amounts rising and with nothing among them: option, gbp, chance.
    """
    titles = list(_titles(appraised).items())
    values = simulation.npsv_gbp[:, [simulation.option(option_id) for option_id, _ in titles]]
    if not values.size:
        return pd.DataFrame(columns=["option", "gbp", "chance"])
    amounts = np.unique([0.0, *np.linspace(values.min(), values.max(), AMOUNTS_SHOWN)])
    return pd.DataFrame(
        [
            {"option": title, "gbp": float(amount), "chance": chance_at_least(values[:, place], float(amount))}
            for place, (_, title) in enumerate(titles)
            for amount in amounts
        ]
    )


@worked_once
def partner_chances(appraised: Appraised, simulation: Simulation, option_id: str) -> pd.DataFrame:
    """Say how likely each partner is to have its cash back within its own limit.

    Returns:
        one row per partner: partner_id, partner, payback_limit_years, chance (None where it set no limit), and mean_gbp,
        p10_gbp, p90_gbp of its net cash.
    """
    chances, titles = payback_chances(simulation, option_id), partner_titles(appraised.case)
    at = simulation.option(option_id)
    rows = []
    for partner in appraised.case.partners:
        cash = spread_of(simulation.partner_net_cash_gbp[:, at, simulation.partner_ids.index(partner.partner_id)])
        rows.append(
            {
                "partner_id": partner.partner_id,
                "partner": titles[partner.partner_id],
                "payback_limit_years": partner.payback_limit_years,
                "chance": chances[partner.partner_id],
                "mean_gbp": cash.mean,
                "p10_gbp": cash.p10,
                "p90_gbp": cash.p90,
            }
        )
    return pd.DataFrame(rows).astype({"payback_limit_years": "float64", "chance": "float64"})


@worked_once
def pairs(appraised: Appraised, simulation: Simulation) -> pd.DataFrame:
    """Compare every two options draw by draw.

    Returns:
        one row per pair: one, other (titles), one_id, other_id, mean_gbp, p10_gbp, p90_gbp, chance_more, chance_same.
    """
    titles = _titles(appraised)
    rows = []
    for one, other in combinations(reversed(titles), 2):
        gap = paired_difference(simulation, one, other)
        rows.append((titles[one], titles[other], one, other, gap.mean, gap.p10, gap.p90, gap.chance_positive, gap.chance_equal))
    names = ["one", "other", "one_id", "other_id", "mean_gbp", "p10_gbp", "p90_gbp", "chance_more", "chance_same"]
    return pd.DataFrame(rows, columns=names)


@worked_once
def worth_knowing(simulation: Simulation, most: int = 8) -> tuple[float, pd.DataFrame]:
    """Say what it would be worth to know before deciding.

    Returns:
        the value of knowing everything (real GBP), and one row per figure that is worth anything by itself, most valuable
        first: figure (what it is of, and which figure of it), value_gbp, input (its table, first row and column).
    """
    found = values_of_information(simulation, most=most)
    rows = [
        (driver_name(each.title, each.column), each.value_gbp, each.name) for each in found if each.value_gbp >= WORTH_SHOWING_GBP
    ]
    return value_of_perfect_information(simulation), pd.DataFrame(rows, columns=["figure", "value_gbp", "input"])


def _titles(appraised: Appraised) -> dict[str, str]:
    titles = option_titles(appraised.case)
    return {option_id: titles[option_id] for option_id in compared_options(appraised.case)}
