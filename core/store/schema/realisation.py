"""The table of realisation: entries about promised cash."""

import sqlalchemy as sa

from core.store.schema.programmes import UtcTime, metadata

# One row per time somebody said what a line brought, or will bring, to one partner in one year. The row with the highest
# `version` is what holds; earlier ones stay. An empty `cost_centre_id` is the line as a whole.
realised = sa.Table(
    "realised",
    metadata,
    sa.Column("realised_id", sa.Integer, primary_key=True),
    sa.Column("programme_id", sa.Text, sa.ForeignKey("programmes.programme_id"), nullable=False),
    sa.Column("benefit_id", sa.Text, nullable=False),
    sa.Column("partner_id", sa.Text, nullable=False),
    sa.Column("cost_centre_id", sa.Text, nullable=False),
    sa.Column("year", sa.Integer, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("amount_gbp", sa.Float),
    sa.Column("units", sa.Float),
    sa.Column("budget", sa.Text, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("price_basis", sa.Text, nullable=False),
    sa.Column("said_at", UtcTime, nullable=False),
    sa.Column("said_by", sa.Text, nullable=False),
    sa.UniqueConstraint("programme_id", "benefit_id", "partner_id", "cost_centre_id", "year", "kind", "version"),
    sa.CheckConstraint("kind in ('forecast', 'actual')", name="kind"),
    sa.CheckConstraint("price_basis in ('real', 'money_of_the_day')", name="price_basis"),
    sqlite_autoincrement=True,
)
