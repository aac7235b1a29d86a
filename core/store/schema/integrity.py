"""The tables by which a store can tell that it is what was last written to it."""

import sqlalchemy as sa

from core.store.schema.programmes import metadata

# One row only: how many times something was written. The log of commits beside the state file holds the same number.
commits = sa.Table(
    "commits",
    metadata,
    sa.Column("commits_id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("number", sa.Integer, nullable=False),
)

# One row per table whose rows are summed: how many rows it has, and the sum of what they say, as 32 hexadecimal digits.
row_sums = sa.Table(
    "row_sums",
    metadata,
    sa.Column("table_name", sa.Text, primary_key=True),
    sa.Column("rows", sa.Integer, nullable=False),
    sa.Column("row_sum", sa.Text, nullable=False),
)
