"""Realisation: entries of partners about promised cash, only ever added to."""

import sqlalchemy as sa
from alembic import op

from core.store.migrations.first_release.triggers import only_added_to


def make_tables() -> None:
    """Make the table of core.store.schema.realisation."""
    op.create_table(
        "realised",
        sa.Column("realised_id", sa.Integer, nullable=False),
        sa.Column("programme_id", sa.Text, nullable=False),
        sa.Column("benefit_id", sa.Text, nullable=False),
        sa.Column("partner_id", sa.Text, nullable=False),
        sa.Column("cost_centre_id", sa.Text, nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("amount_gbp", sa.Float, nullable=True),
        sa.Column("units", sa.Float, nullable=True),
        sa.Column("budget", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("price_basis", sa.Text, nullable=False),
        sa.Column("said_at", sa.DateTime, nullable=False),
        sa.Column("said_by", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("realised_id", name="pk_realised"),
        sa.ForeignKeyConstraint(["programme_id"], ["programmes.programme_id"], name="fk_realised_programme_id"),
        sa.UniqueConstraint(
            "programme_id",
            "benefit_id",
            "partner_id",
            "cost_centre_id",
            "year",
            "kind",
            "version",
        ),
        sa.CheckConstraint("kind in ('forecast', 'actual')", name=op.f("ck_realised_kind")),
        sa.CheckConstraint("price_basis in ('real', 'money_of_the_day')", name=op.f("ck_realised_price_basis")),
        sqlite_autoincrement=True,
    )
    only_added_to("realised", "what was said of benefits can only be added to")
