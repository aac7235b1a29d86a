"""One split: offers and links say by which method they were worked out, decisions keep the split they name, checks keep ticks."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; rows of before have nothing in them."""
    op.add_column("offers", sa.Column("method_version", sa.Text))
    op.add_column("links", sa.Column("method_version", sa.Text))
    op.add_column("decisions", sa.Column("offer_id", sa.Integer))
    op.add_column("decisions", sa.Column("split", sa.JSON))
    op.add_column("assurance_steps", sa.Column("ticks", sa.JSON))
