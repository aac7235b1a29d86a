"""Clustered standard errors: people of one site are alike, so sites are what counts.

Every regressor is the same for all people of one cell (site, arm, before or after), so the sums of each cell give exactly
what the rows of people would: nothing here needs a row per person.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.engine.arrays import Floats
from core.engine.evidence.aggregates import Cell

_NOUGHT = 1e-10


@dataclass(frozen=True)
class Clustered:
    """A standard error that allows for sites, and the degrees of freedom that go with it."""

    standard_error: float
    degrees: float


def clustered(cells: Sequence[Cell], design: Floats, contrast: Floats) -> Clustered:
    """Find the bias-reduced cluster-robust standard error of a contrast of least squares, and Satterthwaite's degrees of freedom.

    Args:
        cells: the cells, which together make up the sites.
        design: (cells, regressors) what stands for every person of a cell.
        contrast: (regressors,) the combination of coefficients wanted.

    Source:
        Bell and McCaffrey (2002), Survey Methodology 28, 169-181: CR2, with the identity as working model.
    """
    people = np.array([cell.people for cell in cells])
    means = np.array([cell.mean for cell in cells])
    inverse = np.linalg.inv(design.T * people @ design)
    residuals = means - design @ (inverse @ (design.T * people @ means))
    # A cell of n people stands as one row, weighted by the root of n.
    rows, rests = np.sqrt(people)[:, None] * design, np.sqrt(people) * residuals
    sites = [np.array([cell.site_id == site for cell in cells]) for site in sorted({cell.site_id for cell in cells})]
    parts = [_adjusted(rows[site], inverse) @ rows[site] @ inverse @ contrast for site in sites]
    scores = np.array([part @ rests[site] for part, site in zip(parts, sites, strict=True)])
    across = np.array([rows[site].T @ part for part, site in zip(parts, sites, strict=True)])
    weights = np.diag([float(part @ part) for part in parts]) - across @ inverse @ across.T
    squares = float((weights**2).sum())
    degrees = float(np.trace(weights)) ** 2 / squares if squares > 0 else 0.0
    return Clustered(math.sqrt(float((scores**2).sum())), degrees)


def _adjusted(rows: Floats, inverse: Floats) -> Floats:
    """Inverse root of (identity - leverage) of one site; directions the site settles by itself are left out."""
    values, vectors = np.linalg.eigh(np.eye(len(rows)) - rows @ inverse @ rows.T)
    kept = values > _NOUGHT
    roots = np.where(kept, 1 / np.sqrt(np.where(kept, values, 1.0)), 0.0)
    adjusted: Floats = (vectors * roots) @ vectors.T
    return adjusted
