"""The tables of comments: a thread on something people look at, what was written in it, and who was named."""

import sqlalchemy as sa

from core.store.schema import people
from core.store.schema.programmes import UtcTime, metadata

_PERSON = people.people.c.person_id

# One row per thread. `label` is what the thing was called when the thread began. With a partner it is that partner's alone.
# `version` counts changes of its state, which `changed_by` and `changed_at` tell of.
comment_threads = sa.Table(
    "comment_threads",
    metadata,
    sa.Column("thread_id", sa.Integer, primary_key=True),
    sa.Column("programme_id", sa.Text, sa.ForeignKey("programmes.programme_id"), nullable=False),
    sa.Column("anchor_kind", sa.Text, nullable=False),
    sa.Column("anchor_id", sa.Text, nullable=False),
    sa.Column("label", sa.Text, nullable=False),
    sa.Column("partner_id", sa.Text),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("opened_at", UtcTime, nullable=False),
    sa.Column("changed_at", UtcTime, nullable=False),
    sa.Column("changed_by", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.CheckConstraint("state in ('open', 'resolved')", name="state"),
    sa.Index("ix_comment_threads_programme_id_anchor_kind_anchor_id", "programme_id", "anchor_kind", "anchor_id"),
    sqlite_autoincrement=True,
)

# One row per comment. `version` counts its edits, `name` is what its writer was called when it was written.
comments = sa.Table(
    "comments",
    metadata,
    sa.Column("comment_id", sa.Integer, primary_key=True),
    sa.Column("thread_id", sa.Integer, sa.ForeignKey("comment_threads.thread_id"), nullable=False, index=True),
    sa.Column("person_id", sa.Text, sa.ForeignKey(_PERSON), nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("written_at", UtcTime, nullable=False),
    sa.Column("edited_at", UtcTime),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sqlite_autoincrement=True,
)

# One row per person named in a comment; `read_at` is empty until they marked it read.
comment_mentions = sa.Table(
    "comment_mentions",
    metadata,
    sa.Column("comment_id", sa.Integer, sa.ForeignKey("comments.comment_id"), primary_key=True),
    sa.Column("person_id", sa.Text, sa.ForeignKey(_PERSON), primary_key=True, index=True),
    sa.Column("read_at", UtcTime),
)
