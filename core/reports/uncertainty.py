"""Uncertainty: what the draws say of every option, and of one against another."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from core.domain.prices import MoneyBasis
from core.engine.formulas.learning_value import learning_value, worth_by_size
from core.engine.simulation.simulate import Simulation, simulate
from core.engine.simulation.summary import (
    chance_at_least,
    chance_best,
    chance_positive,
    expected_regret,
    paired_difference,
    payback_chances,
    spread_of,
)
from core.engine.simulation.value_of_information import value_of_perfect_information, values_of_information
from core.reports.appraisals import Appraised, compared_options
from core.reports.cache import worked_once
from core.reports.flows import option_titles, partner_titles
from core.reports.options import CHANCE, GBP, comparison
from core.reports.prices import basis_factors
from core.reports.sensitivity import driver_name

SEED = 2026
AT_ONCE_DRAWS, SETTLED_DRAWS = 2_000, 10_000
AMOUNTS_SHOWN = 60
WORTH_SHOWING_GBP = 0.5


def simulated(
    appraised: Appraised, draws: int = SETTLED_DRAWS, seed: int = SEED, basis: MoneyBasis = MoneyBasis.present_value
) -> Simulation:
    """Simulation: draw every uncertain figure and every adoption of the option on the page, under the same scenario.

    The draws are the same in every basis; what each comes to is summed in the money of the basis.
    """
    factors = None if basis is MoneyBasis.present_value else basis_factors(appraised, basis)
    return simulate(appraised.case, appraised.loaded.assumptions, draws, seed, appraised.closed_centres, factors=factors)


_SPREAD_COLUMNS = (
    *("mean_gbp", "p10_gbp", "p50_gbp", "p90_gbp", "chance_positive"),
    *("cost_p10_gbp", "cost_p90_gbp"),
    *("cash_mean_gbp", "cash_p10_gbp", "cash_p90_gbp", "chance_cash"),
    *("chance_best", "regret_gbp"),
)


@worked_once
def spreads(appraised: Appraised, simulation: Simulation, shown: Simulation | None = None) -> pd.DataFrame:
    """Spreads: the ranges of each option's figures.

    Args:
        appraised: the version, worked out.
        simulation: its draws as present values, by which chances and regrets are judged.
        shown: the same draws in the money that ranges are shown in; None for present values.

    Returns:
        one row per option but business as usual: option_id, option; mean_gbp, p10_gbp, p50_gbp, p90_gbp, chance_positive of the
        net present social value; cost_p10_gbp, cost_p90_gbp of the cash cost; cash_mean_gbp, cash_p10_gbp, cash_p90_gbp,
        chance_cash of net cash; chance_best, regret_gbp.
    """
    best, regret, drawn = chance_best(simulation), expected_regret(simulation), shown or simulation
    rows = []
    for option_id, title in _titles(appraised).items():
        at = simulation.option(option_id)
        value, cash = spread_of(drawn.npsv_gbp[:, at]), spread_of(drawn.net_cash_gbp[:, at])
        cost = spread_of(drawn.cash_cost_gbp[:, at])
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
def sureness(appraised: Appraised, simulation: Simulation, shown: Simulation | None = None) -> pd.DataFrame:
    """Sureness: how sure each option's figures are, as rows of the comparison.

    Ranges are in the money shown, chances go by present values.

    Returns:
        one row per measure x option, with the columns of `core.reports.options.comparison`; None for business as usual, from
        which every figure is a difference.
    """
    frame, titles = spreads(appraised, simulation, shown).set_index("option_id"), option_titles(appraised.case)
    return pd.DataFrame(
        [
            {
                "section": "How sure, present values" if shown is None else "How sure",
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
def comparison_and_sureness(
    appraised: Appraised,
    simulation: Simulation,
    basis: MoneyBasis = MoneyBasis.present_value,
    shown: Simulation | None = None,
) -> pd.DataFrame:
    """Compare every option on the same measures, how sure they are among them.

    Returns:
        the rows of `core.reports.options.comparison` in the basis, then those of `sureness`, `shown` in the same basis.
    """
    return pd.concat([comparison(appraised, basis), sureness(appraised, simulation, shown)], ignore_index=True)


_SURENESS = (
    ("p10_gbp", "Net public value: 1 run in 10 is below", GBP),
    ("p90_gbp", "Net public value: 1 run in 10 is above", GBP),
    ("chance_positive", "Chance that net public value is above nothing", CHANCE),
    ("chance_best", "Chance that it brings most public value", CHANCE),
    ("cash_p10_gbp", "Net cash: 1 run in 10 is below", GBP),
    ("cash_p90_gbp", "Net cash: 1 run in 10 is above", GBP),
    ("chance_cash", "Chance of more cash out than in", CHANCE),
)


@worked_once
def exceedance(appraised: Appraised, simulation: Simulation) -> pd.DataFrame:
    """Exceedance: how likely each option is to return at least so much.

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
            {"option": title, "gbp": float(amount), "chance": chance_at_least(values[:, index], float(amount))}
            for index, (_, title) in enumerate(titles)
            for amount in amounts
        ]
    )


