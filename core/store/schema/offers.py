"""The tables of offers on who pays what, and of the answers to them."""

import sqlalchemy as sa

from core.store.schema.programmes import UtcTime, metadata

# One row per offer. Rows are only ever added: a counter-offer names the one it takes the place of, which only one can.
# `shares` holds what each partner would pay and gain when it was made, so that it reads the same ever after.
offers = sa.Table(
    "offers",
    metadata,
    sa.Column("offer_id", sa.Integer, primary_key=True),
    sa.Column("programme_id", sa.Text, sa.ForeignKey("programmes.programme_id"), nullable=False, index=True),
    sa.Column("version_id", sa.Integer, sa.ForeignKey("versions.version_id"), nullable=False),
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
    sa.Column("counters", sa.Integer, sa.ForeignKey("offers.offer_id")),
    sa.Column("made_at", UtcTime, nullable=False),
    sa.Column("made_by", sa.Text, nullable=False),
    sa.Column("method_version", sa.Text),
    sa.UniqueConstraint("counters"),
    sqlite_autoincrement=True,
)

# One row per answer of a partner; the last one of each partner holds, and earlier ones stay.
offer_replies = sa.Table(
    "offer_replies",
    metadata,
    sa.Column("reply_id", sa.Integer, primary_key=True),
    sa.Column("offer_id", sa.Integer, sa.ForeignKey("offers.offer_id"), nullable=False, index=True),
    sa.Column("partner_id", sa.Text, nullable=False),
    sa.Column("partner", sa.Text, nullable=False),
    sa.Column("answer", sa.Text, nullable=False),
    sa.Column("condition", sa.Text, nullable=False),
    sa.Column("replied_at", UtcTime, nullable=False),
    sa.Column("replied_by", sa.Text, nullable=False),
    sa.CheckConstraint("answer in ('accept', 'accept_if', 'decline')", name="answer"),
    sqlite_autoincrement=True,
)
