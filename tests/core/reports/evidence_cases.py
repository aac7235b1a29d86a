"""The small case with partners, studies, agreements, predictions and actuals."""

from datetime import date
from typing import Any

from core.domain.case.benefits import BenefitFall
from core.domain.case.case import Case
from core.domain.case.evidence import Actual, Evidence, EvidenceAgreement, Prediction
from core.domain.case.programme import Partner
from core.domain.tables import Table
from tests.core.engine.evidence.test_verdicts import AGREED, STUDY
from tests.small_case import small_case

TODAY = date(2027, 6, 1)
LINE: dict[str, Any] = {"line_id": "beds", "partner_id": "council", "year": 0, "gbp": 1000, "recorded_on": date(2026, 1, 1)}


def case_with(
    *,
    studies: tuple[dict[str, Any], ...] = (),
    agreements: tuple[dict[str, Any], ...] = (),
    predictions: tuple[dict[str, Any], ...] = (),
    actuals: tuple[dict[str, Any], ...] = (),
    effect: dict[str, Any] | None = None,
) -> Case:
    """The small case, its benefit shared between the council and the NHS."""
    case = small_case(effect=effect, costs=({"driver": "programme_yearly", "title": "Team"},))
    return case.model_copy(
        update={
            "partners": (*case.partners, Partner(partner_id="nhs", title="NHS", kind="nhs")),
            "benefit_falls": tuple(
                BenefitFall(benefit_id="beds", partner_id=partner_id, fall_share=0.5) for partner_id in ("council", "nhs")
            ),
            "evidence": tuple(Evidence(**{**STUDY, **row}) for row in studies),
            "evidence_agreement": tuple(EvidenceAgreement(**{**AGREED, **row}) for row in agreements),
            "predictions": tuple(Prediction(**{**LINE, **row}) for row in predictions),
            "actuals": tuple(Actual(**{**LINE, "recorded_on": date(2027, 4, 1), **row}) for row in actuals),
        }
    )


def table(name: str, *rows: dict[str, str]) -> Table:
    """A table of text cells."""
    columns = tuple(dict.fromkeys(column for row in rows for column in row))
    cells = tuple(tuple(row.get(column, "") for column in columns) for row in rows)
    return Table(name, columns, cells, tuple(range(2, len(rows) + 2)), f"{name}.csv", "0" * 64)
