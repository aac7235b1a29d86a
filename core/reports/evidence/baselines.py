"""Baselines: the rate of each outcome without the work, which turns a ratio into a change for each person."""

from core.domain.case.case import Case
from core.engine.evidence.scales import Baseline


def baselines_of(case: Case) -> dict[str, Baseline]:
    """Give the base rate of each outcome whose units a person causes in a year read as a chance, above 0 and below 1.

    Effects above 0 are for the better, and an outcome that people are kept from is one of which fewer are wanted.
    """
    return {
        row.outcome_id: Baseline(row.units_per_person_year)
        for row in case.effects
        if row.units_per_person_year is not None and 0 < row.units_per_person_year < 1
    }
