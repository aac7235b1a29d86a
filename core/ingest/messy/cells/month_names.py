"""The months by name, short and in full."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FULL_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "sept",
]


def month_number(name: str) -> int | None:
    """The number of a month by its name, short or in full; None for any other word."""
    lower = name.lower()
    return _MONTHS.index(lower[:3]) + 1 if lower in _MONTHS or lower in _FULL_MONTHS else None
