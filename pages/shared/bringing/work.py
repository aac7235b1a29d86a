"""The work on one file that was brought: what is in it, what was answered, and what comes of it. Nothing of it is stored."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import streamlit as st

from core.ingest.messy import Answer, Conversion, SourceMapping, Survey, convert, mapping_to_json, survey

Made = TypeVar("Made")
_KEPT = "files being brought"


@dataclass
class Work:
    """One file and what the person said about it. `tag` tells its widgets from those of other files."""

    tag: str
    survey: Survey
    answers: dict[str, Answer] = field(default_factory=dict)
    edits: dict[tuple[int, str], str] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)
    agreed: set[str] = field(default_factory=set)
    rounds: int = 0
    step: int = 1
    _made: dict[str, tuple[object, Any]] = field(default_factory=dict)

    def key(self, *parts: object) -> str:
        """The key of a widget of this file."""
        return "-".join(["bring", self.tag, *map(str, parts)])

    def say(self, what: str, answer: Answer, words: str) -> None:
        """Keep an answer to a question, a group of problems or a finding, and what it is called."""
        self.answers[what] = answer
        self.said[what] = words
        self.rounds += 1

    def take_back(self, what: str) -> None:
        """Forget one answer."""
        self.answers.pop(what, None)
        self.said.pop(what, None)
        self.rounds += 1

    def edit(self, cells: dict[tuple[int, str], str]) -> None:
        """Keep cells that were written anew."""
        self.edits.update(cells)
        self.rounds += 1

    def forget(self, column: str | None = None) -> None:
        """Forget what was said of one column, or everything, because it is matched otherwise now."""
        for what in [what for what in self.answers if column is None or what.split(":")[1:2] == [column]]:
            self.take_back(what)
        self.edits = {place: text for place, text in self.edits.items() if column is not None and place[1] != column}
        if column is None:
            self.agreed.clear()

    def converted(self, mapping: SourceMapping, settings: dict[str, Answer]) -> Conversion:
        """What comes of the file as matched and answered so far; worked out once for the same answers."""
        answers = {**self.answers, **settings}
        signature = (mapping_to_json(mapping), sorted(answers.items()), sorted(self.edits.items()))
        return self.once("converted", signature, lambda: convert(self.survey, mapping, answers, self.edits))

    def once(self, what: str, of: object, make: Callable[[], Made]) -> Made:
        """What was made last of the very same things, or made anew: drawing the page again works nothing out again."""
        kept = self._made.get(what)
        if kept is None or kept[0] != of:
            kept = self._made[what] = (of, make())
        made: Made = kept[1]
        return made


def work_on(name: str, data: bytes, upload: object) -> Work:
    """Take up the work on a file where it was left, or begin it.

    Raises:
        NotReadable: nothing can be taken from the file.
    """
    tag = hashlib.sha256(f"{upload}\n{name}\n".encode() + data).hexdigest()[:12]
    kept: Work | None = st.session_state.get(_KEPT)
    if kept is None or kept.tag != tag:
        kept = Work(tag, survey(data, name))
        st.session_state[_KEPT] = kept
    return kept


def forgetting(work: Work, column: str | None = None) -> Callable[[], None]:
    """What a widget does when it changes how the file is matched."""
    return lambda: work.forget(column)
