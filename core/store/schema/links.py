"""The state tables of named versions, of who checked them, and of shared links."""

import sqlalchemy as sa

from core.store.schema.programmes import UtcTime, metadata

# One row per version that was given a name. Rows are only ever added: a named version stays what it is.
version_names = sa.Table(
    "version_names",
    metadata,
    sa.Column("version_id", sa.Integer, sa.ForeignKey("versions.version_id"), primary_key=True),
    sa.Column("programme_id", sa.Text, sa.ForeignKey("programmes.programme_id"), nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("name_key", sa.Text, nullable=False),
    sa.Column("why", sa.Text, nullable=False),
    sa.Column("named_at", UtcTime, nullable=False),
    sa.Column("named_by", sa.Text, sa.ForeignKey("people.person_id"), nullable=False),
    sa.Column("named_by_name", sa.Text, nullable=False),
    sa.UniqueConstraint("programme_id", "name_key"),
)

# One row per step a named version took on its way to being relied on. Rows are only ever added: triggers refuse the rest.
assurance_steps = sa.Table(
    "assurance_steps",
    metadata,
    sa.Column("step_id", sa.Integer, primary_key=True),
    sa.Column("version_id", sa.Integer, sa.ForeignKey("version_names.version_id"), nullable=False, index=True),
    sa.Column("programme_id", sa.Text, sa.ForeignKey("programmes.programme_id"), nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("at", UtcTime, nullable=False),
    sa.Column("by", sa.Text, sa.ForeignKey("people.person_id"), nullable=False),
    sa.Column("by_name", sa.Text, nullable=False),
    sa.Column("words", sa.Text, nullable=False),
    sa.Column("use_by", sa.Date),
    sa.Column("ticks", sa.JSON),
    sa.CheckConstraint("kind in ('sent', 'sent_back', 'checked', 'approved', 'superseded')", name="kind"),
    sqlite_autoincrement=True,
)

# One row per shared link. The token is kept as a hash only; `page` is the very page that is served, and `page_sha256` its sum.
links = sa.Table(
    "links",
    metadata,
    sa.Column("link_id", sa.Integer, primary_key=True),
    sa.Column("token_sha256", sa.Text, nullable=False, unique=True),
    sa.Column("programme_id", sa.Text, sa.ForeignKey("programmes.programme_id"), nullable=False, index=True),
    sa.Column("version_id", sa.Integer, sa.ForeignKey("versions.version_id"), nullable=False),
    sa.Column("option_id", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("embeddable", sa.Boolean, nullable=False),
    sa.Column("page", sa.LargeBinary, nullable=False),
    sa.Column("page_sha256", sa.Text, nullable=False),
    sa.Column("input_hash", sa.Text, nullable=False),
    sa.Column("made_at", UtcTime, nullable=False),
    sa.Column("made_by", sa.Text, sa.ForeignKey("people.person_id"), nullable=False),
    sa.Column("made_by_name", sa.Text, nullable=False),
    sa.Column("ends_at", UtcTime, nullable=False),
    sa.Column("ended_at", UtcTime),
    sa.Column("ended_by", sa.Text, sa.ForeignKey("people.person_id")),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("method_version", sa.Text),
    sqlite_autoincrement=True,
)

# One row per link that was opened: how often, and nothing of who opened it or from where.
link_views = sa.Table(
    "link_views",
    metadata,
    sa.Column("link_id", sa.Integer, sa.ForeignKey("links.link_id"), primary_key=True),
    sa.Column("views", sa.Integer, nullable=False),
)

# One row per programme that has rules of its own for small numbers on shared pages.
small_number_rules = sa.Table(
    "small_number_rules",
    metadata,
    sa.Column("programme_id", sa.Text, sa.ForeignKey("programmes.programme_id"), primary_key=True),
    sa.Column("threshold", sa.Integer, nullable=False),
    sa.Column("rounding", sa.Integer, nullable=False),
    sa.Column("set_at", UtcTime, nullable=False),
    sa.Column("set_by", sa.Text, sa.ForeignKey("people.person_id"), nullable=False),
    sa.Column("set_by_name", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
)
