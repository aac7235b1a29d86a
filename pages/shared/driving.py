"""What drives an option's figure, at which value it turns, and how it stands the usual tests."""

from pages.shared.choices import Chosen


def what_drives(chosen: Chosen, option_id: str) -> None:
    """Placeholder until the functions arrive."""
