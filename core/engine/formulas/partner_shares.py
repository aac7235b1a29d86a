"""Partner shares: the shares of lines that fall to, or are paid by, partners."""

from collections.abc import Iterable, Sequence

import numpy as np

from core.engine.arrays import Floats


def share_matrix(line_ids: Sequence[str], partner_ids: Sequence[str], shares: Iterable[tuple[str, str, float]]) -> Floats:
    """Lay shares out by line and partner, each line's scaled to add to exactly 1.

    Shares typed to a few places may add to 0.999999; partners' figures must still add up to the totals to the penny.

    Args:
        line_ids: lines wanted; shares of other lines are left out.
        partner_ids: partners, in the order wanted.
        shares: (line, partner, share).

    Returns:
        (lines, partners) shares; a line with none stays 0.

    Source:
        docs/method.md#partners
    """
    row_of = {line: row for row, line in enumerate(line_ids)}
    column_of = {partner: column for column, partner in enumerate(partner_ids)}
    matrix = np.zeros((len(row_of), len(column_of)))
    for line, partner, share in shares:
        if line in row_of:
            matrix[row_of[line], column_of[partner]] = share
    totals = matrix.sum(axis=1, keepdims=True)
    return matrix / np.where(totals > 0, totals, 1.0)
