"""How each source's files become tables of ours, and which rows they brought."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table. Later changes are later files: this one stays as it is."""
    op.create_table(
        "source_mappings",
        sa.Column("mapping_id", sa.Integer, nullable=False),
        sa.Column("programme_id", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("table_name", sa.Text, nullable=False),
        sa.Column("version_id", sa.Integer, nullable=False),
        sa.Column("mapping", sa.JSON, nullable=False),
        sa.Column("keys", sa.JSON, nullable=False),
        sa.Column("file_name", sa.Text, nullable=False),
        sa.Column("file_sha256", sa.Text, nullable=False),
        sa.Column("saved_at", sa.DateTime, nullable=False),
        sa.Column("saved_by", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("mapping_id", name="pk_source_mappings"),
        sa.ForeignKeyConstraint(["programme_id"], ["programmes.programme_id"], name="fk_source_mappings_programme_id"),
        sa.ForeignKeyConstraint(["version_id"], ["versions.version_id"], name="fk_source_mappings_version_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_source_mappings_programme_id", "source_mappings", ["programme_id"])
