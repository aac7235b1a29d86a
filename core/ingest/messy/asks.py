"""A question about a file that only the person who brings it can answer, and its choices."""

from dataclasses import dataclass
from enum import StrEnum

EVERY_ROW = "*"


class Ask(StrEnum):
    """What is asked."""

    factor = "factor"
    date_order = "date_order"
    decimal_style = "decimal_style"
    base_year = "base_year"
    same_heading = "same_heading"
    year_form = "year_form"
    column = "column"
    constant = "constant"
    lay_under = "lay_under"
    turn = "turn"
    keep = "keep"


@dataclass(frozen=True)
class Choice:
    """One answer: what is sent back, and what it is called."""

    value: str
    label: str


@dataclass(frozen=True)
class Question:
    """A question about one column. `suggestion` is marked on the page and never applied by itself.

    Without `choices` the answer is typed in.
    """

    question_id: str
    ask: Ask
    column: str
    sources: tuple[str, ...]
    text: str
    choices: tuple[Choice, ...]
    suggestion: str | None
    samples: tuple[str, ...]
