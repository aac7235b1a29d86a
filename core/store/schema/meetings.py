"""The tables of meetings and of what they decided."""

import sqlalchemy as sa

from core.store.schema.programmes import UtcTime, metadata

# One row per meeting that was prepared: the version it looks at, and the one that was looked at the last time.
meetings = sa.Table(
    "meetings",
    metadata,
    sa.Column("meeting_id", sa.Integer, primary_key=True),
    sa.Column("programme_id", sa.Text, sa.ForeignKey("programmes.programme_id"), nullable=False, index=True),
    sa.Column("version_id", sa.Integer, sa.ForeignKey("versions.version_id"), nullable=False),
    sa.Column("since_version_id", sa.Integer, sa.ForeignKey("versions.version_id")),
    sa.Column("held_on", sa.Date, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("ask", sa.Text, nullable=False),
    sa.Column("option_id", sa.Text, nullable=False),
    sa.Column("levers", sa.JSON, nullable=False),
    sa.Column("prepared_at", UtcTime, nullable=False),
    sa.Column("prepared_by", sa.Text, nullable=False),
    sqlite_autoincrement=True,
)

# One row per meeting that was ever presented: the screen everybody sees. `version` counts its moves, so that those who follow
# know whether there is anything new; `presenting_as` tells one window of the presenter from another, empty once it has ended.
meeting_screens = sa.Table(
    "meeting_screens",
    metadata,
    sa.Column("meeting_id", sa.Integer, sa.ForeignKey("meetings.meeting_id"), primary_key=True),
    sa.Column("presenter", sa.Text),
    sa.Column("presenting_as", sa.Text),
    sa.Column("screen", sa.Integer, nullable=False),
    sa.Column("scenario", sa.Text, nullable=False),
    sa.Column("moved_at", UtcTime, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
)

# One row per decision, with the figures the board saw. Rows are only ever added: triggers refuse the rest.
decisions = sa.Table(
    "decisions",
    metadata,
    sa.Column("decision_id", sa.Integer, primary_key=True),
    sa.Column("programme_id", sa.Text, sa.ForeignKey("programmes.programme_id"), nullable=False, index=True),
    sa.Column("version_id", sa.Integer, sa.ForeignKey("versions.version_id"), nullable=False),
    sa.Column("version_number", sa.Integer, nullable=False),
    sa.Column("meeting_id", sa.Integer, sa.ForeignKey("meetings.meeting_id")),
    sa.Column("supersedes", sa.Integer, sa.ForeignKey("decisions.decision_id")),
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
    sa.Column("recorded_at", UtcTime, nullable=False),
    sa.Column("recorded_by", sa.Text, nullable=False),
    sa.Column("offer_id", sa.Integer),
    sa.Column("split", sa.JSON),
    sa.UniqueConstraint("supersedes"),
    sa.CheckConstraint("outcome in ('approve', 'approve_with_conditions', 'not_now', 'reject', 'pilot_on')", name="outcome"),
    sqlite_autoincrement=True,
)

# One row per position a partner took on a decision. Rows are only ever added; the latest of a partner is the one that stands.
decision_positions = sa.Table(
    "decision_positions",
    metadata,
    sa.Column("position_id", sa.Integer, primary_key=True),
    sa.Column("decision_id", sa.Integer, sa.ForeignKey("decisions.decision_id"), nullable=False, index=True),
    sa.Column("partner_id", sa.Text, nullable=False),
    sa.Column("partner", sa.Text, nullable=False),
    sa.Column("stance", sa.Text, nullable=False),
    sa.Column("condition", sa.Text, nullable=False),
    sa.Column("own_board_on", sa.Date),
    sa.Column("recorded_at", UtcTime, nullable=False),
    sa.Column("recorded_by", sa.Text, nullable=False),
    sa.CheckConstraint("stance in ('agrees', 'agrees_if', 'own_board', 'does_not_agree', 'not_present')", name="stance"),
    sqlite_autoincrement=True,
)

# One row per action of a decision. Only whether it is done may change; `version` counts those changes.
decision_actions = sa.Table(
    "decision_actions",
    metadata,
    sa.Column("action_id", sa.Integer, primary_key=True),
    sa.Column("decision_id", sa.Integer, sa.ForeignKey("decisions.decision_id"), nullable=False, index=True),
    sa.Column("what", sa.Text, nullable=False),
    sa.Column("owner", sa.Text, nullable=False),
    sa.Column("due_on", sa.Date, nullable=False),
    sa.Column("done_at", UtcTime),
    sa.Column("done_by", sa.Text),
    sa.Column("version", sa.Integer, nullable=False),
    sqlite_autoincrement=True,
)
