"""How ready each partner is to work at scale, and how used leaders are to deciding together."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

APPEND_ONLY = """
create trigger {table}_refuses_{verb} before {verb} on {table}
begin
    select raise(abort, '{table} can only be added to');
end
"""
ONLY_ADDED_TO = ("readiness_assessments",)


def upgrade() -> None:
    """Make the tables. Later changes are later files: this one stays as it is."""
    op.create_table(
        "readiness_assessments",
        sa.Column("assessment_id", sa.Integer, nullable=False),
        sa.Column("programme_id", sa.Text, nullable=False),
        sa.Column("partner_id", sa.Text),
        sa.Column("aspect", sa.Text, nullable=False),
        sa.Column("level", sa.Integer, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("assessed_on", sa.Date, nullable=False),
        sa.Column("assessed_by", sa.Text, nullable=False),
        sa.Column("recorded_at", sa.DateTime, nullable=False),
        sa.Column("recorded_by", sa.Text, nullable=False),
        sa.Column("recorded_by_id", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("assessment_id", name="pk_readiness_assessments"),
        sa.ForeignKeyConstraint(["programme_id"], ["programmes.programme_id"], name="fk_readiness_assessments_programme_id"),
        sa.CheckConstraint("level between 1 and 4", name="ck_readiness_assessments_level"),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["people.person_id"], name="fk_readiness_assessments_recorded_by_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_readiness_assessments_programme_id", "readiness_assessments", ["programme_id"])
    if op.get_bind().dialect.name == "sqlite":
        for table in ONLY_ADDED_TO:
            for verb in ("update", "delete"):
                op.execute(APPEND_ONLY.format(table=table, verb=verb))
