"""The tables of offers are those that the code expects."""

import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from core.store.schema import comments, gates, links, meetings, offers, people

OURS = {offers.offers.name, offers.offer_replies.name}
# Tables point to one another, so all have to be known before any can be compared.
KNOWN = (comments, gates, links, meetings, people)


def test_the_tables_of_offers_are_those_the_code_expects(db):
    def is_ours(thing, name, kind, reflected, compared):
        return (name if kind == "table" else thing.table.name) in OURS

    with db.engine.connect() as connection:
        found = MigrationContext.configure(connection, opts={"compare_type": True, "include_object": is_ours})
        assert compare_metadata(found, offers.metadata) == []
        assert set(sa.inspect(connection).get_table_names()) >= OURS
    assert all(module.metadata is offers.metadata for module in KNOWN)
