"""What a test taught, taken into the scale estimate: the effects table with an outcome's impact corrected."""

from collections.abc import Mapping

from core.domain.tables import Table
from core.reports.predictions import Carried
from core.reports.table_cells import six_figures, with_cells


def carry_into_effects(tables: Mapping[str, Table], carried: Carried, *, grade: int, source: str) -> Table:
    """Make the effects table that carries a correction: impact and its range, grade and source; no other cell changes.

    Args:
        tables: tables of the version it is taken into.
        carried: what the test suggests.
        grade: confidence grade, 1 best to 6 worst.
        source: where the correction comes from.

    Raises:
        ValueError: no source is given.
    """
    if not source.strip():
        raise ValueError("say where the correction comes from")
    cells = {
        "impact": six_figures(carried.impact),
        "impact_low": six_figures(carried.impact_low),
        "impact_high": six_figures(carried.impact_high),
        "confidence_grade": str(grade),
        "source": source.strip(),
    }
    return with_cells(tables["effects"], {"outcome_id": carried.outcome_id}, cells)
