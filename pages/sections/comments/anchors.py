"""Comment anchors: threads under figures, inputs and studies, and under decisions, versions, gates and offers."""

from collections.abc import Sequence

from core.domain.comments import On
from core.domain.offers import StoredOffer
from core.reports.comments.anchors import Thing, uncertain_inputs
from core.reports.comments.anchors import benefits as benefits_seen
from core.reports.comments.anchors import studies as studies_seen
from core.reports.gates.standing import GateStanding
from pages.components.pickers import Chosen
from pages.sections.comments import threads


def headlines(chosen: Chosen, option_id: str) -> None:
    """Comments on the headline figures of an option."""
    threads.thread(chosen, On.figure, f"headlines/{option_id}", f"Headline figures of {_title(chosen, option_id)}")


def organisation(chosen: Chosen, option_id: str, partner_id: str) -> None:
    """Comments on one partner's own figures."""
    name = next(row.title for row in chosen.loaded.case.partners if row.partner_id == partner_id)
    threads.thread(chosen, On.figure, f"organisation/{option_id}/{partner_id}", f"{name} in {_title(chosen, option_id)}")


def ledger(chosen: Chosen, option_id: str) -> None:
    """Comments on who pays and who benefits in an option, and on each of its benefits."""
    threads.thread(chosen, On.figure, f"ledger/{option_id}", f"Who pays, who benefits in {_title(chosen, option_id)}")
    threads.on_one_of(chosen, On.benefit, benefits_seen(chosen.appraised, chosen.scope), "Benefit")


def options(chosen: Chosen) -> None:
    """Comments on the comparison of all options."""
    threads.thread(chosen, On.figure, "options", "The comparison of options")


def inputs(chosen: Chosen, option_id: str) -> None:
    """Comments on each uncertain input of an option."""
    threads.on_one_of(chosen, On.assumption, uncertain_inputs(chosen.appraised, option_id, chosen.scope), "Input")


def studies(chosen: Chosen) -> None:
    """Comments on each study."""
    threads.on_one_of(chosen, On.evidence, studies_seen(chosen.appraised, chosen.scope), "Study")


def decision(chosen: Chosen, decision_id: int) -> None:
    """Comments on one decision."""
    threads.thread(chosen, On.decision, str(decision_id), f"Decision {decision_id}")


def version(chosen: Chosen, number: int) -> None:
    """Comments on one version."""
    threads.thread(chosen, On.version, str(number), f"Version {number}")


def gates(chosen: Chosen, option_id: str, shown: Sequence[GateStanding]) -> None:
    """Comments on each gate an option has to pass; a gate of the programme has the same ones under every option."""
    things = [
        Thing(f"{gate.key}/{option_id}", f"{gate.title}, {_title(chosen, option_id)}")
        if gate.of_option
        else Thing(gate.key, gate.title)
        for gate in (each.gate for each in shown)
    ]
    threads.on_one_of(chosen, On.gate, things, "Gate")


def offers(chosen: Chosen, every: Sequence[StoredOffer]) -> None:
    """Comments on each offer that was made on an option."""
    threads.on_one_of(
        chosen, On.offer, [Thing(str(each.offer_id), f"Offer {each.offer_id} of {each.partner}") for each in every], "Offer"
    )


def _title(chosen: Chosen, option_id: str) -> str:
    return next(row.title for row in chosen.loaded.case.options if row.option_id == option_id)
