"""Limits of one file, the same on every way in: rows, cells, failing cells; and the refusal of work that takes too much."""

MOST_ROWS = 200_000
MOST_CELLS = 3_000_000
# Reading stops here: so many of one file are not mended one by one, and nobody looks at more.
MOST_FAILING_CELLS = 10_000
TOO_MANY_ROWS = f"more than {MOST_ROWS:,} rows, which is the limit for one table."
LONG_ONES = "Split the file; observations of any length are loaded from the command line, without a mapping."
STOPPED = (
    f"reading stopped here, because more than {MOST_FAILING_CELLS:,} cells or rows before it cannot be taken in. "
    "What is told is of the rows above."
)
LOOK_AT_HEADINGS = "Perhaps it is another table, or its columns are matched with others: look at the headings first."


# Text of this length takes little memory whatever stands in it; what is packed, as workbooks and archives are, may hold far more.
SMALL_BYTES = 128 * 1024
_PACKED = b"PK"


def is_small(data: bytes) -> bool:
    """Tell whether a file is so small that reading it needs no process of its own."""
    return len(data) <= SMALL_BYTES and not data.startswith(_PACKED)


class TooMuch(Exception):  # noqa: N818
    """A piece of work that takes more memory or time than it may, with a sentence that says so."""

    @property
    def sentence(self) -> str:
        """One line a person can act on."""
        return str(self)
