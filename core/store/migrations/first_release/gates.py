"""What gates are held to, what was decided of them, how the problem is seen anew, and opportunities."""

import sqlalchemy as sa
from alembic import op

from core.store.migrations.first_release.triggers import only_added_to

ONLY_ADDED_TO = ("gate_settings", "gate_decisions", "problem_agreements", "opportunity_changes", "readiness_assessments")


def make_tables() -> None:
    """Make the tables of core.store.schema.gates."""
    op.create_table(
        "gate_settings",
        sa.Column("settings_id", sa.Integer, nullable=False),
        sa.Column("programme_id", sa.Text, nullable=False),
        sa.Column("settings", sa.JSON, nullable=False),
        sa.Column("saved_at", sa.DateTime, nullable=False),
        sa.Column("saved_by", sa.Text, nullable=False),
        sa.Column("saved_by_id", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("settings_id", name="pk_gate_settings"),
        sa.ForeignKeyConstraint(["programme_id"], ["programmes.programme_id"], name="fk_gate_settings_programme_id"),
        sa.ForeignKeyConstraint(["saved_by_id"], ["people.person_id"], name="fk_gate_settings_saved_by_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_gate_settings_programme_id", "gate_settings", ["programme_id"])
    op.create_table(
        "gate_decisions",
        sa.Column("decision_id", sa.Integer, nullable=False),
        sa.Column("programme_id", sa.Text, nullable=False),
        sa.Column("version_id", sa.Integer, nullable=False),
        sa.Column("gate", sa.Text, nullable=False),
        sa.Column("option_id", sa.Text),
        sa.Column("ruling", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("review_by", sa.Date),
        sa.Column("evidence", sa.JSON, nullable=False),
        sa.Column("findings", sa.JSON, nullable=False),
        sa.Column("decided_at", sa.DateTime, nullable=False),
        sa.Column("decided_by", sa.Text, nullable=False),
        sa.Column("decided_by_id", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("decision_id", name="pk_gate_decisions"),
        sa.ForeignKeyConstraint(["programme_id"], ["programmes.programme_id"], name="fk_gate_decisions_programme_id"),
        sa.ForeignKeyConstraint(["version_id"], ["versions.version_id"], name="fk_gate_decisions_version_id"),
        sa.CheckConstraint("gate in ('delivered', 'effective', 'valuable', 'system')", name=op.f("ck_gate_decisions_gate")),
        sa.CheckConstraint("ruling in ('met', 'not_met', 'overridden')", name=op.f("ck_gate_decisions_ruling")),
        sa.CheckConstraint(
            "ruling <> 'overridden' or (reason <> '' and review_by is not null)", name=op.f("ck_gate_decisions_override")
        ),
        sa.ForeignKeyConstraint(["decided_by_id"], ["people.person_id"], name="fk_gate_decisions_decided_by_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_gate_decisions_programme_id", "gate_decisions", ["programme_id"])
    op.create_table(
        "problem_agreements",
        sa.Column("agreement_id", sa.Integer, nullable=False),
        sa.Column("programme_id", sa.Text, nullable=False),
        sa.Column("version_id", sa.Integer, nullable=False),
        sa.Column("problem_statement", sa.Text, nullable=False),
        sa.Column("reframed_problem", sa.Text, nullable=False),
        sa.Column("agreed_by", sa.Text, nullable=False),
        sa.Column("agreed_on", sa.Date, nullable=False),
        sa.Column("recorded_at", sa.DateTime, nullable=False),
        sa.Column("recorded_by", sa.Text, nullable=False),
        sa.Column("recorded_by_id", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("agreement_id", name="pk_problem_agreements"),
        sa.ForeignKeyConstraint(["programme_id"], ["programmes.programme_id"], name="fk_problem_agreements_programme_id"),
        sa.ForeignKeyConstraint(["version_id"], ["versions.version_id"], name="fk_problem_agreements_version_id"),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["people.person_id"], name="fk_problem_agreements_recorded_by_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_problem_agreements_programme_id", "problem_agreements", ["programme_id"])
    op.create_table(
        "opportunities",
        sa.Column("opportunity_id", sa.Integer, nullable=False),
        sa.Column("programme_id", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("problem", sa.Text, nullable=False),
        sa.Column("who_benefits", sa.Text, nullable=False),
        sa.Column("partner_id", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("answers", sa.JSON, nullable=False),
        sa.Column("option_id", sa.Text),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("raised_at", sa.DateTime, nullable=False),
        sa.Column("raised_by", sa.Text, nullable=False),
        sa.Column("raised_by_id", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("opportunity_id", name="pk_opportunities"),
        sa.ForeignKeyConstraint(["programme_id"], ["programmes.programme_id"], name="fk_opportunities_programme_id"),
        sa.CheckConstraint("state in ('raised', 'screening', 'option', 'declined')", name=op.f("ck_opportunities_state")),
        sa.ForeignKeyConstraint(["raised_by_id"], ["people.person_id"], name="fk_opportunities_raised_by_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_opportunities_programme_id", "opportunities", ["programme_id"])
    op.create_table(
        "opportunity_changes",
        sa.Column("change_id", sa.Integer, nullable=False),
        sa.Column("opportunity_id", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("became", sa.JSON, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("by_id", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("change_id", name="pk_opportunity_changes"),
        sa.ForeignKeyConstraint(["opportunity_id"], ["opportunities.opportunity_id"], name="fk_opportunity_changes_opportunity_id"),
        sa.UniqueConstraint("opportunity_id", "version", name="uq_opportunity_changes_opportunity_id_version"),
        sa.ForeignKeyConstraint(["by_id"], ["people.person_id"], name="fk_opportunity_changes_by_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_opportunity_changes_opportunity_id", "opportunity_changes", ["opportunity_id"])
    op.create_table(
        "readiness_assessments",
        sa.Column("assessment_id", sa.Integer, nullable=False),
        sa.Column("programme_id", sa.Text, nullable=False),
        sa.Column("partner_id", sa.Text),
        sa.Column("aspect", sa.Text, nullable=False),
        sa.Column("level", sa.Integer, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("assessed_on", sa.Date, nullable=False),
        sa.Column("assessed_by", sa.Text, nullable=False),
        sa.Column("recorded_at", sa.DateTime, nullable=False),
        sa.Column("recorded_by", sa.Text, nullable=False),
        sa.Column("recorded_by_id", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("assessment_id", name="pk_readiness_assessments"),
        sa.ForeignKeyConstraint(["programme_id"], ["programmes.programme_id"], name="fk_readiness_assessments_programme_id"),
        sa.CheckConstraint("level between 1 and 4", name=op.f("ck_readiness_assessments_level")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["people.person_id"], name="fk_readiness_assessments_recorded_by_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_readiness_assessments_programme_id", "readiness_assessments", ["programme_id"])
    for table in ONLY_ADDED_TO:
        only_added_to(table)
