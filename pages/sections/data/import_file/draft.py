"""Draft: one uploaded file, the answers given so far, and the rows they make. Nothing of it is stored."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import streamlit as st

from core.ingest.messy import LAY_UNDER, NO, TURN, Answer, Conversion, Proposal, SourceMapping, Survey, mapping_to_json
from core.ingest.messy.apart import AskedProposal, Fits, conversion_of, fits_of, open_file, proposal_of
from core.ingest.too_much import is_small
from pages.sections.data.import_file.queue import in_turn

Made = TypeVar("Made")
# The parts of the keys of widgets whose choice can be set again; buttons and grids cannot.
_PICKERS = ("source", "sheet", "heading", "table", "column", "hidden", "totals", "mode")


@dataclass
class Work:
    """Draft: one file and the person's answers about it. `tag` tells its widgets from those of other files.

    The rows of the file are in `packed`, and are unpacked in processes of their own alone.
    """

    tag: str
    survey: Survey
    packed: bytes
    is_small: bool
    answers: dict[str, Answer] = field(default_factory=dict)
    edits: dict[tuple[int, str], str] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)
    agreed: set[str] = field(default_factory=set)
    rounds: int = 0
    step: int = 1
    picks: dict[str, Any] = field(default_factory=dict)
    _made: dict[str, tuple[object, Any]] = field(default_factory=dict)

    def put_picks_back(self) -> None:
        """Pickers: give each the choice it had when the page was left."""
        for key, picked in self.picks.items():
            if key not in st.session_state:
                st.session_state[key] = picked

    def note_picks(self) -> None:
        """Pickers: note what each holds, because the page forgets them when it is left."""
        for key in map(str, st.session_state):
            if key.startswith(tuple(f"bring-{self.tag}-{what}" for what in _PICKERS)):
                self.picks[key] = st.session_state[key]

    @property
    def texts(self) -> dict[str, str]:
        """What was answered in words of its own, by the id of what was asked."""
        return {what: answer.text for what, answer in self.answers.items()}

    @property
    def is_as_it_lies(self) -> bool:
        """True where the person said that another shape which was offered is not the right one."""
        return any(what in (LAY_UNDER, TURN) and answer.text == NO for what, answer in self.answers.items())

    def key(self, *parts: object) -> str:
        """Widget key of this file."""
        return "-".join(["bring", self.tag, *map(str, parts)])

    def say(self, what: str, answer: Answer, words: str) -> None:
        """Answer: keep an answer to a question, a group of problems or a finding, and its name."""
        self.answers[what] = answer
        self.said[what] = words
        self.rounds += 1

    def take_back(self, what: str) -> None:
        """Withdraw: forget one answer."""
        self.answers.pop(what, None)
        self.said.pop(what, None)
        self.rounds += 1

    def edit(self, cells: dict[tuple[int, str], str]) -> None:
        """Repaired cells: keep cells that the person wrote anew."""
        self.edits.update(cells)
        self.rounds += 1

    def forget(self, column: str | None = None) -> None:
        """Reset: forget the answers about one column, or all of them, because it is matched in another way now."""
        for what in [what for what in self.answers if column is None or what.split(":")[1:2] == [column]]:
            self.take_back(what)
        self.edits = {place: text for place, text in self.edits.items() if column is not None and place[1] != column}
        if column is None:
            self.agreed.clear()

    def converted(self, mapping: SourceMapping, settings: dict[str, Answer]) -> Conversion:
        """Converted rows: what the file gives as matched and answered so far; worked out once for the same answers."""
        answers = {**self.answers, **settings}
        signature = (mapping_to_json(mapping), sorted(answers.items()), sorted(self.edits.items()))
        return self.once(
            "converted",
            signature,
            lambda: in_turn(conversion_of, self.packed, mapping, answers, self.edits, is_small=self.is_small),
        )

    def fits(self, sheet: str, header_row: int | None) -> Fits:
        """Tables that the sheet may be; worked out once for the same sheet and heading."""
        return self.once(
            "fits", (sheet, header_row), lambda: in_turn(fits_of, self.packed, sheet, header_row, is_small=self.is_small)
        )

    def proposal(self, asked: AskedProposal) -> Proposal:
        """Matched columns; worked out once for the same question."""
        return self.once("proposal", asked, lambda: in_turn(proposal_of, self.packed, asked, is_small=self.is_small))

    def once(self, what: str, of: object, make: Callable[[], Made]) -> Made:
        """Last result: what was made of the very same things, or made anew, so that a redraw works nothing out again."""
        kept = self._made.get(what)
        if kept is None or kept[0] != of:
            kept = self._made[what] = (of, make())
        made: Made = kept[1]
        return made


def new_work(name: str, data: bytes, upload: object) -> Work:
    """Draft of a file, begun anew.

    Raises:
        NotReadable: nothing can be taken from the file.
    """
    tag = hashlib.sha256(f"{upload}\n{name}\n".encode() + data).hexdigest()[:12]
    opened = in_turn(open_file, data, name, is_small=is_small(data))
    return Work(tag, opened.survey, opened.packed, is_small(data))


def forgetting(work: Work, column: str | None = None) -> Callable[[], None]:
    """Reset on change: the callback of a widget that changes how the file is matched."""
    return lambda: work.forget(column)
