"""The logic model: what is put in, done and brought about, and what leads to what."""

from core.domain.case.options import Control
from core.domain.fields import Amount, Id, Ids, Row, Text, Word, described


class ModelVersion(Word):
    prototype = "prototype"
    scale_out = "scale_out"
    scale_up = "scale_up"


class ElementStage(Word):
    input = "input"
    activity = "activity"
    output = "output"
    outcome = "outcome"
    impact = "impact"


class LogicElement(Row):
    """One element of the logic model, in one version."""

    version: ModelVersion = described("Version of the logic model.")
    element_id: Id = described("Short name of the element.")
    stage: ElementStage = described("Input, activity, output, outcome or impact.")
    title: Text = described("Name shown on pages.")
    leads_to: Ids = described("Elements it leads to, separated by |.", ())
    quantity: Amount | None = described("How much of it.", None)
    unit: Text | None = described("Unit of the quantity.", None)
    control: Control | None = described("Controlled, shared, or only influenced.", None)
    outcome_id: Id | None = described("Outcome it stands for.", None)
    decided_by: Text | None = described("Who holds the decision.", None)
