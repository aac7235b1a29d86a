"""Problems: what is wrong with a file, said so that the person who sent it can put it right."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: where, what was found, what is allowed, what to do.

    `line` is the physical line of the file, the heading being line 1, as Excel counts its rows.
    """

    file: str
    message: str
    line: int | None = None
    column: str | None = None
    value: str | None = None
    what_to_do: str = ""

    @property
    def where(self) -> str:
        """The place, for example 'benefits.csv, line 4, column lump_units'."""
        parts = [self.file]
        if self.line is not None:
            parts.append(f"line {self.line}")
        if self.column is not None:
            parts.append(f"column {self.column}")
        return ", ".join(parts)

    @property
    def sentence(self) -> str:
        """One line a person can act on."""
        shown = "" if self.value is None else f' "{_short(self.value)}":'
        todo = f" {self.what_to_do}" if self.what_to_do else ""
        return " ".join(f"{self.where}:{shown} {self.message}{todo}".split())


def _short(value: str, most: int = 80) -> str:
    return value if len(value) <= most else value[: most - 1] + "…"
