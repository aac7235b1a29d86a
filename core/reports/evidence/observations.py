"""Observations: what was observed in each arm, from sums made at the load, so that ten million rows are as quick as ten."""

import pandas as pd

from core.reports.appraisals import Appraised
from core.reports.flows import flows
from core.store.bulk.cube import sums_by_group
from core.store.database import Database
from core.store.tables import observation_loads as kept_loads
from core.store.tables.versions import Version


def arms(db: Database, version: Version, outcome_id: str) -> pd.DataFrame:
    """Add up the observations of one outcome.

    A row that stands for several people counts that often in `people`, `sum` and `sum_of_squares`, so that sum / people is
    the mean over people. `sum_of_squares` knows nothing of how people differ inside such a row.

    Returns:
        one row per site, cohort, period and arm: site_id, cohort, period, arm, rows, n (rows with a value), people, sum,
        sum_of_squares, missing (rows without a value), lowest, highest, zeros_and_ones (rows with a value of 0 or 1).

    Raises:
        DamagedStore: a file is missing or altered.
    """
    columns, rows = sums_by_group(db, version.version_id, outcome_id)
    return pd.DataFrame(rows, columns=list(columns)).drop(columns="outcome_id")


def outcomes_observed(db: Database, version: Version) -> pd.DataFrame:
    """Say how much was observed of each outcome.

    Returns:
        one row per outcome and arm: outcome_id, arm, rows, people, sites, periods.

    Raises:
        DamagedStore: a file is missing or altered.
    """
    columns, rows = sums_by_group(db, version.version_id)
    frame = pd.DataFrame(rows, columns=list(columns))
    counted = {
        "rows": ("rows", "sum"),
        "people": ("people", "sum"),
        "sites": ("site_id", "nunique"),
        "periods": ("period", "nunique"),
    }
    return frame.groupby(["outcome_id", "arm"], as_index=False).agg(**counted)


def observation_loads(db: Database, version: Version) -> pd.DataFrame:
    """List the files of observations that a version is made of.

    Returns:
        one row per load, the oldest first: source, rows, file, loaded_at, loaded_by, sha256 (of the file as it was sent).
    """
    return pd.DataFrame(
        [
            {
                "source": load.source,
                "rows": load.rows,
                "file": load.source_file_name,
                "loaded_at": load.loaded_at,
                "loaded_by": load.loaded_by,
                "sha256": load.source_sha256,
            }
            for load in kept_loads.of_version(db, version.version_id)
        ],
        columns=["source", "rows", "file", "loaded_at", "loaded_by", "sha256"],
    )


def observed_share(appraised: Appraised, option_id: str) -> float | None:
    """Find how much of an option's benefit hangs on outcomes that were measured, and is not only modelled.

    Returns:
        share, 0 to 1, of the present value of all benefit; None where there is no benefit.
    """
    measured = {row.outcome_id for row in appraised.case.evidence if row.effect is not None}
    lines = {row.benefit_id for row in appraised.case.benefits if row.outcome_id in measured}
    flow = flows(appraised, option_id)
    gains = flow[flow.side == "gains"]
    total = float(gains.pv_gbp.sum())
    return float(gains.loc[gains.line_id.isin(lines), "pv_gbp"].sum()) / total if total > 0 else None
