"""Comments where they belong: under the headline figures, the ledger, the options, the uncertain inputs and the studies."""

from core.domain.comments import On
from core.reports.commented import benefits as benefits_seen
from core.reports.commented import studies as studies_seen
from core.reports.commented import uncertain_inputs
from pages.shared import commenting
from pages.shared.choices import Chosen


def headlines(chosen: Chosen, option_id: str) -> None:
    """Comments on the headline figures of an option."""
    commenting.thread(chosen, On.figure, f"headlines/{option_id}", f"Headline figures of {_title(chosen, option_id)}")


def ledger(chosen: Chosen, option_id: str) -> None:
    """Comments on who pays and who benefits in an option, and on each of its benefits."""
    commenting.thread(chosen, On.figure, f"ledger/{option_id}", f"Who pays, who benefits in {_title(chosen, option_id)}")
    commenting.on_one_of(chosen, On.benefit, benefits_seen(chosen.appraised, chosen.scope), "Benefit")


def options(chosen: Chosen) -> None:
    """Comments on the comparison of all options."""
    commenting.thread(chosen, On.figure, "options", "The comparison of options")


def inputs(chosen: Chosen, option_id: str) -> None:
    """Comments on each uncertain input of an option."""
    commenting.on_one_of(chosen, On.assumption, uncertain_inputs(chosen.appraised, option_id, chosen.scope), "Input")


def studies(chosen: Chosen) -> None:
    """Comments on each study."""
    commenting.on_one_of(chosen, On.evidence, studies_seen(chosen.appraised, chosen.scope), "Study")


def _title(chosen: Chosen, option_id: str) -> str:
    return next(row.title for row in chosen.loaded.case.options if row.option_id == option_id)
