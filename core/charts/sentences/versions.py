"""Words about versions: an item of the list that an assurer goes through."""

from core.charts.kit.formats import money
from core.domain.assurance import CheckItem, ItemKind


def item_words(item: CheckItem) -> str:
    """Say what an item is and what it comes to: a line by its present value, a figure by what it moves."""
    if item.gbp is None:
        return item.what
    if item.kind is ItemKind.unsourced:
        return f"{item.what} (moves net public value by {money(item.gbp)})"
    return f"{item.what}: {money(item.gbp)}"
