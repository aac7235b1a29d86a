"""Causes of lost effect at scale: why less comes of the same work beyond the prototype, cause by cause."""

from collections.abc import Iterable
from math import prod

from core.domain.fields import Grade, Id, Row, Share, Text, Word, described


class ScaleCauseKind(Word):
    people_reached = "people_reached"
    who_delivers = "who_delivers"
    dose = "dose"
    context = "context"
    spill_over = "spill_over"


class ScaleCause(Row):
    """One cause for which an option loses effect beyond its prototype, and how much. Causes multiply to its scale penalty."""

    option_id: Id = described("Option.")
    cause: ScaleCauseKind = described(
        "people_reached: others than in the pilot; who_delivers: other staff; dose: less of the work than in the pilot; "
        "context: other services around it; spill_over: what the pilot moved onto others, or had from them."
    )
    lost: Share = described("Share of the effect lost for this cause alone, beyond the prototype sites.")
    lost_low: Share | None = described("Low end.", None)
    lost_high: Share | None = described("High end.", None)
    confidence_grade: Grade | None = described("How good the evidence is, 1 best to 6 worst.", None)
    evidence: Text | None = described("What shows it.", None)
    source: Text | None = described("Where the figure comes from.", None)


def penalty_of(causes: Iterable[ScaleCause]) -> float:
    """Scale penalty that causes multiply to: 1 less the product of what each leaves; 0 without causes."""
    return 1.0 - prod(1.0 - cause.lost for cause in causes)
