"""Comments: threads, what was written in them, and who was named."""

import sqlalchemy as sa
from alembic import op


def make_tables() -> None:
    """Make the tables of core.store.schema.comments."""
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
        sa.CheckConstraint("state in ('open', 'resolved')", name=op.f("ck_comment_threads_state")),
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
