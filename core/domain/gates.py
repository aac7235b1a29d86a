"""Gates: those a programme passes on its way to scale, what the data say of each, and the thresholds of the partnership."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from core.domain.case.options import OptionKind
from core.domain.fields import Share, Text, Word


class GateKey(Word):
    """The gates, in the order they are passed."""

    delivered = "delivered"
    effective = "effective"
    valuable = "valuable"
    system = "system"


class Ruling(Word):
    """What was decided of a gate."""

    met = "met"
    not_met = "not_met"
    overridden = "overridden"


class State(Word):
    """What the data say of one thing a gate asks. `note` is worth knowing and decides nothing."""

    met = "met"
    unmet = "unmet"
    unknown = "unknown"
    note = "note"


@dataclass(frozen=True)
class Gate:
    """One gate: its name, what it asks, and whether it is asked of the programme or of each option."""

    key: GateKey
    title: str
    asks: str
    of_option: bool = False
    only_kinds: frozenset[OptionKind] | None = None

    def is_asked_of(self, kind: OptionKind) -> bool:
        """Tell whether an option of this kind has to pass it."""
        return self.only_kinds is None or kind in self.only_kinds


CHANGES_THE_SYSTEM = frozenset({OptionKind.scale_up, OptionKind.out_then_up})
GATES: Mapping[GateKey, Gate] = {
    GateKey.delivered: Gate(
        GateKey.delivered, "Gate 1: the test was delivered", "Did the test of the service model take place, and was it measured?"
    ),
    GateKey.effective: Gate(
        GateKey.effective,
        "Gate 2: its effect and cost were held against what was predicted",
        "Did costs and benefits come out as predicted before the test, and do partners have the evidence they agreed to ask for?",
    ),
    GateKey.valuable: Gate(
        GateKey.valuable,
        "Gate 3: it is worth more than what there is, or is likely to deliver",
        "Is it worth more than the existing model? If there is no existing model, is it likely to deliver its outcomes?",
        of_option=True,
    ),
    GateKey.system: Gate(
        GateKey.system,
        "Before scaling up: the problem is seen anew, and leaders work as one",
        "Was the problem stated, seen anew from the whole system, and agreed? Are leaders used to deciding together?",
        of_option=True,
        only_kinds=CHANGES_THE_SYSTEM,
    ),
}


@dataclass(frozen=True)
class Finding:
    """Finding: one thing the data say, whether it holds, in a sentence, and who has to move where it does not.

    `settled_at` is the address of the page on which it is settled. A sentence about rows names the partners
    whose rows they are; `for_others` says the same for a person who does not see the detail of all of them.
    """

    key: str
    state: State
    sentence: str
    whose: str
    settled_at: str
    of_partners: frozenset[str] = frozenset()
    for_others: str = ""


def state_of(findings: tuple[Finding, ...]) -> State:
    """Verdict of findings: met only when every one that counts is met, and unmet as soon as one is unmet."""
    states = {finding.state for finding in findings} - {State.note}
    if State.unmet in states:
        return State.unmet
    return State.met if states == {State.met} else State.unknown


class GateSettings(BaseModel):
    """Thresholds: what the partnership agreed to hold the gates to. Nothing is assumed where it set nothing.

    `tolerance_share` is how far, as a share of what was predicted, a cost may come out above or a benefit below it.
    `least_maturity` and `least_readiness` are the lowest step, 1 to 4, at which leaders and partners count as ready.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    tolerance_share: Share | None = None
    least_chance: Share | None = None
    has_existing_model: bool | None = None
    least_maturity: Annotated[int, Field(ge=1, le=4)] | None = None
    least_readiness: Annotated[int, Field(ge=1, le=4)] | None = None
    agreed_by: Text | None = None
    agreed_on: date | None = None


NOTHING_SET = GateSettings()
SETTING_WORDS = {
    "tolerance_share": "a result may fall behind its prediction by",
    "least_chance": "least chance that it pays",
    "has_existing_model": "there is a model in place now",
    "least_maturity": "least maturity of the leaders, 1 to 4",
    "least_readiness": "least readiness of a partner, 1 to 4",
    "agreed_by": "agreed by",
    "agreed_on": "agreed on",
}


@dataclass(frozen=True)
class KeptSettings:
    """What the partnership holds the gates to, since when, and who wrote it down. `settings_id` is 0 where nothing was set."""

    settings_id: int
    settings: GateSettings
    saved_at: datetime | None
    saved_by: str


@dataclass(frozen=True)
class KeptDecision:
    """One decision on a gate. `number` is of the version whose figures it rests on; `findings` what the data said then."""

    decision_id: int
    programme_id: str
    gate: GateKey
    option_id: str | None
    number: int
    ruling: Ruling
    reason: str
    review_by: date | None
    evidence: tuple[str, ...]
    findings: tuple[Mapping[str, str], ...]
    decided_at: datetime
    decided_by: str
    decided_by_id: str


@dataclass(frozen=True)
class KeptReframing:
    """The problem as first stated and as seen anew, in the words that were agreed, by whom and when."""

    agreement_id: int
    problem_statement: str
    reframed_problem: str
    agreed_by: str
    agreed_on: date
    recorded_at: datetime
    recorded_by: str
