"""The first release: every table, in the order in which they point to one another."""

from core.store.migrations.first_release import (
    audit,
    comments,
    gates,
    integrity,
    links,
    meetings,
    offers,
    people,
    programmes,
    realisation,
)

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables. Later changes are later migrations: this one stays as it is."""
    for topic in (programmes, audit, people, comments, links, meetings, offers, gates, realisation, integrity):
        topic.make_tables()
