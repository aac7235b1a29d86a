"""Observations made for the tests, added up as the store adds them up, and standard errors the long way round."""

import csv
from collections.abc import Sequence
from itertools import product
from pathlib import Path

import numpy as np

from core.domain.case.evidence import Arm
from core.engine.evidence.aggregates import Aggregate
from core.store.evidence_rules import load_evidence_rules

RULES = load_evidence_rules()
# Lalonde (1986), the sample of Dehejia and Wahba (1999): 185 men drawn by lot to the National Supported Work programme and
# 260 not; earnings in dollars of 1975, before, and 1978, after. As distributed in the package causaldata 0.1.5 (MIT licence).
NSW = Path(__file__).with_name("nsw_trial.csv")


def nsw_earnings(year: int) -> tuple[np.ndarray, np.ndarray]:
    """Earnings of the treated and of the comparison in 1975 or 1978."""
    with NSW.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    column = f"re{year % 100}"
    treated, comparison = (np.array([float(row[column]) for row in rows if row["treat"] == arm]) for arm in ("1", "0"))
    return treated, comparison


def added_up(values: Sequence[float], arm: Arm, *, site: str = "one", period: str = "after", missing: float = 0) -> Aggregate:
    """Add up one value per person."""
    found = np.asarray(values, dtype=float)
    return Aggregate(site, arm, period, "work", len(found), len(found), float(found.sum()), float((found**2).sum()), missing)


def made_people(
    seed: int, *, sites: int = 8, periods: Sequence[str] = ("before", "after"), both_arms: bool = False
) -> list[tuple[str, Arm, str, np.ndarray]]:
    """People of several sites, alike within a site, each site in one arm or in both, of unequal numbers."""
    chance = np.random.default_rng(seed)
    people = []
    for number in range(sites):
        of_site = chance.normal(0, 2)
        arms = tuple(Arm) if both_arms else (Arm.treated if number % 2 else Arm.comparison,)
        for period, arm in product(periods, arms):
            lift = 1.5 if arm is Arm.treated and period == "after" else 0.0
            values = chance.normal(10 + of_site + lift, 3, int(chance.integers(15, 60)))
            people.append((f"site_{number}", arm, period, values))
    return people


def clustered_from_people(people: Sequence[tuple[str, Arm, str, np.ndarray]], columns: int) -> tuple[float, float, float]:
    """Estimate, CR2 standard error and Satterthwaite's degrees of freedom with a row for every person and full matrices."""
    sites = np.concatenate([[site] * len(values) for site, _, _, values in people])
    treated = np.concatenate([[float(arm is Arm.treated)] * len(values) for _, arm, _, values in people])
    after = np.concatenate([[float(period == "after")] * len(values) for _, _, period, values in people])
    outcome = np.concatenate([values for *_, values in people])
    design = np.column_stack([np.ones(len(outcome)), treated, after, treated * after])[:, :columns]
    inverse = np.linalg.inv(design.T @ design)
    slopes = inverse @ design.T @ outcome
    residuals, leverage = outcome - design @ slopes, design @ inverse @ design.T
    wanted = np.eye(columns)[-1]
    total, weights = 0.0, []
    for site in np.unique(sites):
        inside = sites == site
        values, vectors = np.linalg.eigh(np.eye(inside.sum()) - leverage[np.ix_(inside, inside)])
        root = vectors @ np.diag(1 / np.sqrt(values)) @ vectors.T
        weight = root @ design[inside] @ inverse @ wanted
        total += float(weight @ residuals[inside]) ** 2
        weights.append((np.eye(len(outcome)) - leverage)[:, inside] @ weight)
    gram = np.array(weights) @ np.array(weights).T
    return float(slopes[-1]), float(np.sqrt(total)), float(np.trace(gram) ** 2 / (gram**2).sum())
