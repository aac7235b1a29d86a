"""Titles that tables and charts show, each unique."""

from collections import Counter
from collections.abc import Mapping


def unique_titles(titles: Mapping[str, str]) -> dict[str, str]:
    """Unique titles by id: where several have one name, each has its id behind it, so that no table or chart mixes them up."""
    given = Counter(titles.values())
    return {key: title if given[title] == 1 else f"{title} ({key})" for key, title in titles.items()}
