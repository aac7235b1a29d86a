"""Doubts about a file and what is stored, which only the person who brings it can settle."""

from dataclasses import dataclass

from core.domain.problems import Problem


@dataclass(frozen=True)
class Choice:
    """Choice: what is answered, and what it means."""

    value: str
    label: str


@dataclass(frozen=True)
class Doubt:
    """Doubt: a question to be answered before a file is merged with the stored rows. Nothing is suggested."""

    doubt_id: str
    text: str
    choices: tuple[Choice, ...]

    def problem(self, file_name: str) -> Problem:
        """Problem that keeps the file out while the doubt is not settled."""
        choices = " or ".join(f"{one.value} ({one.label})" for one in self.choices)
        return Problem(file_name, self.text, what_to_do=f"[{self.doubt_id}] Answer {choices}.")
