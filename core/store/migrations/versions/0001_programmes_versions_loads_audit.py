"""The first schema: programmes, their versions, the files of a version, and what was done."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

APPEND_ONLY = """
create trigger audit_refuses_{verb} before {verb} on audit
begin
    select raise(abort, 'the audit can only be added to');
end
"""


def upgrade() -> None:
    """Make the tables. Later changes are later files: this one stays as it is."""
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
        sa.CheckConstraint("state in ('current', 'undone')", name="ck_versions_state"),
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
    op.create_table(
        "audit",
        sa.Column("audit_id", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("programme_id", sa.Text),
        sa.Column("version_id", sa.Integer),
        sa.Column("detail", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("audit_id", name="pk_audit"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_audit_programme_id", "audit", ["programme_id"])
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("update", "delete"):
            op.execute(APPEND_ONLY.format(verb=verb))
