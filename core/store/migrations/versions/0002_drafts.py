"""Drafts: programmes that are being written down in the browser."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of core.store.schema.drafts."""
    op.create_table(
        "drafts",
        sa.Column("draft_id", sa.Integer, nullable=False),
        sa.Column("owner_id", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("step", sa.Integer, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("rows", sa.JSON, nullable=False),
        sa.Column("begun_at", sa.DateTime, nullable=False),
        sa.Column("changed_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("draft_id", name="pk_drafts"),
        sa.ForeignKeyConstraint(["owner_id"], ["people.person_id"], name="fk_drafts_owner_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_drafts_owner_id", "drafts", ["owner_id"])
