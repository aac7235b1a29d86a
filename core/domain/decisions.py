"""Decisions of a board: in which words and why, the position of each partner, and who does what by when."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, ConfigDict

from core.domain.deals.splits import SplitTable
from core.domain.fields import Word

LONGEST_TEXT = 5_000
LONGEST_LINE = 500


class Outcome(Word):
    approve = "approve"
    approve_with_conditions = "approve_with_conditions"
    not_now = "not_now"
    reject = "reject"
    pilot_on = "pilot_on"


class Stance(Word):
    agrees = "agrees"
    agrees_if = "agrees_if"
    own_board = "own_board"
    does_not_agree = "does_not_agree"
    not_present = "not_present"


OUTCOME_WORDS = {
    Outcome.approve: "Approve",
    Outcome.approve_with_conditions: "Approve with conditions",
    Outcome.not_now: "Not now",
    Outcome.reject: "Reject",
    Outcome.pilot_on: "Pilot on",
}
STANCE_WORDS = {
    Stance.agrees: "agrees",
    Stance.agrees_if: "agrees if",
    Stance.own_board: "must take to own board by",
    Stance.does_not_agree: "does not agree",
    Stance.not_present: "not present",
}


class _Kept(BaseModel):
    """What is written down once."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Position(_Kept):
    """Where one partner stands."""

    partner_id: str
    stance: Stance
    condition: str = ""
    own_board_on: date | None = None


class DecisionAction(_Kept):
    """Action: something a person is to do because of a decision."""

    what: str
    owner: str
    due_on: date | None = None


class Alternative(_Kept):
    """An option that was considered and not taken, and why."""

    option_id: str
    why_rejected: str


class Decision(_Kept):
    """What was decided, as it is written down.

    `supersedes` is the id of the decision it takes the place of, `offer_id` that of the offer whose split was decided on.
    """

    decided_on: date
    question: str
    outcome: Outcome
    words: str = ""
    option_id: str
    reasons: str
    alternatives: tuple[Alternative, ...] = ()
    interests: str = ""
    powers: str = ""
    positions: tuple[Position, ...] = ()
    actions: tuple[DecisionAction, ...] = ()
    supersedes: int | None = None
    offer_id: int | None = None


def faults_of_decision(decision: Decision, today: date, options: Mapping[str, str], partners: Mapping[str, str]) -> tuple[str, ...]:
    """Say what has to be put right before a decision can be written down, each fault as a sentence.

    Args:
        decision: as it was entered.
        today: the day on which it is written down.
        options: titles of the options that can be decided on, by id.
        partners: titles of the partners, by id.
    """
    return (
        *_of_the_texts(decision),
        *_of_the_day_and_option(decision, today, options),
        *_of_alternatives(decision, options),
        *_of_positions(decision, partners),
        *_of_actions(decision),
    )


def faults_of_position(position: Position, decided_on: date, partners: Mapping[str, str]) -> tuple[str, ...]:
    """Say what has to be put right in one partner's position, each fault as a sentence."""
    if position.partner_id not in partners:
        return ("A position is of somebody who is no partner of this version: choose one of its partners.",)
    partner, found = partners[position.partner_id], []
    if position.stance is Stance.agrees_if and not position.condition:
        found.append(f"{partner} agrees if what? Write its condition, or let it agree without one.")
    if position.stance is Stance.own_board and position.own_board_on is None:
        found.append(f"{partner} must take it to its own board by when? Give the date.")
    if position.own_board_on is not None and position.own_board_on < decided_on:
        found.append(
            f"{partner} would take it to its own board on {day(position.own_board_on)}, before the decision of {day(decided_on)}: "
            "give a later date."
        )
    return (*found, *_too_long(f"The condition of {partner}", position.condition, LONGEST_LINE))


def day(when: date) -> str:
    """14 January 2027."""
    return f"{when.day} {when:%B %Y}"


def _of_the_texts(decision: Decision) -> Iterator[str]:
    if not decision.question:
        yield "What was decided on is missing: write the question or a title."
    if not decision.reasons:
        yield "No reasons are given: say in a sentence why, since the minutes must."
    if decision.outcome is Outcome.approve_with_conditions and not decision.words:
        yield "It is approved with conditions: write the conditions in the words of the decision."
    yield from _too_long("The question", decision.question, LONGEST_LINE)
    for name, text in (
        ("The wording", decision.words),
        ("What is said of reasons", decision.reasons),
        ("What is said of interests", decision.interests),
        ("What is said of law and powers", decision.powers),
    ):
        yield from _too_long(name, text, LONGEST_TEXT)


