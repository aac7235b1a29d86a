import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from core.store.schema import links, people
from core.store.schema.programmes import metadata

OWN = {
    table.name
    for table in (
        links.version_names,
        links.assurance_steps,
        links.links,
        links.link_views,
        links.small_number_rules,
    )
}


def test_a_new_store_has_these_tables_as_the_code_expects_them(db):
    def is_own(name, kind, parents):
        return kind == "schema" or (name if kind == "table" else parents.get("table_name")) in OWN

    with db.engine.connect() as connection:
        options = {"compare_type": True, "include_name": is_own, "include_object": lambda it, *_: _table_of(it) in OWN}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), metadata) == []
    assert set(sa.inspect(db.engine).get_table_names()) >= OWN


def test_whoever_did_it_is_somebody_there_is(db):
    for table in OWN - {"link_views"}:
        referred = {key["referred_table"] for key in sa.inspect(db.engine).get_foreign_keys(table)}
        assert people.people.name in referred


def _table_of(thing):
    return thing.name if isinstance(thing, sa.Table) else thing.table.name
