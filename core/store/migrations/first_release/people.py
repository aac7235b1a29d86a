"""People, what they were granted, their sessions, tickets and one-time codes, guesses at passwords, and the service clock."""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

# These two act without signing in. They are kept disabled, so that nobody ever signs in as one of them.
NEVER_SIGN_IN = {"operator": "the operator", "service": "the service"}
MADE_ON = datetime(2026, 11, 22)


def make_tables() -> None:
    """Make the tables of core.store.schema.people."""
    _people_and_grants()
    _sessions()
    _codes_and_guesses()
    _known_places_and_clock()


def _people_and_grants() -> None:
    people = op.create_table(
        "people",
        sa.Column("person_id", sa.Text, nullable=False),
        sa.Column("sign_in_name", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("password_hash", sa.Text),
        sa.Column("must_change", sa.Boolean, nullable=False),
        sa.Column("disabled_at", sa.DateTime),
        sa.Column("is_sample", sa.Boolean, nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("created_by", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("person_id", name="pk_people"),
        sa.UniqueConstraint("sign_in_name", name="uq_people_sign_in_name"),
    )
    op.create_table(
        "grants",
        sa.Column("grant_id", sa.Integer, nullable=False),
        sa.Column("person_id", sa.Text, nullable=False),
        sa.Column("programme_id", sa.Text),
        sa.Column("partner_id", sa.Text),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("given_at", sa.DateTime, nullable=False),
        sa.Column("given_by", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("grant_id", name="pk_grants"),
        sa.ForeignKeyConstraint(["person_id"], ["people.person_id"], name="fk_grants_person_id"),
        sa.ForeignKeyConstraint(["programme_id"], ["programmes.programme_id"], name="fk_grants_programme_id"),
        sa.CheckConstraint("role in ('admin', 'analyst', 'board', 'viewer')", name=op.f("ck_grants_role")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_grants_person_id", "grants", ["person_id"])
    op.bulk_insert(people, [_row(person_id, name) for person_id, name in NEVER_SIGN_IN.items()])


def _row(person_id: str, name: str) -> dict[str, object]:
    return {
        "person_id": person_id,
        "sign_in_name": person_id,
        "name": name,
        "must_change": False,
        "disabled_at": MADE_ON,
        "is_sample": False,
        "created_at": MADE_ON,
        "created_by": "Scale Case",
        "version": 1,
    }


def _sessions() -> None:
    op.create_table(
        "sessions",
        sa.Column("token_sha256", sa.Text, nullable=False),
        sa.Column("person_id", sa.Text, nullable=False),
        sa.Column("started_at", sa.DateTime, nullable=False),
        sa.Column("seen_at", sa.DateTime, nullable=False),
        sa.Column("started", sa.BigInteger, nullable=False),
        sa.Column("seen", sa.BigInteger, nullable=False),
        sa.Column("ended_at", sa.DateTime),
        sa.Column("ended_because", sa.Text),
        sa.PrimaryKeyConstraint("token_sha256", name="pk_sessions"),
        sa.ForeignKeyConstraint(["person_id"], ["people.person_id"], name="fk_sessions_person_id"),
    )
    op.create_index("ix_sessions_person_id", "sessions", ["person_id"])
    op.create_table(
        "tickets",
        sa.Column("ticket_sha256", sa.Text, nullable=False),
        sa.Column("person_id", sa.Text, nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.Column("made", sa.BigInteger, nullable=False),
        sa.Column("used_at", sa.DateTime),
        sa.PrimaryKeyConstraint("ticket_sha256", name="pk_tickets"),
        sa.ForeignKeyConstraint(["person_id"], ["people.person_id"], name="fk_tickets_person_id"),
    )


def _codes_and_guesses() -> None:
    op.create_table(
        "reset_codes",
        sa.Column("code_sha256", sa.Text, nullable=False),
        sa.Column("person_id", sa.Text, nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.Column("made", sa.BigInteger, nullable=False),
        sa.Column("ended_at", sa.DateTime),
        sa.PrimaryKeyConstraint("code_sha256", name="pk_reset_codes"),
        sa.ForeignKeyConstraint(["person_id"], ["people.person_id"], name="fk_reset_codes_person_id"),
    )
    op.create_index("ix_reset_codes_person_id", "reset_codes", ["person_id"])
    op.create_table(
        "guesses",
        sa.Column("guess_id", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("key_sha256", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("made", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("guess_id", name="pk_guesses"),
        sa.CheckConstraint(
            "kind in ('pair', 'browser', 'code', 'present', 'account', 'address', 'told')", name=op.f("ck_guesses_kind")
        ),
    )
    op.create_index("ix_guesses_kind_key_sha256_made", "guesses", ["kind", "key_sha256", "made"])
    op.create_index("ix_guesses_made", "guesses", ["made"])


def _known_places_and_clock() -> None:
    op.create_table(
        "known_places",
        sa.Column("person_id", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("key_sha256", sa.Text, nullable=False),
        sa.Column("seen_at", sa.DateTime, nullable=False),
        sa.Column("seen", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("person_id", "kind", "key_sha256", name="pk_known_places"),
        sa.ForeignKeyConstraint(["person_id"], ["people.person_id"], name="fk_known_places_person_id"),
        sa.CheckConstraint("kind in ('browser', 'address')", name=op.f("ck_known_places_kind")),
    )
    op.create_table(
        "service_clock",
        sa.Column("only", sa.Integer, nullable=False),
        sa.Column("latest_at", sa.DateTime, nullable=False),
        sa.Column("passed", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("only", name="pk_service_clock"),
        sa.CheckConstraint(sa.column("only") == 1, name=op.f("ck_service_clock_only")),
    )
