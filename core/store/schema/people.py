"""The tables of who signs in: people, what they were granted, their sessions, and what is kept to slow guessing down.

Tokens, tickets and codes are kept as SHA-256 alone: a person who reads the state file can enter with none of them.
"""

import sqlalchemy as sa

from core.store.schema.programmes import UtcTime, metadata

# One row per person, the operator and the service too, who never sign in. `sign_in_name` is kept case-folded. `version`
# counts the changes of a row.
people = sa.Table(
    "people",
    metadata,
    sa.Column("person_id", sa.Text, primary_key=True),
    sa.Column("sign_in_name", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("password_hash", sa.Text),
    sa.Column("must_change", sa.Boolean, nullable=False),
    sa.Column("disabled_at", UtcTime),
    sa.Column("is_sample", sa.Boolean, nullable=False),
    sa.Column("created_at", UtcTime, nullable=False),
    sa.Column("created_by", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.UniqueConstraint("sign_in_name"),
)

# One row per role given to a person. No programme means every programme, no partner the whole partnership.
grants = sa.Table(
    "grants",
    metadata,
    sa.Column("grant_id", sa.Integer, primary_key=True),
    sa.Column("person_id", sa.Text, sa.ForeignKey("people.person_id"), nullable=False, index=True),
    sa.Column("programme_id", sa.Text, sa.ForeignKey("programmes.programme_id")),
    sa.Column("partner_id", sa.Text),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("given_at", UtcTime, nullable=False),
    sa.Column("given_by", sa.Text, nullable=False),
    sa.CheckConstraint("role in ('admin', 'analyst', 'board', 'viewer')", name="role"),
    sqlite_autoincrement=True,
)

# One row per time somebody signed in. A session without `ended_at` lives until it has been idle, or has lasted, too long.
sessions = sa.Table(
    "sessions",
    metadata,
    sa.Column("token_sha256", sa.Text, primary_key=True),
    sa.Column("person_id", sa.Text, sa.ForeignKey("people.person_id"), nullable=False, index=True),
    sa.Column("started_at", UtcTime, nullable=False),
    sa.Column("seen_at", UtcTime, nullable=False),
    sa.Column("started", sa.BigInteger, nullable=False),
    sa.Column("seen", sa.BigInteger, nullable=False),
    sa.Column("ended_at", UtcTime),
    sa.Column("ended_because", sa.Text),
)

# One row per ticket: what a page gives the browser to swap, once and within seconds, for the cookie a page cannot set.
tickets = sa.Table(
    "tickets",
    metadata,
    sa.Column("ticket_sha256", sa.Text, primary_key=True),
    sa.Column("person_id", sa.Text, sa.ForeignKey("people.person_id"), nullable=False),
    sa.Column("made_at", UtcTime, nullable=False),
    sa.Column("made", sa.BigInteger, nullable=False),
    sa.Column("used_at", UtcTime),
)

# One row per one-time code with which a person chooses a password. `ended_at` is when it was used or replaced.
reset_codes = sa.Table(
    "reset_codes",
    metadata,
    sa.Column("code_sha256", sa.Text, primary_key=True),
    sa.Column("person_id", sa.Text, sa.ForeignKey("people.person_id"), nullable=False, index=True),
    sa.Column("made_at", UtcTime, nullable=False),
    sa.Column("made", sa.BigInteger, nullable=False),
    sa.Column("ended_at", UtcTime),
)

# Up to three rows per guess at a password or a code: for the account and the place it comes from, for the place, and for the
# account as a whole; `told` marks that the wait is in the audit already. Keys are hashed, and rows older than the time they
# count for are swept. `made` is service time, here and above (core.store.sign_in.service_clock): it never goes back.
guesses = sa.Table(
    "guesses",
    metadata,
    sa.Column("guess_id", sa.Integer, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("key_sha256", sa.Text, nullable=False),
    sa.Column("at", UtcTime, nullable=False),
    sa.Column("made", sa.BigInteger, nullable=False),
    sa.CheckConstraint("kind in ('pair', 'browser', 'code', 'present', 'account', 'address', 'told')", name="kind"),
    sa.Index("ix_guesses_kind_key_sha256_made", "kind", "key_sha256", "made"),
    sa.Index("ix_guesses_made", "made"),
)

# One row per browser or address from which a person signed in: guesses made elsewhere never slow these down. Keys are hashed.
known_places = sa.Table(
    "known_places",
    metadata,
    sa.Column("person_id", sa.Text, sa.ForeignKey("people.person_id"), nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("key_sha256", sa.Text, nullable=False),
    sa.Column("seen_at", UtcTime, nullable=False),
    sa.Column("seen", sa.BigInteger, nullable=False),
    sa.PrimaryKeyConstraint("person_id", "kind", "key_sha256"),
    sa.CheckConstraint("kind in ('browser', 'address')", name="kind"),
)

# One row: the latest moment that was counted, and how many milliseconds had passed by then.
service_clock = sa.Table(
    "service_clock",
    metadata,
    sa.Column("only", sa.Integer, primary_key=True),
    sa.Column("latest_at", UtcTime, nullable=False),
    sa.Column("passed", sa.BigInteger, nullable=False),
    sa.CheckConstraint(sa.column("only") == 1, name="only"),
)
