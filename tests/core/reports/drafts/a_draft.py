"""A small draft, written down as a person would: answers one after the other, without a store."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from core.domain.drafts import Change, Draft, PutCell, changed
from core.reports.drafts.library import find_unit_costs
from core.reports.drafts.new_rows import EVERYWHERE, first_rows, new_benefit, new_cost, new_partner, new_places

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)


@dataclass
class Writing:
    """A draft under way, and the hand that answers."""

    draft: Draft = field(default_factory=lambda: Draft(1, "ann", "", 1, 1, first_rows(date(2026, 12, 1)), NOON))

    def say(self, *changes: Change) -> Draft:
        """Answer."""
        self.draft = replace(self.draft, rows=changed(self.draft.rows, changes))
        return self.draft

    def put(self, table: str, key: tuple[str, ...], **cells: str) -> Draft:
        """Answer cells of one row."""
        return self.say(*(PutCell(table, key, column, cell) for column, cell in cells.items()))


def small() -> Writing:
    """Two partners, two places, one benefit and one cost: the least that is whole."""
    hand = Writing()
    hand.put("programme", (), title="Warm homes")
    for name in ("NHS Derbyshire", "Derby City Council"):
        hand.say(*new_partner(hand.draft, name))
    hand.say(*new_places(hand.draft, [("Derby", "40"), ("Amber Valley", "25")]))
    hand.say(*new_benefit(hand.draft, find_unit_costs("A&E", 2026)[0].unit))
    hand.put("effects", (hand.draft.of("effects")[0]["outcome_id"],), impact="0.5")
    hand.say(*new_cost(hand.draft, EVERYWHERE, "Support workers", "600", "per_person"))
    return hand
