"""The table of drafts: programmes that are being written down, each its owner's alone."""

import sqlalchemy as sa

from core.store.schema import people
from core.store.schema.programmes import UtcTime, metadata

# One row per draft. `rows` is table -> rows of cells; `revision` counts its changes, so that two tabs cannot both be first.
drafts = sa.Table(
    "drafts",
    metadata,
    sa.Column("draft_id", sa.Integer, primary_key=True),
    sa.Column("owner_id", sa.Text, sa.ForeignKey(people.people.c.person_id), nullable=False, index=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("step", sa.Integer, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("rows", sa.JSON, nullable=False),
    sa.Column("begun_at", UtcTime, nullable=False),
    sa.Column("changed_at", UtcTime, nullable=False),
    sqlite_autoincrement=True,
)
