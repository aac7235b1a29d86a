"""Programmes, their versions, the files and observations of a version, and how each source is read."""

import sqlalchemy as sa
from alembic import op


def make_tables() -> None:
    """Make the tables of core.store.schema.programmes, but for the audit."""
    _programmes_and_versions()
    _observations()
    _source_mappings()


def _programmes_and_versions() -> None:
    op.create_table(
        "programmes",
        sa.Column("programme_id", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("is_sample", sa.Boolean, nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("created_by", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("programme_id", name="pk_programmes"),
    )
    op.create_table(
        "versions",
        sa.Column("version_id", sa.Integer, nullable=False),
        sa.Column("programme_id", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.Column("made_by", sa.Text, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("base_version", sa.Integer),
        sa.PrimaryKeyConstraint("version_id", name="pk_versions"),
        sa.ForeignKeyConstraint(["programme_id"], ["programmes.programme_id"], name="fk_versions_programme_id"),
        sa.UniqueConstraint("programme_id", "number", name="uq_versions_programme_id_number"),
        sa.CheckConstraint("state in ('current', 'undone')", name=op.f("ck_versions_state")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "loads",
        sa.Column("load_id", sa.Integer, nullable=False),
        sa.Column("programme_id", sa.Text, nullable=False),
        sa.Column("table_name", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("content_sha256", sa.Text, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("rows", sa.Integer, nullable=False),
        sa.Column("source_file_name", sa.Text, nullable=False),
        sa.Column("source_sha256", sa.Text, nullable=False),
        sa.Column("loaded_at", sa.DateTime, nullable=False),
        sa.Column("loaded_by", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("load_id", name="pk_loads"),
        sa.ForeignKeyConstraint(["programme_id"], ["programmes.programme_id"], name="fk_loads_programme_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_loads_programme_id", "loads", ["programme_id"])
    op.create_index("ix_loads_sha256", "loads", ["sha256"])
    op.create_table(
        "version_files",
        sa.Column("version_id", sa.Integer, nullable=False),
        sa.Column("load_id", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("version_id", "load_id", name="pk_version_files"),
        sa.ForeignKeyConstraint(["version_id"], ["versions.version_id"], name="fk_version_files_version_id"),
        sa.ForeignKeyConstraint(["load_id"], ["loads.load_id"], name="fk_version_files_load_id"),
    )
    op.create_index("ix_version_files_load_id", "version_files", ["load_id"])


def _observations() -> None:
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
        sa.CheckConstraint("kind in ('rows', 'cube')", name=op.f("ck_observation_files_kind")),
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


def _source_mappings() -> None:
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
        sa.Column("organisation", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("mapping_id", name="pk_source_mappings"),
        sa.ForeignKeyConstraint(["programme_id"], ["programmes.programme_id"], name="fk_source_mappings_programme_id"),
        sa.ForeignKeyConstraint(["version_id"], ["versions.version_id"], name="fk_source_mappings_version_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_source_mappings_programme_id", "source_mappings", ["programme_id"])
