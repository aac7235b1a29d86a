"""State tables of the road to scale: what was set, assessed, agreed and decided, and the opportunities."""

import sqlalchemy as sa

from core.store.schema.programmes import UtcTime, metadata

# One row per time the partnership said what it holds the gates to. Rows are only ever added: the last one counts.
gate_settings = sa.Table(
    "gate_settings",
    metadata,
    sa.Column("settings_id", sa.Integer, primary_key=True),
    sa.Column("programme_id", sa.Text, sa.ForeignKey("programmes.programme_id"), nullable=False, index=True),
    sa.Column("settings", sa.JSON, nullable=False),
    sa.Column("saved_at", UtcTime, nullable=False),
    sa.Column("saved_by", sa.Text, nullable=False),
    sa.Column("saved_by_id", sa.Text, sa.ForeignKey("people.person_id"), nullable=False),
    sqlite_autoincrement=True,
)

# One row per decision on a gate. Rows are only ever added: the last one of a gate (and option) counts.
gate_decisions = sa.Table(
    "gate_decisions",
    metadata,
    sa.Column("decision_id", sa.Integer, primary_key=True),
    sa.Column("programme_id", sa.Text, sa.ForeignKey("programmes.programme_id"), nullable=False, index=True),
    sa.Column("version_id", sa.Integer, sa.ForeignKey("versions.version_id"), nullable=False),
    sa.Column("gate", sa.Text, nullable=False),
    sa.Column("option_id", sa.Text),
    sa.Column("ruling", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("review_by", sa.Date),
    sa.Column("evidence", sa.JSON, nullable=False),
    sa.Column("findings", sa.JSON, nullable=False),
    sa.Column("decided_at", UtcTime, nullable=False),
    sa.Column("decided_by", sa.Text, nullable=False),
    sa.Column("decided_by_id", sa.Text, sa.ForeignKey("people.person_id"), nullable=False),
    sa.CheckConstraint("gate in ('delivered', 'effective', 'valuable', 'system')", name="gate"),
    sa.CheckConstraint("ruling in ('met', 'not_met', 'overridden')", name="ruling"),
    sa.CheckConstraint("ruling <> 'overridden' or (reason <> '' and review_by is not null)", name="override"),
    sqlite_autoincrement=True,
)

# One row per time partners agreed how the problem is seen anew: the words they agreed, so that later words are told apart.
problem_agreements = sa.Table(
    "problem_agreements",
    metadata,
    sa.Column("agreement_id", sa.Integer, primary_key=True),
    sa.Column("programme_id", sa.Text, sa.ForeignKey("programmes.programme_id"), nullable=False, index=True),
    sa.Column("version_id", sa.Integer, sa.ForeignKey("versions.version_id"), nullable=False),
    sa.Column("problem_statement", sa.Text, nullable=False),
    sa.Column("reframed_problem", sa.Text, nullable=False),
    sa.Column("agreed_by", sa.Text, nullable=False),
    sa.Column("agreed_on", sa.Date, nullable=False),
    sa.Column("recorded_at", UtcTime, nullable=False),
    sa.Column("recorded_by", sa.Text, nullable=False),
    sa.Column("recorded_by_id", sa.Text, sa.ForeignKey("people.person_id"), nullable=False),
    sqlite_autoincrement=True,
)

# One row per opportunity. `version` counts its changes, so that two savers cannot both believe they were first.
opportunities = sa.Table(
    "opportunities",
    metadata,
    sa.Column("opportunity_id", sa.Integer, primary_key=True),
    sa.Column("programme_id", sa.Text, sa.ForeignKey("programmes.programme_id"), nullable=False, index=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("problem", sa.Text, nullable=False),
    sa.Column("who_benefits", sa.Text, nullable=False),
    sa.Column("partner_id", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("answers", sa.JSON, nullable=False),
    sa.Column("option_id", sa.Text),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("raised_at", UtcTime, nullable=False),
    sa.Column("raised_by", sa.Text, nullable=False),
    sa.Column("raised_by_id", sa.Text, sa.ForeignKey("people.person_id"), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.CheckConstraint("state in ('raised', 'screening', 'option', 'declined')", name="state"),
    sqlite_autoincrement=True,
)

# One row per change of an opportunity, with what it said from then on. Rows are only ever added.
opportunity_changes = sa.Table(
    "opportunity_changes",
    metadata,
    sa.Column("change_id", sa.Integer, primary_key=True),
    sa.Column("opportunity_id", sa.Integer, sa.ForeignKey("opportunities.opportunity_id"), nullable=False, index=True),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("what", sa.Text, nullable=False),
    sa.Column("became", sa.JSON, nullable=False),
    sa.Column("at", UtcTime, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("by_id", sa.Text, sa.ForeignKey("people.person_id"), nullable=False),
    sa.UniqueConstraint("opportunity_id", "version"),
    sqlite_autoincrement=True,
)

# One row per assessment of one aspect of a partner, or (partner empty) of the leaders together. The last one counts.
readiness_assessments = sa.Table(
    "readiness_assessments",
    metadata,
    sa.Column("assessment_id", sa.Integer, primary_key=True),
    sa.Column("programme_id", sa.Text, sa.ForeignKey("programmes.programme_id"), nullable=False, index=True),
    sa.Column("partner_id", sa.Text),
    sa.Column("aspect", sa.Text, nullable=False),
    sa.Column("level", sa.Integer, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("assessed_on", sa.Date, nullable=False),
    sa.Column("assessed_by", sa.Text, nullable=False),
    sa.Column("recorded_at", UtcTime, nullable=False),
    sa.Column("recorded_by", sa.Text, nullable=False),
    sa.Column("recorded_by_id", sa.Text, sa.ForeignKey("people.person_id"), nullable=False),
    sa.CheckConstraint("level between 1 and 4", name="level"),
    sqlite_autoincrement=True,
)
