"""Result of reading one cell: text our rules accept and why it differs, or what is wrong with the cell."""

from enum import StrEnum
from typing import NamedTuple


class RepairKind(StrEnum):
    """What sort of thing is wrong, and so how it is put right."""

    missing = "missing"
    not_known = "not_known"
    suppressed = "suppressed"
    nil = "nil"
    flagged = "flagged"
    dash = "dash"
    excel_error = "excel_error"
    excel_changed = "excel_changed"
    not_calculated = "not_calculated"
    not_a_number = "not_a_number"
    decimal_comma = "decimal_comma"
    other_currency = "other_currency"
    unit_twice = "unit_twice"
    percent = "percent"
    limit = "limit"
    part_of_year = "part_of_year"
    lost_nought = "lost_nought"
    not_a_date = "not_a_date"
    date_order = "date_order"
    excel_serial = "excel_serial"
    word = "word"
    too_long = "too_long"
    too_many_fields = "too_many_fields"
    too_few_fields = "too_few_fields"
    section_row = "section_row"
    key_twice = "key_twice"
    row_rule = "row_rule"
    looks_like_total = "looks_like_total"


TRIMMED = "spaces at the ends taken off"


class Read(NamedTuple):
    """A cell that could be read: canonical text, and why it differs from the cell ('' where it does not)."""

    text: str
    why: str = ""


class Wrong(NamedTuple):
    """A cell that could not be read: what is wrong, what is allowed, and a value that may be meant.

    `apart` tells groups of one kind from each other, where one answer cannot stand for all of them.
    """

    kind: RepairKind
    what: str
    allowed: str = ""
    suggestion: str | None = None
    apart: str = ""


Outcome = Read | Wrong
