"""Offers on who pays what, and the answers to them."""

import sqlalchemy as sa
from alembic import op

from core.store.migrations.first_release.triggers import only_added_to

STAYS = "what was offered and answered stays: a later offer or answer stands after it"


def make_tables() -> None:
    """Make the tables of core.store.schema.offers."""
    _offers()
    _replies()
    only_added_to("offers", STAYS)
    only_added_to("offer_replies", STAYS)


def _offers() -> None:
    op.create_table(
        "offers",
        sa.Column("offer_id", sa.Integer, nullable=False),
        sa.Column("programme_id", sa.Text, nullable=False),
        sa.Column("version_id", sa.Integer, nullable=False),
        sa.Column("version_number", sa.Integer, nullable=False),
        sa.Column("option_id", sa.Text, nullable=False),
        sa.Column("option_title", sa.Text, nullable=False),
        sa.Column("rule", sa.Text, nullable=False),
        sa.Column("amounts", sa.JSON, nullable=False),
        sa.Column("shares", sa.JSON, nullable=False),
        sa.Column("unallocated_gbp", sa.Float, nullable=False),
        sa.Column("conditions", sa.Text, nullable=False),
        sa.Column("gain_share", sa.Text, nullable=False),
        sa.Column("review_on", sa.Date),
        sa.Column("partner_id", sa.Text),
        sa.Column("partner", sa.Text, nullable=False),
        sa.Column("counters", sa.Integer),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.Column("made_by", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("offer_id", name="pk_offers"),
        sa.ForeignKeyConstraint(["programme_id"], ["programmes.programme_id"], name="fk_offers_programme_id"),
        sa.ForeignKeyConstraint(["version_id"], ["versions.version_id"], name="fk_offers_version_id"),
        sa.ForeignKeyConstraint(["counters"], ["offers.offer_id"], name="fk_offers_counters"),
        sa.UniqueConstraint("counters", name="uq_offers_counters"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_offers_programme_id", "offers", ["programme_id"])


def _replies() -> None:
    op.create_table(
        "offer_replies",
        sa.Column("reply_id", sa.Integer, nullable=False),
        sa.Column("offer_id", sa.Integer, nullable=False),
        sa.Column("partner_id", sa.Text, nullable=False),
        sa.Column("partner", sa.Text, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("condition", sa.Text, nullable=False),
        sa.Column("replied_at", sa.DateTime, nullable=False),
        sa.Column("replied_by", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("reply_id", name="pk_offer_replies"),
        sa.ForeignKeyConstraint(["offer_id"], ["offers.offer_id"], name="fk_offer_replies_offer_id"),
        sa.CheckConstraint("answer in ('accept', 'accept_if', 'decline')", name=op.f("ck_offer_replies_answer")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_offer_replies_offer_id", "offer_replies", ["offer_id"])
