"""Meetings with the screen they are on, and decisions with positions and actions."""

import sqlalchemy as sa
from alembic import op

from core.store.migrations.first_release.triggers import only_added_to, refuse

# What was decided is never rewritten: a later decision takes its place, and a later position stands after it.
SUPERSEDED = "what was decided is superseded, never rewritten"
MARKED = "an action is marked as done, never rewritten"


def make_tables() -> None:
    """Make the tables of core.store.schema.meetings."""
    _meetings()
    _decisions()
    _positions_and_actions()
    only_added_to("decisions", SUPERSEDED)
    only_added_to("decision_positions", SUPERSEDED)
    refuse("decision_actions", ("delete",), SUPERSEDED)
    refuse("decision_actions", ("update",), MARKED, of="action_id, decision_id, what, owner, due_on")


def _meetings() -> None:
    op.create_table(
        "meetings",
        sa.Column("meeting_id", sa.Integer, nullable=False),
        sa.Column("programme_id", sa.Text, nullable=False),
        sa.Column("version_id", sa.Integer, nullable=False),
        sa.Column("since_version_id", sa.Integer),
        sa.Column("held_on", sa.Date, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("ask", sa.Text, nullable=False),
        sa.Column("option_id", sa.Text, nullable=False),
        sa.Column("levers", sa.JSON, nullable=False),
        sa.Column("prepared_at", sa.DateTime, nullable=False),
        sa.Column("prepared_by", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("meeting_id", name="pk_meetings"),
        sa.ForeignKeyConstraint(["programme_id"], ["programmes.programme_id"], name="fk_meetings_programme_id"),
        sa.ForeignKeyConstraint(["version_id"], ["versions.version_id"], name="fk_meetings_version_id"),
        sa.ForeignKeyConstraint(["since_version_id"], ["versions.version_id"], name="fk_meetings_since_version_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_meetings_programme_id", "meetings", ["programme_id"])
    op.create_table(
        "meeting_screens",
        sa.Column("meeting_id", sa.Integer, nullable=False),
        sa.Column("presenter", sa.Text),
        sa.Column("presenting_as", sa.Text),
        sa.Column("screen", sa.Integer, nullable=False),
        sa.Column("scenario", sa.Text, nullable=False),
        sa.Column("moved_at", sa.DateTime, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("meeting_id", name="pk_meeting_screens"),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.meeting_id"], name="fk_meeting_screens_meeting_id"),
    )


def _decisions() -> None:
    op.create_table(
        "decisions",
        sa.Column("decision_id", sa.Integer, nullable=False),
        sa.Column("programme_id", sa.Text, nullable=False),
        sa.Column("version_id", sa.Integer, nullable=False),
        sa.Column("version_number", sa.Integer, nullable=False),
        sa.Column("meeting_id", sa.Integer),
        sa.Column("supersedes", sa.Integer),
        sa.Column("decided_on", sa.Date, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("option_id", sa.Text, nullable=False),
        sa.Column("option_title", sa.Text, nullable=False),
        sa.Column("scenario", sa.Text, nullable=False),
        sa.Column("reasons", sa.Text, nullable=False),
        sa.Column("alternatives", sa.JSON, nullable=False),
        sa.Column("interests", sa.Text, nullable=False),
        sa.Column("powers", sa.Text, nullable=False),
        sa.Column("figures", sa.JSON, nullable=False),
        sa.Column("assurance", sa.Text),
        sa.Column("overrides", sa.JSON, nullable=False),
        sa.Column("recorded_at", sa.DateTime, nullable=False),
        sa.Column("recorded_by", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("decision_id", name="pk_decisions"),
        sa.ForeignKeyConstraint(["programme_id"], ["programmes.programme_id"], name="fk_decisions_programme_id"),
        sa.ForeignKeyConstraint(["version_id"], ["versions.version_id"], name="fk_decisions_version_id"),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.meeting_id"], name="fk_decisions_meeting_id"),
        sa.ForeignKeyConstraint(["supersedes"], ["decisions.decision_id"], name="fk_decisions_supersedes"),
        sa.UniqueConstraint("supersedes", name="uq_decisions_supersedes"),
        sa.CheckConstraint(
            "outcome in ('approve', 'approve_with_conditions', 'not_now', 'reject', 'pilot_on')", name=op.f("ck_decisions_outcome")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_decisions_programme_id", "decisions", ["programme_id"])


def _positions_and_actions() -> None:
    op.create_table(
        "decision_positions",
        sa.Column("position_id", sa.Integer, nullable=False),
        sa.Column("decision_id", sa.Integer, nullable=False),
        sa.Column("partner_id", sa.Text, nullable=False),
        sa.Column("partner", sa.Text, nullable=False),
        sa.Column("stance", sa.Text, nullable=False),
        sa.Column("condition", sa.Text, nullable=False),
        sa.Column("own_board_on", sa.Date),
        sa.Column("recorded_at", sa.DateTime, nullable=False),
        sa.Column("recorded_by", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("position_id", name="pk_decision_positions"),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.decision_id"], name="fk_decision_positions_decision_id"),
        sa.CheckConstraint(
            "stance in ('agrees', 'agrees_if', 'own_board', 'does_not_agree', 'not_present')",
            name=op.f("ck_decision_positions_stance"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_decision_positions_decision_id", "decision_positions", ["decision_id"])
    op.create_table(
        "decision_actions",
        sa.Column("action_id", sa.Integer, nullable=False),
        sa.Column("decision_id", sa.Integer, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("done_at", sa.DateTime),
        sa.Column("done_by", sa.Text),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("action_id", name="pk_decision_actions"),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.decision_id"], name="fk_decision_actions_decision_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_decision_actions_decision_id", "decision_actions", ["decision_id"])
