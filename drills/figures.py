"""What a drill found: one line each, and whether it is what was promised."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One line of what was found. `holds` is False where a promise was broken."""

    says: str
    holds: bool
