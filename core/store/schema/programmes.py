"""The state tables: who stored what, when, and which files make up a version."""

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa


class UtcTime(sa.types.TypeDecorator[datetime]):
    """A moment, kept in UTC without a zone and given back with one."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Refuse a moment that does not say its zone: it could be an hour out."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value.isoformat()} has no time zone: give the time in UTC")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Say again that it is UTC."""
        return None if value is None else value.replace(tzinfo=UTC)


metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

# One row per programme. `version` counts its changes, so that two savers cannot both believe they were first.
programmes = sa.Table(
    "programmes",
    metadata,
    sa.Column("programme_id", sa.Text, primary_key=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("is_sample", sa.Boolean, nullable=False),
    sa.Column("created_at", UtcTime, nullable=False),
    sa.Column("created_by", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
)

# One row per version of a programme. `number` is what people see; `base_version` is the number it was made from.
versions = sa.Table(
    "versions",
    metadata,
    sa.Column("version_id", sa.Integer, primary_key=True),
    sa.Column("programme_id", sa.Text, sa.ForeignKey("programmes.programme_id"), nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("made_at", UtcTime, nullable=False),
    sa.Column("made_by", sa.Text, nullable=False),
    sa.Column("what", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("base_version", sa.Integer),
    sa.UniqueConstraint("programme_id", "number"),
    sa.CheckConstraint("state in ('current', 'undone')", name="state"),
    sqlite_autoincrement=True,
)

# One row per table that was accepted: the commit point of its Parquet file. `content_sha256` is of the cells alone.
loads = sa.Table(
    "loads",
    metadata,
    sa.Column("load_id", sa.Integer, primary_key=True),
    sa.Column("programme_id", sa.Text, sa.ForeignKey("programmes.programme_id"), nullable=False, index=True),
    sa.Column("table_name", sa.Text, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False, index=True),
    sa.Column("content_sha256", sa.Text, nullable=False),
    sa.Column("path", sa.Text, nullable=False),
    sa.Column("rows", sa.Integer, nullable=False),
    sa.Column("source_file_name", sa.Text, nullable=False),
    sa.Column("source_sha256", sa.Text, nullable=False),
    sa.Column("loaded_at", UtcTime, nullable=False),
    sa.Column("loaded_by", sa.Text, nullable=False),
    sqlite_autoincrement=True,
)

# One row per load of a version: a version is a set of files.
version_files = sa.Table(
    "version_files",
    metadata,
    sa.Column("version_id", sa.Integer, sa.ForeignKey("versions.version_id"), primary_key=True),
    sa.Column("load_id", sa.Integer, sa.ForeignKey("loads.load_id"), primary_key=True, index=True),
)

# One row per file of observations that was accepted. They are kept apart from other tables, because a version has many of
# them and only a few pages need them. `site_ids` and `outcome_ids` say what they name, without a look at their rows.
observation_loads = sa.Table(
    "observation_loads",
    metadata,
    sa.Column("load_id", sa.Integer, primary_key=True),
    sa.Column("programme_id", sa.Text, sa.ForeignKey("programmes.programme_id"), nullable=False, index=True),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("source_file_name", sa.Text, nullable=False),
    sa.Column("source_sha256", sa.Text, nullable=False),
    sa.Column("rows", sa.BigInteger, nullable=False),
    sa.Column("site_ids", sa.JSON, nullable=False),
    sa.Column("outcome_ids", sa.JSON, nullable=False),
    sa.Column("loaded_at", UtcTime, nullable=False),
    sa.Column("loaded_by", sa.Text, nullable=False),
    sqlite_autoincrement=True,
)

# One row per Parquet file of such a load: its rows, in one or several parts, and their sums.
observation_files = sa.Table(
    "observation_files",
    metadata,
    sa.Column("load_id", sa.Integer, sa.ForeignKey("observation_loads.load_id"), primary_key=True),
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("part", sa.Integer, primary_key=True),
    sa.Column("path", sa.Text, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("rows", sa.BigInteger, nullable=False),
    sa.CheckConstraint("kind in ('rows', 'cube')", name="kind"),
)

# One row per load of observations of a version.
version_observations = sa.Table(
    "version_observations",
    metadata,
    sa.Column("version_id", sa.Integer, sa.ForeignKey("versions.version_id"), primary_key=True),
    sa.Column("load_id", sa.Integer, sa.ForeignKey("observation_loads.load_id"), primary_key=True, index=True),
)

# One row per time a source's file was saved as a table: how its columns were matched, and which rows (by key) it brought.
# Rows are only ever added, so that taking a version back brings the source's rows of before back as well.
source_mappings = sa.Table(
    "source_mappings",
    metadata,
    sa.Column("mapping_id", sa.Integer, primary_key=True),
    sa.Column("programme_id", sa.Text, sa.ForeignKey("programmes.programme_id"), nullable=False, index=True),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("table_name", sa.Text, nullable=False),
    sa.Column("version_id", sa.Integer, sa.ForeignKey("versions.version_id"), nullable=False),
    sa.Column("mapping", sa.JSON, nullable=False),
    sa.Column("keys", sa.JSON, nullable=False),
    sa.Column("file_name", sa.Text, nullable=False),
    sa.Column("file_sha256", sa.Text, nullable=False),
    sa.Column("saved_at", UtcTime, nullable=False),
    sa.Column("saved_by", sa.Text, nullable=False),
    sa.Column("organisation", sa.Text, nullable=False),
    sqlite_autoincrement=True,
)

# One row per thing done. Rows are only ever added: triggers refuse the rest. Each names the hash of the one before it. They
# point to no other table, since the audit outlives whatever it speaks of.
audit = sa.Table(
    "audit",
    metadata,
    sa.Column("audit_id", sa.Integer, primary_key=True),
    sa.Column("at", UtcTime, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("person_id", sa.Text),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("programme_id", sa.Text, index=True),
    sa.Column("version_id", sa.Integer),
    sa.Column("detail", sa.JSON, nullable=False),
    sa.Column("previous_sha256", sa.Text, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
    sqlite_autoincrement=True,
)

# One row only: how many entries the audit has, and the last of them. Triggers let it move on by one entry and no other way.
audit_head = sa.Table(
    "audit_head",
    metadata,
    sa.Column("head_id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("entries", sa.Integer, nullable=False),
    sa.Column("audit_id", sa.Integer, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
)