@worked_once
def partner_chances(appraised: Appraised, simulation: Simulation, option_id: str, shown: Simulation | None = None) -> pd.DataFrame:
    """Partner chances: how likely each partner is to have its cash back within its own limit.

    Returns:
        one row per partner: partner_id, partner, payback_limit_years, chance (None where it set no limit), and mean_gbp,
        p10_gbp, p90_gbp of its net cash, in the money of `shown`.
    """
    drawn = shown or simulation
    chances, titles = payback_chances(simulation, option_id), partner_titles(appraised.case)
    at = simulation.option(option_id)
    rows = []
    for partner in appraised.case.partners:
        cash = spread_of(drawn.partner_net_cash_gbp[:, at, simulation.partner_ids.index(partner.partner_id)])
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
    """Paired differences: every two options compared draw by draw.

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
    """Value of information: what it would be worth to know before deciding.

    Returns:
        the value of knowing everything (real GBP), and one row per figure that is worth anything by itself, most valuable
        first: figure (what it is of, and which figure of it), value_gbp, input (its table, first row and column).
    """
    information = values_of_information(simulation, most=most)
    rows = [
        (driver_name(each.title, each.column), each.value_gbp, each.name)
        for each in information
        if each.value_gbp >= WORTH_SHOWING_GBP
    ]
    return value_of_perfect_information(simulation), pd.DataFrame(rows, columns=["figure", "value_gbp", "input"])


def _titles(appraised: Appraised) -> dict[str, str]:
    titles = option_titles(appraised.case)
    return {option_id: titles[option_id] for option_id in compared_options(appraised.case)}


SAMPLE_SIZES = (25, 50, 100, 200, 400, 800, 1_600, 3_200, 6_400)


@dataclass(frozen=True)
class SampleWorth:
    """What tests of the effect are worth: `frame` has one row per size, `best_people` is the size worth its cost, 0 for none."""

    mean_gbp: float
    sd_gbp: float
    perfect_gbp: float
    best_people: int
    frame: pd.DataFrame


def sample_worth(simulation: Simulation, option_id: str, error_of_100_gbp: float, cost_each_gbp: float) -> SampleWorth:
    """Expected value of sample information: what a test of the effect is worth before going on with an option, by its size.

    The value of going on is taken as normal, with the mean and the spread of the runs.

    Args:
        simulation: the version's draws.
        option_id: the option.
        error_of_100_gbp: the error of a test of 100 people, in net public value, above 0.
        cost_each_gbp: what testing one person costs.

    Returns:
        frame: people, error_gbp, value_gbp, cost_gbp, net_gbp (value less cost), of growing size.

    Source:
        docs/method.md#learning-about-the-effect
    """
    runs = simulation.npsv_gbp[:, simulation.option(option_id)]
    mean, sd = float(runs.mean()), float(runs.std(ddof=1))
    sizes = np.array(SAMPLE_SIZES, dtype=np.float64)
    values, net = worth_by_size(mean, sd, error_of_100_gbp * 10, cost_each_gbp, sizes)
    frame = pd.DataFrame(
        {
            "people": SAMPLE_SIZES,
            "error_gbp": error_of_100_gbp * 10 / np.sqrt(sizes),
            "value_gbp": values,
            "cost_gbp": cost_each_gbp * sizes,
            "net_gbp": net,
        }
    )
    best = int(np.argmax(net))
    best_people = SAMPLE_SIZES[best] if net[best] > 0 else 0
    return SampleWorth(mean, sd, learning_value(mean, sd, 0.0), best_people, frame)
