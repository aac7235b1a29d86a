"""The audit: entries that hold on to one another, and its end, which moves on by one entry and no other way."""

import sqlalchemy as sa
from alembic import op

from core.store.migrations.first_release.triggers import only_added_to, refuse

BEFORE_THE_FIRST_ENTRY = "0" * 64
NOT_ONE_ON = "when new.head_id <> 1 or new.audit_id <> old.audit_id + 1 or new.entries <> old.entries + 1"
ONE_AT_A_TIME = "the end of the audit moves on by one entry at a time"


def make_tables() -> None:
    """Make the audit, of core.store.schema.programmes, with the end of an empty chain."""
    op.create_table(
        "audit",
        sa.Column("audit_id", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("person_id", sa.Text),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("programme_id", sa.Text),
        sa.Column("version_id", sa.Integer),
        sa.Column("detail", sa.JSON, nullable=False),
        sa.Column("previous_sha256", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("audit_id", name="pk_audit"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_audit_programme_id", "audit", ["programme_id"])
    head = op.create_table(
        "audit_head",
        sa.Column("head_id", sa.Integer, nullable=False),
        sa.Column("entries", sa.Integer, nullable=False),
        sa.Column("audit_id", sa.Integer, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("head_id", name="pk_audit_head"),
    )
    op.bulk_insert(head, [{"head_id": 1, "entries": 0, "audit_id": 0, "sha256": BEFORE_THE_FIRST_ENTRY}])
    only_added_to("audit", "the audit can only be added to")
    refuse("audit_head", ("update",), ONE_AT_A_TIME, when=NOT_ONE_ON)
    refuse("audit_head", ("delete", "insert"), ONE_AT_A_TIME)
