"""Meetings: one as its secretary prepares it: what it looks at, what it asks, and what may be tried."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pydantic import BaseModel, ConfigDict

from core.domain.case.case import Case
from core.domain.case.options import OptionKind
from core.domain.scenario import Scenario

SCREENS = 6
MOST_LEVERS = 3
LONGEST_TITLE, LONGEST_ASK = 200, 400
# Figures of a scenario that a meeting may move, each a single number.
LEVERS = ("engagement", "retention", "scale_penalty", "p_adopted", "horizon_years")


class Meeting(BaseModel):
    """What a secretary settles before a meeting. `levers` are names of figures of a scenario, three at most."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    held_on: date
    ask: str
    option_id: str
    levers: tuple[str, ...] = ()


def levers_of(case: Case) -> tuple[str, ...]:
    """The levers that move anything in a case."""
    used = {"p_adopted": bool(case.levers), "horizon_years": True}
    return tuple(name for name in LEVERS if used.get(name, bool(case.option_sites)))


def faults_of_meeting(meeting: Meeting, case: Case) -> tuple[str, ...]:
    """Say what has to be put right before a meeting can be kept, each fault as a sentence."""
    faults = [
        (not meeting.title.strip(), "The meeting has no title: give it one, such as the name of the board."),
        (len(meeting.title) > LONGEST_TITLE, f"The title is longer than {LONGEST_TITLE} characters: shorten it."),
        (not meeting.ask.strip(), "Nothing is asked of the meeting: say in one sentence what it is to decide."),
        (len(meeting.ask) > LONGEST_ASK, f"The ask is longer than {LONGEST_ASK} characters, too long for a screen: shorten it."),
        (
            meeting.option_id not in {row.option_id for row in case.options if row.kind is not OptionKind.business_as_usual},
            "The option is not among those that this version compares: choose one of them.",
        ),
        (len(set(meeting.levers)) > MOST_LEVERS, f"At most {MOST_LEVERS} what-ifs can be tried in a meeting: take some out."),
        (not set(meeting.levers) <= set(levers_of(case)), "One of the what-ifs moves nothing in this version: take it out."),
    ]
    return tuple(sentence for is_wrong, sentence in faults if is_wrong)


def fits(scenario: Scenario, levers: tuple[str, ...]) -> bool:
    """Tell whether a what-if moves no other figures than those the meeting may move."""
    return set(scenario.model_dump(exclude_none=True)) <= set(levers)


# A presenter's window that was closed, or lost its network, is not followed for longer than this.
GONE_AFTER = timedelta(seconds=60)


@dataclass(frozen=True)
class StoredMeeting:
    """A meeting that was prepared. `number` is that of the version it looks at, `since_number` of the one seen the last time."""

    meeting_id: int
    programme_id: str
    version_id: int
    number: int
    since_number: int | None
    held_on: date
    title: str
    ask: str
    option_id: str
    levers: tuple[str, ...]
    prepared_at: datetime
    prepared_by: str


@dataclass(frozen=True)
class Screen:
    """Screen that all in a meeting see. `version` counts the moves; `presenting_as` is None when no one presents."""

    meeting_id: int
    presenter: str | None
    presenting_as: str | None
    screen: int
    scenario: str
    moved_at: datetime
    version: int

    def is_presented(self, now: datetime) -> bool:
        """True while a person presents whose window was heard of within the last minute."""
        return self.presenting_as is not None and now - self.moved_at < GONE_AFTER
