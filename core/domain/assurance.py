"""Assurance: how far a version may be relied on: its name, the steps it took, and the state they leave it in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

MOST_NAME_CHARACTERS = 120
MOST_WORDS_CHARACTERS = 2_000


class AssuranceState(StrEnum):
    """State of a version between being made and being relied on."""

    draft = "draft"
    with_assurer = "with assurer"
    checked = "checked"
    approved = "approved"
    superseded = "superseded"


class StepKind(StrEnum):
    """One thing that happens to a version on its way."""

    sent = "sent"
    sent_back = "sent_back"
    checked = "checked"
    approved = "approved"
    superseded = "superseded"


# What may be done to a version in a state, and the state it is in afterwards.
LEADS_TO: dict[StepKind, AssuranceState] = {
    StepKind.sent: AssuranceState.with_assurer,
    StepKind.sent_back: AssuranceState.draft,
    StepKind.checked: AssuranceState.checked,
    StepKind.approved: AssuranceState.approved,
    StepKind.superseded: AssuranceState.superseded,
}
MAY_FOLLOW: dict[StepKind, frozenset[AssuranceState]] = {
    StepKind.sent: frozenset({AssuranceState.draft}),
    StepKind.sent_back: frozenset({AssuranceState.with_assurer, AssuranceState.checked}),
    StepKind.checked: frozenset({AssuranceState.with_assurer}),
    StepKind.approved: frozenset({AssuranceState.checked}),
    StepKind.superseded: frozenset({AssuranceState.approved}),
}


class ItemKind(StrEnum):
    """Part of the list that an assurer goes through."""

    benefit = "benefit"
    cost = "cost"
    lever = "lever"
    unsourced = "unsourced"


ITEM_HEADINGS = {
    ItemKind.benefit: "Largest benefits and their sources",
    ItemKind.cost: "Largest costs and their sources",
    ItemKind.lever: "What others are asked to adopt",
    ItemKind.unsourced: "Figures without a source that move the result most",
}


@dataclass(frozen=True)
class CheckItem:
    """One thing an assurer looks at: what it is, where it comes from, and what it comes to, present value in real GBP."""

    key: str
    kind: ItemKind
    what: str
    source: str
    gbp: float | None = None


@dataclass(frozen=True)
class Tick:
    """One item of the list as it stood when the version was checked, and whether the assurer ticked it."""

    item: CheckItem
    is_ticked: bool


@dataclass(frozen=True)
class Naming:
    """The name a version was given, why, when and by whom."""

    name: str
    why: str
    named_at: datetime
    named_by: str  # person_id
    named_by_name: str


@dataclass(frozen=True)
class Step:
    """One step: who did what, when, and in which words (what it was sent with, its limits, why it came back)."""

    kind: StepKind
    at: datetime
    by: str  # person_id
    by_name: str
    words: str
    use_by: date | None
    ticks: tuple[Tick, ...] = ()  # of a check: the list that was gone through


@dataclass(frozen=True)
class Assurance:
    """How far one version may be relied on. A version without a name is a draft that took no step."""

    version_id: int
    naming: Naming | None
    steps: tuple[Step, ...]  # the oldest first

    @property
    def state(self) -> AssuranceState:
        """Where it stands now."""
        return LEADS_TO[self.steps[-1].kind] if self.steps else AssuranceState.draft

    @property
    def name(self) -> str | None:
        """The name it was given."""
        return None if self.naming is None else self.naming.name

    @property
    def sent(self) -> Step | None:
        """The last time it was sent to an assurer."""
        return _last(self.steps, StepKind.sent)

    @property
    def sent_back(self) -> Step | None:
        """Why it is a draft again, when it was sent back and not sent since."""
        return self.steps[-1] if self.steps and self.steps[-1].kind is StepKind.sent_back else None

    @property
    def check(self) -> Step | None:
        """The assurer's step, while it holds."""
        return _last(self.steps, StepKind.checked) if self._holds_a_check else None

    @property
    def approval(self) -> Step | None:
        """The approver's step, of a version that is or was approved."""
        return _last(self.steps, StepKind.approved)

    @property
    def assurer(self) -> str | None:
        """Name of the person who checked it."""
        return None if self.check is None else self.check.by_name

    @property
    def checked_at(self) -> datetime | None:
        """When it was checked."""
        return None if self.check is None else self.check.at

    @property
    def use_by(self) -> date | None:
        """The last day on which the check holds."""
        return None if self.check is None else self.check.use_by

    @property
    def limits(self) -> str:
        """What it may not be used for, in the assurer's words."""
        return "" if self.check is None else self.check.words

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """The list the assurer went through, as it stood then; empty for checks of before there was one."""
        return () if self.check is None else self.check.ticks

    @property
    def approver(self) -> str | None:
        """Name of the person who approved it."""
        return None if self.approval is None else self.approval.by_name

    @property
    def approved_at(self) -> datetime | None:
        """When it was approved."""
        return None if self.approval is None else self.approval.at

    @property
    def _holds_a_check(self) -> bool:
        return self.state in {AssuranceState.checked, AssuranceState.approved, AssuranceState.superseded}

    def is_past_use_by(self, today: date) -> bool:
        """Tell whether the assurer's check has run out; the use-by day itself still counts."""
        return self.use_by is not None and today > self.use_by

    def may_take(self, kind: StepKind) -> bool:
        """Tell whether this step may come next."""
        return self.naming is not None and self.state in MAY_FOLLOW[kind]


def name_key(name: str) -> str:
    """Give the form in which two names count as the same: letters alike in any case, spaces in any number."""
    return " ".join(name.split()).casefold()


def _last(steps: Sequence[Step], kind: StepKind) -> Step | None:
    return next((step for step in reversed(steps) if step.kind is kind), None)
