"""Observations by the million: their loads, the files of each, and the loads of a version."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables. Later changes are later files: this one stays as it is."""
    op.create_table(
        "observation_loads",
        sa.Column("load_id", sa.Integer, nullable=False),
        sa.Column("programme_id", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("source_file_name", sa.Text, nullable=False),
        sa.Column("source_sha256", sa.Text, nullable=False),
        sa.Column("rows", sa.BigInteger, nullable=False),
        sa.Column("site_ids", sa.JSON, nullable=False),
        sa.Column("outcome_ids", sa.JSON, nullable=False),
        sa.Column("loaded_at", sa.DateTime, nullable=False),
        sa.Column("loaded_by", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("load_id", name="pk_observation_loads"),
        sa.ForeignKeyConstraint(["programme_id"], ["programmes.programme_id"], name="fk_observation_loads_programme_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_observation_loads_programme_id", "observation_loads", ["programme_id"])
    op.create_table(
        "observation_files",
        sa.Column("load_id", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("part", sa.Integer, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("rows", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("load_id", "kind", "part", name="pk_observation_files"),
        sa.ForeignKeyConstraint(["load_id"], ["observation_loads.load_id"], name="fk_observation_files_load_id"),
        sa.CheckConstraint("kind in ('rows', 'cube')", name="ck_observation_files_kind"),
    )
    op.create_table(
        "version_observations",
        sa.Column("version_id", sa.Integer, nullable=False),
        sa.Column("load_id", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("version_id", "load_id", name="pk_version_observations"),
        sa.ForeignKeyConstraint(["version_id"], ["versions.version_id"], name="fk_version_observations_version_id"),
        sa.ForeignKeyConstraint(["load_id"], ["observation_loads.load_id"], name="fk_version_observations_load_id"),
    )
    op.create_index("ix_version_observations_load_id", "version_observations", ["load_id"])
