"""Concerns, findings and actions: what closes the loop."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Each noun adds its tables here."""
    concerns()
    findings()
    actions()


def concerns() -> None:
    """A concern belongs to a case audit; who receives them, and by when, is the partnership's."""
    op.create_table(
        "concern",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("case_audit_id", sa.String(), nullable=False),
        sa.Column("raised_at", sa.DateTime(), nullable=False),
        sa.Column("raised_by", sa.String(), nullable=False),
        sa.Column("worry", sa.Text(), nullable=False),
        sa.Column("done", sa.Text(), nullable=False),
        sa.Column("named", sa.Boolean(name="named"), nullable=False),
        sa.Column("counting", sa.String(), nullable=False),
        sa.Column("acknowledge_by", sa.DateTime(), nullable=False),
        sa.Column("close_by", sa.DateTime(), nullable=False),
        sa.Column("acknowledged_at", sa.DateTime(), nullable=True),
        sa.Column("acknowledged_by", sa.String(), nullable=True),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("closed_by", sa.String(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        *_keys(
            "concern",
            case_audit_id="case_audit.id",
            raised_by="person.id",
            acknowledged_by="person.id",
            closed_by="person.id",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern")),
    )
    op.create_index("ix_concern_case_audit", "concern", ["case_audit_id"], unique=False)
    op.create_table(
        "concern_sent",
        sa.Column("concern_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        *_keys("concern_sent", concern_id="concern.id", person_id="person.id"),
        sa.PrimaryKeyConstraint("concern_id", "person_id", name=op.f("pk_concern_sent")),
    )
    op.create_table(
        "concern_receiver",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("agency", sa.String(), nullable=True),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("named_at", sa.DateTime(), nullable=False),
        sa.Column("named_by", sa.String(), nullable=False),
        *_keys(
            "concern_receiver", agency="agency.key", person_id="person.id", named_by="person.id"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern_receiver")),
        sa.UniqueConstraint(
            "agency", "person_id", name=op.f("uq_concern_receiver_agency_person_id")
        ),
    )
    op.create_table(
        "concern_target",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("acknowledge", sa.Integer(), nullable=False),
        sa.Column("close", sa.Integer(), nullable=False),
        sa.Column("counting", sa.String(), nullable=False),
        sa.Column("escalation_id", sa.String(), nullable=True),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.Column("set_by", sa.String(), nullable=False),
        *_keys("concern_target", escalation_id="person.id", set_by="person.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern_target")),
    )


def findings() -> None:
    """A finding belongs to a round; case files are linked to it, and a suggestion may have led to it."""
    op.create_table(
        "finding",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("round_id", sa.String(), nullable=False),
        *(
            sa.Column(name, kind, nullable=False)
            for name, kind in (
                ("origin", sa.String()),
                ("kind", sa.String()),
                ("title", sa.Text()),
                ("detail", sa.Text()),
                ("criterion", sa.String()),
                ("points", sa.JSON()),
                ("theme", sa.String()),
                ("agency", sa.String()),
                ("basis", sa.String()),
            )
        ),
        sa.Column("panel_id", sa.String(), nullable=True),
        sa.Column("raised_at", sa.DateTime(), nullable=False),
        sa.Column("raised_by", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn_by", sa.String(), nullable=True),
        sa.Column("withdrawn_because", sa.Text(), nullable=False),
        *_keys(
            "finding",
            round_id="round.id",
            panel_id="panel.id",
            raised_by="person.id",
            withdrawn_by="person.id",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
    )
    op.create_index("ix_finding_round", "finding", ["round_id"], unique=False)
    op.create_table(
        "finding_file",
        sa.Column("finding_id", sa.String(), nullable=False),
        sa.Column("case_audit_id", sa.String(), nullable=False),
        *_keys(
            "finding_file",
            finding_id="finding.id",
            case_audit_id="case_audit.id",
        ),
        sa.PrimaryKeyConstraint("finding_id", "case_audit_id", name=op.f("pk_finding_file")),
    )
    op.create_index("ix_finding_file_case_audit", "finding_file", ["case_audit_id"], unique=False)
    op.create_table(
        "finding_suggestion",
        *(
            sa.Column(name, kind, nullable=name == "finding_id")
            for name, kind in (
                ("round_id", sa.String()),
                ("key", sa.String()),
                ("title", sa.String()),
                ("basis", sa.String()),
                ("decision", sa.String()),
                ("reason", sa.Text()),
                ("finding_id", sa.String()),
                ("at", sa.DateTime()),
                ("by", sa.String()),
            )
        ),
        *_keys(
            "finding_suggestion",
            round_id="round.id",
            finding_id="finding.id",
            by="person.id",
        ),
        sa.PrimaryKeyConstraint("round_id", "key", name=op.f("pk_finding_suggestion")),
    )


def actions() -> None:
    """An action is promised on a finding; notes say how far it is."""
    op.create_table(
        "action",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("finding_id", sa.String(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("done_when", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("owner_role", sa.String(), nullable=False),
        sa.Column("owner_id", sa.String(), nullable=True),
        sa.Column("agency", sa.String(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("criterion", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("completed_at", sa.DateTime(), nullable=True),
        sa.Column("completed_by", sa.String(), nullable=True),
        sa.Column("done", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("verified_at", sa.DateTime(), nullable=True),
        sa.Column("verified_by", sa.String(), nullable=True),
        sa.Column("checked", sa.Text(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn_because", sa.Text(), nullable=False),
        *_keys(
            "action",
            finding_id="finding.id",
            owner_id="person.id",
            agency="agency.key",
            made_by="person.id",
            completed_by="person.id",
            verified_by="person.id",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action")),
    )
    op.create_index("ix_action_finding", "action", ["finding_id"], unique=False)
    op.create_index("ix_action_owner", "action", ["owner_id"], unique=False)
    op.create_table(
        "action_note",
        sa.Column("action_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        *_keys("action_note", action_id="action.id", by="person.id"),
        sa.PrimaryKeyConstraint("action_id", "number", name=op.f("pk_action_note")),
    )


def _keys(table: str, **targets: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint(
            [column], [target], name=op.f(f"fk_{table}_{column}_{target.split('.')[0]}")
        )
        for column, target in targets.items()
    ]
