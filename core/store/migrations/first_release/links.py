"""Names of versions, the steps of their assurance, and shared links."""

import sqlalchemy as sa
from alembic import op

from core.store.migrations.first_release.triggers import only_added_to


def make_tables() -> None:
    """Make the tables of core.store.schema.links."""
    _assurance()
    _links()
    op.create_table(
        "small_number_rules",
        sa.Column("programme_id", sa.Text, nullable=False),
        sa.Column("threshold", sa.Integer, nullable=False),
        sa.Column("rounding", sa.Integer, nullable=False),
        sa.Column("set_at", sa.DateTime, nullable=False),
        sa.Column("set_by", sa.Text, nullable=False),
        sa.Column("set_by_name", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("programme_id", name="pk_small_number_rules"),
        sa.ForeignKeyConstraint(["programme_id"], ["programmes.programme_id"], name="fk_small_number_rules_programme_id"),
        sa.ForeignKeyConstraint(["set_by"], ["people.person_id"], name="fk_small_number_rules_set_by"),
    )


def _assurance() -> None:
    op.create_table(
        "version_names",
        sa.Column("version_id", sa.Integer, nullable=False),
        sa.Column("programme_id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("name_key", sa.Text, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("named_at", sa.DateTime, nullable=False),
        sa.Column("named_by", sa.Text, nullable=False),
        sa.Column("named_by_name", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("version_id", name="pk_version_names"),
        sa.ForeignKeyConstraint(["version_id"], ["versions.version_id"], name="fk_version_names_version_id"),
        sa.ForeignKeyConstraint(["programme_id"], ["programmes.programme_id"], name="fk_version_names_programme_id"),
        sa.ForeignKeyConstraint(["named_by"], ["people.person_id"], name="fk_version_names_named_by"),
        sa.UniqueConstraint("programme_id", "name_key", name="uq_version_names_programme_id_name_key"),
    )
    op.create_table(
        "assurance_steps",
        sa.Column("step_id", sa.Integer, nullable=False),
        sa.Column("version_id", sa.Integer, nullable=False),
        sa.Column("programme_id", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("by_name", sa.Text, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("use_by", sa.Date),
        sa.PrimaryKeyConstraint("step_id", name="pk_assurance_steps"),
        sa.ForeignKeyConstraint(["version_id"], ["version_names.version_id"], name="fk_assurance_steps_version_id"),
        sa.ForeignKeyConstraint(["programme_id"], ["programmes.programme_id"], name="fk_assurance_steps_programme_id"),
        sa.ForeignKeyConstraint(["by"], ["people.person_id"], name="fk_assurance_steps_by"),
        sa.CheckConstraint(
            "kind in ('sent', 'sent_back', 'checked', 'approved', 'superseded')", name=op.f("ck_assurance_steps_kind")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_assurance_steps_version_id", "assurance_steps", ["version_id"])
    only_added_to("version_names")
    only_added_to("assurance_steps")


def _links() -> None:
    op.create_table(
        "links",
        sa.Column("link_id", sa.Integer, nullable=False),
        sa.Column("token_sha256", sa.Text, nullable=False),
        sa.Column("programme_id", sa.Text, nullable=False),
        sa.Column("version_id", sa.Integer, nullable=False),
        sa.Column("option_id", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("embeddable", sa.Boolean, nullable=False),
        sa.Column("page", sa.LargeBinary, nullable=False),
        sa.Column("page_sha256", sa.Text, nullable=False),
        sa.Column("input_hash", sa.Text, nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.Column("made_by", sa.Text, nullable=False),
        sa.Column("made_by_name", sa.Text, nullable=False),
        sa.Column("ends_at", sa.DateTime, nullable=False),
        sa.Column("ended_at", sa.DateTime),
        sa.Column("ended_by", sa.Text),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("link_id", name="pk_links"),
        sa.ForeignKeyConstraint(["programme_id"], ["programmes.programme_id"], name="fk_links_programme_id"),
        sa.ForeignKeyConstraint(["version_id"], ["versions.version_id"], name="fk_links_version_id"),
        sa.ForeignKeyConstraint(["made_by"], ["people.person_id"], name="fk_links_made_by"),
        sa.ForeignKeyConstraint(["ended_by"], ["people.person_id"], name="fk_links_ended_by"),
        sa.UniqueConstraint("token_sha256", name="uq_links_token_sha256"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_links_programme_id", "links", ["programme_id"])
    op.create_table(
        "link_views",
        sa.Column("link_id", sa.Integer, nullable=False),
        sa.Column("views", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("link_id", name="pk_link_views"),
        sa.ForeignKeyConstraint(["link_id"], ["links.link_id"], name="fk_link_views_link_id"),
    )
