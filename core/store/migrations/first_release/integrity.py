"""How many times the store was written to, and the sums of its rows."""

import sqlalchemy as sa
from alembic import op


def make_tables() -> None:
    """Make the tables of core.store.schema.integrity. The sums are written once every other table is there."""
    commits = op.create_table(
        "commits",
        sa.Column("commits_id", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("commits_id", name="pk_commits"),
    )
    op.create_table(
        "row_sums",
        sa.Column("table_name", sa.Text, nullable=False),
        sa.Column("rows", sa.Integer, nullable=False),
        sa.Column("row_sum", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("table_name", name="pk_row_sums"),
    )
    op.bulk_insert(commits, [{"commits_id": 1, "number": 0}])
