"""Rules about what an appraisal needs: effects of outcomes."""

from collections.abc import Iterator

from core.domain.problems import Problem
from core.domain.wording import joined, printable
from core.ingest.sheets import Folder


def outcomes_with_benefits_have_effects(folder: Folder) -> Iterator[Problem]:
    """A benefit hangs on an outcome, and the outcome on its effect."""
    effects = folder["effects"]
    if not effects.is_whole:
        return
    there, listed = effects.known("outcome_id"), folder["outcomes"].known("outcome_id")
    for (outcome_id,), rows in folder["benefits"].by("outcome_id").items():
        if outcome_id not in there and outcome_id in listed:
            hanging = joined(read.values["benefit_id"] for read in rows if "benefit_id" in read.values)
            yield Problem(
                effects.file_name,
                f"no row for this outcome, on which {hanging or 'a benefit'} hangs.",
                None,
                "outcome_id",
                printable(outcome_id),
                "Add its effect, or take its benefits out.",
            )
