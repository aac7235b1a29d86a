"""Comments: the anchor (the thing a comment is on) and what a comment may hold."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from core.domain.people import Person

LONGEST_COMMENT = 4_000
LONGEST_LABEL = 200


class On(StrEnum):
    """The kinds of thing a comment can be on."""

    figure = "figure"
    benefit = "benefit"
    assumption = "assumption"
    evidence = "evidence"
    decision = "decision"
    version = "version"
    gate = "gate"
    offer = "offer"


class Anchor(BaseModel):
    """The thing a comment is on: which programme, which kind of thing, and its id there."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    programme_id: str = Field(min_length=1)
    kind: On
    id: str = Field(min_length=1, max_length=200)


def named_in(text: str, people: Sequence[Person]) -> tuple[Person, ...]:
    """Find who is named in a text as @ and their name or sign-in name, in whatever case.

    Of two people one of whose names begins with the other's, "@Ann Lee" names Ann Lee alone. Where two have the same name, both
    are named: it cannot be told which was meant.
    """
    by_name: dict[str, list[Person]] = {}
    for person in people:
        for name in {person.name.casefold(), person.sign_in_name.casefold()}:
            by_name.setdefault(name, []).append(person)
    if not by_name:
        return ()
    longest_first = sorted(by_name, key=len, reverse=True)
    pattern = rf"(?<!\w)@({'|'.join(map(re.escape, longest_first))})(?!\w)"
    ids = {person.person_id for name in re.findall(pattern, text.casefold()) for person in by_name[name]}
    return tuple(person for person in people if person.person_id in ids)


OPEN = "open"


RESOLVED = "resolved"


@dataclass(frozen=True)
class Thread:
    """One row of comment_threads."""

    thread_id: int
    programme_id: str
    anchor_kind: str
    anchor_id: str
    label: str
    partner_id: str | None
    state: str
    opened_at: datetime
    changed_at: datetime
    changed_by: str
    version: int

    @property
    def is_open(self) -> bool:
        """True until it is resolved."""
        return self.state == OPEN


@dataclass(frozen=True)
class Comment:
    """One row of comments."""

    comment_id: int
    thread_id: int
    person_id: str
    name: str
    written_at: datetime
    edited_at: datetime | None
    text: str
    version: int


@dataclass(frozen=True)
class Mention:
    """One time a person was named: in which comment of which thread, and when they marked it read."""

    comment: Comment
    thread: Thread
    read_at: datetime | None