def _of_the_day_and_option(decision: Decision, today: date, options: Mapping[str, str]) -> Iterator[str]:
    if decision.decided_on > today:
        yield f"{day(decision.decided_on)} is in the future: a decision is written down on the day it is made or later."
    if decision.option_id not in options:
        yield "The option is not among those that this version compares: choose one of them."


def _of_alternatives(decision: Decision, options: Mapping[str, str]) -> Iterator[str]:
    ids = [row.option_id for row in decision.alternatives]
    if not set(ids) <= set(options):
        yield "An alternative is no option of this version: choose one of its options."
    if decision.option_id in ids:
        yield "The option that was chosen stands among the alternatives too: take it out there."
    if len(set(ids)) < len(ids):
        yield "An alternative stands there twice: take one out."
    for row in decision.alternatives:
        if not row.why_rejected:
            yield f"Why {options.get(row.option_id, 'an alternative')} was not taken is missing: say why, or take it out."
        yield from _too_long("Why an alternative was not taken", row.why_rejected, LONGEST_TEXT)


def _of_positions(decision: Decision, partners: Mapping[str, str]) -> Iterator[str]:
    ids = [row.partner_id for row in decision.positions]
    if len(set(ids)) < len(ids):
        yield "A partner has two positions: keep one."
    for position in decision.positions:
        yield from faults_of_position(position, decision.decided_on, partners)


def _of_actions(decision: Decision) -> Iterator[str]:
    for number, action in enumerate(decision.actions, start=1):
        what = f'"{action.what[:60]}"' if action.what else f"number {number}"
        if not action.what:
            yield f"Action {what} does not say what is to be done: write it, or empty its line."
        if not action.owner:
            yield f"Action {what} has no owner: name the person who will see to it."
        if action.due_on is None:
            yield f"Action {what} has no date: say by when."
        elif action.due_on < decision.decided_on:
            yield f"Action {what} is due on {day(action.due_on)}, before the decision: give a later date."
        yield from _too_long(f"Action {what}", action.what + action.owner, LONGEST_LINE)


def _too_long(name: str, text: str, most: int) -> Iterator[str]:
    if len(text) > most:
        yield f"{name} is longer than {most:,} characters: shorten it."
    if "\x00" in text:
        yield f"{name} holds a character that cannot be kept (NUL): type it again."


@dataclass(frozen=True)
class Frozen:
    """What the board looked at, kept with its decision: the version, the what-if in words, the figures as JSON, the split."""

    version_id: int
    version_number: int
    option_title: str
    scenario: str
    figures: Mapping[str, Any]
    assurance: str | None = None
    overrides: tuple[str, ...] = ()
    split: SplitTable | None = None


@dataclass(frozen=True)
class StoredPosition:
    """A position a partner took, when and by whom it was written down."""

    position_id: int
    decision_id: int
    partner_id: str
    partner: str
    stance: Stance
    condition: str
    own_board_on: date | None
    recorded_at: datetime
    recorded_by: str


@dataclass(frozen=True)
class StoredAction:
    """An action of a decision; `version` counts how often it was marked."""

    action_id: int
    decision_id: int
    what: str
    owner: str
    due_on: date
    done_at: datetime | None
    done_by: str | None
    version: int

    def is_overdue(self, today: date) -> bool:
        """True when its day is past and it is not marked as done."""
        return self.done_at is None and self.due_on < today


@dataclass(frozen=True)
class StoredDecision:
    """A decision as it was written down. `positions` are in the order they came; `superseded_by` is the id of its successor."""

    decision_id: int
    programme_id: str
    decided_on: date
    question: str
    outcome: Outcome
    words: str
    option_id: str
    reasons: str
    alternatives: tuple[Alternative, ...]
    interests: str
    powers: str
    supersedes: int | None
    superseded_by: int | None
    meeting_id: int | None
    frozen: Frozen
    positions: tuple[StoredPosition, ...]
    actions: tuple[StoredAction, ...]
    recorded_at: datetime
    recorded_by: str
    offer_id: int | None = None

    @property
    def stands(self) -> bool:
        """True unless a later decision took its place."""
        return self.superseded_by is None

    @property
    def latest_positions(self) -> tuple[StoredPosition, ...]:
        """The last position of each partner, in the order in which partners were first named."""
        return tuple({row.partner_id: row for row in self.positions}.values())
