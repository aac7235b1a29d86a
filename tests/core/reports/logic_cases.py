"""The small case with a logic model and levers of any kind."""

from typing import Any

from core.domain.case.case import Case
from core.domain.case.logic_model import LogicElement
from core.domain.scenario import Scenario
from core.reports.appraisals import Appraised, Loaded, appraise_loaded
from core.store.tables.versions import CURRENT, Version
from tests.core.store.stored import NOON
from tests.small_case import ASSUMPTIONS, small_case

CHAIN: tuple[dict[str, Any], ...] = (
    {"element_id": "nurses", "stage": "input", "title": "Nurses", "leads_to": "visits", "quantity": 2, "unit": "nurses"},
    {"element_id": "visits", "stage": "activity", "title": "Visits", "leads_to": "stays", "control": "control"},
    {"element_id": "stays", "stage": "outcome", "title": "Stays", "leads_to": "health", "outcome_id": "stays"},
    {"element_id": "health", "stage": "impact", "title": "Health"},
)


def chain(version: str = "scale_out", **changes: dict[str, Any]) -> tuple[LogicElement, ...]:
    """The chain that holds, with some elements changed by id."""
    return tuple(LogicElement(version=version, **{**row, **changes.get(row["element_id"], {})}) for row in CHAIN)


def with_model(model: tuple[LogicElement, ...], **parts: Any) -> Case:
    """The small case with a logic model."""
    return small_case(**parts).model_copy(update={"logic_model": model})


def worked_out(case: Case) -> Appraised:
    """A case as a version that was read and appraised."""
    version = Version(1, "small", 1, NOON, "Ann", "Made it.", CURRENT, None)
    return appraise_loaded(Loaded(version, {}, case, ASSUMPTIONS, ()), Scenario())
