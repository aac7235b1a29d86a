"""Shares of a draft's lines: how much is placed, and what is left for one partner."""

from core.domain.drafts import Draft
from core.reports.drafts.answers import Kind, is_read

_OF = {"cost_shares": ("cost_id", "pay_share"), "benefit_falls": ("benefit_id", "fall_share")}


def placed_so_far(draft: Draft, table: str, line: str) -> float:
    """Share of a line that is placed, 0 to 1 and more where too much is; what cannot be read counts for nothing."""
    return round(sum(_own(draft, table, line).values()), 9)


def rest_cell(draft: Draft, table: str, line: str, partner_id: str) -> str:
    """The cell that gives a partner what the others leave of a line."""
    others = sum(share for one, share in _own(draft, table, line).items() if one != partner_id)
    return f"{max(1 - others, 0):.10g}"


def _own(draft: Draft, table: str, line: str) -> dict[str, float]:
    column, share = _OF[table]
    rows = [row for row in draft.of(table) if row[column] == line]
    return {row["partner_id"]: float(row[share]) for row in rows if row.get(share) and is_read(Kind.share, row[share])}
