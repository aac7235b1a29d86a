"""Entries of the audit hold on to one another, and people comment: threads, comments, and who was named in them."""

from collections.abc import Mapping, Sequence
from datetime import UTC
from typing import Any

import sqlalchemy as sa
from alembic import op

from core.store.audit_chain import BEGINNING, Said, linked

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

AUDIT_ONLY_GROWS = """
create trigger audit_refuses_{verb} before {verb} on audit
begin
    select raise(abort, 'the audit can only be added to');
end
"""
HEAD_IS_KEPT = """
create trigger audit_head_refuses_{verb} before {verb} on audit_head {when}
begin
    select raise(abort, 'the end of the audit moves on by one entry at a time');
end
"""
ONE_ON = "when new.head_id <> 1 or new.audit_id <> old.audit_id + 1 or new.entries <> old.entries + 1"

EARLIER = sa.table(
    "audit",
    *(sa.column(name, sa.Integer) for name in ("audit_id", "version_id")),
    *(sa.column(name, sa.Text) for name in ("by", "action", "programme_id")),
    sa.column("at", sa.DateTime),
    sa.column("detail", sa.JSON),
)


def upgrade() -> None:
    """Make the tables. Later changes are later files: this one stays as it is."""
    _chain_the_audit()
    _make_comments()


def _chain_the_audit() -> None:
    """Make the audit anew with its chain: a table that exists cannot be given columns that may not be empty."""
    kept = [dict(row) for row in op.get_bind().execute(sa.select(EARLIER).order_by(EARLIER.c.audit_id)).mappings()]
    op.drop_index("ix_audit_programme_id", "audit")
    op.drop_table("audit")
    audit = op.create_table(
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
    head = op.create_table(
        "audit_head",
        sa.Column("head_id", sa.Integer, nullable=False),
        sa.Column("entries", sa.Integer, nullable=False),
        sa.Column("audit_id", sa.Integer, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("head_id", name="pk_audit_head"),
    )
    rows = _chained(kept)
    op.bulk_insert(audit, rows)
    last = rows[-1] if rows else {"audit_id": 0, "sha256": BEGINNING}
    op.bulk_insert(head, [{"head_id": 1, "entries": len(rows), "audit_id": last["audit_id"], "sha256": last["sha256"]}])
    op.create_index("ix_audit_programme_id", "audit", ["programme_id"])
    _refuse_changes()


def _chained(kept: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Give every entry that is there the hash of the one before it and its own."""
    rows, previous = [], BEGINNING
    for old in kept:
        said = Said(**{**old, "person_id": None, "at": old["at"].replace(tzinfo=UTC)})
        sha256 = linked(previous, said)
        rows.append({**old, "person_id": None, "previous_sha256": previous, "sha256": sha256})
        previous = sha256
    return rows


def _refuse_changes() -> None:
    if op.get_bind().dialect.name != "sqlite":
        return
    for verb in ("update", "delete"):
        op.execute(AUDIT_ONLY_GROWS.format(verb=verb))
    for verb, when in (("update", ONE_ON), ("delete", ""), ("insert", "")):
        op.execute(HEAD_IS_KEPT.format(verb=verb, when=when))


def _make_comments() -> None:
    op.create_table(
        "comment_threads",
        sa.Column("thread_id", sa.Integer, nullable=False),
        sa.Column("programme_id", sa.Text, nullable=False),
        sa.Column("anchor_kind", sa.Text, nullable=False),
        sa.Column("anchor_id", sa.Text, nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("partner_id", sa.Text),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("opened_at", sa.DateTime, nullable=False),
        sa.Column("changed_at", sa.DateTime, nullable=False),
        sa.Column("changed_by", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("thread_id", name="pk_comment_threads"),
        sa.ForeignKeyConstraint(["programme_id"], ["programmes.programme_id"], name="fk_comment_threads_programme_id"),
        sa.CheckConstraint("state in ('open', 'resolved')", name="ck_comment_threads_state"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_comment_threads_programme_id_anchor_kind_anchor_id", "comment_threads", ["programme_id", "anchor_kind", "anchor_id"]
    )
    op.create_table(
        "comments",
        sa.Column("comment_id", sa.Integer, nullable=False),
        sa.Column("thread_id", sa.Integer, nullable=False),
        sa.Column("person_id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("written_at", sa.DateTime, nullable=False),
        sa.Column("edited_at", sa.DateTime),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("comment_id", name="pk_comments"),
        sa.ForeignKeyConstraint(["thread_id"], ["comment_threads.thread_id"], name="fk_comments_thread_id"),
        sa.ForeignKeyConstraint(["person_id"], ["people.person_id"], name="fk_comments_person_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_comments_thread_id", "comments", ["thread_id"])
    op.create_table(
        "comment_mentions",
        sa.Column("comment_id", sa.Integer, nullable=False),
        sa.Column("person_id", sa.Text, nullable=False),
        sa.Column("read_at", sa.DateTime),
        sa.PrimaryKeyConstraint("comment_id", "person_id", name="pk_comment_mentions"),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.comment_id"], name="fk_comment_mentions_comment_id"),
        sa.ForeignKeyConstraint(["person_id"], ["people.person_id"], name="fk_comment_mentions_person_id"),
    )
    op.create_index("ix_comment_mentions_person_id", "comment_mentions", ["person_id"])
