"""Opportunities to scale: raised by partners' people, screened with a checklist, turned into an option or declined."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

from core.domain.fields import Id, Text, Word


class OpportunityState(Word):
    """Where an opportunity stands."""

    raised = "raised"
    screening = "screening"
    option = "option"
    declined = "declined"


class Answer(Word):
    """What is said to one question of the checklist."""

    yes = "yes"
    partly = "partly"
    no = "no"
    not_known = "not_known"


class Question(BaseModel):
    """One question of the checklist."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: Id
    text: Text


class Area(BaseModel):
    """One of the seven areas of the checklist, with its questions."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: Id
    title: Text
    questions: Annotated[tuple[Question, ...], Field(min_length=2)]


class Checklist(BaseModel):
    """The checklist: an aid to a conversation. It shows gaps and never adds answers up."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: Text
    wording: Text
    vintage: Text
    areas: Annotated[tuple[Area, ...], Field(min_length=7, max_length=7)]

    @model_validator(mode="after")
    def _a_question_is_asked_once(self) -> "Checklist":
        keys = [question.key for area in self.areas for question in area.questions]
        if len(set(keys)) < len(keys):
            raise ValueError("two questions of the checklist have the same key")
        return self

    @property
    def keys(self) -> frozenset[str]:
        """Keys of every question."""
        return frozenset(question.key for area in self.areas for question in area.questions)


class Said(BaseModel):
    """Answer to one question, with a note."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    answer: Answer
    note: Annotated[str, Field(max_length=1_000)] = ""


class Proposal(BaseModel):
    """Proposal: the words of an opportunity, by the person who raises it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: Annotated[Text, Field(max_length=200)]
    problem: Text
    who_benefits: Text
    partner_id: Id


@dataclass(frozen=True)
class KeptOpportunity:
    """An opportunity. `version` counts its changes."""

    opportunity_id: int
    programme_id: str
    title: str
    problem: str
    who_benefits: str
    partner_id: str
    state: OpportunityState
    answers: Mapping[str, Said]
    option_id: str | None
    reason: str
    raised_at: datetime
    raised_by: str
    version: int


@dataclass(frozen=True)
class OpportunityChange:
    """One change of an opportunity: what was done, by whom and when."""

    version: int
    what: str
    at: datetime
    by: str
